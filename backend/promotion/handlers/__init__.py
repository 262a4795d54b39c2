"""What commands of promotions and seasons do."""
