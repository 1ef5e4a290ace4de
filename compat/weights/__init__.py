"""Files of weights: read, described, renamed and written, each format by its own module."""
