"""The rules of promotions and seasons."""
