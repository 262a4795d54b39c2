"""Every query that loads or saves forecasts."""
