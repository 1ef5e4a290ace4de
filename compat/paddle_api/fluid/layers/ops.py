"""Functions of every element of one variable."""

from __future__ import annotations

from ..._publish import publish
from ..families import activation, reduction
from ..families.elementwise import unary

publish(
    __name__,
    [
        activation.gelu,
        activation.hard_shrink,
        activation.softshrink,
        activation.thresholded_relu,
        unary.erf,
        reduction.cumsum,
    ],
    generated=[
        activation.logsigmoid,
        activation.sigmoid,
        activation.softplus,
        activation.softsign,
        activation.tanh,
        activation.tanh_shrink,
        unary.abs,
        unary.acos,
        unary.asin,
        unary.atan,
        unary.ceil,
        unary.cos,
        unary.exp,
        unary.floor,
        unary.reciprocal,
        unary.round,
        unary.rsqrt,
        unary.sin,
        unary.sqrt,
        unary.square,
    ],
)
