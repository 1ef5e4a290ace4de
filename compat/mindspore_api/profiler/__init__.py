"""Measuring a program."""

from compat._absent import absent_names

from .profiling import Profiler

__all__ = ["Profiler"]

__getattr__ = absent_names("mindspore.profiler", __name__)
