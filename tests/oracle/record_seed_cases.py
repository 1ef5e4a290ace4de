"""Ask the real frameworks for random uses of the five transposed-convolution APIs, right and wrong ones.

    python record_seed_cases.py --count 300 --seed 7 --framework mindspore --out cases.json

Runs under the real framework (Python 3.7 and later) and writes cases in the schema of tests/seed. The cases run in child
processes, since some wrong arguments end the process of an original; those cases are left out.
"""

from __future__ import print_function

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "seed"))

import seed_cases  # noqa: E402


def tup(*xs):
    return {"$tuple": list(xs)}


JUNK = [
    0,
    -1,
    True,
    1.5,
    "3",
    None,
    "same",
    tup(1),
    tup(1, 2),
    tup(1, 2, 3),
    tup(1, 1, 2, 2),
    tup(0, 1),
    tup(1.0, 2),
    tup(True, 1),
    tup(tup(1, 1), 1),
    {"$list": [2, 2]},
    {"$np": ["int64", 2]},
    {"$list": []},
    300,
]


def pick(r, *xs):
    return r.choice(xs)


def pair(r, low, high):
    return (
        r.randint(low, high)
        if r.random() < 0.5
        else tup(r.randint(low, high), r.randint(low, high))
    )


def pair_of(value, n=2):
    return value["$tuple"][-n:] if isinstance(value, dict) else [value] * n


def tensor(shape, seed, dtype="float32"):
    return {"$tensor": {"shape": list(shape), "dtype": dtype, "seed": seed}}


def corrupt(r, kwargs, names):
    for _ in range(pick(r, 1, 1, 2)):
        kwargs[r.choice(names)] = r.choice(JUNK)


