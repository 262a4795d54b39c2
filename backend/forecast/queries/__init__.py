"""What screens and other slices read of the forecast."""
