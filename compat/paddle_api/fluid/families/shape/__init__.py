"""Shapes, slices, padding, rearranged elements."""
