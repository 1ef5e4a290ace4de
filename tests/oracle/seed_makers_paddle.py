"""Random cases of Paddle's dygraph convolutions and transposed convolutions."""

from __future__ import print_function

from seed_makers import JUNK, OTHERS, pair, pair_of, pick, poked, positional, scalars, tensor, tup

ACTS = [
    "relu", "sigmoid", "tanh", "softmax", "leaky_relu", "relu6", "gelu", "elu", "swish",
    "hard_sigmoid", "softplus", "softsign", "hard_swish", "logsigmoid", "tanh_shrink", "brelu",
    "stanh", "thresholded_relu", "softshrink", "hard_shrink", "selu", "soft_relu", "square", "abs",
    "exp", "ceil", "floor", "round", "sin", "cos", "erf", "sqrt", "log", "reciprocal", "sign",
    "rsqrt", "acos", "asin", "atan", "mish", "relu_", "log1p", "pow", "cumsum", "scale", "mean",
    "transpose", "nosuch", "", 3, True, {"$list": ["relu"]}, {"$bytes": "relu"}, {"$object": None},
]  # fmt: skip
ATTRS = [
    None, True, False, "w", "", "conv2d_transpose_0.w_0", 3, 1.5, tup(), tup("a"), {"$list": []},
    {"$list": ["a"]}, {"$list": [None]}, {"$attr": {}}, {"$attr": {"name": "mine"}},
    {"$attr": {"learning_rate": 0.5}}, {"$attr": {"trainable": False}}, {"$attr": {"name": ""}},
    {"$attr": {"initializer": {"$init": ["Constant", 0.25]}}}, {"$init": ["Constant", 2.0]},
    {"$attr": {"name": "other", "initializer": {"$init": ["Constant", -1.0]}, "trainable": False}},
    {"$init": ["Uniform", -1.0, 1.0]}, {"$init": ["Normal"]}, {"$init": ["Xavier"]},
    {"$init": ["MSRA"]}, {"$init": ["TruncatedNormal"]}, {"$init": ["Bilinear"]}, {"$object": None},
    {"$dict": {}}, {"$dict": {"a": 1}}, {"$np": ["bool_", True]}, {"$bytes": "a"},
    {"$init": ["NumpyArrayInitializer", {"$ndarray": {"shape": [1, 2, 3, 3], "seed": 1}}]},
]  # fmt: skip
DTYPES = [
    "float32", "float64", "float16", "float", "double", "int32", "int64", "bool", "uint8", "FP32",
    "", "x", None, 5, 1.5, {"$dtype": "FP32"}, {"$dtype": "FP64"}, {"$dtype": "INT32"},
    {"$dtype": "FP16"}, {"$list": []}, {"$object": None},
]  # fmt: skip
NAMES = [
    "num_channels", "num_filters", "filter_size", "output_size", "padding", "stride", "dilation",
    "groups", "param_attr", "bias_attr", "use_cudnn", "act", "dtype",
]  # fmt: skip
_BOTH = ("stop_gradient", "trainable", "persistable", "optimize_attr")
_PLAIN = ("full_name()", "training", "weight.name", "weight.shape", "bias.name", "bias.shape")
_WEIGHT = ("is_distributed", "regularizer", "do_model_average", "is_bias", "gradient()")
_VIEWS = (
    ("weight.dtype", "str"),
    ("bias.dtype", "str"),
    ("parameters()", "names"),
    ("state_dict()", "keys"),
    ("", "typename"),
    ("", "signature"),
    ("weight", "array"),
    ("bias", "array"),
)
PROBES = (
    [{"probe": p} for p in (*_PLAIN, "sublayers()")]
    + [{"probe": "weight." + p} for p in (*_BOTH, *_WEIGHT)]
    + [{"probe": "bias." + p} for p in _BOTH]
    + [{"probe": p, "as": view} for p, view in _VIEWS]
)


def like(r, n, value):
    """The same pair in another container."""
    values = pair_of(value, n)
    return pick(
        r, value, value, value, {"$list": values}, tup(*values),
        {"$ndarray": {"shape": [n], "dtype": "int64", "values": values}},
        {"$ndarray": {"shape": [n], "dtype": "int32", "values": values}},
        tup(*[{"$np": ["int64", v]} for v in values]),
    )  # fmt: skip


def output_size(r, base, strides, n):
    """An output_size, mostly a legal one."""
    low = -2 if r.random() < 0.15 else 0
    high = 2 if r.random() < 0.15 else 0
    sizes = [b + r.randint(low, q - 1 + high) for b, q in zip(base, strides)]
    if r.random() < 0.1:
        return pick(
            r, sizes[0], tup(*sizes), {"$list": sizes + [1]}, {"$list": sizes[:1]}, str(sizes[0])
        )
    return {"$list": sizes}


