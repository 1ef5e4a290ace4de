"""The last forward run of a cell, kept for the gradient that is asked for next.

Training cells call the network for the loss and then ask for its gradient with the same
arguments. The original runs the network once for both, so running statistics move once;
`set_grad` marks such cells.
"""

from __future__ import annotations

from functools import partial

from ..common.tensor import Tensor
from ..ops.grad import differentiate


class Pending:
    """A finished run: its arguments, and the values they and the weights had."""

    __slots__ = ("args", "places", "run", "values", "weights")


def wanted(cell):
    """True when the next gradient could use this call."""
    return cell.requires_grad and cell.training and not differentiate.is_recording()


def run(cell, args, construct):
    """Call `construct(cell, args, {})` recorded; the result is plain, the record stays at the
    cell.
    """
    state = cell.__dict__
    state.pop("_pending", None)
    weights, with_inputs = state.get("_last_gradient") or (cell.trainable_params(), True)
    kept = Pending()
    kept.args, kept.weights = args, weights
    kept.places = [i for i, x in enumerate(args) if with_inputs and isinstance(x, Tensor)]
    kept.values = _values(args, weights)
    call = partial(_call, cell, construct)
    kept.run = differentiate.record(call, args, {}, kept.places, weights)
    state["_pending"] = kept
    return differentiate.plain(kept.run)


def _call(cell, construct, *args):
    return construct(cell, args, {})


def _values(args, weights):
    return [x._value for x in (*args, *weights) if isinstance(x, Tensor)]


def take(cell, args, positions, weights):
    """The kept run, if it was of just these arguments and nothing has changed since; else None."""
    state = cell.__dict__
    kept = state.pop("_pending", None)
    state["_last_gradient"] = (list(weights), bool(positions))
    if kept is None or differentiate.is_recording() or not _same(kept, args):
        return None
    order = {id(w): i for i, w in enumerate(kept.weights)}
    if any(id(w) not in order for w in weights) or not set(positions) <= set(kept.places):
        return None
    chosen = differentiate.Recorded()
    chosen.engine, chosen.nested, chosen.result = kept.run.engine, False, kept.run.result
    chosen.stand_ins = kept.run.stand_ins
    chosen.inputs = [kept.run.inputs[kept.places.index(i)] for i in positions]
    chosen.weights = [kept.run.weights[order[id(w)]] for w in weights]
    return chosen


def _same(kept, args):
    if len(args) != len(kept.args) or any(a is not b for a, b in zip(args, kept.args, strict=True)):
        return False
    now = _values(args, kept.weights)
    return all(a is b for a, b in zip(now, kept.values, strict=True))
