"""What travels between backend and screens; amounts are decimals, days dates, instants UTC."""
