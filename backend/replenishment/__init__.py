"""Stock that an alert rule has made, moved or ordered: proposed, decided, or carried out by itself.

Woken by a rule's alert; revises the plan as any decision does; tells `ReplenishmentDecided`.
"""
