"""The version this frontend stands for."""

__version__ = "2.0.0"
