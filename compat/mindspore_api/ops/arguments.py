"""From the arguments of an operator to core values: type checks, dtype checks, promotion.

The texts of the errors are those of MindSpore's operators.
"""

from __future__ import annotations

import numpy as np  # user boundary: NumPy scalars as arguments

from ...core import autodiff, dtypes, op
from ..common import _operators
from ..common import dtype as mstype
from ..common.tensor import Tensor
from .accepted import accepted_of

_INT = frozenset((int,))
_SPECIAL = {"bool": "Bool", "bfloat16": "BFloat16"}


def type_name(dtype):
    """Name of a canonical dtype in MindSpore's texts: "float32" -> "Float32"."""
    if dtype in _SPECIAL:
        return _SPECIAL[dtype]
    return "UInt" + dtype[4:] if dtype.startswith("uint") else dtype[0].upper() + dtype[1:]


def tensor_kind(dtype):
    """ "Tensor[Float32]" for "float32"."""
    return f"Tensor[{type_name(dtype)}]"


def kind_of(x):
    """What MindSpore's texts call the type of an argument."""
    if isinstance(x, Tensor):
        return tensor_kind(x._name)
    if x is None:
        return "None"
    if isinstance(x, (bool, np.bool_)):
        return "Bool"
    if isinstance(x, (int, np.int64)):
        return "Int64"
    if isinstance(x, (float, np.float32, np.float16)):
        return "Float32"
    if isinstance(x, (str, bytes)):
        return "String"
    if isinstance(x, (tuple, list)):
        return f"{'List' if isinstance(x, list) else 'Tuple'}[{_kinds(x)}]"
    if isinstance(x, dict):
        keys = "".join(f"{k}," for k in x)
        return f"Dictionary[[{keys}],[{''.join(kind_of(v) + ',' for v in x.values())[:-1]}]]"
    if isinstance(x, slice):
        return f"Slice[{kind_of(x.start)} : {kind_of(x.stop)} : {kind_of(x.step)}]"
    return "TypeType" if isinstance(x, mstype.Type) else "External"


def _kinds(xs):
    kinds = [kind_of(i) for i in xs]
    if len(kinds) > 1 and len(set(kinds)) == 1:
        return f"{kinds[0]}*{len(kinds)}"
    return ",".join(kinds)


def shown(x):
    """A value as MindSpore prints constants: 2.0 is 2, True is true, (6,) is (6)."""
    if isinstance(x, bool):
        return "true" if x else "false"
    if isinstance(x, float):
        return f"{x:g}"
    if isinstance(x, (tuple, list)):
        inside = ", ".join(shown(i) for i in x)
        return f"[{inside}]" if isinstance(x, list) else f"({inside})"
    return str(x)


def operand(name, argument, x):
    """Core value of an argument that must be a tensor."""
    if isinstance(x, Tensor):
        return x._value
    raise TypeError(
        f"For Primitive[{name}], the input argument[{argument}] must be a Tensor but got "
        f"{kind_of(x)}."
    )


def accept(name, dtype):
    """Raise MindSpore's TypeError when the operator has no kernel for a dtype."""
    entry = accepted_of(name)
    if entry is not None and dtype not in entry.dtypes:
        _refuse(name, entry, dtype)


def _refuse(name, entry, dtype):
    if dtype not in entry.known:
        kinds = ", ".join(sorted(tensor_kind(d) for d in entry.known))
        if entry.style == "element":
            raise TypeError(_element_text(name, entry, tensor_kind(dtype)))
        tail = ", " if entry.argument.endswith(", ") else ""
        raise TypeError(
            f"For primitive[{name}], the input argument[{entry.argument}] must be a type of "
            f"{{{kinds}{tail}}}, but got {tensor_kind(dtype)}."
        )
    raise TypeError(
        f"- Kernel select failed:\nSelect CPU operator[{name}] fail! Unsupported data type!\n"
        f"The input has type {tensor_kind(dtype)}."
    )


def _element_text(name, entry, kind):
    return (
        f"For '{name}', the element of '{entry.argument}' must be one of "
        f"{', '.join(tensor_kind(d) for d in entry.order)}, but got {kind}.The supported data "
        "types depend on the hardware that executes the operator, for more details, please refer "
        "to the MindSpore official website to get more information about the data type."
    )


def unary(name, argument, x):
    """Core value of the only operand, its dtype checked."""
    value = operand(name, argument, x)
    accept(name, x._name)
    return value


def pair(name, x, y):
    """Core values of two operands, one of them perhaps a scalar, and the dtype they share."""
    if not (isinstance(x, Tensor) or isinstance(y, Tensor)):
        _no_tensor(name, x, y)
    _check_convertible(name, 1, x)
    _check_convertible(name, 2, y)
    found = _operators.operands(name, _python(x), _python(y))
    accept(name, found[2])
    return found


# NumPy's numbers that MindSpore takes for those of Python: not int32, uint32 and complex ones.
_SCALARS = (
    *(np.floating, np.bool_, np.int8, np.int16, np.int64),
    *(np.uint8, np.uint16, np.uint64),
)


