"""For half a minute a decision can be undone: what it has turned is kept, and what leaves the house waits.

Decisions of every kind say what they can turn (`handlers.Reach`) and are undone by `handlers.take_back`.
"""
