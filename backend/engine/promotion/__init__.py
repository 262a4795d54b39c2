"""The arithmetic of promotions: what past ones did to demand, and what a coming one is expected to do.

Demand by day goes in as arrays, learned effects and amounts come out; no database, no clock.
"""
