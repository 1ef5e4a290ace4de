"""`%load_ext compat.ipython`; the same as `%load_ext compat`."""

from . import load_ipython_extension, unload_ipython_extension

__all__ = ["load_ipython_extension", "unload_ipython_extension"]
