"""Which truth belongs to which prediction, and the targets that follow."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from compat.core import op

from ..._attributes import kind
from ..._errors import enforce_not_met
from ..._lod import levels, one_level
from ..._operands import FLOATS, INDICES, raw, take
from ..._registry import operator
from ..._varbase import from_numpy, wrap

_LEAST = 1e-6  # nearer than that nothing matches


def _best_pairs(distances, indices, found):
    """Match the nearest pair again and again, each row and column once."""
    rows, columns = distances.shape
    free = np.where(distances < _LEAST, -1, distances)
    for _ in range(min(rows, columns)):
        # Of equal pairs Paddle takes the one of the first column.
        column, row = divmod(int(free.T.argmax()), rows)
        if free[row, column] < 0:
            return
        indices[column], found[column] = row, distances[row, column]
        free[row], free[:, column] = -1, -1


def _best_rows(distances, indices, found, least):
    """Give every column that has none its nearest row, if that is near enough."""
    if not len(distances):
        return
    row = distances.argmax(0)
    best = distances[row, np.arange(len(row))]
    wanted = (indices == -1) & (best >= max(least, _LEAST))
    indices[wanted], found[wanted] = row[wanted], best[wanted]


@operator(inputs=("DistMat",), outputs=("ColToRowMatchIndices", "ColToRowMatchDist"))
def bipartite_match_op(distances, match_type="bipartite", dist_threshold=0.5, **options):
    """(rows int32, distances) (N, M) that columns of (K, M) match, -1 and 0 where none does."""
    table = op.to_numpy(raw(take(distances, "bipartite_match", slot="DistMat")))
    offsets = levels(distances)[-1] if levels(distances) else [0, len(table)]
    shape = len(offsets) - 1, table.shape[1]
    indices, found = np.full(shape, -1, "int32"), np.zeros(shape, table.dtype)
    for n, (a, b) in enumerate(pairwise(offsets)):
        _best_pairs(table[a:b], indices[n], found[n])
        if match_type == "per_prediction":
            _best_rows(table[a:b], indices[n], found[n], np.float32(dist_threshold))
    return wrap(from_numpy(indices)), wrap(from_numpy(found))


def bipartite_match(dist_matrix, match_type=None, dist_threshold=None, name=None):
    """(rows int32, distances) (N, M) that the columns of distances (K, M) match.

    match_type: "bipartite", or "per_prediction", which gives further columns their nearest row of
    at least `dist_threshold`. Both must be given in dygraph mode.
    """
    _check_given("match_type", match_type, str, "std::string")
    _check_given("dist_threshold", dist_threshold, (float, int), "float")
    return bipartite_match_op(dist_matrix, match_type, dist_threshold)


def _check_given(name, value, kinds, wanted):
    if isinstance(value, bool) or not isinstance(value, kinds):
        raise enforce_not_met(
            f"Error: Cannot get attribute {name} by type {wanted}, its type is {kind(value)}"
        )


@operator(inputs=("X", "MatchIndices", "NegIndices"), outputs=("Out", "OutWeight"))
def target_assign_op(x, matched, negative=None, mismatch_value=0, **options):
    """(targets (N, M, K), weights (N, M, 1)) from the rows that were matched."""
    values = op.to_numpy(raw(take(x, "target_assign", FLOATS | INDICES)))
    rows = op.to_numpy(raw(take(matched, "target_assign", INDICES, "MatchIndices")))
    offsets = one_level(x, "target_assign", "x")
    n, columns = rows.shape
    places = np.array(offsets[:-1])[:, None] + np.maximum(rows, 0)
    targets = values[places, np.arange(columns) % values.shape[1]]
    weights = (rows > -1).astype("float32")[..., None]
    targets = np.where(weights > 0, targets, values.dtype.type(mismatch_value))
    if negative is not None:
        ends = one_level(negative, "target_assign", "neg_indices")
        numbers = op.to_numpy(raw(negative._value)).reshape(-1)
        for i in range(n):
            own = numbers[ends[i] : ends[i + 1]]
            targets[i, own], weights[i, own] = mismatch_value, 1
    return wrap(from_numpy(targets)), wrap(from_numpy(weights))


def target_assign(input, matched_indices, negative_indices=None, mismatch_value=None, name=None):
    """(targets (N, M, K), weights (N, M, 1)) from the rows (N, M) of `input` that were matched.

    input: (R, P, K) with one level of detail. mismatch_value (int): the target where the row is
    -1; must be given in dygraph mode.
    """
    _check_given("mismatch_value", mismatch_value, int, "int")
    return target_assign_op(input, matched_indices, negative_indices, mismatch_value)
