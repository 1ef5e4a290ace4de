"""A backend that refuses everything outside the contract, to find frontends that lean on one
library.

Its arrays have no operators and read-only data. Operands must have one dtype, axes must be sorted
and not negative, static parameters must have the very types the contract names. It computes with
NumPy and leaves every primitive with a default composition to that composition.
"""

from __future__ import annotations

import inspect
from types import SimpleNamespace
from typing import Any

import numpy as np

from compat._backends import numpy as plain
from compat.core.contract import GROUPS, PRIMITIVES, Primitive, implements

SCALARS = (bool, int, float, complex)


class StrictArray:
    """An opaque array: nothing but the primitives can look inside."""

    __slots__ = ("_data",)
    __hash__ = None

    def __init__(self, data: np.ndarray) -> None:
        view = np.asarray(data).view()
        view.setflags(write=False)
        self._data = view

    def __repr__(self) -> str:
        return f"StrictArray({self._data.dtype}{list(self._data.shape)})"

    def _refuse(self, *args: Any) -> Any:
        raise TypeError("a backend array is used without a primitive")

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __len__ = _refuse
    __getitem__ = __iter__ = __float__ = __int__ = __array__ = __neg__ = _refuse


def _is_int(value: Any) -> bool:
    return type(value) is int


def _ints(value: Any) -> bool:
    return type(value) is tuple and all(type(i) is int for i in value)


def _pairs(value: Any) -> bool:
    return type(value) is tuple and all(_ints(p) and len(p) == 2 for p in value)


CHECKS = {
    "int": _is_int,
    "Ints": _ints,
    "Axes": _ints,
    "tuple[int, ...]": _ints,
    "Pairs": _pairs,
    "tuple[tuple[int, int], ...]": _pairs,
    "bool": lambda v: type(v) is bool,
    "str": lambda v: type(v) is str,
    "float": lambda v: type(v) in (int, float),
    "Key": _ints,
}
AXES = ("axis", "axes")
# Operands that have dtypes of their own.
MIXED = frozenset(
    [
        "where",
        "take",
        "take_along_axis",
        "put_along_axis",
        "gather_nd",
        "scatter_nd",
        "complex",
        "batch_norm_train",
        "cross_entropy",
        "batch_norm_infer",
        "ctc_loss",
        "layer_norm",
    ]
)


def _check_static(name: str, parameter: inspect.Parameter, value: Any) -> None:
    check = CHECKS.get(str(parameter.annotation))
    if check is not None and not check(value):
        raise TypeError(f"{name}: {parameter.name} is {value!r}, not {parameter.annotation}")
    if parameter.name in AXES and name != "permute_dims":
        axes = value if type(value) is tuple else (value,)
        if list(axes) != sorted(set(axes)) or any(a < 0 for a in axes):
            raise ValueError(f"{name}: axes {value!r} are not sorted, distinct and non-negative")


def _check_operands(p: Primitive, values: list[Any]) -> None:
    arrays = [v for v in values if type(v) is StrictArray]
    scalars = [v for v in values if type(v) in SCALARS]
    if len(arrays) + len(scalars) != len(values) or not arrays:
        raise TypeError(f"{p.name}: operands {[type(v).__name__ for v in values]}")
    if scalars and (p.group != "elementwise" or len(values) < 2):
        raise TypeError(f"{p.name} takes no Python scalar")
    dtypes = {v._data.dtype for v in arrays}
    if len(dtypes) > 1 and p.name not in MIXED:
        raise TypeError(f"{p.name}: dtypes differ: {sorted(map(str, dtypes))}")


def _opened(value: Any) -> Any:
    return value._data if type(value) is StrictArray else value


def _closed(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return StrictArray(value)
    if isinstance(value, tuple):
        return tuple(_closed(v) for v in value)
    raise TypeError(f"a primitive returned {type(value).__name__}")


def _strict(p: Primitive, function: Any, signature: inspect.Signature) -> Any:
    parameters = list(signature.parameters.values())
    count = len(p.operands)

    def call(*args: Any) -> Any:
        if len(args) != len(parameters):
            raise TypeError(f"{p.name} takes {len(parameters)} positional arguments")
        for parameter, value in zip(parameters[count:], args[count:], strict=True):
            _check_static(p.name, parameter, value)
        operands = list(args[0]) if p.sequence else list(args[:count])
        if operands:
            _check_operands(p, operands)
        opened = [_opened(v) for v in operands]
        head = [opened] if p.sequence else opened
        result = function(*head, *[_opened(a) for a in args[count:]])
        return result if p.results == 0 else _closed(result)

    call.__name__ = p.name
    call.__signature__ = signature
    return implements(call)


def _modules() -> tuple[Any, ...]:
    signatures = {
        n: inspect.signature(f) for g in GROUPS for n, f in vars(g).items() if n in PRIMITIVES
    }
    spaces = []
    for module in plain.MODULES:
        space = SimpleNamespace(__name__=f"strict_backend.{module.__name__.rpartition('.')[2]}")
        for value in list(vars(module).values()):
            options = getattr(value, "compat_impl", None)
            name = options and options["specname"]
            if name and (not PRIMITIVES[name].default):
                setattr(space, name, _strict(PRIMITIVES[name], value, signatures[name]))
        spaces.append(space)
    return tuple(spaces)


MODULES = _modules()
