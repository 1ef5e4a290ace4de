"""Starting programs as several processes: `python -m paddle.distributed.launch`."""

from compat._absent import absent_names

__getattr__ = absent_names("paddle.distributed", __name__)
