"""What the operations on texts do to Python strings."""
