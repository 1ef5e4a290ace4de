"""MindSpore 2.0 on the backends of compat."""

from compat import _public
from compat._absent import absent_names

from . import common, communication, context, log, nn, numpy, ops, parallel, profiler, train
from ._argument_types import guard_methods
from ._publish import publish
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
from .ops import get_grad, grad, jacfwd, jacrev, jvp, value_and_grad, vjp
from .parallel import get_algo_parameters, reset_algo_parameters, set_algo_parameters
from .profiler import Profiler
from .run_check import run_check
from .version import __version__

publish(globals())
guard_methods(common.Tensor, "mindspore.Tensor")
_public.adopt(__name__, "mindspore")
_absent = absent_names("mindspore", __name__)
_RECORD_NAMES = frozenset({
    "FileWriter", "FileReader", "MindPage", "Cifar10ToMR", "Cifar100ToMR", "CsvToMR",
    "ImageNetToMR", "MnistToMR", "TFRecordToMR", "SUCCESS", "FAILED",
})  # fmt: skip


def __getattr__(name):
    # MindRecord is imported when it is asked for: it brings the database library along.
    if name in _RECORD_NAMES:
        from . import mindrecord

        return getattr(mindrecord, name)
    return _absent(name)
