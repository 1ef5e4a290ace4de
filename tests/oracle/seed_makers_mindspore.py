"""Random cases of MindSpore's convolutions and transposed convolutions."""

from __future__ import print_function

from seed_makers import OTHERS, pair, pair_of, pick, poked, positional, scalars, spoil, tensor, tup

TRANSPOSED = [
    "out_channel", "kernel_size", "pad_mode", "pad", "pad_list", "mode", "stride", "dilation",
    "group", "data_format",
]  # fmt: skip
CUBIC = [
    "in_channel", "out_channel", "kernel_size", "mode", "pad_mode", "pad", "stride", "dilation",
    "group", "output_padding", "data_format",
]  # fmt: skip
LAYER = [
    "in_channels", "out_channels", "kernel_size", "stride", "pad_mode", "padding", "dilation",
    "group", "has_bias", "weight_init", "bias_init",
]  # fmt: skip
PRIM_PROBES = [
    "name", "format", "data_format", "init_attrs", "attrs", "out_channel", "kernel_size", "mode",
    "pad", "pad_mode", "pad_list", "stride", "dilation", "group", "groups", "input_names",
    "output_names", "padding", "in_channel", "strides", "dilations", "__class__.__name__",
    "__class__.__module__", "instance_name", "update_parameter", "const_value", "is_custom",
]  # fmt: skip


def probes(names):
    found = [{"probe": n} for n in names]
    return found + [{"probe": "", "as": view} for view in ("repr", "str", "typename", "signature")]


