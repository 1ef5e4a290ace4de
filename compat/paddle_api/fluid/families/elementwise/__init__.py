"""Functions of every element."""
