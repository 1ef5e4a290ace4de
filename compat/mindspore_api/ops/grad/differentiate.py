"""Running a function under the differentiation engine, and gradients of users' own."""

from __future__ import annotations

from contextvars import ContextVar

from ....core import autodiff, op
from ....core.contexts import with_value
from ....core.dtypes import DIFFERENTIABLE, INTEGERS
from ...common.parameter import Parameter
from ...common.tensor import Tensor, wrap
from .inputs import in_graph_mode

_depth = ContextVar("compat_mindspore_gradient_depth", default=0)


class Recorded:
    """A finished run: its result, and the tracked values of inputs and weights."""

    __slots__ = ("engine", "inputs", "nested", "result", "stand_ins", "weights")


def is_recording():
    """True while a function is run to be differentiated."""
    return _depth.get() > 0


def _leaf(tensor, whole, engine):
    """A leaf for the value of `tensor`, or the value where it gets no gradient.

    whole: integers get one, too; they are float64 meanwhile, as no engine differentiates them.
    """
    if tensor._name in DIFFERENTIABLE:
        return engine.leaf(tensor._value)
    if whole and tensor._name in INTEGERS:
        return engine.leaf(op.astype(tensor._value, "float64"))
    return tensor._value


def _swap(tensor, saved, engine, whole):
    """Let `tensor` stand for a leaf until `_leave`; returns the leaf."""
    if id(tensor) in saved:
        return saved[id(tensor)][2]
    value = tensor._value
    leaf = _leaf(tensor, whole, engine)
    saved[id(tensor)] = (tensor, value, leaf)
    tensor._value = leaf
    return leaf


def _leave(depth, saved, engine):
    """Let the tensors of `_swap` stand for themselves again; may be done twice."""
    _depth.set(depth)
    for tensor, value, leaf in saved.values():
        now = tensor._value
        if now is leaf:
            tensor._value = value
        elif now is not value:
            tensor._value = _detached(tensor, engine)


def _detached(x, engine):
    """The raw array of `x`, in the dtype that `x` tells."""
    value = engine.detach(x._value)
    return value if op.dtype_of(value) == x._name else op.astype(value, x._name)


def record(fn, args, kwargs, positions, weights):
    """`run_recorded`, with gradients of integers where there is nothing but integers.

    Functions that need their integers as such (for positions) run again without.
    """
    names = {x._name for x in (*(args[i] for i in positions), *weights)}
    if names and names <= INTEGERS:
        try:
            return _run(fn, args, kwargs, positions, weights, True)
        except (TypeError, IndexError, ValueError, RuntimeError, NotImplementedError):
            return _run(fn, args, kwargs, positions, weights, False)
    return _run(fn, args, kwargs, positions, weights, False)


def record_to_derive_again(fn, inputs, positions):
    """`record` as if within another run: what comes out stays recorded."""
    return with_value(_depth, _depth.get() + 1, record, fn, inputs, {}, positions, [])


def _run(fn, args, kwargs, positions, weights, whole):
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
    depth, saved = _depth.get(), {}
    try:
        try:
            _depth.set(depth + 1)
            _call(run, fn, args, kwargs, positions, weights, saved, whole)
        finally:
            _leave(depth, saved, engine)
    except BaseException:
        _leave(depth, saved, engine)  # where an interrupt came into the leaving
        raise
    return run


def _call(run, fn, args, kwargs, positions, weights, saved, whole):
    """Fill `run`; `saved` notes the parameters that hold leaves."""
    given, args, graph = args, list(args), in_graph_mode()
    run.inputs = _leaves_of_arguments(args, positions, saved, run.engine, whole, graph)
    before = [x._value if isinstance(x, Tensor) else None for x in args]
    run.weights = [(w._name, _weight(w, saved, run.engine, whole, graph)) for w in weights]
    run.stand_ins = {}
    run.result = _with_leaves(fn(*args, **kwargs), saved, run.stand_ins)
    if not graph:
        _keep_updates(run, given, args, before)


def _with_leaves(result, saved, stand_ins):
    """A result whose parameters keep the leaves they stand for."""
    if not any(id(x) in saved for x in tensors_in(result)):
        return result

    def kept(x):
        if id(x) not in saved:
            return x
        leaf = wrap(x._value, x._name)
        stand_ins[id(leaf)] = x
        return leaf

    return map_tensors(kept, result)


def _weight(w, saved, engine, whole, graph):
    """The leaf of a weight; out of graph mode one that requires no gradient gets none."""
    if graph or getattr(w, "requires_grad", True):
        return _swap(w, saved, engine, whole)
    return engine.detach(w._value)


