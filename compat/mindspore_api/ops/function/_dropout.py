"""Dropping elements and whole channels."""

from __future__ import annotations

from ....core import compose, dtypes, op
from ...common.seed import next_key
from ...common.tensor import Tensor, wrap
from .._operands import kind_of, operand


def drop(x, keep_prob, shape, key):
    """(x with blocks set to 0, the rest scaled up; mask); blocks share an entry of `shape`."""
    device = op.device_of(x)
    dtype = op.dtype_of(x)
    draw = op.random_uniform(key, shape, "float32", device)
    mask = op.astype(op.less(draw, float(keep_prob)), dtype)
    return op.multiply(x, op.divide(mask, float(keep_prob))), mask


def _checked_rate(p):
    keep = 1 - p
    if isinstance(p, int) and not isinstance(p, bool):
        keep = float(keep)
    if not 0.0 < keep <= 1.0:
        raise ValueError(
            f"For 'Dropout', the 'keep_prob' must be in range of (0, 1], but got {float(keep)} "
            "with type "
            "'float'."
        )
    return keep


def dropout(input, p=0.5, training=True, seed=None):
    """Elements set to 0 with probability p, the rest scaled up, while training."""
    if training is False:
        return input
    keep = _checked_rate(p)
    if seed is not None and not isinstance(seed, int):
        raise TypeError(f"For 'dropout', the 'seed' must be int, but got '{type(seed).__name__}'")
    x = need_float("Dropout", "x", input)
    return wrap(drop(x, keep, op.shape_of(x), next_key(seed or 0))[0])


def need_float(name, argument, x):
    """Core value of a tensor of floats."""
    found = kind_of(x)
    if isinstance(x, Tensor) and x._name in dtypes.FLOATS:
        return x._value
    raise TypeError(
        f"For '{name}', the element of '{argument}' must be one of Tensor[Float16], "
        "Tensor[Float32], "
        f"Tensor[Float64], but got {found}.The supported data types depend on the hardware that "
        "executes the "
        "operator, for more details, please refer to the MindSpore official website to get more "
        "information "
        "about the data type."
    )


def drop_channels(name, x, keep_prob, key):
    """Whole channels dropped."""
    value = operand(name, "x", x)
    shape = (*x.shape[:2], *((1,) * (x.ndim - 2)))
    found, mask = drop(value, keep_prob, shape, key)
    return found, op.broadcast_to(mask, x.shape)


def _channels(name, input, p, training):
    if not training:
        return input
    if p == 0:
        return input
    return wrap(
        drop_channels(name, input, _checked_rate(float(p)) if p < 1 else 1e-30, next_key())[0]
    )


def dropout1d(input, p=0.5, training=True):
    """Whole channels of (N, C, L) set to 0 with probability p, while training."""
    return _channels("Dropout1D", input, p, training)


def dropout2d(input, p=0.5, training=True):
    """Whole channels of (N, C, H, W) set to 0 with probability p, while training."""
    return _channels("Dropout2D", input, p, training)


def dropout3d(input, p=0.5, training=True):
    """Whole channels of (N, C, D, H, W) set to 0 with probability p, while training."""
    return _channels("Dropout3D", input, p, training)


def gumbel_softmax(logits, tau=1, hard=False, dim=-1):
    """Softmax of logits with Gumbel noise; `hard` gives one-hot rows with its gradient."""
    from ....core import autodiff

    x = operand("gumbel_softmax", "logits", logits)
    u = op.random_uniform(next_key(), op.shape_of(x), "float32", op.device_of(x))
    noise = op.negative(op.log(op.maximum(op.negative(op.log(op.maximum(u, 1e-20))), 1e-20)))
    axis = dim % logits.ndim
    soft = op.softmax(op.divide(op.add(x, op.astype(noise, logits._name)), float(tau)), axis)
    if not hard:
        return wrap(soft)
    marks = compose.one_hot(op.argmax(soft, axis), logits.shape[axis], axis, logits._name)
    return wrap(op.add(op.subtract(marks, autodiff.engine().detach(soft)), soft))
