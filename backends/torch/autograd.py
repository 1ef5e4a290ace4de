"""torch's own differentiation engine behind the protocol of `compat.core.autodiff.engine`."""

import weakref

import torch


class Paused:
    """`torch.no_grad` without its Python layers: entered around many small pieces of work."""

    __slots__ = ("before",)

    def __enter__(self):
        self.before = torch.is_grad_enabled()
        torch._C._set_grad_enabled(False)

    def __exit__(self, kind, error, trace):
        torch._C._set_grad_enabled(self.before)


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
        return (None, None, *ctx.backward_function(cotangents, xs, results))


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


def _leaves(outputs):
    """The leaves below `outputs`, in the order in which a walk meets them."""
    found, seen = [], set()
    stack = [y.grad_fn for y in outputs if y.grad_fn is not None]
    found += [y for y in outputs if y.grad_fn is None]
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        variable = getattr(node, "variable", None)
        if variable is not None:
            found.append(variable)
        stack += [parent for parent, _ in node.next_functions if parent is not None]
    return found


class Engine:
    """See `AutodiffEngine` for the meaning of the methods."""

    def slots(self, primitives, raw, defaults):
        return raw

    def leaf(self, x, owner=None):
        if x.requires_grad and torch.is_grad_enabled():
            return x.view_as(x)
        y = x.detach()
        if _differentiable(y):
            y.requires_grad_()
            y._owner = None if owner is None else weakref.ref(owner)
        return y

    def is_tracked(self, x):
        return isinstance(x, torch.Tensor) and x.requires_grad

    def detach(self, x):
        return x.detach() if x.requires_grad else x

    def gradients(self, outputs, cotangents, inputs, create_graph, allow_unused):
        ys, gs = _seeds(outputs, cotangents)
        sought = [x for x in inputs if x.requires_grad]
        found = [None] * len(sought)
        if ys and sought:
            # The tape keeps its graph too: a second call for the same outputs is allowed.
            found = torch.autograd.grad(ys, sought, gs, True, create_graph, allow_unused=True)
        found = iter(found)
        results = [next(found) if x.requires_grad else None for x in inputs]
        if allow_unused:
            return results
        return [
            torch.zeros_like(x) if g is None else g for x, g in zip(inputs, results, strict=True)
        ]

    def accumulate(self, outputs, cotangents, retain_graph):
        ys, gs = _seeds(outputs, cotangents)
        owned = []
        for leaf in _leaves(ys):
            owner = getattr(leaf, "_owner", None)
            owner = None if owner is None else owner()
            if owner is not None:
                owned.append((owner, leaf))
        if not owned:
            return []
        leaves = [leaf for _, leaf in owned]
        found = torch.autograd.grad(ys, leaves, gs, retain_graph, False, allow_unused=True)
        pairs = zip(owned, found, strict=True)
        return [(owner, g) for (owner, _), g in pairs if g is not None]

    def custom(self, forward, backward):
        apply = _Custom.apply

        def call(*xs):
            for x in xs:
                if isinstance(x, torch.Tensor) and x.requires_grad:
                    return apply(forward, backward, *xs)
            return forward(*xs)

        return call

    def paused(self):
        return Paused()
