"""Measurements beside the bare libraries and the original frameworks: `python -m benchmarks`."""
