"""Shapes and the arrangement of elements."""
