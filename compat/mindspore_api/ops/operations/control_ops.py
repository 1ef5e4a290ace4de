"""Operators of control flow."""

from __future__ import annotations

from ..primitive import Primitive, prim_attr_register


class GeSwitch(Primitive):
    """Hands data to one of two branches; only the original's compiler can run it."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, data, pred):
        raise NotImplementedError(
            "mindspore.ops.GeSwitch runs in the original's compiler only; write `if` instead."
        )


class Merge(Primitive):
    """Takes the data of the branch that ran; only the original's compiler can run it."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, *args):
        raise NotImplementedError(
            "mindspore.ops.Merge runs in the original's compiler only; write `if` instead."
        )
