"""Calls of cells that need more than `construct`: hooks, casts, a `bprop` of their own."""

from __future__ import annotations

import inspect
from functools import lru_cache

from compat.core import autodiff, dtypes, op

from .. import context
from ..common.parameter import Parameter
from ..common.tensor import Tensor, value_of, wrap
from ..ops.grad import differentiate
from ..ops.grad.inputs import in_graph_mode
from . import _cell_bprop, _cell_pending

_KINDS = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def run(cell, args, kwargs):
    """The output of a cell with hooks, a precision, announced inputs or a custom gradient."""
    if _cell_pending.wanted(cell) and not kwargs:
        return _cell_pending.run(cell, args, _run)
    return _run(cell, args, kwargs)


def _run(cell, args, kwargs):
    cls = type(cell)
    if getattr(cls.construct, "_undefined", False):
        raise AttributeError("For 'Cell', the method 'construct' is not defined.")
    state = cell.__dict__
    if state.get("_dynamic_shape_inputs") is not None:
        _check_announced(cell._dynamic_shape_inputs, args)
    _refuse_recomputing(state)
    if in_graph_mode():
        return _construct(cell, args, kwargs)
    return _with_hooks(cell, args, kwargs)


def _refuse_recomputing(state):
    if state.get("_scope") == "recompute_" and not in_graph_mode():
        raise TypeError(
            "Recompute is not supported in PyNative mode currently, you can use "
            "'context.set_context(mode=context.GRAPH_MODE)' or @jit to set graph mode."
        )


def _with_hooks(cell, args, kwargs):
    state = cell.__dict__
    cell_id = f"{type(cell).__name__}({id(cell)})"
    for hook in list(state.get("_forward_pre_hook", {}).values()):
        given = hook(cell_id, args)
        if given is not None:
            args = given if isinstance(given, tuple) else (given,)
    inputs = args
    if state.get("_cell_backward_hook"):
        output = _with_backward_hooks(cell, cell_id, args, kwargs)
    else:
        output = _construct(cell, args, kwargs)
    for hook in list(state.get("_forward_hook", {}).values()):
        given = hook(cell_id, inputs, output)
        if given is not None:
            output = given
    return output


def _construct(cell, args, kwargs):
    if cell._mixed_dtype is not None and not getattr(cell, "_keeps_precision", False):
        return _cast_and_construct(cell, args, kwargs)
    if hasattr(cell, "bprop"):
        return _with_bprop(cell, args, kwargs)
    return cell.construct(*args, **kwargs)


# -- precision ---------------------------------------------------------------------------------


def cast_tree(item, cell):
    """Floating tensors in `item`, a tuple of any depth, in the cell's precision."""
    if isinstance(item, tuple):
        return tuple(cast_tree(i, cell) for i in item)
    if isinstance(item, Tensor):
        return _cast(item, str(cell._mixed_dtype).lower())
    return item


def _cast(tensor, name):
    value = value_of(tensor)
    dtype = op.dtype_of(value)
    if dtype == name or not dtypes.is_float(dtype):
        return tensor
    return wrap(op.astype(value, name))


def _cast_and_construct(cell, args, kwargs):
    """Inputs, trainable parameters and tensor attributes are seen in the precision of the cell."""
    name = str(cell._mixed_dtype).lower()
    state, kept = cell.__dict__, {}
    for key, parameter in cell._params.items():
        if parameter is not None and parameter.requires_grad:
            seen = _cast(parameter, name)
            if seen is not parameter and "." not in key:
                kept[key] = parameter
                state[key] = seen
    for key, tensor in cell._tensor_list.items():
        if state.get(key) is tensor:
            kept[key] = tensor
            state[key] = _cast(tensor, name)
    try:
        args = tuple(cast_tree(a, cell) for a in args)
        kwargs = {k: cast_tree(v, cell) for k, v in kwargs.items()}
        if hasattr(cell, "bprop"):
            return _with_bprop(cell, args, kwargs)
        output = cell.construct(*args, **kwargs)
    finally:
        state.update(kept)
    return _in_float32(output) if state.get("_returns_float32") else output


