"""Reads of customers for screens: lists, one from all sides, segments, the market."""
