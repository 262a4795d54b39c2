"""Signed webhooks: tells other systems over HTTPS what has happened here. Publishes; receives nothing."""
