"""Where promotions and seasons are kept."""
