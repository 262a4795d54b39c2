"""Keeps rules, looks at what they watch when it has moved, and hands alerts on that nobody answers."""
