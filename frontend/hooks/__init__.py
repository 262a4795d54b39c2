"""What pages may ask: the gateway, its live hints, the time, who looks."""
