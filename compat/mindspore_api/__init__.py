"""MindSpore 2.0 on the backends of compat."""

from compat._absent import absent_names

from . import common, context, log
from .common import *
from .context import GRAPH_MODE, PYNATIVE_MODE, ParallelMode, get_context, set_context
from .version import __version__

__getattr__ = absent_names("mindspore", __name__)
