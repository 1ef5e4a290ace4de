"""Making and joining variables."""

from __future__ import annotations

from ..._publish import publish
from .._parameter import _varbase_creator as _varbase_creator
from ..families import creation, join, linalg, reduction, sort
from ..families.elementwise import unary
from ..families.shape import view

publish(
    __name__,
    [
        creation.arange,
        creation.assign,
        creation.create_global_var,
        creation.create_parameter,
        creation.create_tensor,
        creation.diag,
        creation.eye,
        creation.fill_constant,
        creation.fill_constant_batch_size_like,
        creation.full,
        creation.full_like,
        creation.linspace,
        creation.ones,
        creation.ones_like,
        creation.range,
        creation.tril,
        creation.triu,
        creation.zeros,
        creation.zeros_like,
        unary.cast,
        unary.has_inf,
        unary.has_nan,
        unary.isfinite,
        join.concat,
        join.tensor_array_to_tensor,
        linalg.kron,
        linalg.trace,
        reduction.sums,
        view.reverse,
        sort.argmax,
        sort.argmin,
        sort.argsort,
    ],
)
