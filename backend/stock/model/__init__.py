"""The rules of stock: what lines come to, how large lots are, and on which days ways hold."""
