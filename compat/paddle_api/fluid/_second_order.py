"""Operators of the original without a second derivative refuse one here, too."""

from __future__ import annotations

from functools import cache

from compat.core import autodiff

from ._errors import enforce_not_met


def refuse_second(op_name, value):
    """`value`, whose derivative raises when it is to be differentiated itself."""
    engine = autodiff.engine()
    if engine.is_tracked(value):
        engine.watch(value, _refusal(op_name))
    return value


@cache
def _refusal(op_name):
    def refuse(create_graph):
        if create_graph:
            raise enforce_not_met(
                f"NotFoundError: The Op {op_name}_grad doesn't have any grad op. If you don't "
                "intend calculating higher order derivatives, please set `create_graph` to False.",
                None,
                "double_grad_node should not be null.",
            )

    return refuse
