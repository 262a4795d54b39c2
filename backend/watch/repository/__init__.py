"""Every query of alert rules: rules, what they watch, what is beyond, and what was."""
