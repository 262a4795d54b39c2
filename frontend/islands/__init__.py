"""Typed wrappers of our web components, which also work where Python does not reach."""