def conv2d(r, seed, api):  # noqa: C901
    group = pick(r, 1, 1, 1, 2, 3)
    c_out, c_res = group * r.randint(1, 4), group * r.randint(1, 4)
    k, s, d = pair(r, 1, 5), pair(r, 1, 4), pair(r, 1, 3)
    mode = pick(r, "valid", "same", "pad", "SAME", "Valid")
    kw = {"out_channel": c_out, "kernel_size": k, "pad_mode": mode, "stride": s, "dilation": d}
    if group > 1:
        kw["group"] = group
    pads = [0] * 4
    if mode == "pad" and r.random() < 0.8:
        kw["pad"] = pick(r, r.randint(0, 3), tup(*[r.randint(0, 4) for _ in range(4)]))
        pads = pair_of(kw["pad"], 4)
    n, h, w = r.randint(1, 3), r.randint(1, 7), r.randint(1, 7)
    size = []
    axes = zip((h, w), pair_of(k), pair_of(s), pair_of(d))
    for i, (extent, kk, ss, dd) in enumerate(axes):
        e = (kk - 1) * dd + 1
        if mode.lower() == "same":
            size.append(extent * ss - r.randint(0, ss - 1))
        else:
            full = (extent - 1) * ss + e - pads[2 * i] - pads[2 * i + 1]
            if extent == 1 and r.random() < 0.3:
                full -= r.randint(0, ss)
            size.append(full + r.randint(0, ss - 1))
    if min(size) < 1 and r.random() < 0.5:
        return None
    dtype = pick(r, "float32", "float32", "float32", "float16")
    shape = [n, c_res] + size
    if r.random() < 0.12:
        shape[r.randrange(4)] += pick(r, -1, 1, 2, -2, -5)
    if r.random() < 0.15:
        kw["stride"] = tup(pick(r, 1, 1, 2, 5), 1, *pair_of(s))
    if r.random() < 0.1:
        kw["dilation"] = tup(1, pick(r, 1, 3), *pair_of(d))
    if r.random() < 0.1:
        kw["pad_list"] = pick(r, None, tup(-1, -1, -1, -1), tup(1, 2), {"$list": [3]}, tup())
    if r.random() < 0.1:
        kw["out_channel"] = r.randint(1, 9)
    w0 = c_out + (pick(r, 1, -1, 2) if r.random() < 0.08 else 0)
    target = pick(
        r,
        tup(*shape),
        {"$list": shape},
        {"$tensor": {"shape": [4], "dtype": "int64", "values": shape}},
    )
    if min(shape) > 0 and r.random() < 0.3:
        target = {"$shape_of": {"shape": shape, "dtype": "float32", "fill": 1.0}}
    call = [
        poked(r, tensor([n, c_out, h, w], seed, dtype)),
        poked(
            r, tensor([max(w0, 1), c_res // group, pair_of(k)[0], pair_of(k)[1]], seed + 2, dtype)
        ),
        target,
    ]
    return finish(r, seed, "mindspore.ops." + api, kw, call, TRANSPOSED, shape)


def damage(r, seed, call):
    """Something wrong with the arguments of the call."""
    i = r.randrange(len(call))
    chance = r.random()
    if chance < 0.35:
        i = pick(r, *range(1, len(call))) if len(call) > 1 else 0
        call[i] = scalars(r, seed)
    elif chance < 0.6 and "$tensor" in call[i if i < 2 else 0]:
        dtype = r.choice(OTHERS)
        for j in pick(r, (0,), (1,), (0, 1)):
            call[j % len(call)]["$tensor"]["dtype"] = dtype
    elif chance < 0.8 and "$tensor" in call[i if i < 2 else 0]:
        spec = call[i if i < 2 else 0]["$tensor"]
        spec.pop("poke", None)
        spec.pop("perm", None)
        if r.random() < 0.5:
            spec["shape"] = spec["shape"][: r.randint(1, len(spec["shape"]) - 1)]
        else:
            spec["shape"] = spec["shape"] + [r.randint(1, 2)]
    elif chance < 0.9:
        call.append(pick(r, None, 1, tensor([2], seed)))
    else:
        call.pop()


def finish(r, seed, api, kw, call, names, shape=None):
    case = {"api": api, "grad": True}
    chance = r.random()
    if chance < 0.12:
        spoil(r, kw, names, wide=names)
        if r.random() < 0.5:
            call = None
    elif chance < 0.24:
        damage(r, seed, call)
    elif chance < 0.3 and shape is not None:
        if r.random() < 0.4:
            call[2] = scalars(r, seed)
        else:
            i, value = (
                r.randrange(4),
                pick(r, -1, 0, -2, -3, True, 1.0, None, "a", {"$np": ["int64", 2]}),
            )
            call[2] = {pick(r, "$tuple", "$list"): shape[:i] + [value] + shape[i + 1 :]}
    elif chance < 0.4:
        call = None
        case["probes"] = probes(PRIM_PROBES)
    case["ctor"] = positional(r, kw, names)
    if call is not None:
        case["call"] = {"args": call}
        if r.random() < 0.03:
            case["call"]["kwargs"] = {pick(r, "x", "weight", "input_size"): 1}
        elif r.random() < 0.25 and len(call) in (2, 3):
            case["wrap"] = pick(r, "cell", "jit")
    return case


def conv3d(r, seed, api):
    c_in, c_out = r.randint(1, 3), r.randint(1, 3)
    k, s = pair(r, 1, 4, 3), pair(r, 1, 3, 3)
    mode = pick(r, "valid", "same", "pad", "pad", "PAD", "Same")
    kw = {"in_channel": c_in, "out_channel": c_out, "kernel_size": k, "stride": s, "pad_mode": mode}
    if r.random() < 0.4:
        kw["dilation"] = tup(1, r.randint(1, 3), r.randint(1, 3))
    if mode.lower() == "pad":
        if r.random() < 0.8:
            kw["pad"] = pick(r, r.randint(0, 2), tup(*[r.randint(0, 3) for _ in range(6)]))
        if r.random() < 0.4:
            kw["output_padding"] = pair(r, 0, 2, 3)
    if r.random() < 0.1:
        kw[pick(r, "in_channel", "out_channel")] = r.randint(1, 5)
    if r.random() < 0.03:
        kw["kernel_size"] = pick(r, 7, tup(7, 7, 7), tup(8, 7, 7), tup(1, 343, 1), tup(2, 172, 1))
    if r.random() < 0.03:
        kw["stride"] = pick(r, 256, 257, 343, 344, tup(1, 300, 400))
    dtype = pick(r, "float32", "float32", "float16")
    extents = [r.randint(1, 5) for _ in range(3)]
    call = [
        poked(r, tensor([r.randint(1, 2), c_in] + extents, seed, dtype)),
        poked(r, tensor([c_in, c_out] + pair_of(kw["kernel_size"], 3), seed + 2, dtype)),
    ]
    if max(pair_of(kw["stride"], 3)) > 100:
        call = [tensor([1, c_in, 1, 2, 2], seed, dtype), call[1]]
    case = finish(r, seed, "mindspore.ops." + api, kw, call, CUBIC)
    if r.random() < 0.04 and case.get("call"):
        case["call"]["args"].append(None)
    group = case["ctor"].get("kwargs", {}).get("group", 1)
    if isinstance(group, (int, float)) and group > 1 and group != 2**70:
        return None  # 2.0.0 has no groups here, later releases do
    return case


INITS = [
    "normal",
    "zeros",
    "ones",
    "one",
    "ZEROS",
    "One",
    "uniform",
    "Normal",
    "he_uniform",
    "HeUniform",
    "he_normal",
    "xavier_uniform",
    "XavierUniform",
    "truncatedNormal",
    "nosuch",
    "",
    0,
    1,
    2.5,
    -1,
    True,
    False,
    {"$np": ["float32", 2.0]},
    {"$np": ["int64", 1]},
    tup(1.0),
    {"$list": [1.0]},
    {"$dict": {}},
    {"$object": None},
    {"$init": ["Constant", 0.5]},
    {"$init": ["One"]},
    {"$init": ["Zero"]},
    {"$init": ["Normal", 0.1, 0.0]},
    {"$init": ["Uniform", 0.2]},
    {"$bytes": "a"},
]
LAYER_PROBES = [
    "kernel_size",
    "stride",
    "dilation",
    "padding",
    "in_channels",
    "out_channels",
    "group",
    "pad_mode",
    "has_bias",
    "data_format",
    "is_valid",
    "is_same",
    "is_pad",
    "cls_name",
    "training",
    "weight.name",
    "weight.shape",
    "weight.requires_grad",
    "conv2d_transpose.attrs",
    "conv2d.attrs",
    "conv3d.attrs",
    "conv3d_transpose.attrs",
    "output_padding",
    "param_prefix",
    "requires_grad",
]


def layer_probes(has_bias):
    found = [{"probe": n} for n in LAYER_PROBES]
    found += [
        {"probe": "weight.dtype", "as": "str"},
        {"probe": "trainable_params()", "as": "names"},
    ]
    found += [{"probe": "parameters_dict()", "as": "keys"}, {"probe": "", "as": "repr"}]
    found += [{"probe": "", "as": view} for view in ("typename", "signature")]
    found += [{"probe": "weight", "as": "array"}]
    if has_bias is True:
        found += [{"probe": "bias." + n} for n in ("name", "shape", "requires_grad")]
    else:
        found += [{"probe": "bias"}]
    return found


def layer(r, seed, api):  # noqa: C901
    """The convolution layers of nn, of one to three dimensions."""
    n = int(api[4])
    flipped = api.endswith("Transpose")
    group = pick(r, 1, 1, 2, 3) if api != "Conv3dTranspose" else 1
    c_in, c_out = group * r.randint(1, 4), group * r.randint(1, 4)
    small = 5 if n < 3 else 3
    many = (
        (lambda low, high: r.randint(low, high))
        if n == 1
        else (lambda low, high: pair(r, low, high, n))
    )
    k, s, d = many(1, small), many(1, 3), many(1, 2)
    if n == 3:
        d = pick(r, 1, tup(1, 2, 2))
    mode = pick(r, "same", "valid", "pad")
    kw = {
        "in_channels": c_in,
        "out_channels": c_out,
        "kernel_size": k,
        "stride": s,
        "pad_mode": mode,
    }
    kw.update(dilation=d, weight_init="normal", bias_init="zeros", has_bias=r.random() < 0.5)
    if group > 1:
        kw["group"] = group
    if mode == "pad":
        sides = {1: None, 2: 4, 3: 6}[n]
        kw["padding"] = r.randint(0, 2)
        if sides and r.random() < 0.5:
            kw["padding"] = tup(*[r.randint(0, 2) for _ in range(sides)])
    names = list(LAYER)
    if api in ("Conv2dTranspose", "Conv3dTranspose") and r.random() < 0.3:
        kw["output_padding"] = pair(r, 0, 1, n)
    if n == 3 and not flipped:
        kw["group"] = group
    dtype = "float32"
    kernel = pair_of(k, n) if n > 1 else [1, k]
    shape = [c_in, c_out // group] + kernel if flipped else [c_out, c_in // group] + kernel
    if n == 1 and r.random() < 0.15:
        dtype = pick(r, "float16", "float32", "float64")
        kw["weight_init"] = tensor(shape[:2] + [k], seed + 2, dtype)
        if r.random() < 0.2:
            kw["weight_init"] = tensor(pick(r, shape, shape[:2], [2, 2, 2]), seed + 2, dtype)
    params = {
        "weight": {"shape": shape, "dtype": pick(r, "float32", "float32", dtype), "seed": seed + 2}
    }
    if kw["has_bias"]:
        params["bias"] = {"shape": [c_out], "dtype": "float32", "seed": seed + 3}
    extents = [r.randint(1, 9 if n == 1 else 6) for _ in range(n)]
    x_type = pick(r, "float32", "float32", "float32", dtype)
    x = poked(r, tensor([r.randint(1, 3), c_in] + extents, seed, x_type))
    case = {"api": "mindspore.nn." + api, "grad": True, "params": params, "call": {"args": [x]}}
    chance = r.random()
    if chance < 0.12:
        spoil(r, kw, names)
        if r.random() < 0.5:
            case.pop("call")
    elif chance < 0.2:
        kw[pick(r, "weight_init", "bias_init")] = r.choice(INITS)
        case.pop("params")
    elif chance < 0.3:
        layer_damage(r, seed, case, c_in, extents)
    elif chance < 0.36:
        spec = r.choice(list(params.values()))
        spec["shape"] = pick(r, spec["shape"][:-1], spec["shape"] + [1], [1] * len(spec["shape"]))
    elif chance < 0.42:
        r.choice(list(params.values()))["dtype"] = r.choice(OTHERS)
    elif chance < 0.52:
        case.pop("call")
        case.pop("params")
        kw["weight_init"] = pick(r, "zeros", "ones", 0.5)
        case["probes"] = layer_probes(kw["has_bias"])
    if "params" not in case and "probes" not in case:
        case["probes"] = layer_probes(kw["has_bias"])[:-1]
    case["ctor"] = positional(r, kw, LAYER if "output_padding" not in kw else LAYER[:6])
    if r.random() < 0.15:
        case["wrap"] = pick(r, "cell", "construct", "jit")
    return case


def layer_damage(r, seed, case, c_in, extents):
    call = case["call"]
    chance = r.random()
    if chance < 0.4:
        call["args"] = [scalars(r, seed)]
    elif chance < 0.6:
        ranks = [[2, c_in], [1, c_in, 3, 3], [1, c_in, 5], [4], [1, c_in, 2, 2, 2]]
        call["args"] = [tensor(r.choice(ranks), seed)]
    elif chance < 0.75:
        call["args"] = [tensor([1, c_in + pick(r, 1, -1, 2)] + extents, seed)]
    elif chance < 0.9:
        call["args"] = [tensor([1, c_in] + extents, seed, r.choice(OTHERS))]
    elif chance < 0.95:
        call["args"] = []
    else:
        case["call"] = {"kwargs": {pick(r, "x", "y", "input"): tensor([1, c_in] + extents, seed)}}
        case["grad"] = False


def plain(r, seed, api):
    """ops.Conv2D and ops.Conv3D."""
    n = int(api[4])
    group = pick(r, 1, 1, 2) if n == 2 else 1
    c_in, c_out = group * r.randint(1, 3), group * r.randint(1, 3)
    k, s = pair(r, 1, 4, n), pair(r, 1, 3, n)
    d = pair(r, 1, 2, 2) if n == 2 else pick(r, 1, tup(1, 2, 2), 2)
    mode = pick(r, "valid", "same", "pad", "SAME")
    kw = {"out_channel": c_out, "kernel_size": k, "pad_mode": mode, "stride": s, "dilation": d}
    if mode == "pad":
        kw["pad"] = pick(r, r.randint(0, 3), tup(*[r.randint(0, 3) for _ in range(2 * n)]))
    if group > 1:
        kw["group"] = group
    dtype = pick(r, "float32", "float32", "float16")
    extents = [r.randint(1, 8) for _ in range(n)]
    call = [
        poked(r, tensor([r.randint(1, 2), c_in] + extents, seed, dtype)),
        poked(r, tensor([c_out, c_in // group] + pair_of(k, n), seed + 2, dtype)),
    ]
    names = [
        "out_channel",
        "kernel_size",
        "mode",
        "pad_mode",
        "pad",
        "stride",
        "dilation",
        "group",
        "data_format",
    ]
    return finish(r, seed, "mindspore.ops." + api, kw, call, names)


SEED_APIS = [
    (conv2d, "Conv2DTranspose"),
    (conv2d, "Conv2DBackpropInput"),
    (conv3d, "Conv3DTranspose"),
    (layer, "Conv1dTranspose"),
]
RELATIVES = [
    (layer, "Conv1d"),
    (layer, "Conv2d"),
    (layer, "Conv3d"),
    (layer, "Conv2dTranspose"),
    (layer, "Conv3dTranspose"),
    (plain, "Conv2D"),
    (plain, "Conv3D"),
]
