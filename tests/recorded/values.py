"""Repeatable data for the calls, and results as JSON. Runs under Python 3.7 and later.

A result is written as it reads: numbers, strings and lists as they are, `{"tuple": [...]}`,
`{"dict": [[key, value], ...]}`, `{"float32[2,3]": [six numbers]}` for a tensor and
`{"np float32[2,3]": [...]}` for an array, `{"dtype": "Float32"}`, `{"object": "ClassName"}`.
Of more than 12 numbers eight are kept, with the sum and the root of the mean square of all.
"""

import zlib

import numpy as np

WHOLE, SAMPLES = 12, 8
DTYPES = "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64".split() + [
    "float16", "float32", "float64", "complex64", "complex128",
]  # fmt: skip


def data(*what, **more):
    """An array: numbers are the shape, then come the dtype (float32) and the kind of the values.

    Kinds: "normal"; "pos" (0.1 to 3); "unit" (0.05 to 0.95); "sym" (-0.95 to 0.95); "big";
    "ints lo hi"; "bool"; "zeros"; "ones"; "prob" (rows that add to 1); "onehot"; "spd" (symmetric
    positive definite); "perm" (a permutation); "boxes"; "ties". seed: another draw.
    """
    shape = tuple(w for w in what if not isinstance(w, str))
    words = [w for w in what if isinstance(w, str)]
    dtype = words.pop(0) if words and words[0] in DTYPES else "float32"
    kind = words[0] if words else "bool" if dtype == "bool" else "normal"
    text = "%s %s %s" % (list(shape), kind, more.get("seed", 0))
    draw = np.random.RandomState(zlib.crc32(text.encode()) & 0x7FFFFFFF)
    name = kind.split()[0]
    array = np.asarray(KINDS[name](draw, shape, *[int(n) for n in kind.split()[1:]]))
    if dtype.startswith("complex"):
        array = array + 1j * draw.standard_normal(shape)
    if dtype.startswith(("int", "uint")) and array.dtype.kind == "f":
        array = np.trunc(array * 3)
        array = np.abs(array) if dtype.startswith("uint") else array
    return array.astype("bool_" if dtype == "bool" else dtype)


def rows(draw, shape):
    """Probabilities along the last axis."""
    array = draw.uniform(0.05, 1.0, shape)
    return array / array.sum(-1, keepdims=True) if array.size else array


def one_hot(draw, shape):
    """A single 1 in every row."""
    array = np.zeros(shape)
    flat = array.reshape(-1, shape[-1])
    flat[np.arange(len(flat)), draw.randint(0, shape[-1], len(flat))] = 1
    return array


def positive_definite(draw, shape):
    """Symmetric matrices with eigenvalues away from 0."""
    m = draw.standard_normal(shape)
    return np.matmul(m, np.swapaxes(m, -1, -2)) + shape[-1] * np.eye(shape[-1])


def corners(draw, shape):
    """Boxes as two corners, the second beyond the first."""
    array = draw.uniform(0, 10, shape)
    if shape and shape[-1] == 4:
        array[..., 2:] = array[..., :2] + 1 + array[..., 2:]
    return array


KINDS = {
    "normal": lambda r, s: r.standard_normal(s),
    "pos": lambda r, s: r.uniform(0.1, 3.0, s),
    "unit": lambda r, s: r.uniform(0.05, 0.95, s),
    "sym": lambda r, s: r.uniform(-0.95, 0.95, s),
    "big": lambda r, s: r.standard_normal(s) * 50,
    "ints": lambda r, s, lo=0, hi=3: r.randint(lo, max(hi, lo + 1), s),
    "bool": lambda r, s: r.randint(0, 2, s),
    "zeros": lambda r, s: np.zeros(s),
    "ones": lambda r, s: np.ones(s),
    "ties": lambda r, s: r.randint(-2, 3, s) * 0.5,
    "prob": rows,
    "onehot": one_hot,
    "spd": positive_definite,
    "perm": lambda r, s: r.permutation(int(np.prod(s))).reshape(s),
    "boxes": corners,
}


def fixed(index, name, shape, dtype):
    """Values for parameter number `index` of a layer, of the size its name asks for."""
    draw = np.random.RandomState(1000 + index)
    z = np.asarray(draw.standard_normal(shape))
    last = name.split(".")[-1].lower()
    if "variance" in last:
        z = 1 + 0.2 * np.abs(z)
    elif "gamma" in last:
        z = 1 + 0.1 * z
    else:
        z = 0.3 * z
    return z.astype(dtype)


def number(x):
    """A number as JSON: 7 digits, complex as two, what JSON lacks as a string."""
    if isinstance(x, (complex, np.complexfloating)):
        return [number(x.real), number(x.imag)]
    if isinstance(x, (bool, np.bool_)):
        return int(x)
    if isinstance(x, (int, np.integer)):
        return int(x)
    return float("%.7g" % x) if np.isfinite(x) else str(float(x))


def encoded_array(array, prefix=""):
    """An array by dtype, shape and values, or a sample of them and two sums."""
    array = np.asarray(array)
    key = "%s%s%s" % (prefix, array.dtype, str(list(array.shape)).replace(" ", ""))
    flat = array.ravel()
    if flat.size <= WHOLE or flat.dtype.kind not in "biufc":
        return {key: [number(x) for x in flat] if flat.dtype.kind in "biufc" else flat.tolist()}
    places = np.linspace(0, flat.size - 1, SAMPLES).astype(int)
    wide = flat.astype("complex128" if flat.dtype.kind == "c" else "float64")
    with np.errstate(all="ignore"):
        sums = {"sum": number(wide.sum()), "rms": number(np.sqrt((np.abs(wide) ** 2).mean()))}
    return {key: dict(sums, sample=[number(x) for x in flat[places]])}


def leaves(value):
    """What a nested result holds, in order."""
    if isinstance(value, dict):
        value = [value[k] for k in sorted(value, key=str)]
    if isinstance(value, (list, tuple)):
        return [leaf for v in value for leaf in leaves(v)]
    return [value]


def encoded(value, framework):
    """A result as JSON."""
    if value is None or type(value) in (bool, int, str):
        return value
    if type(value) in (float, complex):
        return number(value)
    if framework.is_tensor(value):
        return encoded_array(framework.numpy(value))
    if isinstance(value, (np.ndarray, np.generic)):
        return encoded_array(value, "np ")
    if isinstance(value, list):
        return [encoded(v, framework) for v in value]
    if isinstance(value, tuple):
        return {"tuple": [encoded(v, framework) for v in value]}
    if isinstance(value, dict):
        return {"dict": [[str(k), encoded(value[k], framework)] for k in sorted(value, key=str)]}
    return framework.other(value)