def conv2d(r, seed, api):
    group = pick(r, 1, 1, 1, 2, 3)
    c_out, c_res = group * r.randint(1, 4), group * r.randint(1, 4)
    k, s, d = pair(r, 1, 5), pair(r, 1, 4), pair(r, 1, 3)
    mode = pick(r, "valid", "same", "pad", "SAME", "Valid")
    kw = {"out_channel": c_out, "kernel_size": k, "pad_mode": mode, "stride": s, "dilation": d}
    if group > 1:
        kw["group"] = group
    pads = [0] * 4
    if mode == "pad" and r.random() < 0.8:
        kw["pad"] = (
            r.randint(0, 3) if r.random() < 0.5 else tup(*[r.randint(0, 4) for _ in range(4)])
        )
        pads = pair_of(kw["pad"], 4)
    (kh, kw_), (sh, sw), (dh, dw) = pair_of(k), pair_of(s), pair_of(d)
    n, h, w = r.randint(1, 3), r.randint(1, 7), r.randint(1, 7)
    size = []
    for i, (extent, kk, ss, dd) in enumerate(((h, kh, sh, dh), (w, kw_, sw, dw))):
        e = (kk - 1) * dd + 1
        if mode.lower() == "same":
            size.append(extent * ss - r.randint(0, ss - 1))
        else:
            size.append(
                (extent - 1) * ss + e - pads[2 * i] - pads[2 * i + 1] + r.randint(0, ss - 1)
            )
    dtype = pick(r, "float32", "float32", "float32", "float16")
    shape = [n, c_res] + size
    if r.random() < 0.12:
        shape[r.randrange(4)] += pick(r, -1, 1, 2)
    if min(shape) < 1:
        return None
    if r.random() < 0.1:
        s2 = pair_of(s)
        kw["stride"] = tup(1, 1, *s2)
    target = pick(
        r,
        tup(*shape),
        {"$list": shape},
        {"$shape_of": {"shape": shape, "dtype": "float32", "fill": 1.0}},
    )
    call = [
        tensor([n, c_out, h, w], seed, dtype),
        tensor([c_out, c_res // group, kh, kw_], seed + 2, dtype),
        target,
    ]
    case = {
        "api": "mindspore.ops." + api,
        "ctor": {"kwargs": kw},
        "call": {"args": call},
        "grad": True,
    }
    spoil = r.random()
    if spoil < 0.3:
        corrupt(
            r,
            kw,
            [
                "out_channel",
                "kernel_size",
                "pad_mode",
                "pad",
                "stride",
                "dilation",
                "group",
                "mode",
                "pad_list",
                "data_format",
            ],
        )
    elif spoil < 0.4:
        call[1] = pick(
            r,
            tensor([c_out, c_res // group, kh, kw_], seed + 2, "float64"),
            3,
            2.5,
            None,
            tensor([c_out + 1, c_res // group, kh, kw_], seed + 2, dtype),
            {"$pylist": {"shape": [2], "seed": 1}},
        )
    elif spoil < 0.45:
        call[2] = pick(
            r,
            None,
            3,
            "x",
            tup(*[float(x) for x in shape]),
            tup(*shape[:3]),
            {"$ndarray": {"shape": [4], "fill": 1}},
        )
    elif spoil < 0.5 and r.random() < 0.5:
        call.pop()
    if r.random() < 0.2:
        case["wrap"] = "cell"
    return case


def conv3d(r, seed, api):
    c_in, c_out = r.randint(1, 3), r.randint(1, 3)

    def three(low, high):
        return (
            r.randint(low, high)
            if r.random() < 0.5
            else tup(*[r.randint(low, high) for _ in range(3)])
        )

    k, s = three(1, 4), three(1, 3)
    mode = pick(r, "valid", "same", "pad", "PAD", "Same")
    kw = {"in_channel": c_in, "out_channel": c_out, "kernel_size": k, "stride": s, "pad_mode": mode}
    if r.random() < 0.4:
        kw["dilation"] = tup(1, r.randint(1, 3), r.randint(1, 3))
    if mode.lower() == "pad":
        if r.random() < 0.8:
            kw["pad"] = (
                r.randint(0, 2) if r.random() < 0.5 else tup(*[r.randint(0, 3) for _ in range(6)])
            )
        if r.random() < 0.4:
            kw["output_padding"] = three(0, 2)
    dtype = pick(r, "float32", "float32", "float16")
    extents = pair_of(k, 3)
    call = [
        tensor([r.randint(1, 2), c_in] + [r.randint(1, 5) for _ in range(3)], seed, dtype),
        tensor([c_in, c_out] + extents, seed + 2, dtype),
    ]
    spoil = r.random()
    if spoil < 0.35:
        corrupt(
            r,
            kw,
            [
                "in_channel",
                "out_channel",
                "kernel_size",
                "mode",
                "pad_mode",
                "pad",
                "stride",
                "dilation",
                "output_padding",
                "data_format",
            ],
        )
    elif spoil < 0.45:
        call[1] = pick(
            r,
            3,
            None,
            tensor([c_in + 1, c_out] + extents, seed + 2, dtype),
            tensor([c_in, c_out] + extents[:2], 3),
            tensor([c_in, c_out] + extents, seed + 2, "float64"),
        )
    elif spoil < 0.5:
        call[0] = pick(
            r,
            2,
            None,
            "x",
            tensor([1, c_in, 3, 3], seed),
            tensor([1, c_in, 3, 3, 3], seed, "int32"),
        )
    elif spoil < 0.53:
        call.append(None)
    return {
        "api": "mindspore.ops." + api,
        "ctor": {"kwargs": kw},
        "call": {"args": call},
        "grad": True,
    }


def conv1d(r, seed, api):
    group = pick(r, 1, 1, 2, 3)
    c_in, c_out, k = group * r.randint(1, 4), group * r.randint(1, 4), r.randint(1, 6)
    mode = pick(r, "same", "valid", "pad")
    kw = {
        "in_channels": c_in,
        "out_channels": c_out,
        "kernel_size": k,
        "stride": r.randint(1, 4),
        "pad_mode": mode,
        "dilation": r.randint(1, 3),
        "weight_init": "normal",
        "bias_init": "zeros",
        "has_bias": r.random() < 0.5,
    }
    if group > 1:
        kw["group"] = group
    if mode == "pad":
        kw["padding"] = r.randint(0, 3)
    case = {
        "api": "mindspore.nn." + api,
        "ctor": {"kwargs": kw},
        "grad": True,
        "params": {
            "weight": {"shape": [c_in, c_out // group, 1, k], "dtype": "float32", "seed": seed + 2}
        },
    }
    if kw["has_bias"]:
        case["params"]["bias"] = {"shape": [c_out], "dtype": "float32", "seed": seed + 3}
    x = tensor([r.randint(1, 3), c_in, r.randint(1, 9)], seed)
    spoil = r.random()
    if spoil < 0.35:
        corrupt(
            r,
            kw,
            [
                "in_channels",
                "out_channels",
                "kernel_size",
                "stride",
                "pad_mode",
                "padding",
                "dilation",
                "group",
                "has_bias",
                "bias_init",
            ],
        )
    elif spoil < 0.5:
        x = pick(
            r,
            tensor([2, c_in], seed),
            tensor([1, c_in, 3, 3], seed),
            tensor([1, c_in + 1, 5], seed),
            3,
            "x",
            None,
            tensor([1, c_in, 5], seed, "float16"),
            tensor([1, c_in, 5], seed, "float64"),
            {"$pylist": {"shape": [1, 2, 3], "seed": 1}},
        )
    case["call"] = {"args": [x]}
    if r.random() < 0.1:
        case["wrap"] = pick(r, "cell", "construct")
    return case


ACTS = [
    None,
    None,
    None,
    "relu",
    "sigmoid",
    "tanh",
    "softmax",
    "leaky_relu",
    "relu6",
    "gelu",
    "elu",
    "swish",
    "hard_sigmoid",
    "softplus",
    "softsign",
    "hard_swish",
    "logsigmoid",
    "tanh_shrink",
    "brelu",
    "stanh",
    "thresholded_relu",
    "softshrink",
    "hard_shrink",
    "selu",
    "soft_relu",
    "square",
    "abs",
    "exp",
    "ceil",
    "floor",
    "round",
    "sin",
    "cos",
    "erf",
    "nosuch",
    3,
]


def paddle2d(r, seed, api):
    group = pick(r, 1, 1, 2, 3)
    c_in, c_out = group * r.randint(1, 4), group * r.randint(1, 4)
    k, s, d, p = pair(r, 1, 5), pair(r, 1, 4), pair(r, 1, 3), pair(r, 0, 3)
    dtype = pick(r, "float32", "float32", "float64")
    h, w = r.randint(1, 7), r.randint(1, 7)
    kw = {
        "num_channels": c_in,
        "num_filters": c_out,
        "filter_size": k,
        "stride": s,
        "dilation": d,
        "padding": p,
        "dtype": dtype,
    }
    if group > 1 or r.random() < 0.3:
        kw["groups"] = group
    act = r.choice(ACTS)
    if act is not None:
        kw["act"] = act
    if r.random() < 0.3:
        kw["bias_attr"] = False
    base = []
    for extent, kk, ss, dd, pp in zip((h, w), pair_of(k), pair_of(s), pair_of(d), pair_of(p)):
        base.append((extent - 1) * ss - 2 * pp + (kk - 1) * dd + 1)
    if r.random() < 0.3:
        kw["output_size"] = {
            "$list": [
                b + r.randint(-1 if r.random() < 0.2 else 0, q - 1)
                for b, q in zip(base, pair_of(s))
            ]
        }
    case = {
        "api": "paddle.fluid.dygraph." + api,
        "ctor": {"kwargs": kw},
        "grad": True,
        "params": {
            "weight": {
                "shape": [c_in, c_out // group] + pair_of(k),
                "dtype": dtype,
                "seed": seed + 2,
            }
        },
    }
    if "bias_attr" not in kw:
        case["params"]["bias"] = {"shape": [c_out], "dtype": dtype, "seed": seed + 3}
    x = tensor([r.randint(1, 3), c_in, h, w], seed, dtype)
    spoil = r.random()
    if spoil < 0.3:
        case.pop("params")
        junk = [j for j in JUNK if j not in (0,)]
        name = r.choice(
            [
                "num_channels",
                "num_filters",
                "filter_size",
                "output_size",
                "padding",
                "dilation",
                "groups",
                "param_attr",
                "bias_attr",
                "dtype",
            ]
        )
        kw[name] = r.choice(junk)
    elif spoil < 0.4:
        x = pick(
            r,
            tensor([2, c_in, 5], seed, dtype),
            tensor([1, c_in, 3, 3, 3], seed, dtype),
            tensor([1, c_in + 1, 5, 5], seed, dtype),
            3,
            "x",
            None,
            tensor([1, c_in, 5, 5], seed, "float16"),
            tensor([1, c_in, 5, 5], seed, "int32"),
        )
    if not isinstance(x, dict):
        case["grad"] = False
    case["call"] = {"args": [x]}
    return case


MAKERS = {
    "mindspore": [
        (conv2d, "Conv2DTranspose"),
        (conv2d, "Conv2DBackpropInput"),
        (conv3d, "Conv3DTranspose"),
        (conv1d, "Conv1dTranspose"),
    ],
    "paddle": [(paddle2d, "Conv2DTranspose")],
}


def make(framework, count, seed):
    r = random.Random(seed)
    cases = []
    while len(cases) < count:
        maker, api = r.choice(MAKERS[framework])
        case = maker(r, r.randint(1, 10**6), api)
        if case is not None:
            case.update(
                id="%s-%d-%04d" % (framework, seed, len(cases)),
                framework=framework,
                seed=r.randint(1, 10**6),
            )
            cases.append(case)
    return cases


def record(case, env):
    """The case with what the framework answered."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        res = env.run(case)
    if "error" in res:
        return dict(case, expect={"kind": "error", "error": res["error"]})
    if case["framework"] == "paddle" and "params" not in case:
        return dict(case, expect={"kind": "attrs", "probes": []})  # random weights: only that it works
    expect = {"kind": "value", "out": seed_cases.digest(res["out"], case["seed"])}
    if "grad_error" in res:
        expect["grad_error"] = res["grad_error"]
    elif "grads" in res:
        expect["grads"] = dict(
            (k, seed_cases.digest(v, case["seed"])) for k, v in res["grads"].items()
        )
    return dict(case, expect=expect)


def child(path):
    """Record the cases of a file one by one, each written as soon as it is known."""
    with open(path) as f:
        cases = json.load(f)
    env = {"mindspore": seed_cases.MindSpore, "paddle": seed_cases.Paddle}[cases[0]["framework"]]()
    for case in cases:
        with open(path + ".out", "a") as f:
            f.write(json.dumps(record(case, env)) + "\n")


def run(cases, folder):
    """Record in a child process; after a crash go on behind the case that caused it."""
    done, lost = [], 0
    while cases:
        path = os.path.join(folder, "batch.json")
        with open(path, "w") as f:
            json.dump(cases, f)
        if os.path.exists(path + ".out"):
            os.remove(path + ".out")
        subprocess.call([sys.executable, os.path.abspath(__file__), "--child", path])
        rows = []
        if os.path.exists(path + ".out"):
            with open(path + ".out") as f:
                rows = [json.loads(line) for line in f if line.endswith("\n")]
        done += rows
        lost += len(rows) < len(cases)
        cases = cases[len(rows) + 1 :]
    return done, lost


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--framework", choices=sorted(MAKERS))
    ap.add_argument("--count", type=int, default=300)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--out")
    ap.add_argument("--child")
    args = ap.parse_args()
    if args.child:
        return child(args.child)
    folder = tempfile.mkdtemp()
    cases, lost = run(make(args.framework, args.count, args.seed), folder)
    oracle = {"mindspore": "mindspore-2.0.0", "paddle": "paddle-1.8.5"}
    partial = args.out + ".part"
    with open(partial, "w") as f:
        json.dump({"schema": 1, "oracles": oracle, "doc": "tests/seed", "cases": cases}, f)
    os.replace(partial, args.out)
    print("%d cases, %d left out because the original crashed" % (len(cases), lost))


if __name__ == "__main__":
    main()
