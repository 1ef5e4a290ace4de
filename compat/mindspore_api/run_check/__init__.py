"""Checking the installation."""

from .run_check import run_check

__all__ = ["run_check"]
