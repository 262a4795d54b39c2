"""What a plan would be if something were otherwise: edits laid over a copy, the plan's answer, and its figures."""
