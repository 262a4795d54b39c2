"""What every connector that brings tables in has in common."""
