"""Programs, blocks, parameters and the switch between dygraph and static mode."""

from __future__ import annotations

import re
import warnings
from contextlib import contextmanager
from functools import wraps

import compat._absent
from compat.core import op

from .._publish import publish
from . import core
from ._dtypes import CANONICAL, VarType, convert_np_dtype_to_dtype_
from ._mode import _current_expected_place as _current_expected_place
from ._mode import _dygraph_tracer as _dygraph_tracer
from ._mode import current_place, current_tracer, in_dygraph_mode, private_flags
from ._mode import flags as global_flags
from ._parameter import ParamBase
from ._parameter import _varbase_creator as _varbase_creator
from ._places import CPUPlace, CUDAPinnedPlace, CUDAPlace, gpu_count
from ._varbase import wrap
from .data_feeder import check_type
from .static import (
    Block,
    Parameter,
    Program,
    Variable,
    default_main_program,
    default_startup_program,
)
from .static import current_main as _main
from .static import current_startup as _startup

__all__ = [
    "Program",
    "default_startup_program",
    "default_main_program",
    "program_guard",
    "name_scope",
    "cuda_places",
    "cpu_places",
    "cuda_pinned_places",
    "in_dygraph_mode",
    "is_compiled_with_cuda",
    "Variable",
    "ComplexVariable",
    "load_op_library",
    "require_version",
    "device_guard",
    "set_flags",
    "get_flags",
]

EMPTY_VAR_NAME = core.kEmptyVarName()
TEMP_VAR_NAME = core.kTempVarName()
GRAD_VAR_SUFFIX = core.kGradVarSuffix()
ZERO_VAR_SUFFIX = core.kZeroVarSuffix()
CONTROL_DEP_VAR_PREFIX = core.kControlDepVarName()


def dygraph_only(func):
    """Make `func` refuse to run outside dygraph mode."""

    @wraps(func)
    def call(*args, **kwargs):
        assert current_tracer.value is not None, (
            f"We Only support {func.__name__} in imperative mode, please use fluid.dygraph.guard() "
            "as context to run it in imperative Mode"
        )
        return func(*args, **kwargs)

    return call


def dygraph_not_support(func):
    """Make `func` refuse to run in dygraph mode."""

    @wraps(func)
    def call(*args, **kwargs):
        assert current_tracer.value is None, f"We don't support {func.__name__} in imperative mode"
        return func(*args, **kwargs)

    return call


def fake_interface_only(func):
    """Make `func` refuse to run on a static variable."""

    @wraps(func)
    def call(*args, **kwargs):
        raise AssertionError(
            f"'{func.__name__}' should be called by imperative Varible in imperative mode, "
            f"please use "
            "fluid.dygraph.guard() as context to run it in imperative mode"
        )

    return call


# As in the original, none of these contexts restores anything when an exception leaves its block.
@contextmanager
def _dygraph_guard(tracer):
    before = current_tracer.swap(tracer)
    yield
    current_tracer.set(before)


@contextmanager
def _dygraph_place_guard(place):
    before = current_place.swap(place)
    yield
    current_place.set(before)


def switch_main_program(program):
    """Use another main program; returns the former one."""
    before = _main.value
    _main.set(program)
    return before


def switch_startup_program(program):
    """Use another startup program; returns the former one."""
    before = _startup.value
    _startup.set(program)
    return before


@contextmanager
def _programs(main_program, startup_program):
    main = _main.swap(main_program)
    if startup_program is not None:
        startup = _startup.swap(startup_program)
    yield
    _main.set(main)
    if startup_program is not None:
        _startup.set(startup)


def program_guard(main_program, startup_program=None):
    """A context in which the given programs are the default ones."""
    check_type(main_program, "main_program", Program, "fluid.program_guard")
    if startup_program is not None:
        check_type(startup_program, "startup_program", Program, "fluid.program_guard")
    return _programs(main_program, startup_program)


