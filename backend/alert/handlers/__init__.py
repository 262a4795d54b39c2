"""Keeps alerts in step with their causes, and says whose they are."""
