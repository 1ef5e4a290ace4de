"""Arguments of `mindspore.numpy`: what counts as an array, dtypes, axes."""

import numpy as np

from compat.core import autodiff, op

from .. import _checkparam as validator
from ..common import dtype as mstype
from ..common._build import array_of
from ..common._operators import broadcast
from ..common.tensor import Tensor, wrap

_NAMES = {"int": "int32", "float": "float32", "bool": "bool", "int_": "int32", "float_": "float32"}
_NAMES.update({"uint": "uint32", "bool_": "bool"})


def dtype_name(dtype):
    """Canonical name of a dtype object, a name or a Python type; None stays."""
    if dtype is None:
        return None
    if isinstance(dtype, type):
        dtype = dtype.__name__
    if isinstance(dtype, str):
        name = _NAMES.get(dtype.lower(), dtype.lower())
        if name not in mstype._OF_NAME:
            raise TypeError(f"dtype {dtype!r} is not supported.")
        return name
    return mstype.name_of(dtype)


def tensor(x, dtype=None):
    """Tensor of a tensor, a number, or nested lists; Python numbers have 32 bits."""
    if not isinstance(x, Tensor):
        if not isinstance(x, (bool, int, float, list, tuple)):
            raise TypeError("Expect input to be array like.")
        x = _of_python(x)
    return cast(x, dtype)


def nested_tensor(x, dtype=None):
    """As `tensor`, lists and tuples of tensors too, for the functions that build arrays."""
    if isinstance(x, (list, tuple)) and _has_tensor(x):
        parts = [nested_tensor(i) for i in x]
        name = common(*parts)
        rows = [autodiff.engine().detach(cast(p, name)._value) for p in parts]  # as MindSpore
        return cast(wrap(op.stack(rows, 0), name), dtype)
    return tensor(x, dtype)


def _of_python(x):
    if isinstance(x, (list, tuple)) and _has_tensor(x):
        raise TypeError(
            f"For Tensor, the input_data is {x!r:.80} that contain unsupported element."
        )
    given = np.array(x)
    name = {"i": "int32", "f": "float32", "b": "bool"}.get(given.dtype.kind)
    if name is None:
        raise TypeError("Expect input to be array like.")
    return wrap(array_of(given, name), name)


def _has_tensor(x):
    return any(
        isinstance(i, Tensor) or (isinstance(i, (list, tuple)) and _has_tensor(i)) for i in x
    )


_ORDER = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64")


def cast(x, dtype):
    """`x` in another dtype, given by name or object; None leaves it."""
    name = dtype if dtype in _ORDER else dtype_name(dtype)
    if name is None or name == x._name:
        return x
    return wrap(op.astype(x._value, name), name)


def common(*xs):
    """Name of the dtype that tensors promote to."""
    names = {x._name for x in xs}
    if len(names) == 1:
        return names.pop()
    if names == {"int8", "uint8"}:
        return "int16"
    return max(names, key=_ORDER.index)


def floating(x):
    """`x` as a float32 unless it is a float already."""
    return x if x._name.startswith(("float", "complex")) else cast(x, "float32")


def pair(x1, x2):
    """Two tensors of one dtype; a float takes an integer to float32, other numbers follow."""
    if not isinstance(x1, Tensor) and isinstance(x2, Tensor):
        x2, x1 = pair(x2, x1)
        return x1, x2
    x1 = tensor(x1)
    if isinstance(x2, (bool, int)) or (isinstance(x2, float) and x1._name.startswith("float")):
        return x1, cast(tensor(x2), "int32" if x1._name == "bool" else x1._name)
    x2 = tensor(x2)
    name = common(x1, x2)
    return cast(x1, name), cast(x2, name)


def axes_of(axis, ndim):
    """Sorted axes; None and () mean all."""
    if axis is None or axis == () or axis == []:
        return tuple(range(ndim))
    if isinstance(axis, list):
        axis = tuple(axis)
    return tuple(sorted(validator.check_axis_valid(axis, ndim)))


def one_axis(axis, ndim):
    """One axis, non-negative."""
    return validator.check_axis_in_range(axis, ndim)


def shape_of(shape):
    """A shape from an int, a tuple, a list or a tensor."""
    if isinstance(shape, Tensor):
        shape = shape.asnumpy().tolist()
    if isinstance(shape, int):
        return (shape,)
    if not isinstance(shape, (tuple, list)):
        raise TypeError(
            f"only int, tuple, list and tensor are allowed for shape, but got {type(shape)}"
        )
    return tuple(int(i) for i in shape)


def together(*xs):
    """Tensors broadcast to one shape."""
    shape = ()
    for x in xs:
        shape = broadcast(shape, x.shape)
        if shape is None:
            raise ValueError(f"shapes {[x.shape for x in xs]} are not compatible")
    return [wrap(op.broadcast_to(x._value, shape), x._name) for x in xs]
