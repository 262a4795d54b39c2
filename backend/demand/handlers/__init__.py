"""What demand does when it is asked, and when a decision shares its transaction."""
