"""The rules about alert rules: what is beyond a threshold, for how long, in which group, told when."""
