"""Reads of proposals, and of the plan with one of them laid over it."""
