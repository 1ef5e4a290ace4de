"""Pieces that the makers of random cases share: recipes, unsuitable values, mutations."""

from __future__ import print_function


def tup(*xs):
    return {"$tuple": list(xs)}


def tensor(shape, seed, dtype="float32", **more):
    return {"$tensor": dict(shape=list(shape), dtype=dtype, seed=seed, **more)}


def pick(r, *xs):
    return r.choice(xs)


def pair(r, low, high, n=2):
    if r.random() < 0.5:
        return r.randint(low, high)
    return tup(*[r.randint(low, high) for _ in range(n)])


def pair_of(value, n=2):
    return value["$tuple"][-n:] if isinstance(value, dict) else [value] * n


JUNK = [
    0, -1, -2, 1, 2, 3, 7, True, False, 1.5, 2.0, 0.0, {"$float": "nan"}, {"$float": "inf"},
    "", "1", "3", "11", "same", "pad", "valid", "NCHW", None,
    tup(), tup(1), tup(1, 2), tup(2, 2), tup(1, 2, 3), tup(2, 2, 2), tup(1, 1, 2, 2),
    tup(2, 3, 2, 2), tup(0, 0, 0, 0), tup(1, 1, 1, 1, 1), tup(0, 0, 0, 0, 0, 0),
    tup(1, 0, 1, 0, 1, 0), tup(0, 1), tup(1, -2), tup(1, -1, 1), tup(-1, 1, 1, 1),
    tup(1.0, 2), tup(2.0, 2.0), tup(1, 1.5, 1), tup(True, 1), tup(True, True, True),
    tup(None, 1), tup(1, None, 1), tup("1", "2"), tup("a", 1), tup(tup(1, 1), 1),
    tup(0.0, False, 0, 0), tup({"$np": ["int64", 1]}, 1), tup({"$np": ["int32", 2]}, 2, 2),
    {"$list": []}, {"$list": [1]}, {"$list": [2, 2]}, {"$list": [1, 1, 1]}, {"$list": [1.0, 2]},
    {"$list": ["1", "1"]}, {"$list": [1, 1, 1, 1]}, {"$set": [1, 2]}, {"$set": []},
    {"$dict": {}}, {"$dict": {"a": 1, "b": 2}}, {"$range": [1, 3]}, {"$range": [3]},
    {"$bytes": "1"}, {"$bytes": "12"}, {"$bytes": ""}, {"$complex": [1, 0]}, {"$complex": [0, 2]},
    {"$np": ["int64", 2]}, {"$np": ["int32", 1]}, {"$np": ["float32", 1.0]},
    {"$np": ["float64", 1.5]}, {"$np": ["bool_", True]}, {"$object": None},
    {"$ndarray": {"shape": [2], "dtype": "int64", "fill": 1}},
    {"$ndarray": {"shape": [2], "dtype": "float32", "fill": 1.0}},
    {"$ndarray": {"shape": [1], "dtype": "int64", "fill": 2}},
    {"$ndarray": {"shape": [3], "dtype": "int32", "fill": 1}},
]  # fmt: skip
WIDE = [300, 4000, 2**31 - 1, 2**31, 2**40, 2**63 - 1, 2**63, 2**70, -(2**70), tup(2**70, 1)]


def spoil(r, kwargs, names, wide=()):
    """Replace one argument or two by unsuitable values."""
    for _ in range(pick(r, 1, 1, 2)):
        name = r.choice(names)
        pool = JUNK + WIDE if name in wide else JUNK
        kwargs[name] = r.choice(pool)


def positional(r, kwargs, order):
    """The constructor's arguments, some of the first ones by position."""
    args = []
    for name in order:
        if name not in kwargs or r.random() < 0.3:
            break
        args.append(kwargs.pop(name))
    return {"args": args, "kwargs": kwargs} if args or r.random() < 0.5 else {"kwargs": kwargs}


def poked(r, recipe):
    """Sometimes NaN, infinities, scales and transposed layouts in a tensor."""
    spec = recipe["$tensor"]
    size = 1
    for n in spec["shape"]:
        size *= n
    chance = r.random()
    if size and chance < 0.06:
        value = pick(r, "nan", "inf", "-inf")
        spec["poke"] = [[r.randrange(size), value] for _ in range(pick(r, 1, 2))]
    elif chance < 0.12:
        spec["scale"] = pick(r, 1e-3, 50.0, 1e4)
    elif chance < 0.2:
        perm = list(range(len(spec["shape"])))
        r.shuffle(perm)
        shape = [0] * len(perm)
        for axis, source in enumerate(perm):
            shape[source] = spec["shape"][axis]
        spec["shape"], spec["perm"] = shape, perm
    return recipe


def scalars(r, seed):
    """Something that is not the tensor a call wants."""
    return pick(
        r, None, 3, True, 2.5, "x", "", tup(1.0), tup(1, 2), tup(), {"$list": [1.0, 2.0]},
        {"$list": []}, {"$list": [1, 2]}, {"$ndarray": {"shape": [1, 2, 3, 3], "seed": seed}},
        {"$ndarray": {"shape": [2], "dtype": "int64", "fill": 1}}, {"$dict": {"a": 1}},
        {"$np": ["float32", 1.0]}, {"$np": ["int64", 1]}, {"$object": None}, {"$bytes": "ab"},
        {"$pylist": {"shape": [1, 2, 3], "seed": 1}}, tup("a", None), {"$complex": [1, 2]},
        {"$range": [3]}, {"$set": [1]},
    )  # fmt: skip


FLOATS = ["float16", "float32", "float64"]
OTHERS = ["int8", "int16", "int32", "int64", "uint8", "bool", "float16", "float64", "float32"]