def _in_float32(item):
    if isinstance(item, tuple):
        return tuple(_in_float32(i) for i in item)
    return _cast(item, "float32") if isinstance(item, Tensor) else item


# -- gradients of the user's own ---------------------------------------------------------------


class Tree:
    """Tensors of a nested structure as a flat list, and the way back."""

    def __init__(self):
        self.tensors = []
        self.shape = None

    @classmethod
    def of(cls, item):
        """Take the tensors out of `item`."""
        tree = cls()
        tree.shape = tree._take(item)
        return tree

    def _take(self, item):
        if isinstance(item, Tensor):
            self.tensors.append(item)
            return _Place(len(self.tensors) - 1)
        if isinstance(item, (tuple, list)):
            return type(item)([self._take(i) for i in item])
        return item

    def values(self):
        """The core values of the tensors."""
        return [value_of(t) for t in self.tensors]

    def build(self, values):
        """The structure with other values."""
        return self._put(self.shape, values)

    def _put(self, item, values):
        if isinstance(item, _Place):
            value = values[item.index]
            return value if isinstance(value, Tensor) else wrap(value)
        if isinstance(item, (tuple, list)):
            return type(item)([self._put(i, values) for i in item])
        return item


class _Place:
    """Where a tensor was."""

    def __init__(self, index):
        self.index = index


def _with_bprop(cell, args, kwargs):
    engine = autodiff.engine()
    if not differentiate.is_recording():
        return cell.construct(*args, **kwargs)
    _cell_bprop.check_bprop(cell, args)
    inputs = Tree.of(args)
    values = inputs.values()
    plain = inputs.build([engine.detach(v) for v in values])
    tree = Tree.of(cell.construct(*plain, **kwargs))
    found = tuple([engine.detach(v) for v in tree.values()])
    if not any(engine.is_tracked(v) for v in values):
        return tree.build(found)

    def forward(*xs):
        return found if len(found) > 1 else found[0]

    def backward(gs, xs, results):
        given = inputs.build(xs)
        gradients = cell.bprop(*given, tree.build(results), tree.build(gs))
        return _flat_gradients(cell, given, gradients)

    results = engine.custom(forward, backward)(*values)
    return tree.build(results if isinstance(results, (tuple, list)) else (results,))


def _flat_gradients(cell, inputs, found):
    """One core value for each tensor among the inputs."""
    found = _cell_bprop.check_gradients(cell, inputs, found)
    flat = []
    for given, gradient in zip(inputs, found, strict=False):
        _collect(given, gradient, flat)
    return flat


def _collect(given, gradient, flat):
    if isinstance(given, (tuple, list)):
        for i, item in enumerate(given):
            _collect(item, gradient[i] if isinstance(gradient, (tuple, list)) else None, flat)
    elif isinstance(given, Tensor):
        if isinstance(gradient, (int, float)):
            gradient = Tensor(float(gradient), given.dtype)
        flat.append(value_of(gradient) if isinstance(gradient, Tensor) else None)


def _with_backward_hooks(cell, cell_id, args, kwargs):
    """Identity functions around the cell catch the gradients on their way.

    As in the original a hook gets the gradients of the outputs first, those of the inputs second.
    """
    engine = autodiff.engine()
    hooks = cell._cell_backward_hook
    arriving = []

    def same(*xs):
        return xs if len(xs) > 1 else xs[0]

    def catch(gs, xs, results):
        arriving[:] = [tuple(wrap(g) for g in gs)]
        return gs

    def leave(gs, xs, results):
        given = tuple(wrap(g) for g in gs)
        for hook in list(hooks.values()):
            new = hook(cell_id, arriving[0] if arriving else (), given)
            if new is not None:
                given = _hooked(hook, new, given)
        return [value_of(g) for g in given]

    def through(tree, backward):
        values = tree.values()
        if not any(engine.is_tracked(v) for v in values):
            return tree.build(values)
        found = engine.custom(same, backward)(*values)
        return tree.build(found if isinstance(found, (tuple, list)) else (found,))

    output = _construct(cell, through(Tree.of(args), leave), kwargs)
    return through(Tree.of(output), catch)


