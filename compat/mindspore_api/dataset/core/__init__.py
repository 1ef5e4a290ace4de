"""Configuration and checks of datasets."""

from compat._absent import absent_names

__getattr__ = absent_names("mindspore.dataset.core", __name__)
