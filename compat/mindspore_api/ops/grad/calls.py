"""A differentiated call: its positions and weights, and the form of its gradients."""

from __future__ import annotations

from ... import _compiled_modes
from ...common.parameter import Parameter
from ..primitive import Primitive
from . import differentiate
from . import inputs as layout


def check_positions(grad_position, weights):
    if grad_position is None and weights is None:
        raise ValueError("`grad_position` and `weight` can not be None at the same time.")
    if grad_position is None:
        return None
    if isinstance(grad_position, int):
        positions = (grad_position,)
    elif isinstance(grad_position, tuple):
        positions = grad_position
        if not positions:
            raise RuntimeError("grad_position should not be empty when grad by position!")
    else:
        raise TypeError("For 'F.grad', the 'grad_position' must be int or tuple.")
    for position in positions:
        if not isinstance(position, int):
            raise TypeError("For 'F.grad', the element in 'grad_position' must be int.")
        if position < 0:
            raise ValueError("grad_position must be >= 0.")
    if len(set(positions)) != len(positions):
        raise ValueError("There are duplicate positions in `grad_position`, please check it")
    return positions


def _weights_of(weights):
    """(list of weights, whether a single one was given)."""
    if weights is None:
        return [], False
    if isinstance(weights, Parameter):
        return [weights], True
    if not isinstance(weights, (tuple, list)):
        raise TypeError(
            "the 'weights' must be a Parameter, or a tuple or list of Parameters, but got "
            f"{type(weights)}"
        )
    return list(weights), False


def _refuse_primitive(fn):
    if isinstance(fn, Primitive):
        getattr(fn, "__name__")  # noqa: B009  MindSpore asks for the name of the function


def _picked(groups, args, positions):
    """(position, group) of the arguments whose gradient is asked for and that can have one."""
    if not groups:
        return []
    for position in positions or ():
        if position >= len(groups):
            raise RuntimeError(f"Position index {position} is exceed input size.")
    return layout.with_gradient(groups, args, positions or ())


class Call:
    """A differentiated call of a function: what `grad` and `value_and_grad` share."""

    def __init__(self, fn, positions, weights, has_aux):
        self.fn, self.positions, self.has_aux = fn, positions, has_aux
        self.weights, self.single = _weights_of(weights)
        self.has_weights = weights is not None
        self.modes = {}

    def run(self, args, kwargs):
        """(result, gradients of the inputs by position, gradients of the weights)."""
        if _compiled_modes.waiting:
            return _compiled_modes.run_function(self.modes, self.fn, self._run, args, kwargs)
        return self._run(*args, **kwargs)

    def _run(self, *args, **kwargs):
        layout.require_function(self.fn)
        _refuse_primitive(self.fn)
        fn, args, groups = layout.laid_out(self.fn, args, kwargs)
        picked = _picked(groups, args, self.positions)
        places = [i for _, g in picked for i in layout.indices(g)]
        run = differentiate.record(fn, args, {}, places, self.weights)
        result = run.result
        if self.has_aux:
            if not isinstance(result, (tuple, list)) or len(result) < 2:
                raise ValueError("When has_aux is True, origin fn requires more than one outputs.")
            result = result[0]
        outputs = differentiate.tensors_in(result)
        inputs, weights = differentiate.pull_back(run, outputs, [None] * len(outputs))
        by_place = dict(zip(places, inputs, strict=True))
        inputs = [(p, layout.built(g, by_place)) for p, g in picked]
        return differentiate.plain(run), inputs, weights

    def arrange(self, inputs, weights, ids):
        """Gradients in the form in which MindSpore hands them back."""
        if ids:
            weights = [(w.name, g) for w, g in zip(self.weights, weights, strict=True)]
        else:
            inputs = [gradient for _, gradient in inputs]
        first = None
        if self.positions is not None:
            alone = len(inputs) == 1 if not ids else len(self.positions) == 1
            first = _only(inputs) if alone else tuple(inputs)
        if not self.has_weights:
            return first
        second = _only(weights) if self.single else tuple(weights)
        return second if self.positions is None else (first, second)


def _only(gradients):
    return gradients[0] if gradients else ()
