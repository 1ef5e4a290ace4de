"""Helpers of the framework that programs use, too."""

from .utils import cell_attr_register

__all__ = ["cell_attr_register"]