@contextmanager
def name_scope(prefix=None):
    """A context that only names things in static graphs; without effect in dygraph mode."""
    if not in_dygraph_mode():
        assert prefix, "namescope prefix can not be empty."
    yield


@contextmanager
def device_guard(device=None):
    """A context for the device of static operators."""
    if device not in ("cpu", "gpu", "", None):
        raise ValueError(
            "The Attr(device) should be 'cpu' or 'gpu', and it can also be empty string or None "
            f"when there is no need to specify device. But received {device}"
        )
    yield


def is_compiled_with_cuda():
    """Whether the backend has a GPU.

    Returns:
        bool.

    Example:
        >>> isinstance(fluid.is_compiled_with_cuda(), bool)
        True
    """
    return gpu_count() > 0


def cuda_places(device_ids=None):
    """The places of the given GPUs, of all by default."""
    assert is_compiled_with_cuda(), "Not compiled with CUDA"
    ids = range(gpu_count()) if device_ids is None else device_ids
    return [CUDAPlace(i) for i in ids]


def cpu_places(device_count=None):
    """`device_count` places of the processor."""
    return [CPUPlace()] * (1 if device_count is None else device_count)


def cuda_pinned_places(device_count=None):
    """`device_count` places of pinned memory."""
    assert is_compiled_with_cuda(), "Not compiled with CUDA"
    return [CUDAPinnedPlace()] * (1 if device_count is None else device_count)


def load_op_library(lib_filename):
    """Compiled operator libraries of the original cannot be loaded."""
    compat._absent.refuse("paddle.fluid.load_op_library")


def set_flags(flags):
    """Remember values of global flags; they steer the original's runtime, nothing here."""
    if not isinstance(flags, dict):
        raise TypeError("flags in set_flags should be a dict")
    for key, value in flags.items():
        if key not in global_flags or key in private_flags:
            raise ValueError(f"Flag {key} cannot set its value through this function.")
        global_flags[key] = value


def get_flags(flags):
    """The values of global flags, by name."""
    if isinstance(flags, str):
        flags = [flags]
    if not isinstance(flags, (list, tuple)):
        raise TypeError("Flags in get_flags should be a list, tuple or string.")
    for key in flags:
        if key not in global_flags or key in private_flags:
            raise ValueError(f"Flag {key} cannot get its value through this function.")
    return {key: global_flags[key] for key in flags}


def require_version(min_version, max_version=None):
    """Raises unless version 1.8.5 lies between two versions.

    Args:
        min_version (str): the lowest.
        max_version (str or None, default None): the highest.

    Returns:
        None.

    Raises:
        TypeError: a version is not a str.
        ValueError: it is no version.
        Exception: 1.8.5 is outside.

    Example:
        >>> fluid.require_version("1.8.0")
    """
    _check_version("min_version", min_version, str, "str")
    if max_version is not None:
        _check_version("max_version", max_version, str, "str or type(None)")
    installed = (1, 8, 5, 0)
    low, high = _parsed(min_version), _parsed(max_version) if max_version else None
    if high is not None and (installed > high or installed < low):
        raise Exception(
            f"VersionError: PaddlePaddle version in [{min_version}, {max_version}] required, but "
            "1.8.5 installed."
        )
    if high is None and installed < low:
        raise Exception(
            f"VersionError: PaddlePaddle version {min_version} or higher is required, but 1.8.5 "
            f"installed, please upgrade your PaddlePaddle to {min_version} or other higher version."
        )


def _check_version(name, value, kind, text):
    if not isinstance(value, kind):
        raise TypeError(
            f"The type of '{name}' in require_version must be {text}, but received {type(value)}."
        )
    if not re.fullmatch(r"\d+(\.\d+){0,3}", value):
        raise ValueError(
            f"The value of '{name}' in require_version must be in format '\\d+(\\.\\d+){{0,3}}', "
            f"like '1.5.2.0', but received {value}"
        )


def _parsed(version):
    parts = [int(p) for p in version.split(".")]
    return tuple(parts + [0] * (4 - len(parts)))


