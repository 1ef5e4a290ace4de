"""Shapes, joining and splitting."""

from __future__ import annotations

import math
from functools import lru_cache

from compat.core import op

from .._dtypes import VARTYPES
from .._varbase import group
from .base import (
    VarBase,
    axis_of,
    enforce_not_met,
    f32,
    incompatible,
    invalid,
    required,
    same_dtype,
    take,
    wrap,
)

_ANY = frozenset(VARTYPES)
_INT = frozenset((int,))


def numbers(values):
    """Ints from a list of ints and variables, or from one variable."""
    if isinstance(values, VarBase):
        return [int(v) for v in values.numpy().reshape(-1)]
    if isinstance(values, int):
        return [values]
    return list(values) if _INT.issuperset(map(type, values)) else [int(v) for v in values]


def reshape2(x, shape=(), **options):
    """`x` under another shape: 0 keeps an extent, -1 is computed."""
    value = take(x, "reshape2", _ANY)
    return wrap(op.reshape(value, _extents(op.shape_of(value), tuple(numbers(shape)))))


@lru_cache(1024)
def _extents(have, shape):
    """What `shape` means for a variable of the extents `have`."""
    shape, wanted, unknown = list(shape), [], None
    for i, n in enumerate(shape):
        if n == -1:
            if unknown is not None:
                raise invalid(
                    "Only one dimension value of 'shape' in ReshapeOp can be -1. But received "
                    "shape "
                    f"= {shape}, shape[{i}] is also -1.",
                    "reshape2",
                )
            unknown = i
        elif n == 0:
            if i >= len(have):
                raise invalid(
                    "The index of 0 in `shape` must be less than the input tensor X's "
                    "dimensions. But "
                    f"received shape = {shape}, shape[{i}] = 0, X's shape = {list(have)}, X's "
                    f"dimensions = {len(have)}.",
                    "reshape2",
                )
            n = have[i]
        wanted.append(n)
    size = math.prod(have)
    if unknown is not None:
        rest = math.prod(n for n in wanted if n != -1)
        if rest and size % rest:
            raise invalid(
                "The 'shape' attribute in ReshapeOp is invalid. The input tensor X'size must be "
                "divisible by known capacity of 'shape'. But received X's shape = "
                f"{list(have)}, X's size = {size}, 'shape' is {shape}, known capacity of "
                f"'shape' is "
                f"{-rest}.",
                "reshape2",
            )
        wanted[unknown] = size // rest if rest else 0
    if math.prod(wanted) != size:
        raise invalid(
            "The 'shape' in ReshapeOp is invalid. The input tensor X'size must be equal to the "
            f"capacity of 'shape'. But received X's shape = {list(have)}, X's size = {size}, "
            f"'shape' "
            f"is {shape}, the capacity of 'shape' is "
            f"{abs(math.prod(n if n else 1 for n in shape))}.",
            "reshape2",
        )
    return tuple(wanted)


reshape = reshape2


def flatten2(x, axis=1, **options):
    """Rank 2: axes before `axis` flattened, the rest flattened."""
    value = take(x, "flatten2", _ANY)
    shape = op.shape_of(value)
    return wrap(op.reshape(value, (math.prod(shape[:axis]), math.prod(shape[axis:]))))


flatten = flatten2


def transpose2(x, axis=None, **options):
    """Axes in another order."""
    if axis is None:
        raise required("axis")
    value = take(x, "transpose2", _ANY)
    return wrap(op.permute_dims(value, _order(tuple(axis), op.rank_of(value))))


@lru_cache(1024)
def _order(axis, rank):
    """The axes that `axis` means, which are to be a permutation."""
    if len(axis) != rank:
        raise invalid(
            "The input tensor's dimension should be equal to the axis's size. But received input "
            f"tensor's dimension is {rank}, axis's size is {len(axis)}",
            "transpose2",
        )
    order = tuple(axis_of(int(a), rank) for a in axis)
    for i, a in enumerate(order):
        if order[:i].count(a):
            raise invalid(
                "Each element of Attribute axis should be a unique value range from 0 to (dims "
                "- 1), "
                "where the dims is the axis's size, unique value means this axis value can "
                "appear only "
                f"once. But received axis[{i}] is {axis[i]}, axis_size is {rank}, "
                f"count[axis[{i}]] is "
                f"{order[: i + 1].count(a)}",
                "transpose2",
            )
    return order


transpose = transpose2


