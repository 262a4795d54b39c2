"""The rules of urgent orders: the clock, the runbooks, and how an order moves through its stages."""