def _hooked(hook, new, given):
    """The gradients a backward hook returned, checked as in the original."""
    if not isinstance(new, tuple):
        raise TypeError("The return gradient of cell backward hook function should be a tuple!")
    if len(given) == 1 and len(new) != 1:
        name = getattr(hook, "__name__", type(hook).__name__)
        raise TypeError(f"The output type of:{name} should be a tensor but got tuple.")
    if len(new) != len(given):
        raise TypeError("The output gradient should be a tuple!")
    return new


# -- arguments ---------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def _signature(function):
    return inspect.signature(function)


def bound(construct, args, kwargs):
    """Positional arguments, defaults included, and those that must be keywords."""
    function = getattr(construct, "__func__", None)
    if function is None:
        found = inspect.signature(construct).bind(*args, **kwargs)
        found.apply_defaults()
        return found.args, found.kwargs
    found = _signature(function).bind(construct.__self__, *args, **kwargs)
    found.apply_defaults()
    return found.args[1:], found.kwargs


def check_graph_arguments(cell, args):
    """In graph mode the original counts the arguments itself."""
    if context.get_context("mode") == context.GRAPH_MODE:
        check_arguments(cell, args)


def check_arguments(cell, args):
    """Raise TypeError when `construct` does not take that many positional arguments."""
    parameters = inspect.signature(cell.construct).parameters.values()
    if any(p.kind in _KINDS for p in parameters):
        return
    named = [p for p in parameters if p.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]
    needed = sum(p.default is inspect.Parameter.empty for p in named)
    if len(args) < needed:
        raise TypeError(
            f"For 'Cell', the function construct requires {needed} positional argument, but got "
            f"{len(args)}. When using set_inputs, please make sure that all networks and loss "
            "functions are configured with set_inputs."
        )
    if len(args) > len(named):
        raise TypeError(
            f"For 'Cell', the function construct requires {needed} positional argument and "
            f"{len(named) - needed} default argument, total {len(named)}, but got {len(args)}."
        )


def _check_announced(announced, given):
    if len(announced) != len(given):
        raise ValueError(
            "The length of 'set_inputs' or tuple(list) in 'set_inputs' must be equal to network's "
            f"inputs, but got 'set_inputs': {len(announced)} and network's input: {len(given)}."
        )
    for i, (want, item) in enumerate(zip(announced, given, strict=True), 1):
        if isinstance(want, Tensor):
            _check_announced_tensor(want, item, i)
        elif isinstance(want, (tuple, list)):
            if not isinstance(item, (tuple, list)):
                raise TypeError(
                    f"The {i}th input type of 'set_inputs' or tuple(list) in 'set_inputs' must be "
                    f"tuple or list, but got {type(item)}."
                )
            _check_announced(want, item)
        elif want is not None and item != want:
            raise ValueError(
                f"The {i}th input of 'set_inputs' or tuple(list) in 'set_inputs' must be the same "
                f"with network's input, but got set_inputs: {want} and network's input: {item}."
            )


def _check_announced_tensor(want, item, i):
    where = f"For 'set_inputs' and tuple(list) in 'set_inputs',the {{}} of {i}th input must be "
    if not isinstance(item, Tensor):
        raise TypeError(where.format("type") + f"Tensor, but got {type(item)}.")
    if isinstance(want, Parameter) != isinstance(item, Parameter):
        raise TypeError(
            f"For 'set_inputs' and tuple(list) in 'set_inputs', the {i}th input must be the same "
            f"as network's input, but got 'set_inputs': {type(want)} and network's input: "
            f"{type(item)}."
        )
    same = where + "the same as network's input, but got 'set_inputs': {} and network's input: {}."
    if want.dtype != item.dtype:
        raise TypeError(same.format("dtype", want.dtype, item.dtype))
    if item.ndim and want.ndim != item.ndim:
        raise ValueError(same.format("dims", want.ndim, item.ndim))
    if any(w not in (-1, n) for w, n in zip(want.shape, item.shape, strict=False)):
        raise ValueError(same.format("shape", want.shape, item.shape))
