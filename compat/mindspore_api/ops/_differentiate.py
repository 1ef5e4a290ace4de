"""Running a function under the differentiation engine, and gradients of users' own."""

from __future__ import annotations

from contextvars import ContextVar

from ...core import autodiff, op
from ...core.dtypes import DIFFERENTIABLE
from ..common.parameter import Parameter
from ..common.tensor import Tensor, wrap

_depth = ContextVar("compat_mindspore_gradient_depth", default=0)


class Recorded:
    """A finished run: its result, and the tracked values of inputs and weights."""

    __slots__ = ("engine", "inputs", "nested", "result", "weights")


def is_recording():
    """True while a function is run to be differentiated."""
    return _depth.get() > 0


def _swap(tensor, saved, engine):
    """Let `tensor` stand for a leaf until `_restore`; returns the leaf."""
    if id(tensor) in saved:
        return saved[id(tensor)][2]
    value = tensor._value
    leaf = engine.leaf(value) if tensor._name in DIFFERENTIABLE else value
    saved[id(tensor)] = (tensor, value, leaf)
    tensor._value = leaf
    return leaf


def _restore(saved, engine):
    for tensor, value, leaf in saved.values():
        now = tensor._value
        tensor._value = value if now is leaf else engine.detach(now)


def record(fn, args, kwargs, positions, weights):
    """Call `fn` with leaves for the tensors at `positions` and for the `weights`.

    Parameters hold their leaf while `fn` runs, and what they held before (or what `fn` assigned)
    afterwards, also when it raises.
    """
    take = getattr(fn, "_take_pending", None)
    if take is not None and not kwargs:
        kept = take(args, positions, weights)
        if kept is not None:
            return kept
    engine = autodiff.engine()
    run = Recorded()
    run.engine, run.nested = engine, is_recording()
    args, saved, run.inputs = list(args), {}, []
    token = _depth.set(_depth.get() + 1)
    try:
        for i in positions:
            run.inputs.append(_leaf_argument(args, i, saved, engine))
        run.weights = [(w._name, _swap(w, saved, engine)) for w in weights]
        run.result = fn(*args, **kwargs)
    finally:
        _depth.reset(token)
        _restore(saved, engine)
    return run


def _leaf_argument(args, i, saved, engine):
    x = args[i]
    if isinstance(x, Parameter):
        return x._name, _swap(x, saved, engine)
    leaf = engine.leaf(x._value) if x._name in DIFFERENTIABLE else x._value
    args[i] = wrap(leaf, x._name)
    return x._name, leaf


def tensors_in(result):
    """The tensors of a result, through tuples and lists."""
    if isinstance(result, Tensor):
        return [result]
    if isinstance(result, (tuple, list)):
        return [x for part in result for x in tensors_in(part)]
    return []


def plain(run, result=None):
    """A result whose tensors are no longer recorded, unless an outer function is."""
    result = run.result if result is None else result
    if run.nested:
        return result
    return map_tensors(lambda x: wrap(run.engine.detach(x._value)), result)


def map_tensors(function, x):
    """`function` of every tensor in tuples, lists and dicts."""
    if isinstance(x, Tensor):
        return function(x)
    if isinstance(x, (tuple, list)):
        return type(x)([map_tensors(function, i) for i in x])
    if isinstance(x, dict):
        return {k: map_tensors(function, v) for k, v in x.items()}
    return x


def cotangent_for(output, sens):
    """Core value of a user's gradient of one output, in its dtype and shape."""
    value, shape = output._value, output.shape
    if not isinstance(sens, Tensor):
        return op.full(shape, sens, output._name, op.device_of(value))
    g = sens._value
    if sens._name != output._name:
        g = op.astype(g, output._name)
    if sens.shape != shape:
        fits = len(sens.shape) <= len(shape)
        g = op.broadcast_to(g, shape) if fits else op.reshape(g, shape)
    return g


def pull_back(run, outputs, cotangents):
    """(gradients of the inputs, gradients of the weights) as tensors; zeros where there is none."""
    pairs = [
        (x._value, g)
        for x, g in zip(outputs, cotangents, strict=True)
        if x._name in DIFFERENTIABLE and run.engine.is_tracked(x._value)
    ]
    wanted = [leaf for name, leaf in (*run.inputs, *run.weights) if name in DIFFERENTIABLE]
    found = (
        run.engine.gradients([x for x, _ in pairs], [g for _, g in pairs], wanted, run.nested, True)
        if pairs
        else [None] * len(wanted)
    )
    found = iter(found)
    gradients = [
        _tensor(next(found) if name in DIFFERENTIABLE else None, name, leaf)
        for name, leaf in (*run.inputs, *run.weights)
    ]
    return gradients[: len(run.inputs)], gradients[len(run.inputs) :]


def _tensor(gradient, name, leaf):
    if gradient is None:
        return wrap(op.full(op.shape_of(leaf), 0, name, op.device_of(leaf)), name)
    return wrap(gradient)


def custom_gradient(forward, backward, inputs):
    """`forward(*inputs)` whose gradient is `backward(*inputs, out, dout)`, both on tensors.

    Inputs that are no tensors are handed on as they are and get no gradient.
    """
    places = [i for i, x in enumerate(inputs) if isinstance(x, Tensor)]
    made = {}

    def full(values):
        every = list(inputs)
        for i, value in zip(places, values, strict=True):
            every[i] = wrap(value)
        return every

    def compute(*values):
        made["result"] = result = forward(*full(values))
        found = tensors_in(result)
        made["single"] = isinstance(result, Tensor)
        return found[0]._value if made["single"] else tuple(x._value for x in found)

    def pull(cotangents, values, results):
        out = rebuild(made["result"], [wrap(r) for r in results])
        dout = rebuild(made["result"], [wrap(g) for g in cotangents])
        given = backward(*full(values), out, dout)
        given = given if isinstance(given, (tuple, list)) else (given,)
        return [_value(given[i]) if i < len(given) else None for i in places]

    results = autodiff.engine().custom(compute, pull)(*[inputs[i]._value for i in places])
    values = [results] if made["single"] else results
    return rebuild(made["result"], [wrap(v) for v in values])


def _value(x):
    return x._value if isinstance(x, Tensor) else None


def rebuild(structure, tensors):
    """`structure` with its tensors replaced in order."""
    following = iter(tensors)

    def put(x):
        if isinstance(x, Tensor):
            return next(following)
        return type(x)([put(i) for i in x]) if isinstance(x, (tuple, list)) else x

    return put(structure)
