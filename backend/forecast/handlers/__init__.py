"""What commands of the forecast do."""
