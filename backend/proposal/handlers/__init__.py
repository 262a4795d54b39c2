"""What proposals do: they open and follow their plan, and they are decided."""