def _leaves_of_arguments(args, positions, saved, engine, whole, graph):
    """(dtype, leaf) for each position; `args` then holds tensors with these leaves.

    In graph mode every argument is a variable of its own. Otherwise an object given twice is one,
    whose gradient belongs to its last position, and a parameter is the weight it is elsewhere.
    """
    leaves, seen = [], {}
    for i in positions:
        x = args[i]
        if not graph and id(x) in seen:
            before, args[i] = seen[id(x)]
            name, leaf = leaves[before]
            leaves[before] = (name, engine.detach(leaf))
        elif isinstance(x, Parameter) and not graph:
            leaf = _swap(x, saved, engine, whole)
        else:
            leaf = _leaf(x, whole, engine)
            args[i] = wrap(leaf, x._name)
        seen[id(x)] = (len(leaves), args[i])
        leaves.append((x._name, leaf))
    return leaves


def _keep_updates(run, given, args, before):
    """What a function wrote into its arguments is seen by the caller."""
    for x, now, value in zip(given, args, before, strict=True):
        if isinstance(x, Parameter) or value is None or now._value is value:
            continue
        x._value = now._value if run.nested else _detached(now, run.engine)


def tensors_in(result):
    """The tensors of a result, through tuples and lists; in graph mode through dicts, too."""
    if isinstance(result, Tensor):
        return [result]
    if isinstance(result, (tuple, list)):
        return [x for part in result for x in tensors_in(part)]
    if isinstance(result, dict) and in_graph_mode():
        return [x for part in result.values() for x in tensors_in(part)]
    return []


def plain(run, result=None):
    """A result whose tensors are no longer recorded, unless an outer function is."""
    result = run.result if result is None else result
    if run.nested:
        return result
    stand_ins = run.stand_ins

    def detached(x):
        if id(x) in stand_ins:
            return stand_ins[id(x)]
        return wrap(_detached(x, run.engine), x._name)

    return map_tensors(detached, result)


def map_tensors(function, x):
    """`function` of every tensor in tuples, lists and dicts."""
    if isinstance(x, Tensor):
        return function(x)
    if isinstance(x, (tuple, list)):
        parts = [map_tensors(function, i) for i in x]
        return type(x)(*parts) if hasattr(x, "_fields") else type(x)(parts)
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


def check_sens(outputs, given):
    """Refuse gradients of results that have another shape or dtype."""
    for x, g in zip(outputs, given, strict=True):
        if not isinstance(g, Tensor) or g.shape == ():
            continue
        if g.shape != x.shape:
            raise ValueError(f"The shape should be {shape_text(x)}, but got {shape_text(g)}.")
        if g._name != x._name:
            raise TypeError(f"The dtype should be Tensor[{x.dtype}], but got Tensor[{g.dtype}].")


def shape_text(x):
    """Shapes as MindSpore writes them."""
    if isinstance(x, Tensor):
        return "(" + ", ".join(str(n) for n in x.shape) + ")"
    if isinstance(x, (tuple, list)):
        return "TupleShape(" + ", ".join(shape_text(i) for i in x) + ")"
    return "NoShape"


def pull_back(run, outputs, cotangents):
    """(gradients of the inputs, gradients of the weights) as tensors; zeros where there is none."""
    pairs = [
        (x._value, _in_dtype_of(x._value, g))
        for x, g in zip(outputs, cotangents, strict=True)
        if run.engine.is_tracked(x._value)
    ]
    tracked = run.engine.is_tracked
    wanted = [leaf for _, leaf in (*run.inputs, *run.weights) if tracked(leaf)]
    found = (
        run.engine.gradients([x for x, _ in pairs], [g for _, g in pairs], wanted, run.nested, True)
        if pairs
        else [None] * len(wanted)
    )
    found = iter(found)
    gradients = [
        _tensor(next(found) if tracked(leaf) else None, name, leaf)
        for name, leaf in (*run.inputs, *run.weights)
    ]
    return gradients[: len(run.inputs)], gradients[len(run.inputs) :]


def _tensor(gradient, name, leaf):
    if gradient is None:
        return wrap(op.full(op.shape_of(leaf), 0, name, op.device_of(leaf)), name)
    if name in INTEGERS and op.dtype_of(gradient) != name:
        # By way of int64, so that what is too large wraps around as integers do.
        return wrap(op.astype(op.astype(gradient, "int64"), name), name)
    return wrap(gradient)


def _in_dtype_of(value, g):
    """A cotangent in the dtype of the core value it belongs to."""
    if g is None or op.dtype_of(g) == op.dtype_of(value):
        return g
    return op.astype(g, op.dtype_of(value))


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
        if isinstance(x, dict) and in_graph_mode():
            return {k: put(v) for k, v in x.items()}
        return type(x)([put(i) for i in x]) if isinstance(x, (tuple, list)) else x

    return put(structure)
