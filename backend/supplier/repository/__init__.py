"""Every query that loads or saves requests, the links to them, and what is bought."""
