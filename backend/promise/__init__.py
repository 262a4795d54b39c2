"""What can be promised: available-to-promise per item, site and day, and when a quantity fits.

Asked by impact, sync and screens; keeps nothing and tells nothing.
"""