def dtype_is_floating(dtype):
    """True for FP16, FP32 and FP64."""
    if not isinstance(dtype, VarType):
        dtype = convert_np_dtype_to_dtype_(dtype)
    return dtype in (VarType.FP16, VarType.FP32, VarType.FP64)


def grad_var_name(var_name):
    """The name of the gradient of a variable."""
    return var_name + GRAD_VAR_SUFFIX


def _var_base_to_np(var_base):
    warnings.warn(
        "paddle.fluid.framework._var_base_to_np is deprecated, please use var_base.numpy()",
        stacklevel=2,
    )
    return var_base.numpy()


class ComplexVariable:
    """A complex variable: two real ones of the same shape."""

    def __new__(cls, *args, **kwargs):
        cls.__array_ufunc__ = None
        return super().__new__(cls)

    def __init__(self, real, imag):
        assert real.shape == imag.shape, (
            "The real part and imaginary part of a ComplexVariable should have the same shape!"
        )
        assert real.dtype == imag.dtype, (
            "The real part and imaginary part of a ComplexVariable should have the same data type!"
        )
        self.real, self.imag = real, imag
        if self.real.dtype in (VarType.FP16, VarType.FP32):
            self._dtype = "complex64"
        else:
            self._dtype = "complex128"
        self._shape = self.real.shape

    @property
    def dtype(self):
        """ "complex64" or "complex128"."""
        return self._dtype

    @property
    def shape(self):
        """The extents."""
        return self._shape

    @property
    def name(self):
        """The names of both parts."""
        return {"real": self.real.name, "imag": self.imag.name}

    @name.setter
    def name(self, name):
        self.real.name, self.imag.name = name + ".real", name + ".imag"

    # Set by `paddle.complex`, whose functions work on objects of this class.
    _functions = None

    def _operate(self, name, x, y):
        return getattr(self._functions, name)(x, y)

    def __add__(self, other):
        return self._operate("elementwise_add", self, other)

    def __radd__(self, other):
        return self._operate("elementwise_add", other, self)

    def __sub__(self, other):
        return self._operate("elementwise_sub", self, other)

    def __mul__(self, other):
        return self._operate("elementwise_mul", self, other)

    def __rmul__(self, other):
        return self._operate("elementwise_mul", other, self)

    def __truediv__(self, other):
        return self._operate("elementwise_div", self, other)

    def numpy(self):
        """The complex values as a NumPy array."""
        return self.real.numpy() + 1j * self.imag.numpy()

    def __str__(self):
        return f"REAL: {self.real.to_string(True)}IMAG: {self.imag.to_string(True)}"

    __repr__ = __str__


class OpProtoHolder:
    """Descriptions of the operators: not provided."""

    @classmethod
    def instance(cls):
        """The descriptions belong to static graphs."""
        compat._absent.refuse("paddle.fluid.framework.OpProtoHolder")


def dtype_name(dtype):
    """Canonical name of a `VarType`."""
    return CANONICAL[dtype]


def zeros_like_raw(x):
    """A variable of zeros in the form of `x`."""
    return wrap(op.full(op.shape_of(x._value), 0, op.dtype_of(x._value), op.device_of(x._value)))


_absent = compat._absent.absent_names("paddle.fluid.framework", __name__)
_VALUES = {
    "_dygraph_tracer_": current_tracer,
    "_dygraph_current_expected_place_": current_place,
    "_main_program_": _main,
    "_startup_program_": _startup,
}


def __getattr__(name):
    """What the original keeps in variables of the module, then what is not provided."""
    return _VALUES[name].value if name in _VALUES else _absent(name)


publish(
    __name__,
    unlisted={
        "Block": Block,
        "ParamBase": ParamBase,
        "Parameter": Parameter,
        "Program": Program,
        "Variable": Variable,
        "convert_np_dtype_to_dtype_": convert_np_dtype_to_dtype_,
        "default_main_program": default_main_program,
        "default_startup_program": default_startup_program,
        "in_dygraph_mode": in_dygraph_mode,
    },
)
