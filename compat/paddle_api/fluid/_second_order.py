"""Operators of the original without a second derivative refuse one here, too."""

from __future__ import annotations

from compat.core import autodiff, op

from ._errors import enforce_not_met

wanted = False


def refuse_second(op_name, value):
    """`value`, whose derivative raises when it is to be differentiated itself."""
    if not autodiff.engine().is_tracked(value):
        return value

    def backward(cotangents, xs, results):
        if wanted:
            raise enforce_not_met(
                f"NotFoundError: The Op {op_name}_grad doesn't have any grad op. If you don't "
                f"intend "
                "calculating higher order derivatives, please set `create_graph` to False.",
                None,
                "double_grad_node should not be null.",
            )
        return cotangents

    return autodiff.engine().custom(_same, backward)(value)


def _same(x):
    return op.reshape(x, op.shape_of(x))
