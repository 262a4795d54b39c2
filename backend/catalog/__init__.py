"""What the company makes, where, from what and for whom: items, sites, work centres, customers.

Woken by imports and master-data upkeep; tells `CatalogChanged`.
"""