def squeeze2(x, axes=(), **options):
    """Without axes of extent 1: the given ones, or all."""
    value = take(x, "squeeze2", _ANY)
    shape = op.shape_of(value)
    rank = len(shape)
    wanted = {axis_of(a, rank) for a in axes} if axes else set(range(rank))
    for a in sorted(wanted) if axes else ():
        if shape[a] != 1:
            raise invalid(
                "The size of axis that will be squeezed should be equal to 1. But current axis = "
                f"{shape[a]},input tensor's shape = {list(shape)}.",
                "squeeze2",
            )
    kept = tuple(n for i, n in enumerate(shape) if i not in wanted or n != 1)
    return wrap(op.reshape(value, kept))


squeeze = squeeze2


def unsqueeze2(x, axes=(), **options):
    """With new axes of extent 1 at `axes`, one after the other."""
    value = take(x, "unsqueeze2", _ANY)
    shape = list(op.shape_of(value))
    for a in numbers(axes):
        shape.insert(a + len(shape) + 1 if a < 0 else a, 1)
    return wrap(op.reshape(value, tuple(shape)))


unsqueeze = unsqueeze2


def concat(xs, axis=0, **options):
    """Variables one behind the other."""
    if not isinstance(xs, (list, tuple, VarBase)):
        raise incompatible("concat", (xs,))
    values = [take(x, "concat", _ANY) for x in xs]
    rank = op.rank_of(values[0])
    axis = axis_of(int(axis), rank)
    for i, v in enumerate(values[1:], 1):
        same_dtype(values[0], v, "concat")
        if op.rank_of(v) != rank:
            raise invalid(
                f"The shape of input[0] and input[{i}] is expected to be equal.But received "
                f"input[0]'s shape = {list(op.shape_of(values[0]))}, input[{i}]'s shape = "
                f"{list(op.shape_of(v))}.",
                "concat",
            )
    try:
        return wrap(op.concat(values, axis))
    except Exception as error:
        failure = error
    _check_extents([op.shape_of(v) for v in values], axis)
    raise failure


def _check_extents(shapes, axis):
    first = shapes[0]
    for i, shape in enumerate(shapes[1:], 1):
        for j, (m, n) in enumerate(zip(first, shape, strict=True)):
            if j != axis and m != n:
                raise invalid(
                    f"The {j}-th dimension of input[0] and input[{i}] is expected to be equal."
                    f"But received input[0]'s shape = {list(first)}, input[{i}]'s shape = "
                    f"{list(shape)}.",
                    "concat",
                )


def stack(xs, axis=0, **options):
    """Variables along a new axis."""
    values = [take(x, "stack", _ANY) for x in xs]
    first = op.shape_of(values[0])
    for i, v in enumerate(values):
        if op.shape_of(v) != first:
            raise invalid(
                f"Dims of all Inputs(X) must be the same, but received input {i} dim is:"
                f"{len(op.shape_of(v))} not equal to input 0 dim:{len(first)}.",
                "stack",
            )
    return wrap(op.stack(values, axis_of(axis, len(first) + 1)))


def part(value, axis, begin, end):
    """`value[begin:end]` along one axis."""
    shape = op.shape_of(value)
    starts = [0] * len(shape)
    stops = list(shape)
    starts[axis], stops[axis] = begin, end
    return op.strided_slice(value, tuple(starts), tuple(stops), (1,) * len(shape))


def unstack(x, axis=0, num=None, **options):
    """The slices along `axis`, which is dropped."""
    value = take(x, "unstack", _ANY)
    shape = op.shape_of(value)
    axis = axis_of(axis, len(shape))
    rest = shape[:axis] + shape[axis + 1 :]
    return group([wrap(op.reshape(part(value, axis, i, i + 1), rest)) for i in range(shape[axis])])


