"""Operations of the Python side as text: their attributes, by the names MindSpore gives them."""

from __future__ import annotations

import json

import numpy as np

from ..vision.utils import Border, Inter
from .operation import Implementation

# Attributes that are written as the values of their members.
_ENUMERATIONS = {"interpolation": Inter, "padding_mode": Border, "resample": Inter}

# Operations that draw nothing and do not write that.
_SILENT = {
    "AdjustBrightness", "AdjustContrast", "AdjustHue", "AdjustSaturation", "Compose", "Decode",
}  # fmt: skip


def text_of(op):
    """The attributes, the name and the module of an operation."""
    name, given = type(op).__name__, vars(op).items()
    values = {k: v for k, v in given if k[0] != "_" and k not in ("box", "random", "table")}
    values |= {
        "implementation": op.implementation,
        "transforms": [json.loads(inner.to_json()) for inner in op.transforms],
        "output_type": np.dtype(op.output_type).name,
    }
    if name == "MixUp" or not (getattr(op, "random", True) or name in _SILENT):
        values["random"] = False  # MindSpore writes it of MixUp, too
    if hasattr(op, "compute"):
        values["callable_op_"] = None
    return json.dumps(
        {
            "tensor_op_params": values,
            "tensor_op_name": name,
            "python_module": type(op).__module__,
        }
    )


def restored(kind, text, base):
    """The operation of a class with the attributes in a text; members derive from `base`."""
    made = kind.__new__(kind)
    made.__dict__ = json.loads(text)
    for name in ("random", "callable_op_"):
        made.__dict__.pop(name, None)
    if made.implementation is not None:
        made.implementation = Implementation(made.implementation)
    for name, enumeration in _ENUMERATIONS.items():
        if name in made.__dict__:
            setattr(made, name, enumeration(getattr(made, name)))
    made.transforms = [operation_of(row, base) for row in made.transforms]
    made.output_type = np.dtype(made.output_type)
    return made


def operation_of(row, base):
    """The operation that `text_of` wrote, of a class below `base`; nothing else is run.

    Raises:
        RuntimeError: there is no such operation.
    """
    wanted = row.get("python_module"), row.get("tensor_op_name")
    for kind in _below(base):
        if (kind.__module__, kind.__name__) == wanted:
            return kind.from_json(json.dumps(row["tensor_op_params"]))
    raise RuntimeError(f"Invalid data, unsupported operation: {wanted[0]}.{wanted[1]}")


def _below(kind):
    """All classes that derive from a class."""
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)
