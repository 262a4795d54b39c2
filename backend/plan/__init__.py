"""What will be made: one plan a site, in numbered revisions that are never altered.

Woken by decisions and imports; tells `PlanRevised`.
"""
