"""What there is and what comes: stock by lot, production orders reported, purchases on order.

Woken by imports, by outside systems and by decisions that move a purchase; tells `SupplyChanged`.
"""
