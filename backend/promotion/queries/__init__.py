"""Reads of promotions and seasons for screens, the API and alerts."""