def _python(x):
    return x.item() if isinstance(x, _SCALARS) else x


def arrays(name, x, y):
    """As `pair`, with a scalar made an array."""
    a, b, dtype = pair(name, x, y)
    if not isinstance(x, Tensor):
        a = op.full((), a, dtype, op.device_of(b))
    elif not isinstance(y, Tensor):
        b = op.full((), b, dtype, op.device_of(a))
    return a, b, dtype


def _check_convertible(name, position, x):
    if not isinstance(x, (Tensor, bool, int, float, complex, *_SCALARS)):
        raise TypeError(
            f"For '{name}', the {position}th input var can not be implicitly converted. "
            f"Its type is {_unconvertible(x)} Only support Tensor or Scalar."
        )


def _no_tensor(name, x, y):
    _check_convertible(name, 1, x)
    _check_convertible(name, 2, y)
    entry = accepted_of(name)
    if entry is not None and entry.style == "element":
        raise TypeError(_element_text(name, entry, kind_of(x)))
    if entry is not None and entry.argument.endswith(", "):
        raise TypeError(
            f"For primitive[{name}], the input argument[{entry.argument}] must be a type of "
            f"{{Tensor[Bool], }}, but got {kind_of(x)}."
        )
    if name in ("Equal", "NotEqual"):
        raise TypeError(
            f"For primitive[{name}], the input[0] should be a Tensor, but got {kind_of(x)}."
        )
    raise TypeError(
        f"The primitive[{name}]'s input arguments[x, y] must be all tensor and those type must be "
        f"same. But got input argument[x]:{kind_of(x)}\n But got input argument[y]:{kind_of(y)}"
    )


def _unconvertible(x):
    if isinstance(x, (tuple, list, str)):
        return f"{kind_of(tuple(x) if isinstance(x, list) else x)}."
    value = "None" if x is None else f"InterpretedObject: '{x}'"
    return f'None, value is "{value}".'


def axis_of(name, argument, axis, rank, text=None):
    """A non-negative axis; `text` replaces the usual message (name, argument, rank, axis)."""
    if not -max(rank, 1) <= axis < max(rank, 1):
        form = (
            text
            or "For '{name}', '{argument}' must be in [-{rank}, {rank}). But got '{argument}' = "
            "{axis}."
        )
        raise ValueError(form.format(name=name, argument=argument, rank=rank, axis=axis))
    return axis % rank if rank else 0


def axes_of(name, axis, rank):
    """Sorted axes of a reduction; () and None stand for all of them."""
    if isinstance(axis, Tensor):
        axis = tuple(op.to_numpy(axis._value).reshape(-1).tolist())
    if axis is None or (isinstance(axis, (tuple, list)) and not axis):
        return tuple(range(rank))
    if isinstance(axis, (int, np.integer)) and not isinstance(axis, bool):
        axis = (int(axis),)
    if not isinstance(axis, (tuple, list)) or not all(type(i) is int for i in axis):
        raise TypeError(
            f"For primitive[{name}], the axis must be one of ['int', 'tuple', 'list'] with all Int "
            f"elements, but got {shown(axis)}"
        )
    found = {axis_of(name, "axis", i, rank) for i in axis}
    return tuple(sorted(found)) if rank else ()


def ints_of(name, argument, x):
    """Tuple of ints from a tuple, a list or a tensor of integers."""
    if type(x) is tuple and _INT.issuperset(map(type, x)):
        return x
    if isinstance(x, Tensor):
        return tuple(op.to_numpy(x._value).reshape(-1).tolist())
    if isinstance(x, (tuple, list)) and all(
        isinstance(i, (int, np.integer)) and not isinstance(i, bool) for i in x
    ):
        return tuple(int(i) for i in x)
    if isinstance(x, (tuple, list)) and any(isinstance(i, Tensor) for i in x):
        return tuple(int(op.to_numpy(i._value)) if isinstance(i, Tensor) else int(i) for i in x)
    if isinstance(x, (tuple, list)):
        raise TypeError(
            f"For primitive[{name}], the {argument} must be one of ['int', 'tuple', 'list'] with "
            f"all Int elements, but got {shown(x)}"
        )
    raise TypeError(f"For {name}, the input type must be Tensor/Tuple/List , but got{kind_of(x)}.")


def dtype_name(dtype):
    """Canonical name of a MindSpore dtype object."""
    name = getattr(dtype, "_name", None)
    if name in dtypes.DTYPES:
        return name
    raise TypeError(f"the dtype must be a mindspore dtype of numbers, but got {dtype}")


def raw(x):
    """Array of a tensor outside any recording; numbers as they are."""
    return autodiff.engine().detach(x._value) if isinstance(x, Tensor) else x


def number(x):
    """Python number of a scalar tensor."""
    return op.to_numpy(raw(x)).reshape(()).item() if isinstance(x, Tensor) else x
