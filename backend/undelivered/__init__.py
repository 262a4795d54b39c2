"""What could not be delivered or done is seen by admins, and put back to work."""
