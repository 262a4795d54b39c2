"""What is done about urgent orders: they follow facts, people move them, and the time does."""
