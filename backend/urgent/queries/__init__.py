"""Reads of urgent orders for screens, and for those who are told of them."""
