"""Gradients of functions: grad, value_and_grad, jvp, vjp, jacobians, derivatives."""

from __future__ import annotations

from ....core import autodiff, op
from ...common.parameter import Parameter
from ...common.tensor import Tensor, wrap
from . import differentiate
from .calls import Call, check_positions


def grad(fn, grad_position=0, weights=None, has_aux=False, return_ids=False):
    """Function that returns the gradient of `fn` for inputs and weights."""
    positions = check_positions(grad_position, weights)
    call = Call(fn, positions, weights, has_aux)

    def after_grad(*args, **kwargs):
        result, inputs, weights = call.run(args, kwargs)
        gradient = call.arrange(inputs, weights, return_ids)
        return (gradient, tuple(_detached(result[1:]))) if has_aux else gradient

    return after_grad


def value_and_grad(fn, grad_position=0, weights=None, has_aux=False):
    """Function that returns the result of `fn` and its gradient."""
    positions = check_positions(grad_position, weights)
    call = Call(fn, positions, weights, has_aux)

    def after_grad(*args, **kwargs):
        result, inputs, weights = call.run(args, kwargs)
        return result, call.arrange(inputs, weights, False)

    return after_grad


def _detached(x):
    return differentiate.map_tensors(lambda t: wrap(autodiff.engine().detach(t._value)), x)


def get_grad(gradients, identifier):
    """The gradient filed under a position or parameter by `grad(..., return_ids=True)`."""
    if not isinstance(identifier, (int, Parameter)):
        raise TypeError(
            f"For `get_grad`, the `x` should be an integer or a Parameter, but got {identifier}"
        )
    wanted = identifier.name if isinstance(identifier, Parameter) else identifier
    stack = [gradients]
    while stack:
        item = stack.pop()
        if not isinstance(item, tuple):
            continue
        if len(item) == 2 and isinstance(item[0], (int, str)):
            if type(item[0]) is type(wanted) and item[0] == wanted:
                return item[1]
            continue
        stack.extend(item)
    raise RuntimeError(f"Can not find the gradient for position or Parameter {identifier}")


def stop_gradient(value):
    """A value through which no gradient flows.

    Args:
        value (Tensor): any.

    Returns:
        Tensor: the same values.

    Raises:
        TypeError: `value` is of another kind; numbers pass.

    Example:
        >>> def half(x):
        ...     return x * ops.stop_gradient(x)
        >>> print(ops.grad(half)(Tensor([3.0])))
        [3.]
    """
    return _detached(value)


# -- vectors and matrices of derivatives -------------------------------------------------------


def _tuple(x):
    return tuple(x) if isinstance(x, (tuple, list)) else (x,)


def vjp(fn, *inputs, has_aux=False):
    """The result of `fn` and a function from its cotangents to those of the inputs."""
    if not all(isinstance(x, (Tensor, tuple, list)) for x in inputs):
        raise TypeError("The inputs type must be Tensor.")
    run = differentiate.record(fn, inputs, {}, _tensor_positions(inputs), [])
    result, aux = run.result, ()
    if has_aux:
        result, aux = run.result[0], run.result[1:]
    outputs = differentiate.tensors_in(result)

    def pull(*v):
        sens = [s for part in v for s in differentiate.tensors_in(part)]
        if not sens:
            raise RuntimeError("Get empty value seq")
        _check_cotangents(outputs, sens)
        cotangents = [differentiate.cotangent_for(o, s) for o, s in zip(outputs, sens, strict=True)]
        return tuple(differentiate.pull_back(run, outputs, cotangents)[0])

    value = differentiate.plain(run, result)
    return (
        (value, pull, differentiate.plain(run, aux[0] if len(aux) == 1 else aux))
        if has_aux
        else (value, pull)
    )


def _check_cotangents(outputs, sens):
    wanted, given = _shapes(outputs), _shapes(sens)
    if wanted != given and not (len(outputs) == len(sens) == 1 and sens[0].shape == ()):
        raise ValueError(f"The shape should be {wanted}, but got {given}.")


def _shapes(tensors):
    texts = ["(" + ", ".join(str(n) for n in x.shape) + ")" for x in tensors]
    return texts[0] if len(texts) == 1 else "TupleShape(" + ", ".join(texts) + ")"


def _tensor_positions(args):
    return [i for i, x in enumerate(args) if isinstance(x, Tensor)]


def jvp(fn, inputs, v, has_aux=False):
    """The result of `fn` and its directional derivative along `v`."""
    _check_tensors(inputs)
    _check_tensors(v)
    inputs, directions = _tuple(inputs), _tuple(v)
    if len(inputs) != len(directions):
        raise ValueError(
            f"v has invalid length: should be {len(inputs)}, but got {len(directions)}"
        )
    result, push, aux = _linear(fn, inputs, has_aux)
    tangent = push(*directions)
    return (result, tangent, aux) if has_aux else (result, tangent)


def _check_tensors(x):
    if not isinstance(x, (Tensor, tuple, list)):
        raise TypeError("The inputs type must be a Tensor, tuple or list of Tensors.")


def linearize(fn, inputs):
    """The result of `fn` and the function that maps a direction to the directional derivative."""
    _check_tensors(inputs)
    result, push, _ = _linear(fn, _tuple(inputs), False)
    return result, lambda v: push(*_tuple(v))


