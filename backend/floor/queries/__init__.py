"""Reads of the floor: what is made about now, and what a line on another day would do."""
