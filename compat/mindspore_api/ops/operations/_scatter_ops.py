"""Operators that scatter: copies with elements changed, and parameters changed in place."""

from __future__ import annotations

from ... import _checkparam as validator
from ...common.tensor import wrap
from ..function import _assign, _scattering
from ..primitive import Primitive, prim_attr_register

__all__ = [
    "IndexAdd", "InplaceAdd", "InplaceIndexAdd", "InplaceSub", "InplaceUpdate", "InplaceUpdateV2",
    "ScatterNonAliasingAdd", "TensorScatterElements",
]  # fmt: skip


def _copying(kind):
    name = f"TensorScatter{kind}"

    def compute(self, input_x, indices, updates):
        found = _scattering.scatter_into(
            name, input_x, indices, updates, _scattering.REDUCTIONS[kind]
        )
        return wrap(found)

    @prim_attr_register
    def __init__(self):
        pass

    return _made(
        name, ("input_x indices updates", "y"), __init__, compute, f"A copy with updates ({kind})."
    )


def _made(name, io, init, compute, text):
    init.__qualname__ = f"{name}.__init__"
    made = type(
        name,
        (Primitive,),
        {"__module__": __name__, "__doc__": text, "_io": io, "__init__": init, "_compute": compute},
    )
    __all__.append(name)
    return made


def _changing(prefix, kind, function, locking, first):
    name = f"{prefix}{kind}"

    def compute(self, input_x, indices, updates):
        return function(name, input_x, indices, updates, kind)

    if locking is True:

        @prim_attr_register
        def __init__(self, use_locking=True):
            validator.check_value_type("use_locking", use_locking, [bool], self.name)

    else:

        @prim_attr_register
        def __init__(self, use_locking=False):
            validator.check_value_type("use_locking", use_locking, [bool], self.name)

    third = "value" if name == "ScatterNdUpdate" else "updates"
    return _made(
        name,
        (f"{first} indices {third}", "y"),
        __init__,
        compute,
        f"A parameter ({kind}), in place.",
    )


for _kind in _scattering.REDUCTIONS:
    globals()[f"TensorScatter{_kind}"] = _copying(_kind)
    _first = "input_x" if _kind in ("Sub", "Update") else "x"
    globals()[f"Scatter{_kind}"] = _changing(
        "Scatter", _kind, _assign.scatter_rows, _kind == "Update", "x"
    )
    globals()[f"ScatterNd{_kind}"] = _changing(
        "ScatterNd", _kind, _assign.scatter_positions, _kind == "Update", _first
    )


class ScatterNonAliasingAdd(Primitive):
    """A parameter added to at positions of several axes, in place."""

    _io = ("input_x indices updates", "y")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, input_x, indices, updates):
        return _assign.scatter_positions(self.name, input_x, indices, updates, "Add")


class TensorScatterElements(Primitive):
    """A copy with updates at positions along an axis."""

    _io = ("data indices updates", "y")

    @prim_attr_register
    def __init__(self, axis=0, reduction="none"):
        validator.check_value_type("axis", axis, [int], self.name)
        validator.check_value_type("reduction", reduction, [str], self.name)
        validator.check_string(reduction, ["none", "add"], "reduction", self.name)

    def _compute(self, data, indices, updates):
        return _scattering.tensor_scatter_elements(
            data, indices, updates, self.axis, self.reduction
        )


class IndexAdd(Primitive):
    """Slices of a parameter added to along an axis, in place."""

    _io = ("input_x indices input_y", "output")

    @prim_attr_register
    def __init__(self, axis, use_lock=True, check_index_bound=True):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, x, indices, y):
        return _assign.add_at(self.name, x, indices, y, self.axis)


class InplaceIndexAdd(Primitive):
    """Slices of a parameter added to along an axis, in place."""

    _io = ("var indices updates", "var")

    @prim_attr_register
    def __init__(self, axis):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, var, indices, updates):
        return _assign.add_at(self.name, var, indices, updates, self.axis)


class _Rows(Primitive):
    """Base of the copies with rows changed."""

    _io = ("x v", "y")
    _reduction = "set"

    @prim_attr_register
    def __init__(self, indices):
        validator.check_value_type("indices", indices, [int, tuple], self.name)
        self.indices = (indices,) if isinstance(indices, int) else indices
        for item in self.indices:
            validator.check_value_type("item of indices", item, [int], self.name)

    def _compute(self, x, v):
        return _assign.rows_changed(self.name, x, v, self.indices, self._reduction)


class InplaceUpdate(_Rows):
    """A copy with rows replaced."""


class InplaceAdd(_Rows):
    """A copy with rows added to."""

    _reduction = "add"


class InplaceSub(_Rows):
    """A copy with rows subtracted from."""

    _reduction = "subtract"


class InplaceUpdateV2(Primitive):
    """A copy with rows replaced."""

    _io = ("x indices v", "y")

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, x, indices, v):
        return _assign.rows_changed("InplaceUpdate", x, v, indices, "set")