def _linear(fn, inputs, has_aux):
    """Forward by two backward passes: the pull-back is linear, its transpose pushes."""
    engine = autodiff.engine()
    tensors = [x for x in inputs if isinstance(x, Tensor)]

    run = differentiate.record_to_derive_again(fn, inputs, _tensor_positions(inputs))
    result = run.result[0] if has_aux else run.result
    outputs = differentiate.tensors_in(result)
    dummies = [engine.leaf(_zeros(o._value)) for o in outputs]
    pulled = engine.gradients(
        [o._value for o in outputs], dummies, [leaf for _, leaf in run.inputs], True, True
    )

    def push(*directions):
        pairs = [
            (g, op.astype(differentiate.cotangent_for(x, d), op.dtype_of(g)))
            for g, x, d in zip(pulled, tensors, directions, strict=True)
            if g is not None and engine.is_tracked(g)
        ]
        found = (
            engine.gradients([g for g, _ in pairs], [d for _, d in pairs], dummies, True, True)
            if pairs
            else [None] * len(dummies)
        )
        tangents = [
            wrap(op.astype(engine.detach(_zeros(o._value) if t is None else t), o._name))
            for o, t in zip(outputs, found, strict=True)
        ]
        return differentiate.rebuild(result, tangents)

    aux = _detached(tuple(run.result[1:])) if has_aux else ()
    value = differentiate.map_tensors(
        lambda t: wrap(differentiate._detached(t, engine), t._name), result
    )
    return value, push, aux[0] if len(aux) == 1 else aux


def _zeros(value):
    return op.full(op.shape_of(value), 0, op.dtype_of(value), op.device_of(value))


def _filled(x, value):
    return op.full(x.shape, value, x._name, op.device_of(x._value))


def _jacobian(fn, grad_position, has_aux):
    """Rows of the jacobian by one pull-back for each element of the result."""
    if grad_position is None:
        raise TypeError("For 'F.grad', the 'grad_position' must be int or tuple.")
    positions = check_positions(grad_position, None)

    def jacobian(*args):
        if any(p >= len(args) for p in positions):
            raise ValueError("The element in grad_position must belong to [0, args_num).")
        places = [p for p in positions if isinstance(args[p], Tensor)]
        run = differentiate.record(fn, args, {}, places, [])
        result = run.result[0] if has_aux else run.result
        outputs = differentiate.tensors_in(result)
        blocks = [_block(run, o, outputs) for o in outputs]
        found = tuple(b if len(positions) > 1 else b[0] for b in blocks)
        found = found if isinstance(result, (tuple, list)) else found[0]
        if not has_aux:
            return found
        aux = run.result[1:]
        return found, differentiate.plain(run, aux[0] if len(aux) == 1 else tuple(aux))

    return jacobian


def _block(run, output, outputs):
    size, shape = output.size, output.shape
    rows = []
    for i in range(size):
        one = [0.0] * size
        one[i] = 1.0
        seed = op.reshape(op.asarray(one, output._name, op.device_of(output._value)), shape)
        cotangents = [seed if o is output else _filled(o, 0) for o in outputs]
        rows.append(differentiate.pull_back(run, outputs, cotangents)[0])
    columns = []
    for gradients in zip(*rows, strict=True):
        stacked = op.stack([g._value for g in gradients], 0)
        columns.append(wrap(op.reshape(stacked, shape + gradients[0].shape)))
    return tuple(columns)


def jacrev(fn, grad_position=0, has_aux=False):
    """Function that returns the jacobian of `fn`, computed row by row."""
    return _jacobian(fn, grad_position, has_aux)


def jacfwd(fn, grad_position=0, has_aux=False):
    """Function that returns the jacobian of `fn`; the same numbers as `jacrev`."""
    return _jacobian(fn, grad_position, has_aux)


def derivative(fn, primals, order):
    """The result of `fn` and its derivative of an order along ones, for elementwise functions."""
    if not isinstance(order, int) or order < 1:
        raise ValueError(f"For 'derivative', 'order' must be a positive int, but got {order}.")
    first = _tuple(primals)[0]
    series = [wrap(_filled(first, 1)), *[wrap(_filled(first, 0)) for _ in range(order - 1)]]
    stacked = wrap(op.stack([s._value for s in series], 0))
    given = stacked if isinstance(primals, Tensor) else tuple(stacked for _ in primals)
    value, terms = jet(fn, primals, given)
    pick = differentiate.map_tensors(lambda t: t[order - 1], terms)
    return value, pick


def jet(fn, primals, series):
    """The result of `fn` and the derivatives of `fn(x(t))` at 0, where `series` are those of x."""
    single = isinstance(primals, Tensor)
    xs, derivatives = _tuple(primals), _tuple(series)
    order = derivatives[0].shape[0]

    def path(t):
        return [_taylor(x, d, t, order) for x, d in zip(xs, derivatives, strict=True)]

    def along(t):
        return fn(*path(t)) if not single else fn(path(t)[0])

    value = fn(*xs)
    terms = _repeated(along, order, value)
    return value, terms


def _taylor(x, derivatives, t, order):
    total, factor = x, 1.0
    power = t
    for k in range(order):
        factor *= k + 1
        total = total + derivatives[k] * (power / factor)
        power = power * t
    return total


def _repeated(along, order, value):
    """Derivatives at 0 of an array-valued function of one number, stacked by order."""
    outputs = differentiate.tensors_in(value)
    stacks = []
    for index, output in enumerate(outputs):

        def element(t, index=index):
            return differentiate.tensors_in(along(t))[index]

        stacks.append(_orders(element, order, output))
    return differentiate.rebuild(value, stacks)


def _orders(function, order, like):
    """One parameter for each element, so that every element is differentiated by itself."""
    start = wrap(_filled(like, 0))
    terms, current = [], function
    for _ in range(order):
        current = grad(current)
        terms.append(current(start)._value)
    return wrap(op.stack(terms, 0))
