"""`repr` of tensors: `Tensor(shape=[2], dtype=Int32, value= [1, 2])`."""

import numpy as np

from compat.core import op

_DIGITS = {"float16": 4, "float32": 8, "float64": 8}
_MANY = 1000
_EDGE = 3


def text_of(x):
    """The representation of a tensor."""
    head = f"Tensor(shape={list(x.shape)}, dtype={x.dtype}, value="
    if x.__dict__.get("_shape") is not None:
        return f"{head}\n{'<uninitialized>' if x.init is not None else ''})"
    values = op.to_numpy(x._value)
    if values.ndim == 0:
        return f"{head} {_scalar(values)})"
    if values.size == 0:
        return f"{head} )" if values.ndim == 1 else f"{head}\n)"
    cut = [values.size > _MANY and extent > 2 * _EDGE for extent in values.shape]
    for axis, short in enumerate(cut):
        if short:
            ends = [*range(_EDGE), *range(values.shape[axis] - _EDGE, values.shape[axis])]
            values = np.take(values, ends, axis)
    break_ = " " if values.ndim == 1 else "\n"
    return f"{head}{break_}{_rows(_texts(values), cut, 1)})"


def _scalar(values):
    item = values[()]
    if values.dtype.kind == "f":
        return f"{float(item):g}"
    if values.dtype.kind == "c":
        return f"{item.real:g}{item.imag:+g}j"
    return str(item)


def _texts(values):
    """Texts of the elements, of one width."""
    kind, flat = values.dtype.kind, values.reshape(-1)
    if kind == "f":
        digits = _DIGITS[str(values.dtype)]
        texts = [f"{float(v): .{digits}e}" if np.isfinite(v) else f"{float(v)}" for v in flat]
        width = digits + 7
    elif kind == "c":
        texts, width = [f"{v.real:g}{v.imag:+g}j" for v in flat], 0
    else:
        texts, width = [str(v) for v in flat], 5 if kind == "b" else 0
    width = max(width, *map(len, texts)) if len(texts) > 1 else max(width, len(texts[0]))
    return np.array([t.rjust(width) for t in texts], dtype=object).reshape(values.shape)


def _rows(texts, cut, depth):
    """Nested brackets; an axis that was cut shows "..." between its ends."""
    if texts.ndim == 1:
        parts, between, gap = list(texts), ", ", " ... "
    else:
        pad = " " * depth
        parts = [_rows(t, cut[1:], depth + 1) for t in texts]
        between, gap = f",\n{pad}", f",\n{pad}...\n{pad}"
    if not cut[0]:
        return f"[{between.join(parts)}]"
    return f"[{between.join(parts[:_EDGE])}{gap}{between.join(parts[_EDGE:])}]"
