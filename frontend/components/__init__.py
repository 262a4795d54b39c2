"""Plain functions from what is known to markup: no hook, no gateway, no clock."""
