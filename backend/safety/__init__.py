"""Safety stock as forecast errors and what customers are owed ask for it: proposed, and taken over by a planner."""
