"""Operations on columns of any kind."""

from compat._absent import absent_names

__getattr__ = absent_names("mindspore.dataset.transforms", __name__)
