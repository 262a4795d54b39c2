"""The words that the screens and the backend both say; this package imports nothing of ours."""
