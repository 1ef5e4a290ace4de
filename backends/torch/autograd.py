"""torch's own differentiation engine behind the protocol of `compat.core.autodiff.engine`."""

import functools
import threading
import weakref
from operator import attrgetter

import torch

from compat.core import op, processes
from compat.core.autodiff import pausing

from ..process_groups.messages import Reduction


# The mode of torch belongs to a thread, recording to a context. Once recording was switched off
# anywhere, every slot asks whether the context in force is the one that the mode was set for.
class _Here(threading.local):
    seen: object = None  # the value of `pausing.mode` that torch's mode stands for
    paused: bool | None = False


_here = _Here()
_raw_slots: dict = {}
_following = False


def _follow():
    """Let the slots look at the context from now on."""
    global _following
    if not _following:
        _following = True
        for name, slot in _raw_slots.items():
            setattr(op, name, _followed(slot))


def _followed(slot):
    here, own = _here, pausing.mode.get

    def call(*args):
        if own() is not here.seen:
            _bring_in_line()
        return slot(*args)

    return functools.wraps(slot)(call)


def _bring_in_line():
    paused = pausing.is_paused()
    if paused is not _here.paused:
        _here.seen, _here.paused = _ASK, None  # until it is true
        torch._C._set_grad_enabled(not paused)
        _here.paused = paused
    # A block that ends says so only when asked, so it is asked every time.
    found = pausing.mode.get()
    _here.seen = found if found is None or found is pausing.OFF else _ASK


_ASK = object()


class _Custom(torch.autograd.Function):
    """A function whose derivative is given; see `Engine.custom`."""

    @staticmethod
    def forward(ctx, forward, backward, *xs):
        results = forward(*xs)
        ctx.single = not isinstance(results, (tuple, list))
        results = (results,) if ctx.single else tuple(results)
        ctx.backward_function = backward
        ctx.mark_non_differentiable(*(r for r in results if not _differentiable(r)))
        ctx.scalars = {i: x for i, x in enumerate(xs) if not isinstance(x, torch.Tensor)}
        ctx.count = len(xs)
        ctx.save_for_backward(*(x for x in xs if isinstance(x, torch.Tensor)), *results)
        return results[0] if ctx.single else results

    @staticmethod
    def backward(ctx, *cotangents):
        saved = list(ctx.saved_tensors)
        xs = tuple(ctx.scalars[i] if i in ctx.scalars else saved.pop(0) for i in range(ctx.count))
        results = tuple(saved)
        cotangents = tuple(
            torch.zeros_like(r) if g is None else g
            for g, r in zip(cotangents, results, strict=True)
        )
        if torch.is_grad_enabled():
            found = tuple(ctx.backward_function(cotangents, xs, results))
        else:
            found = tuple(_recording(ctx.backward_function, cotangents, xs, results))
        for x, g, wanted in zip(xs, found, ctx.needs_input_grad[2:], strict=True):
            if wanted and g is not None and g.dtype != x.dtype:
                _remember(x, g)
        return (None, None, *found)


# torch rounds every cotangent to the dtype of its value. Some originals give float32 gradients for
# float16 weights; what a custom derivative returned is kept here until the pass is over.
_unrounded: dict = {}


def _edge(x):
    edge = torch.autograd.graph.get_gradient_edge(x)
    return edge.node, edge.output_nr


def _remember(x, g):
    if len(_unrounded) >= 256:  # of values whose gradient nobody asked for
        _unrounded.clear()
    key, g = _edge(x), g.detach()
    before = _unrounded.get(key)
    _unrounded[key] = g if before is None else before + g


def _as_returned(x, g):
    """`g`, the gradient of `x`, as the custom derivatives returned it if they are all there is."""
    whole = None if g is None else _unrounded.pop(_edge(x), None)
    if whole is None or g.requires_grad:
        return g
    return whole if _same(whole.to(g.dtype), g) else g.to(whole.dtype)


def _same(a, b):
    """Equal, NaN to NaN."""
    return bool(((a == b) | ((a != a) & (b != b))).all())


def _all_as_returned(xs, gs):
    return [_as_returned(x, g) for x, g in zip(xs, gs, strict=True)] if _unrounded else gs


def _recording(function, *groups):
    """`function` of detached values with recording on, as it may derive something itself."""
    detached = [tuple(x.detach() if isinstance(x, torch.Tensor) else x for x in g) for g in groups]
    torch._C._set_grad_enabled(True)
    try:
        found = function(*detached)
    finally:
        torch._C._set_grad_enabled(False)
    return [None if g is None else g.detach() for g in found]


