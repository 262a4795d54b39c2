"""Lockstep's application: what the company knows, decides and tells; it draws no screens."""