def conv(r, seed, api):  # noqa: C901
    """Conv2D, Conv3D and their transposes."""
    n = int(api[4])
    flipped = api.endswith("Transpose")
    group = pick(r, 1, 1, 2, 3)
    c_in, c_out = group * r.randint(1, 4), group * r.randint(1, 4)
    big = 5 if n == 2 else 3
    k, s, d, p = pair(r, 1, big, n), pair(r, 1, 4, n), pair(r, 1, 3, n), pair(r, 0, 3, n)
    if flipped and r.random() < 0.12:
        d = pair(r, -2, 2, n)
    if r.random() < 0.1:
        p = pair(r, -3, 4, n)
    dtype = pick(r, "float32", "float32", "float64")
    extents = [r.randint(1, 7 if n == 2 else 4) for _ in range(n)]
    kw = {"num_channels": c_in, "num_filters": c_out, "filter_size": k, "stride": s, "dilation": d}
    kw.update(padding=p, dtype=dtype)
    if group > 1 or r.random() < 0.3:
        kw["groups"] = group
    if r.random() < 0.06:
        kw["groups"] = r.randint(1, 4)
    if r.random() < 0.5:
        kw["act"] = r.choice(ACTS)
    if r.random() < 0.35:
        kw["bias_attr"] = False
    if r.random() < 0.15:
        kw["use_cudnn"] = pick(r, False, False, True, 0, 1, "x", None, 1.5)
    base = []
    for extent, kk, ss, dd, pp in zip(extents, *[pair_of(v, n) for v in (k, s, d, p)]):
        base.append((extent - 1) * ss - 2 * pp + (kk - 1) * dd + 1)
    if api == "Conv2DTranspose" and r.random() < 0.3:
        kw["output_size"] = output_size(r, base, pair_of(s, n), n)
    groups = kw.get("groups", 1)
    shape = [c_in, c_out // groups] if flipped else [c_out, c_in // groups]
    params = {"weight": {"shape": shape + pair_of(k, n), "dtype": dtype, "seed": seed + 2}}
    if "bias_attr" not in kw:
        params["bias"] = {"shape": [c_out], "dtype": dtype, "seed": seed + 3}
    for name in ("filter_size", "stride", "padding", "dilation"):
        if r.random() < 0.2:
            kw[name] = like(r, n, kw[name])
    batch = 0 if r.random() < 0.04 else r.randint(1, 3)
    if r.random() < 0.04:
        extents[r.randrange(n)] = 0
    x = poked(r, tensor([batch, c_in] + extents, seed, dtype))
    case = {"api": "paddle.fluid.dygraph." + api, "grad": True, "params": params}
    case["call"] = {"args": [x]}
    names = NAMES if api == "Conv2DTranspose" else [v for v in NAMES if v != "output_size"]
    vary(r, seed, case, kw, (c_in, extents, names, dtype))
    order = names if flipped and n == 2 else names[:3]
    case["ctor"] = positional(r, kw, order)
    if r.random() < 0.1:
        case["wrap"] = "no_grad"
        case["grad"] = False
    return case


def vary(r, seed, case, kw, known):
    c_in, extents, names, dtype = known
    chance = r.random()
    if chance < 0.16:
        case.pop("params")
        for _ in range(pick(r, 1, 1, 2)):
            # A stride of zero ends the process of the original.
            name = r.choice([v for v in names if v != "stride"] + ["stride"])
            kw[name] = r.choice([j for j in JUNK if name != "stride" or j not in (0, False)])
        if r.random() < 0.5:
            case.pop("call")
        case["probes"] = PROBES[:-2]
    elif chance < 0.3:
        for _ in range(pick(r, 1, 2)):
            name = pick(r, "param_attr", "bias_attr", "dtype")
            kw[name] = r.choice(ATTRS if name != "dtype" else DTYPES)
        case.pop("params")
        case["probes"] = PROBES
        if r.random() < 0.3:
            case["before"] = r.randint(0, 3)
        if r.random() < 0.6:
            case.pop("call")
    elif chance < 0.4:
        case["call"] = damaged(r, seed, c_in, extents, dtype)
        case["grad"] = bool(case["call"].get("args")) and "$tensor" in str(case["call"]["args"][0])
    elif chance < 0.44:
        spec = r.choice(list(case["params"].values()))
        spec["dtype"] = r.choice(OTHERS)
    elif chance < 0.46:
        spec = r.choice(list(case["params"].values()))
        spec["shape"] = pick(r, spec["shape"][:-1], spec["shape"] + [1], [1] * len(spec["shape"]))


def damaged(r, seed, c_in, extents, dtype):
    """The arguments of a call that the original refuses."""
    chance = r.random()
    if chance < 0.35:
        return {"args": [scalars(r, seed)]}
    if chance < 0.6:
        shapes = [
            [2, c_in, 5],
            [1, c_in, 3, 3, 3],
            [1, c_in + 1, 5, 5],
            [3],
            [1, c_in, 3, 3],
            [1, 2, 1, 1, 1, 1],
        ]
        return {"args": [tensor(r.choice(shapes), seed, dtype)]}
    if chance < 0.85:
        return {"args": [tensor([1, c_in] + extents, seed, r.choice(OTHERS))]}
    if chance < 0.9:
        return {"args": []}
    x = tensor([1, c_in] + extents, seed, dtype)
    if chance < 0.95:
        return {"args": [x, x]}
    return {"kwargs": {pick(r, "input", "x"): x}}


SEED_APIS = [(conv, "Conv2DTranspose")]
RELATIVES = [(conv, "Conv2D"), (conv, "Conv3D"), (conv, "Conv3DTranspose")]
