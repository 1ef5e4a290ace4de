"""Max unpooling."""

from __future__ import annotations

import math

from .....core import compose, op
from .... import _checkparam as validator
from ....common.tensor import wrap
from ...arguments import operand
from ...primitive import Primitive, prim_attr_register
from ..convolution.kernel import pair_of, triple_of

_KINDS = "{Tensor[Int32], Tensor[Int64]}"


def max_unpool1d(x, indices, kernel_size, stride=None, padding=0, output_size=None):
    """Values put back where max pooling found them."""
    return _unpool("max_unpool1d", x, indices, kernel_size, stride, padding, output_size, 1)


def max_unpool2d(x, indices, kernel_size, stride=None, padding=0, output_size=None):
    """Values put back where max pooling found them."""
    return _unpool("max_unpool2d", x, indices, kernel_size, stride, padding, output_size, 2)


def max_unpool3d(x, indices, kernel_size, stride=None, padding=0, output_size=None):
    """Values put back where max pooling found them."""
    return _unpool("max_unpool3d", x, indices, kernel_size, stride, padding, output_size, 3)


def _unpool(name, x, indices, kernel_size, stride, padding, output_size, n):
    stride = kernel_size if stride is None else stride
    _check_shapes(name, x, indices, n)
    _check_output_size(name, output_size, n)
    # A vector is an image of width one, as in MindSpore.
    primitive, axes = ("MaxUnpool3D", 3) if n == 3 else ("MaxUnpool2D", 2)
    if n == 1:
        kernel_size, stride = (_with(v, 1) for v in (kernel_size, stride))
        padding = _with(padding, 0)
    window, steps, pads = _windows(primitive, kernel_size, stride, padding, axes)
    value, places = operand(primitive, "x", x), operand(primitive, "argmax", indices)
    if indices._name not in ("int32", "int64"):
        raise TypeError(
            f"For primitive[{primitive}], the input argument[argmax] must be a type of {_KINDS}, "
            f"but got Tensor[{indices.dtype}]."
        )
    single = x.ndim == n + 1
    shape = (1, *x.shape) if single else x.shape
    spatial = (*shape[2:], 1) if n == 1 else shape[2:]
    natural = tuple(
        (m - 1) * s - 2 * p + w for m, s, p, w in zip(spatial, steps, pads, window, strict=True)
    )
    extents = natural
    if output_size:
        extents = (*output_size[-n:], 1) if n == 1 else tuple(output_size[-n:])
        _check_extents(primitive, shape[:2], extents, natural, steps)
    total = math.prod(extents)
    _check_places(primitive, places, total)
    count = math.prod(spatial)
    flat = op.reshape(value, (*shape[:2], count))
    places = op.reshape(places, (*shape[:2], count))
    base = op.full((*shape[:2], total), 0, x._name, op.device_of(value))
    found = op.put_along_axis(base, places, flat, 2, "set")
    found = op.reshape(found, (*shape[:2], *(extents[:1] if n == 1 else extents)))
    return wrap(compose.squeeze(found, (0,)) if single else found)


def _with(v, last):
    return (*v, last) if isinstance(v, tuple) else (v, last)


def _windows(primitive, kernel_size, stride, padding, axes):
    if stride in (0, (0,) * axes):
        stride = kernel_size
    check = pair_of if axes == 2 else triple_of
    window, steps = check("ksize", kernel_size, primitive), check("strides", stride, primitive)
    pads = (padding,) * axes if isinstance(padding, int) else tuple(padding)
    return window, steps, pads


def _check_shapes(name, x, indices, n):
    if x.shape != indices.shape:
        raise ValueError(
            f"For {name}, the x shape and indices shape must be equal, but got input shape "
            f"{x.shape} and indices shape {indices.shape}."
        )
    if x.ndim not in (n + 1, n + 2):
        raise ValueError(
            f"For {name}, the x shape must have {n + 1} or {n + 2} dims, but got {x.ndim}."
        )


def _check_output_size(name, output_size, n):
    if output_size is None:
        return
    if not isinstance(output_size, tuple):
        raise ValueError(f"For {name}, output_size must be tuple, but type {type(output_size)}.")
    lengths = (0, n, n + 1, n + 2)
    if len(output_size) not in lengths:
        raise ValueError(
            f"For {name}, length of output_size with tuple must be "
            f"{', '.join(map(str, lengths))}, but got type {len(output_size)}."
        )


def _check_extents(primitive, lead, extents, natural, steps):
    low = [m - s for m, s in zip(natural, steps, strict=True)]
    high = [m + s for m, s in zip(natural, steps, strict=True)]
    if all(a < m < b for a, m, b in zip(low, extents, high, strict=True)):
        return
    axes = ", ".join(str(i + 2) for i in range(len(extents)))
    shapes = [f"[const vector]{[*lead, *part]}" for part in (extents, low, high)]
    raise ValueError(
        f"{primitive}: The dim {axes} of output_shape : {shapes[0]} must be between {shapes[1]} "
        f"and {shapes[2]}."
    )


def _check_places(primitive, places, total):
    names = "H * W" if primitive == "MaxUnpool2D" else "D * H * W"
    count = math.prod(op.shape_of(places))
    if count == 0:
        return
    flat = op.reshape(places, (count,))
    low, high = (int(op.to_numpy(f(flat, (0,), False))) for f in (op.min, op.max))
    if low < 0 or high >= total:
        first = next(i for i in op.to_numpy(flat).tolist() if not 0 <= i < total)
        found = first % 2**64
        raise RuntimeError(
            f"{primitive}: internal error, output_size {names} should be bigger than some "
            f"indicis, now {names} is {total} and value of argmax is {found}."
        )


class _MaxUnpool(Primitive, inputs="x argmax", outputs="y"):
    """Base of the operators that undo max pooling."""

    _axes = 2

    def _undone(self, x, argmax):
        n = self._axes
        ksize, strides, pads = (
            v if isinstance(v, int) else tuple(v)[-n:]
            for v in (self.ksize, self.strides, self.pads)
        )
        size = self.output_shape[-n:] if self.output_shape else None
        function = max_unpool2d if n == 2 else max_unpool3d
        return function(x, argmax, ksize, strides or None, pads, size)


class MaxUnpool2D(_MaxUnpool):
    """Values put back where 2-D max pooling found them."""

    @prim_attr_register
    def __init__(self, ksize, strides=0, pads=0, output_shape=(), data_format="NCHW"):
        validator.check_string(data_format, ["NCHW"], "data_format", self.name)

    def _compute(self, x, argmax):
        return self._undone(x, argmax)


class MaxUnpool3D(_MaxUnpool):
    """Values put back where 3-D max pooling found them."""

    _axes = 3

    @prim_attr_register
    def __init__(self, ksize, strides=0, pads=0, output_shape=(), data_format="NCDHW"):
        validator.check_string(data_format, ["NCDHW"], "data_format", self.name)

    def _compute(self, x, argmax):
        return self._undone(x, argmax)
