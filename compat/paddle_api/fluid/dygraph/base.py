"""Dygraph mode on and off, variables from arrays, gradients on request."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import wraps

import numpy as np

from compat.core import autodiff, op, state
from compat.core.contexts import PerContext

from .. import core, framework, unique_name
from .._errors import enforce_not_met
from .._places import default_place
from .._varbase import VarBase, count_anew, numbers_in_use, wrap
from .backward_strategy import BackwardStrategy
from .tracer import Tracer

__all__ = [
    "no_grad",
    "grad",
    "guard",
    "enable_dygraph",
    "disable_dygraph",
    "enable_imperative",
    "disable_imperative",
    "enabled",
    "to_variable",
]

_switched_on = PerContext("compat_paddle_switched_on", None)


def enabled():
    """True in dygraph mode."""
    return framework.in_dygraph_mode()


def enable_imperative(place=None):
    """Switch dygraph mode on."""
    enable_dygraph(place)


def disable_imperative():
    """Switch dygraph mode off."""
    disable_dygraph()


def enable_dygraph(place=None):
    """Switches dygraph mode on until `disable_dygraph`.

    Args:
        place (CPUPlace, CUDAPlace or None, default None): where; None takes that of the backend.

    Returns:
        None.

    Example:
        >>> fluid.dygraph.enable_dygraph()
        >>> fluid.in_dygraph_mode()
        True
    """
    if _switched_on.value is None:
        switch = guard(place=place)
        switch.__enter__()
        _switched_on.set(switch)


def disable_dygraph():
    """Switch dygraph mode off, if `enable_dygraph` switched it on."""
    switch = _switched_on.value
    if switch is not None:
        _switched_on.set(None)
        switch.__exit__(*sys.exc_info())


@contextmanager
def _switch_tracer_mode_guard_(is_train=True):
    if framework._dygraph_tracer():
        before = autodiff.set_recording(is_train)
        # As in Paddle, an exception in the block leaves the mode as it is.
        yield
        autodiff.set_recording(before)
    else:
        yield


@contextmanager
def program_desc_tracing_guard(enable):
    """Without effect: there is no tracing into static graphs."""
    yield


@contextmanager
def param_guard(parameters):
    """Without effect: parameters are not exchanged for static ones."""
    yield


def no_grad(func=None):
    """A context, or a decorated function, whose operators are not recorded for gradients.

    Args:
        func (function or None, default None): the function; None makes a context.

    Returns:
        function or context manager.

    Example:
        >>> x = to_variable(np.ones(2, "float32"))
        >>> x.stop_gradient = False
        >>> with dygraph.no_grad():
        ...     y = x * 2.0
        >>> y.stop_gradient
        True
    """
    if func is None:
        return _switch_tracer_mode_guard_(is_train=False)

    @wraps(func)
    def call(*args, **kwargs):
        with _switch_tracer_mode_guard_(is_train=False):
            return func(*args, **kwargs)

    return call


@contextmanager
def _tracing(tracer):
    with framework._dygraph_guard(tracer):
        before = autodiff.set_recording(True)
        yield
    autodiff.set_recording(before)


@contextmanager
def _guarded(place):
    tracer = Tracer()
    tracer._expected_place = place
    programs = framework.Program(), framework.Program()
    numbers, device = numbers_in_use.swap(count_anew()), state.device()
    placed = framework._dygraph_place_guard(place)
    with framework.program_guard(*programs), unique_name.guard(), _tracing(tracer), placed:
        state.set_device(place._device())
        yield
    numbers_in_use.set(numbers)
    state.set_device(device)


def guard(place=None):
    """A context in which operators run when they are called.

    Args:
        place (CPUPlace, CUDAPlace or None, default None): where; None takes that of the backend.

    Returns:
        context manager.

    Example:
        >>> with fluid.dygraph.guard():
        ...     x = fluid.dygraph.to_variable(np.ones(2, "float32"))
        ...     print((x + x).numpy())
        [2. 2.]
    """
    return _guarded(default_place() if place is None else place)


@framework.dygraph_only
def grad(
    outputs,
    inputs,
    grad_outputs=None,
    retain_graph=None,
    create_graph=False,
    only_inputs=True,
    allow_unused=False,
    no_grad_vars=None,
    backward_strategy=None,
):
    """The gradients of the sum of `outputs` with respect to each of `inputs`."""
    outputs, inputs = _listed(outputs, "outputs"), _listed(inputs, "inputs")
    seeds = _seeds(outputs, grad_outputs)
    excluded = _excluded(no_grad_vars)
    if backward_strategy is None:
        backward_strategy = BackwardStrategy()
    assert isinstance(backward_strategy, core.BackwardStrategy), (
        "backward_strategy must be type paddle.fluid.dygraph.BackwardStrategy"
    )
    assert isinstance(create_graph, bool), "create_graph must be True or False"
    if retain_graph is None:
        retain_graph = create_graph
    assert isinstance(retain_graph, bool), "retain_graph must be None, True or False"
    assert isinstance(allow_unused, bool), "allow_unused must be True or False"
    assert isinstance(only_inputs, bool), "only_inputs must be True or False"
    assert only_inputs, "only_inputs=False is not supported yet"
    return _partial_grad(outputs, inputs, seeds, excluded, create_graph, allow_unused)


def _listed(vars, name):
    if isinstance(vars, (list, tuple)):
        assert len(vars) > 0, f"{name} cannot be empty list"
        for v in vars:
            assert isinstance(v, VarBase), f"Elements of {name} must be Variable"
        return list(vars)
    assert isinstance(vars, VarBase), f"{name} must be Variable or list of Variable"
    return [vars]


def _seeds(outputs, grad_outputs):
    if grad_outputs is None:
        return [None] * len(outputs)
    if not isinstance(grad_outputs, (list, tuple)):
        grad_outputs = [grad_outputs]
    for g in grad_outputs:
        assert g is None or isinstance(g, VarBase), (
            "grad_outputs must be None, a Variable or a list containing None or Variables"
        )
    grad_outputs = list(grad_outputs)
    if grad_outputs:
        assert len(grad_outputs) == len(outputs), (
            "The length of grad_outputs must be equal to outputs"
        )
    else:
        grad_outputs = [None] * len(outputs)
    return [None if g is None else g._value for g in grad_outputs]


def _excluded(no_grad_vars):
    if no_grad_vars is None:
        return []
    if isinstance(no_grad_vars, VarBase):
        return [no_grad_vars]
    if isinstance(no_grad_vars, (list, tuple, set)):
        for v in no_grad_vars:
            assert isinstance(v, VarBase), "no_grad_vars can only contain Variable"
        return list(no_grad_vars)
    raise AssertionError("no_grad_vars must be None, Variable or list/tuple/set of Variables")


def _partial_grad(outputs, inputs, seeds, excluded, create_graph, allow_unused):
    engine = autodiff.engine()
    for v in inputs:
        if v.stop_gradient:
            raise enforce_not_met(
                f"PermissionDeniedError: Variable {v.name} inside inputs has no gradient",
                None,
                "Expected input->GradVarBase() && !input->OverridedStopGradient() == true, but "
                "received input->GradVarBase() && !input->OverridedStopGradient():0 != true:1.",
            )
    values = [v._value for v in inputs]
    grads = engine.gradients([v._value for v in outputs], seeds, values, create_graph, True)
    if excluded:
        cuts = _cut(outputs, seeds, excluded, create_graph)
        grads = [_without(g, v, cuts, create_graph) for g, v in zip(grads, inputs, strict=True)]
    if not allow_unused and any(g is None for g in grads):
        index = next(i for i, g in enumerate(grads) if g is None)
        raise enforce_not_met(
            f"InvalidArgumentError: The {index}-th input does not appear in the backward graph. "
            "Please check the input variable or set allow_unused=True to get None result.",
            None,
            "Expected allow_unused_ == true, but received allow_unused_:0 != true:1.",
        )
    return [None if g is None else _result(g, create_graph) for g in grads]


def _result(g, create_graph):
    found = wrap(g)
    if create_graph and found.stop_gradient:
        found._stop = False
    return found


def _cut(outputs, seeds, excluded, create_graph):
    """Pairs of an excluded variable and the cotangent that reaches it past the other ones."""
    engine = autodiff.engine()
    tracked = [v for v in excluded if engine.is_tracked(v._value)]
    values = [v._value for v in tracked]
    whole = engine.gradients([v._value for v in outputs], seeds, values, create_graph, True)
    found = []
    for v, g in zip(tracked, whole, strict=True):
        above = [u for u in tracked if u is not v and _depends(u, v)]
        cuts = _cut(outputs, seeds, above, create_graph) if above else []
        found.append((v, _without(g, v, cuts, create_graph)))
    return found


def _depends(u, v):
    return autodiff.engine().gradients([u._value], [None], [v._value], False, True)[0] is not None


def _without(g, v, cuts, create_graph):
    """The cotangent of `v` less what came through the cuts."""
    engine = autodiff.engine()
    for u, through in cuts:
        if g is None or through is None or u is v:
            continue
        part = engine.gradients([u._value], [through], [v._value], create_graph, True)[0]
        if part is not None:
            g = op.subtract(g, part)
    return g


@framework.dygraph_only
def to_variable(value, name=None, zero_copy=None):
    """A variable of an array.

    Args:
        value (numpy.ndarray, Variable or ComplexVariable): the values.
        name (str or None, default None): name of the variable.
        zero_copy (bool or None, default None): no effect here, the values are copied.

    Returns:
        Variable; one that is given comes back.

    Raises:
        TypeError: `value` is of another kind.

    Example:
        >>> x = dygraph.to_variable(np.array([1.0, 2.0], "float32"))
        >>> x.shape
        [2]
    """
    if isinstance(value, np.ndarray):
        place = framework._current_expected_place()
        if isinstance(place, core.CPUPlace):
            zero_copy = True if zero_copy is None else zero_copy
        else:
            assert not zero_copy, "zero_copy mode can only be used with CPUPlace"
            zero_copy = False
        if np.iscomplexobj(value):
            return _complex_variable(value, name, place, zero_copy)
        return VarBase(
            value=value, place=place, persistable=False, zero_copy=zero_copy, name=name or ""
        )
    if isinstance(value, (VarBase, framework.Variable, framework.ComplexVariable)):
        return value
    raise TypeError(
        "The type of input value is invalid, expected type is 'ndarray', 'Variable' or "
        f"'ComplexVariable', but received {type(value)}."
    )


def _complex_variable(value, name, place, zero_copy):
    name = name or unique_name.generate("_generated_var")
    parts = [
        VarBase(value=part, place=place, zero_copy=zero_copy, name=f"{name}.{end}")
        for part, end in ((value.real, "real"), (value.imag, "imag"))
    ]
    return framework.ComplexVariable(*parts)
