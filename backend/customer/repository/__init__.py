"""Every query about customers; order lines, shipments and master data belong to others and are only read."""
