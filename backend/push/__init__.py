"""Web push from the company's own keys: subscriptions, what wakes whom, sending.

Woken by `ProposalOpened`, `ProposalDecided`, `KPICrossed`, `AlertRaised`; tells nothing inside.
"""
