"""What a Tensor can be made of, how it prints, and how it is filled late."""

import numpy as np

from compat.core import op, state

from .. import _checkparam as validator
from . import dtype as mstype
from .handle import Handle

NUMPY_KINDS = (
    np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64,
    np.float16, np.float32, np.float64, np.bool_, np.str_, np.complex64, np.complex128,
)  # fmt: skip
_DTYPES = (*mstype.number_type, mstype.bool_, mstype.string)


# `asnumpy` gives "q" for int64 as MindSpore does, which is a type of its own beside numpy.int64.
_KNOWN_KINDS = (*NUMPY_KINDS, np.longlong, np.ulonglong)
_OF_LISTS = {"float64": "float32", "int32": "int64"}
_SCALARS = {float: "float32", int: "int64", bool: "bool"}


def fill(x, data, dtype, shape, init):
    """Give the new tensor `x` its values, or note how it gets them later."""
    if type(data) in _SCALARS and dtype is None and shape is None and init is None:
        name = _SCALARS[type(data)]
        x._value, x._name = op.full((), data, name, state.device()), name
        return
    given = data
    if isinstance(data, np.generic):
        given = data = np.array(data)
    elif isinstance(data, (list, tuple)):
        given = _array(data)
    if isinstance(shape, (int, float)):
        shape = (shape,)
    _check_arguments(given, dtype, shape, init)
    if (isinstance(shape, (list, tuple)) and None in shape) or init is not None:
        _postpone(x, dtype, shape, init)
        return
    _check_data(data, given)
    if dtype is not None:
        validator.check_type_name("dtype", dtype, _DTYPES, "Tensor")
    if type(given) is np.ndarray and given.dtype.kind in "US":
        _hold_text(x, data)
        return
    if isinstance(data, Handle):
        _from_tensor(x, data, dtype)
    elif dtype is not None:
        x._value = _sent(given, dtype._name, given is data)
    else:
        name = _OF_LISTS.get(str(given.dtype)) if given is not data else None
        x._value = _sent(given, name, given is data)


text_class = None  # the class of tensors of strings; `text_tensor` sets it


def _hold_text(x, data):
    """Make the new tensor one of strings, which no backend holds."""
    if isinstance(data, (list, tuple)):
        raise TypeError(f"For Tensor, the input_data is {data} that contain unsupported element.")
    x.__class__ = text_class
    x._text = np.array(data)


def _sent(given, name, foreign):
    """Array of the backend; NumPy arrays of the program are copied."""
    if type(given) is not np.ndarray:
        return array_of(given, name)
    if name is not None and str(given.dtype) != name:
        with np.errstate(all="ignore"):
            given = given.astype(name)
    elif foreign:
        given = np.array(given)
    return op.asarray(given, name or str(given.dtype), state.device())


def array_of(data, name):
    """Array of the backend from Python or NumPy data, in the dtype `name` or the default one."""
    given = data if isinstance(data, np.ndarray) else np.array(data)
    if given.dtype.kind in "US":
        raise NotImplementedError("mindspore.Tensor of strings is not supported; use a list.")
    if name is None:
        name = str(given.dtype)
        if name == "float64" and isinstance(data, (float, list, tuple)):
            name = "float32"
    if str(given.dtype) != name:
        with np.errstate(all="ignore"):
            given = given.astype(name)
    return op.asarray(given, name, state.device())


def _from_tensor(x, data, dtype):
    """A copy, which an optimizer may write to without touching `data`."""
    value = op.copy(data._value)
    x._value = value if dtype is None else op.astype(value, dtype._name)


def _postpone(x, dtype, shape, init):
    shape = tuple(-1 if extent is None else extent for extent in shape)
    if -1 in shape and (dtype is None or init is not None):
        raise ValueError("If setting dynamic shape, dtype must not be None, init must be None")
    x._shape, x._name = shape, mstype.name_of(dtype)
    if init is not None:
        x.init = init


def _check_arguments(data, dtype, shape, init):
    if data is not None and shape is not None:
        raise ValueError(
            "When initializing a tensor with 'input_data', 'shape' should be set to None."
            f"But got shape: {shape}."
        )
    if init is not None and (shape is None or dtype is None):
        raise ValueError("init, dtype and shape must have values at the same time.")
    if isinstance(data, np.ndarray) and data.ndim > 1 and data.size == 0:
        raise ValueError("input_data can not contain zero dimension.")
    if shape is not None and 0 in shape and not getattr(init, "__enable_zero_dim__", False):
        raise ValueError("Shape can not contain zero value.")


def _array(data):
    """NumPy array of nested lists; tensors among them do not count as numbers."""
    if _holds_tensor(data):
        return np.empty(len(data), dtype=object)
    return np.array(data)


def _holds_tensor(data):
    return any(
        isinstance(i, Handle) or (isinstance(i, (list, tuple)) and _holds_tensor(i)) for i in data
    )


def _check_data(data, given):
    if not isinstance(data, (Handle, np.ndarray, np.str_, list, tuple, float, int, bool, complex)):
        raise TypeError(
            "For 'Tensor', the type of 'input_data' should be one of '['Tensor', 'Tensor', "
            "'ndarray', 'str_', 'list', 'tuple', 'float', 'int', 'bool', 'complex']', but got type "
            f"'{type(data).__name__}'."
        )
    if (
        isinstance(data, np.ndarray)
        and data.dtype.type not in _KNOWN_KINDS
        and data.dtype.kind not in "US"
    ):
        _refuse_array(data)
    if isinstance(data, (list, tuple)) and given.dtype.type not in _KNOWN_KINDS:
        raise TypeError(f"For Tensor, the input_data is {data} that contain unsupported element.")


def _refuse_array(data):
    listing = "\n".join(map(str, NUMPY_KINDS))
    for index, element in np.ndenumerate(data):
        if np.array(element).dtype.type not in _KNOWN_KINDS:
            raise TypeError(
                "initializing tensor by numpy array failed, because the element type "
                f"'{type(element)}' of array is not supported.\nThe element index in array: "
                f"{index}, numpy array: {data}.\nThe supported element type of ndarray as follow: "
                f"\n{listing}"
            )
    raise TypeError(
        f"initializing tensor by numpy array failed, numpy array: {data}, data type: "
        f"{data.dtype}.\nThe supported element type of ndarray as follow: \n{listing}"
    )


def late_value(x):
    """The values of a tensor that has none yet: drawn now, when it knows how."""
    if x.init is None:
        raise RuntimeError(
            f"The tensor has no values: shape {x.__dict__.get('_shape')} is a placeholder."
        )
    x.init_data()
    return x._value


def draw(x, slice_index, shape, opt_shard_group):
    """Fill `x` by its initialiser."""
    if slice_index is not None or opt_shard_group:
        raise NotImplementedError(
            "mindspore.Tensor.init_data with slice_index or opt_shard_group needs auto-parallel "
            "slicing, which is not supported; call init_data()."
        )
    values = np.ndarray(tuple(shape), dtype=mstype.dtype_to_nptype(x.dtype))
    x.init(values)
    x.init = None
    x._take(array_of(values, x._name))


def twin(x, made):
    """`made` with the user's attributes of `x`."""
    for name in ("init", "virtual_flag", "const_arg"):
        if name in x.__dict__:
            setattr(made, name, x.__dict__[name])
    return made
