"""Every query that loads or saves runbooks and urgent orders."""
