"""What working with suppliers does: asking, answering, and what follows from an answer."""