def _differentiable(x):
    return x.dtype.is_floating_point or x.dtype.is_complex


def _seeds(outputs, cotangents):
    """The outputs that have a history, and the cotangents to start with."""
    pairs = [
        (y, torch.ones_like(y) if g is None else g)
        for y, g in zip(outputs, cotangents, strict=True)
        if y.requires_grad
    ]
    return [y for y, _ in pairs], [g for _, g in pairs]


def _derived(ys, gs, xs, keep_graph, create_graph):
    """`torch.autograd.grad` without its checks, which import SymPy: a second at first use."""
    return torch.autograd.Variable._execution_engine.run_backward(
        tuple(ys),
        tuple(gs),
        keep_graph,
        create_graph,
        tuple(xs),
        allow_unreachable=True,
        accumulate_grad=False,
    )


# The leaves that have an owner, weakly. They are not searched for from the outputs: once Python has
# looked at the nodes of a long chain, torch frees it recursively and overflows the stack.
_owned: set = set()


def _candidates():
    """(owner, leaf) of every leaf whose owner is alive, whatever it is connected to."""
    pairs = []
    for reference in tuple(_owned):
        leaf = reference()
        owner = None if leaf is None else leaf._owner()
        if owner is not None:
            pairs.append((owner, leaf))
    return pairs


def _reduction(leaves):
    """What sends the gradients to other processes as they come, where the caller asks for it."""
    wanted = processes.wanted()
    if wanted is None or any(x.dtype != torch.float32 or not x.is_leaf for x in leaves):
        return None
    wanted.done = True
    return Reduction(leaves, wanted)


class Engine:
    """See `AutodiffEngine` for the meaning of the methods."""

    def slots(self, primitives, raw, defaults):
        recorded = [name for name, p in primitives.items() if p.operands and not p.constant]
        _raw_slots.clear()
        _raw_slots.update({name: raw[name] for name in recorded})
        if not _following:
            return raw
        return {**raw, **{name: _followed(raw[name]) for name in recorded}}

    def leaf(self, x, owner=None):
        if _following:
            _bring_in_line()
        if x.requires_grad and torch.is_grad_enabled():
            return x.view_as(x)
        y = x.detach()
        if _differentiable(y):
            y.requires_grad_()
            if owner is not None:
                y._owner = weakref.ref(owner)
                _owned.add(weakref.ref(y, _owned.discard))
        return y

    def is_tracked(self, x):
        return isinstance(x, torch.Tensor) and x.requires_grad

    tracks = attrgetter("requires_grad")

    def detach(self, x):
        return x.detach() if x.requires_grad else x

    def gradients(self, outputs, cotangents, inputs, create_graph, allow_unused):
        ys, gs = _seeds(outputs, cotangents)
        sought = [x for x in inputs if x.requires_grad]
        found = [None] * len(sought)
        if ys and sought:
            reduction = None if create_graph else _reduction(sought)

            def derive():
                # The tape keeps its graph too: a second call for the same outputs is allowed.
                return _all_as_returned(sought, _derived(ys, gs, sought, True, create_graph))

            found = derive() if reduction is None else reduction.run(derive)
        remaining = iter(found)
        results = [next(remaining) if x.requires_grad else None for x in inputs]
        if allow_unused:
            return results
        return [
            torch.zeros_like(x) if g is None else g for x, g in zip(inputs, results, strict=True)
        ]

    def accumulate(self, outputs, cotangents, retain_graph):
        ys, gs = _seeds(outputs, cotangents)
        owned = _candidates()
        if not (ys and owned):
            return []
        leaves = [leaf for _, leaf in owned]
        found = _derived(ys, gs, leaves, retain_graph, False)
        found = _all_as_returned(leaves, found)
        pairs = zip(owned, found, strict=True)
        return [(owner, g) for (owner, _), g in pairs if g is not None]

    def custom(self, forward, backward):
        apply = _Custom.apply

        def call(*xs):
            if _following:
                _bring_in_line()
            for x in xs:
                if isinstance(x, torch.Tensor) and x.requires_grad:
                    return apply(forward, backward, *xs)
            return forward(*xs)

        return call

    def watch(self, x, function):
        x.register_hook(lambda g: function(torch.is_grad_enabled()))

    def paused(self):
        _follow()
        return pausing.Switched()

    def switched(self, on):
        if not on:
            _follow()
        _bring_in_line()
