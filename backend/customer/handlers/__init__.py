"""Says things of customers: fields, classes."""