def split(x, num=0, sections=(), axis=0, **options):
    """Parts along `axis`: `num` equal ones, or of the extents `sections`."""
    value = take(x, "split", _ANY)
    shape = op.shape_of(value)
    axis = axis_of(int(axis), len(shape))
    extent = shape[axis]
    if num and not sections:
        if extent % num:
            raise enforce_not_met(
                "Error: The input's size along the split dimension must be evenly divisible by "
                f"Attr(num_or_sections). But received Attr(num_or_sections) = {num}, "
                f"input(X)'s shape "
                f"= {list(shape)}, Attr(dim) = {axis}.",
                "split",
            )
        sections = [extent // num] * num
    sections = numbers(sections)
    if -1 in sections:
        known = sum(n for n in sections if n != -1)
        sections = [extent - known if n == -1 else n for n in sections]
    if sum(sections) != extent:
        raise enforce_not_met(
            "Error: Sum of Attr(num_or_sections) must be equal to the input's size along the "
            "split dimension. "
            f"But received Attr(num_or_sections) = {sections}, input(X)'s shape = {list(shape)}, "
            f"Attr(dim) = {axis}.",
            "split",
        )
    parts, begin = [], 0
    for n in sections:
        parts.append(wrap(part(value, axis, begin, begin + n)))
        begin += n
    return group(parts)


def expand(x, expand_times=(), **options):
    """`x` repeated along every axis."""
    value = take(x, "expand", _ANY)
    times, shape = numbers(expand_times), op.shape_of(value)
    if len(times) != len(shape):
        raise invalid(
            f"The number of elements ({len(times)}) of 'expand_times' for Op(expand) must be "
            f"equal to the number of dimensions ({len(shape)}) of the input.",
            "expand",
        )
    return wrap(op.tile(value, tuple(times)))


def expand_as(x, target, **options):
    """`x` repeated up to the extents of `target`."""
    value = take(x, "expand_as", _ANY)
    shape, wanted = op.shape_of(value), op.shape_of(target._value)
    return wrap(op.tile(value, tuple(n // m for m, n in zip(shape, wanted, strict=True))))


def reverse(x, axis=None, **options):
    """Order reversed along `axis`."""
    if axis is None:
        raise required("axis")
    value = take(x, "reverse", _ANY)
    axes = [axis] if isinstance(axis, int) else axis
    return wrap(op.flip(value, tuple(sorted(axis_of(a, len(op.shape_of(value))) for a in axes))))


flip = reverse


def slice(x, axes=(), starts=(), ends=(), decrease_axis=(), **options):
    """`x[start:end]` along some axes."""
    return strided_slice(x, axes, starts, ends, [1] * len(axes), _name="slice")


def strided_slice(x, axes=(), starts=(), ends=(), strides=(), _name="strided_slice", **options):
    """`x[start:end:stride]` along some axes."""
    value = take(x, _name, _ANY)
    shape = op.shape_of(value)
    begin, end, step = [0] * len(shape), list(shape), [1] * len(shape)
    bounds = zip(axes, numbers(starts), numbers(ends), numbers(strides), strict=True)
    for axis, first, last, stride in bounds:
        axis = axis_of(axis, len(shape))
        n = shape[axis]
        first, last = _bound(first, n), _bound(last, n)
        if stride > 0:
            begin[axis], end[axis] = min(max(first, 0), n), min(max(last, 0), n)
        else:
            begin[axis], end[axis] = min(first, n - 1), max(last, -1)
        step[axis] = stride
        if (end[axis] - begin[axis]) * stride <= 0:
            raise enforce_not_met(
                "Error: end should greater than start",
                _name,
                f"Expected end > start, but received end:{end[axis]} <= start:{begin[axis]}.",
            )
    return wrap(op.strided_slice(value, tuple(begin), tuple(end), tuple(step)))


def _bound(v, n):
    return v + n if v < 0 else v


def pad(x, paddings=(), pad_value=0.0, **options):
    """`x` enlarged by (before, after) for every axis in turn."""
    value = take(x, "pad", _ANY)
    widths = tuple(zip(paddings[0::2], paddings[1::2], strict=True))
    return wrap(op.pad(value, widths, "constant", f32(pad_value)))


def pad2d(x, paddings=(0, 0, 0, 0), mode="constant", pad_value=0.0, data_format="NCHW", **options):
    """Planes enlarged by (top, bottom, left, right)."""
    value = take(x, "pad2d", _ANY)
    top, bottom, left, right = numbers(paddings)
    widths = ((0, 0), (0, 0), (top, bottom), (left, right))
    if data_format == "NHWC":
        widths = ((0, 0), (top, bottom), (left, right), (0, 0))
    if mode == "constant":
        return wrap(op.pad(value, widths, "constant", f32(pad_value)))
    return wrap(op.pad(value, widths, mode, None))


def pad_constant_like(x, y, pad_value=0.0, **options):
    """`y` enlarged at the ends to the extents of `x`."""
    value = take(y, "pad_constant_like", _ANY)
    widths = tuple(
        (0, n - m) for m, n in zip(op.shape_of(value), op.shape_of(x._value), strict=True)
    )
    return wrap(op.pad(value, widths, "constant", f32(pad_value)))
