"""What what-ifs do: be made and changed, and be decided."""
