"""What the floor does: capacity and output reported, reports taken back, and the plan that follows."""
