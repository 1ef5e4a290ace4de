"""Comparisons, conditions, loops and lists of variables."""

from __future__ import annotations

from ..._publish import publish
from ..families import control_flow
from ..families.elementwise import logic, unary
from ..families.shape import view

publish(
    __name__,
    [
        control_flow.Print,
        control_flow.Switch,
        control_flow.array_length,
        control_flow.array_read,
        control_flow.array_write,
        control_flow.case,
        control_flow.cond,
        control_flow.create_array,
        control_flow.switch_case,
        control_flow.while_loop,
        logic.equal,
        logic.greater_equal,
        logic.greater_than,
        logic.less_equal,
        logic.less_than,
        logic.not_equal,
        unary.increment,
        view.is_empty,
    ],
)
