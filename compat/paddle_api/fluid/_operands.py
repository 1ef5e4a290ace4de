"""What all operators share: checks of operands, attributes in the precision of Paddle,
gradients of their own."""

from __future__ import annotations

import struct

from compat.core import autodiff, op

from ._dtypes import CPP, VARTYPES
from ._errors import empty_input, enforce_not_met, incompatible, no_kernel, wrong_type
from ._mode import in_dygraph_mode, refuse_static
from ._varbase import VarBase
from .data_feeder import check_variable_and_dtype

FLOATS = frozenset(("float32", "float64"))
HALVES = FLOATS | {"float16"}
NUMBERS = FLOATS | {"int32", "int64"}
SCALED = NUMBERS | {"int8", "int16", "uint8"}
ALL = SCALED | {"bool", "float16"}

_FLOAT = struct.Struct("f")


def f32(value):
    """A float attribute as the original stores it: rounded to float32."""
    try:
        return _FLOAT.unpack(_FLOAT.pack(value))[0]
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")
    except struct.error as error:
        raise _no_float(value) from error


def _no_float(value):
    """What Paddle raises for a float attribute that is none."""
    if isinstance(value, (str, bytes, list, tuple)):
        found = "std::string" if isinstance(value, (str, bytes)) else "std::vector"
        return enforce_not_met(f"Error: Cannot get attribute by type float, its type is {found}")
    return TypeError(
        f"trace(): incompatible function arguments: {type(value).__name__} for a float attribute"
    )


def take(x, name, accepted=FLOATS, slot="X"):
    """The array of an operand after checking its type and dtype."""
    if not isinstance(x, VarBase):
        if x is None:
            raise empty_input(name, slot)
        raise incompatible(name, (x,))
    value = x._value
    dtype = op.dtype_of(value)
    if dtype not in accepted:
        raise no_kernel(name, CPP[dtype])
    return value


def same_dtype(a, b, name):
    """Raise unless the second array has the dtype of the first one."""
    da, db = op.dtype_of(a), op.dtype_of(b)
    if da != db:
        raise wrong_type(name, CPP[db], CPP[da])


def raw(x):
    """An array without history."""
    return autodiff.engine().detach(x)


def constant(x, value):
    """A 0-d array with the dtype of `x`."""
    return op.full((), value, op.dtype_of(x), op.device_of(x))


def zeros_of(x):
    """Zeros in the form of `x`."""
    return op.full(op.shape_of(x), 0, op.dtype_of(x), op.device_of(x))


def like(x, value, shape=None):
    """An array of one value with the dtype of `x`."""
    shape = op.shape_of(x) if shape is None else shape
    return op.full(shape, value, op.dtype_of(x), op.device_of(x))


def mask(condition, x):
    """A bool array as zeros and ones in the dtype of `x`."""
    return op.astype(condition, op.dtype_of(x))


def derived(forward, backward):
    """`forward(*xs)` with the derivative `backward(g, *xs)`, which gives one cotangent for
    each x."""

    def call(*xs):
        engine = autodiff.engine()
        if not any(engine.is_tracked(x) for x in xs):
            return forward(*xs)
        return engine.custom(forward, lambda gs, xs, results: backward(gs[0], *xs))(*xs)

    return call


def flat(function):
    """`function` of one array with a derivative of zeros."""
    return derived(function, lambda g, x: (zeros_of(x),))


def first_number(value):
    """The first element of a variable; other values as they are."""
    return value.numpy().item(0) if isinstance(value, VarBase) else value


def axis_of(axis, rank):
    """A non-negative axis."""
    return axis + rank if axis < 0 else axis


def check_device(device, name):
    """Raise for a device that Paddle has no word for; the words choose nothing here."""
    if device not in (None, "", "cpu", "gpu"):
        raise ValueError(f"The device of {name} should be 'cpu' or 'gpu', but received {device}")


def check_epsilon(epsilon, name):
    """Raise unless `epsilon` is within the bounds of Paddle's normalisations."""
    if not 0.0 <= epsilon <= f32(0.001):
        raise invalid(f"'epsilon' should be between 0.0 and 0.001, but received {epsilon}", name)


def check_consistent(value, others, name):
    """Raise unless all inputs of an operator have the dtype of the first one."""
    wanted = op.dtype_of(value)
    for other in others:
        found = None if other is None else op.dtype_of(other._value)
        if found not in (None, wanted):
            raise invalid(
                f"The DataType of {name} Op's duplicable Variable X must be consistent. The "
                f"current variable type is ({CPP[found]}), but the previous variable type is "
                f"({CPP[wanted]}).",
                name,
            )


def check_parameters(value, parameters, name):
    """Raise unless the parameters of a normalisation have the dtype that its input asks for."""
    wanted = "float64" if op.dtype_of(value) == "float64" else "float32"
    for slot, x in parameters.items():
        if x is not None and op.dtype_of(x._value) != wanted:
            raise invalid(f"{slot} input should be of float type", name)


def invalid(message, name, hint=None):
    """The exception for an operand an operator does not accept."""
    return enforce_not_met(f"InvalidArgumentError: {message}", name, hint)


def required(attribute):
    """The exception for an attribute without a default."""
    return enforce_not_met(f"Error: Attribute '{attribute}' is required!")


def reduced_to(g, shape):
    """A cotangent summed over the axes along which its operand was repeated."""
    have = op.shape_of(g)
    if have == shape:
        return g
    lead = len(have) - len(shape)
    axes = tuple(range(lead)) + tuple(
        lead + i for i, n in enumerate(shape) if n == 1 and have[lead + i] != 1
    )
    return op.reshape(op.sum(g, axes, False), shape)


ANY = frozenset(VARTYPES)
INDICES = frozenset(("int32", "int64"))


def part(value, axis, begin, end):
    """`value[begin:end]` along one axis."""
    shape = op.shape_of(value)
    starts = [0] * len(shape)
    stops = list(shape)
    starts[axis], stops[axis] = begin, end
    return op.strided_slice(value, tuple(starts), tuple(stops), (1,) * len(shape))


def into(result, cond):
    if cond is None:
        return result
    cond._take(result)
    return cond


def check_dynamic(input, name, dtypes=("float32", "float64")):
    if not in_dygraph_mode():
        check_variable_and_dtype(input, "input", list(dtypes), name)
        refuse_static(f"paddle.fluid.dygraph.{name}")
