"""MindSpore 2.0 on the backends of compat."""

from compat import _public
from compat._absent import absent_names

from . import common, communication, context, log, nn, ops
from .common import *
from .context import (
    GRAPH_MODE,
    PYNATIVE_MODE,
    ParallelMode,
    get_auto_parallel_context,
    get_context,
    get_ps_context,
    reset_auto_parallel_context,
    reset_ps_context,
    set_auto_parallel_context,
    set_context,
    set_ps_context,
)
from .log import get_level, get_log_config
from .run_check import run_check
from .version import __version__

_public.adopt(__name__, "mindspore")
__getattr__ = absent_names("mindspore", __name__)
