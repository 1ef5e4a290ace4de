"""Einstein summation as matrix products; inverse as a solution."""

from __future__ import annotations

import math
from typing import Any

from ..compose import eye
from ..contract import default
from ..table import op


@default
def einsum(xs: Any, equation: str) -> Any:
    left, _, target = equation.replace(" ", "").partition("->")
    terms = left.split(",")
    x, labels = xs[0], terms[0]
    for i in range(1, len(terms)):
        later = set(target).union(*terms[i + 1 :])
        x, labels = _contract(x, labels, xs[i], terms[i], later)
    x, labels = _reduced(x, labels, set(target))
    if labels == target:
        return x
    return op.permute_dims(x, tuple(labels.index(c) for c in target))


def _reduced(x: Any, labels: str, keep: set[str]) -> tuple[Any, str]:
    """`x` summed over the labels that nobody needs."""
    axes = tuple(i for i, c in enumerate(labels) if c not in keep)
    if axes:
        x = op.sum(x, axes, False)
    return x, "".join(c for c in labels if c in keep)


def _contract(x1: Any, first: str, x2: Any, second: str, later: set[str]) -> tuple[Any, str]:
    """One matrix product: labels that both have and others need are batches."""
    x1, first = _reduced(x1, first, later | set(second))
    x2, second = _reduced(x2, second, later | set(first))
    batch = "".join(c for c in first if c in second and c in later)
    inner = "".join(c for c in first if c in second and c not in later)
    rows = "".join(c for c in first if c not in second)
    columns = "".join(c for c in second if c not in first)
    sizes = dict(zip(first, op.shape_of(x1), strict=True))
    sizes.update(zip(second, op.shape_of(x2), strict=True))
    left = _matrices(x1, first, (batch, rows, inner), sizes)
    right = _matrices(x2, second, (batch, inner, columns), sizes)
    product = op.matmul(left, right) if inner else op.multiply(left, right)
    labels = batch + rows + columns
    return op.reshape(product, tuple(sizes[c] for c in labels)), labels


def _matrices(x: Any, labels: str, groups: tuple[str, str, str], sizes: dict[str, int]) -> Any:
    """`x` with the axes in the order of the groups, the last two groups flattened."""
    wanted = "".join(groups)
    if labels != wanted:
        x = op.permute_dims(x, tuple(labels.index(c) for c in wanted))
    batch, rows, columns = ([sizes[c] for c in group] for group in groups)
    return op.reshape(x, (*batch, math.prod(rows), math.prod(columns)))


@default
def inv(x: Any) -> Any:
    shape = op.shape_of(x)
    identity = eye(shape[-1], shape[-1], 0, op.dtype_of(x), op.device_of(x))
    return op.solve(x, op.broadcast_to(identity, shape))
