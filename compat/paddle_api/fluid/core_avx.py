"""The names of Paddle's compiled core that programs use."""

from __future__ import annotations

from enum import IntEnum

from .._publish import publish
from ._dtypes import VarType
from ._errors import EnforceNotMet, EOFException
from ._lod import LevelsOfDetail
from ._mode import flags
from ._places import CPUPlace, CUDAPinnedPlace, CUDAPlace, Place, gpu_count
from ._registry import find
from ._strategies import BuildStrategy, ExecutionStrategy
from ._varbase import Tensor, VarBase


class VarDesc:
    """Home of the enumeration of dtypes."""

    VarType = VarType


class Layer:
    """Base of `fluid.dygraph.Layer`."""


class BackwardStrategy:
    """How gradients of one variable are summed; the order has no effect here."""

    def __init__(self):
        self._sort = False

    @property
    def sort_sum_gradient(self):
        """Whether gradients are summed in the order of the operators."""
        return self._sort

    @sort_sum_gradient.setter
    def sort_sum_gradient(self, sort):
        self._sort = bool(sort)


class ParallelStrategy:
    """Who takes part in training."""

    def __init__(self):
        self.nranks = 1
        self.local_rank = 0
        self.trainer_endpoints = []
        self.current_endpoint = ""


class Scope:
    """A store of static variables; empty in dygraph mode."""

    def __init__(self):
        self._vars = {}

    def var(self, name):
        """The variable of that name, made if needed."""
        return self._vars.setdefault(name, LoDTensor())

    def find_var(self, name):
        """The variable of that name or None."""
        return self._vars.get(name)


class LoDTensor(LevelsOfDetail):
    """A tensor outside dygraph mode: a NumPy array with levels of detail."""

    def __init__(self):
        self._array, self._lod = None, []

    def set(self, array, place=None):
        """Take over the values of a NumPy array."""
        self._array = array.copy()

    def shape(self):
        """The extents, as a list."""
        return [0] if self._array is None else list(self._array.shape)

    def _is_initialized(self):
        return self._array is not None

    def __array__(self, dtype=None, copy=None):
        return self._array if dtype is None else self._array.astype(dtype)


class op_proto_and_checker_maker:
    """Roles of operators in static programs, and the names of attributes that hold them."""

    class OpRole(IntEnum):
        """What an operator does in a static program."""

        Forward = 0
        Backward = 1
        Optimize = 2
        RPC = 4
        Dist = 8
        LRSched = 16
        Loss = 256

    @staticmethod
    def kOpRoleAttrName():
        """The attribute with the role."""
        return "op_role"

    @staticmethod
    def kOpRoleVarAttrName():
        """The attribute with parameter and gradient."""
        return "op_role_var"

    @staticmethod
    def kOpNameScopeAttrName():
        """The attribute with the name scope."""
        return "op_namescope"

    @staticmethod
    def kOpCreationCallstackAttrName():
        """The attribute with the call stack."""
        return "op_callstack"

    @staticmethod
    def kOpDeviceAttrName():
        """The attribute with the device."""
        return "op_device"


class LoDTensorArray(list):
    """A list of tensors."""


def kEmptyVarName():
    """The name of a variable that is not there."""
    return "@EMPTY@"


def kTempVarName():
    """The name of a temporary variable."""
    return "@TEMP@"


def kGradVarSuffix():
    """What is appended to the name of a gradient."""
    return "@GRAD"


def kZeroVarSuffix():
    """What is appended to the name of a zero."""
    return "@ZERO"


def kControlDepVarName():
    """Prefix of control dependences."""
    return "__control_var"


def is_compiled_with_cuda():
    """True if the backend has a GPU."""
    return gpu_count() > 0


def get_cuda_device_count():
    """How many GPUs the backend has.

    Returns:
        int.

    Example:
        >>> fluid.core.get_cuda_device_count() >= 0
        True
    """
    return gpu_count()


def is_compiled_with_mkldnn():
    """False: there is no such library below."""
    return False


is_compiled_with_brpc = is_compiled_with_dist = is_compiled_with_mkldnn


def globals():
    """The global flags, as a dict that may be changed."""
    return flags


def _get_all_register_op_kernels():
    # No operator is compiled.
    return {}


def _is_dygraph_debug_enabled():
    return False


class _Operators:
    """`core.ops`: operators by name; attributes follow the operands as pairs of name and value."""

    def __getattr__(self, name):

        kernel = find(name)
        if kernel is None:
            raise AttributeError(f"module 'paddle.fluid.core_avx.ops' has no attribute '{name}'")

        def call(*args):
            count = next((i for i, a in enumerate(args) if isinstance(a, str)), len(args))
            attributes = dict(zip(args[count::2], args[count + 1 :: 2], strict=True))
            return kernel(*args[:count], **attributes)

        return call


ops = _Operators()
publish(
    __name__,
    unlisted={
        "BackwardStrategy": BackwardStrategy,
        "BuildStrategy": BuildStrategy,
        "CPUPlace": CPUPlace,
        "CUDAPinnedPlace": CUDAPinnedPlace,
        "CUDAPlace": CUDAPlace,
        "EOFException": EOFException,
        "EnforceNotMet": EnforceNotMet,
        "ExecutionStrategy": ExecutionStrategy,
        "Place": Place,
        "Tensor": Tensor,
        "VarBase": VarBase,
    },
)
