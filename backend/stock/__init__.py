"""What lies where: raw material, work in progress and finished goods, with gaps, surpluses and waste.

Keeps nothing of its own: it reads catalogue and situation, and answers screens and programs.
"""
