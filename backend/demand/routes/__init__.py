"""The doors of demand: order lines, and changes of them."""
