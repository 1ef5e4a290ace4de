"""Cases whose answers are recorded from Paddle 1.8.5; each function gives a dict of plain data.

Runs on the real Paddle and on the frontend alike, so it must stay Python 3.7 and use public names
only.
"""

import re

import numpy as np
import paddle.fluid as fluid

L = fluid.layers
D = fluid.dygraph


def array(shape, seed=0, dtype="float32", low=None):
    """Normal numbers, or uniform ones from `low` to 1 above it."""
    rs = np.random.RandomState(seed)
    values = rs.standard_normal(shape) if low is None else rs.uniform(low, low + 1, shape)
    return values.astype(dtype)


def variable(x, grad=True):
    """A variable of an array or list; floats of lists are float32."""
    if not isinstance(x, np.ndarray):
        x = np.array(x, "float32")
    v = D.to_variable(x)
    v.stop_gradient = not (grad and x.dtype.kind == "f")
    return v


def plain(x):
    """Shape, dtype and values; of many values some, their sum and the sum of their squares."""
    x = x if isinstance(x, np.ndarray) else x.numpy()
    flat = x.reshape(-1)
    if flat.size > 40:
        wide = flat.astype("float64")
        ends = [wide.sum(), (wide * wide).sum()]
        flat = np.concatenate([wide[:: flat.size // 9], ends])
    values = [str(float(v)) if not np.isfinite(v) else v for v in flat.tolist()]
    return [list(x.shape), str(x.dtype), values]


def message(error):
    """The informative line of an error."""
    lines = str(error).split("\n")
    for i, line in enumerate(lines):
        if "Error Message Summary" in line:
            lines = lines[i + 1 :]
            break
    line = next((t for t in lines if any(c.isalnum() for c in t)), "")
    return re.sub(r"\s+at \(/[^)]*\)\s*$", "", line.strip())


def attempt(function):
    """The answer of a function, or the type and message of its error."""
    try:
        return function()
    except Exception as error:
        return {"error": [type(error).__name__, message(error)]}


def run(function, *arrays):
    """Results of a function and the gradients of a weighted sum of them."""

    def call():
        xs = [variable(a) for a in arrays]
        out = function(*xs)
        outs = list(out) if isinstance(out, (list, tuple)) else [out]
        found = {"out": [plain(o) for o in outs]}
        loss = None
        for k, o in enumerate(outs):
            if "FP" in str(o.dtype) and not o.stop_gradient:
                weight = variable(array(o.shape, 7 + k, o.numpy().dtype), False)
                term = L.reduce_sum(o * weight)
                loss = term if loss is None else loss + term
        if loss is not None:
            loss.backward()
            grads = [x.gradient() for x in xs]
            found["grads"] = [None if g is None else plain(np.array(g)) for g in grads]
        return found

    return attempt(call)


def collect(table):
    """The answers to a table of name -> (function, arrays...)."""
    with D.guard(fluid.CPUPlace()):
        found = {}
        for name, row in table.items():
            found[name] = run(row[0], *row[1:])
            D.Layer().train()  # some errors leave recording switched off
        return found


def ties():
    """Gradients where functions have kinks and where operands are equal."""
    one = lambda name: getattr(L, name)  # noqa: E731
    table = {
        "elementwise_max": (L.elementwise_max, [1, 2, 3], [1, 3, 2]),
        "elementwise_min": (L.elementwise_min, [1, 2, 3], [1, 3, 2]),
        "reduce_max": (L.reduce_max, [1, 3, 3]),
        "reduce_min": (L.reduce_min, [1, 1, 3]),
        "clip": (lambda x: L.clip(x, 0.0, 1.0), [0, 1, 0.5, 2, -1]),
        "brelu": (L.brelu, [0, 24, -1, 7]),
        "relu6": (L.relu6, [0, 6, -1, 7, 3]),
        "hard_sigmoid": (L.hard_sigmoid, [-2.5, 2.5, 0, 3]),
        "hard_swish": (L.hard_swish, [-3, 3, 0, 4, -4]),
        "softshrink": (L.softshrink, [-0.5, 0.5, 0, 3]),
        "hard_shrink": (L.hard_shrink, [-0.5, 0.5, 0, 3]),
        "thresholded_relu": (L.thresholded_relu, [1, 0.5, 2]),
        "soft_relu": (L.soft_relu, [-50, -40, 0, 40, 50]),
        "max_pool": (lambda x: L.pool2d(x, 2, "max", 2), np.ones((1, 1, 2, 2), "float32")),
        "maxout": (lambda x: L.maxout(x, 2), np.ones((1, 4, 1, 1), "float32")),
        "topk": (lambda x: L.topk(x, 2)[0], [[1, 1, 1, 0]]),
        "pow": (lambda x: L.pow(x, 2.5), [0, 4]),
        "power": (lambda x, y: x**y, [1, 4, 2], [2, 0.5, 0]),
        "divide": (lambda x, y: x / y, [1, 0], [0, 2]),
    }
    for name in ("abs", "relu", "leaky_relu", "sign", "elu", "selu", "floor", "ceil", "round"):
        table[name] = (one(name), [-1.5, -0.5, 0, 0.5, 1.5, 2.5])
    return collect(table)


ACTIVATIONS = [
    "abs",
    "acos",
    "asin",
    "atan",
    "brelu",
    "ceil",
    "cos",
    "elu",
    "erf",
    "exp",
    "floor",
    "gelu",
    "hard_shrink",
    "hard_sigmoid",
    "hard_swish",
    "leaky_relu",
    "logsigmoid",
    "reciprocal",
    "relu",
    "relu6",
    "round",
    "selu",
    "sigmoid",
    "sign",
    "sin",
    "soft_relu",
    "softplus",
    "softshrink",
    "softsign",
    "square",
    "stanh",
    "swish",
    "tanh",
    "tanh_shrink",
    "thresholded_relu",
    "softmax",
    "cumsum",
]


def activations():
    """Functions of one variable in float32 and float64."""
    table = {}
    for name in ACTIVATIONS:
        low = -0.5 if name in ("acos", "asin") else None
        for dtype in ("float32", "float64"):
            table[name + " " + dtype] = (getattr(L, name), array((2, 3), 1, dtype, low))
    for name in ("sqrt", "rsqrt", "log", "log1p"):
        table[name] = (getattr(L, name), array((2, 3), 1, "float32", 0.5))
    return collect(table)


def functions():
    """Shapes, reductions, products, losses."""
    x, y = array((2, 3, 4)), array((2, 3, 4), 5)
    image = array((2, 4, 5, 6))
    p = np.abs(x[0]) / np.abs(x[0]).sum(1, keepdims=True)
    index = np.array([[1], [0], [3]])
    table = {
        "reduce_sum": (lambda a: L.reduce_sum(a, [0, 2]), x),
        "reduce_mean": (lambda a: L.reduce_mean(a, 1, True), x),
        "reduce_prod": (lambda a: L.reduce_prod(a, -1), x),
        "reduce_max": (lambda a: L.reduce_max(a, [1]), x),
        "mean": (L.mean, x),
        "logsumexp": (lambda a: L.logsumexp(a, 1), x),
        "add axis": (lambda a, b: L.elementwise_add(a, b, 1), x, array((3,), 2)),
        "mul axis act": (lambda a, b: L.elementwise_mul(a, b, 0, "relu"), x, array((2,), 2)),
        "broadcast": (lambda a, b: a - b, x, array((1, 4), 2)),
        "broadcast left": (lambda a, b: a * b, array((3, 1), 2), x),
        "bad broadcast": (lambda a, b: a + b, x, array((3,), 2)),
        "matmul": (lambda a, b: L.matmul(a, b, False, True, 0.5), x, y),
        "matmul 2d": (L.matmul, x, array((4, 5), 3)),
        "matmul 1d": (L.matmul, array((4,)), array((4,), 1)),
        "mul": (lambda a, b: L.mul(a, b, 1), x, array((12, 2), 3)),
        "reshape": (lambda a: L.reshape(a, [0, -1]), x),
        "bad reshape": (lambda a: L.reshape(a, [5, -1]), x),
        "transpose": (lambda a: L.transpose(a, [2, 0, 1]), x),
        "concat": (lambda a, b: L.concat([a, b], 1), x, y),
        "bad concat": (lambda a, b: L.concat([a, b], 1), x, array((2, 3, 5))),
        "stack": (lambda a, b: L.stack([a, b], -1), x, y),
        "split": (lambda a: L.split(a, [1, -1], 1), x),
        "unstack": (lambda a: L.unstack(a, 1), x),
        "squeeze": (lambda a: L.squeeze(a, [0]), x[:1]),
        "unsqueeze": (lambda a: L.unsqueeze(a, [0, -1]), x),
        "flatten": (lambda a: L.flatten(a, 2), x),
        "expand": (lambda a: L.expand(a, [1, 2, 1]), x),
        "slice": (lambda a: L.slice(a, [1, 2], [-2, 0], [3, 2]), x),
        "strided_slice": (lambda a: L.strided_slice(a, [2], [3], [0], [-2]), x),
        "pad": (lambda a: L.pad(a, [0, 0, 1, 0, 0, 2], 1.5), x),
        "pad2d": (lambda a: L.pad2d(a, [1, 0, 2, 1], "reflect"), image),
        "gather": (lambda a: L.gather(a, D.to_variable(np.array([1, 1, 0]))), x),
        "gather_nd": (lambda a: L.gather_nd(a, D.to_variable(np.array([[0, 2], [1, 1]]))), x),
        "one_hot": (lambda a: fluid.one_hot(a, 4), np.array([3, 0])),
        "argsort": (lambda a: L.argsort(a, 1, True), x),
        "argmax": (lambda a: L.argmax(a, 1), x),
        "where": (lambda a: L.where(a > 0.5), x),
        "cast": (lambda a: L.cast(a, "int32"), x),
        "scale": (lambda a: L.scale(a, 2.0, 0.1, False), array((3,), 1, "float64")),
        "cumsum": (lambda a: L.cumsum(a, 1, True, True), x),
        "l2_normalize": (lambda a: L.l2_normalize(a, 1), x),
        "clip_by_norm": (lambda a: L.clip_by_norm(a.detach(), 1.0), x),
        "label_smooth": (lambda a: L.label_smooth(a, epsilon=0.2), x),
        "cross_entropy": (lambda a, b: L.cross_entropy(a, b), p, index),
        "soft cross_entropy": (lambda a, b: L.cross_entropy(a, b, True), p, np.abs(y[0])),
        "softmax_with_cross_entropy": (L.softmax_with_cross_entropy, x[0], index),
        "bad label": (L.softmax_with_cross_entropy, x[0], index + 2),
        "ignored label": (
            lambda a, b: L.softmax_with_cross_entropy(a, b, ignore_index=0),
            x[0],
            index,
        ),
        "sigmoid_cross_entropy": (L.sigmoid_cross_entropy_with_logits, x, np.abs(y)),
        "log_loss": (L.log_loss, p[:, :1], np.array([[1], [0], [1]], "float32")),
        "smooth_l1": (L.smooth_l1, x[0], y[0]),
        "huber_loss": (lambda a, b: L.huber_loss(a, b, 0.5), x[0], y[0]),
        "kldiv_loss": (lambda a, b: L.kldiv_loss(a, b), x[0], np.abs(y[0])),
        "mse_loss": (L.mse_loss, x, y),
        "pool2d": (lambda a: L.pool2d(a, [3, 2], "max", 2, [1, 0]), image),
        "pool2d avg": (lambda a: L.pool2d(a, 3, "avg", 2, 1), image),
        "pool2d inclusive": (lambda a: L.pool2d(a, 3, "avg", 2, 1, exclusive=False), image),
        "pool2d ceil": (lambda a: L.pool2d(a, 2, "avg", 2, 0, ceil_mode=True), image),
        "pool2d same": (lambda a: L.pool2d(a, 3, "max", 2, "SAME"), image),
        "pool2d global": (lambda a: L.pool2d(a, pool_type="avg", global_pooling=True), image),
        "adaptive avg": (lambda a: L.adaptive_pool2d(a, [3, 4], "avg"), image),
        "adaptive max": (lambda a: L.adaptive_pool2d(a, [3, 4], "max"), image),
        "resize_nearest": (lambda a: L.resize_nearest(a, [7, 3]), image),
        "resize_nearest free": (
            lambda a: L.resize_nearest(a, scale=2.0, align_corners=False),
            image,
        ),
        "resize_bilinear": (lambda a: L.resize_bilinear(a, [7, 9]), image),
        "resize_bilinear 0": (
            lambda a: L.resize_bilinear(a, [7, 9], None, None, None, False, 0),
            image,
        ),
        "resize_bilinear 1": (
            lambda a: L.resize_bilinear(a, [7, 9], None, None, None, False, 1),
            image,
        ),
        "temporal_shift": (lambda a: L.temporal_shift(a, 2, 0.25), image),
        "pixel_shuffle": (lambda a: L.pixel_shuffle(a, 2), image),
    }
    return collect(table)


def operators():
    """Python's operators, promotion and its refusals."""
    x, i = array((2, 3)), np.arange(6).reshape(2, 3)
    other = np.array([[1, 2, 3]])
    table = {
        "int": (lambda a: a + 1, i),
        "int float": (lambda a: a + 1.5, i),
        "int whole": (lambda a: a * 2.0, i),
        "int divide": (lambda a: a / 2, -i),
        "int rdivide": (lambda a: 7 / (a + 1), i),
        "int floordiv": (lambda a: a // 2, -i),
        "int mod": (lambda a: a % 2, -i),
        "int pow": (lambda a: a**2, i),
        "int zero": (lambda a: a / 0, i),
        "floordiv": (lambda a: a // 2, x),
        "mod": (lambda a: a.detach() % 2, x),
        "rsub": (lambda a: 1 - a, x),
        "rdiv": (lambda a: 2.0 / a, x),
        "rpow": (lambda a: 2**a, x),
        "neg": (lambda a: -a, x),
        "bool": (lambda a: a + True, x),
        "none": (lambda a: a + None, x),
        "text": (lambda a: a + "a", x),
        "zero": (lambda a: a / 0, x),
        "compare": (lambda a: [a > 0, a == a, a != 1, a <= 0.5], x),
        "compare bools": (lambda a: (a > 0) + (a > 1), x),
        "double": (lambda a: a * 0.1 + 0.2, array((3,), 2, "float64")),
        "int int": (lambda a, b: a - b, i, other),
        "item": (lambda a: a[1], x),
        "items": (lambda a: a[0, 1:], x),
        "step": (lambda a: a[::-1, ::2], x),
        "far": (lambda a: a[2], x),
        "many": (lambda a: a[0, 0, 0], x),
        "ellipsis": (lambda a: a[..., 0], x),
        "list": (lambda a: a[[0, 1]], x),
        "empty": (lambda a: a[1:1], x),
        "astype": (lambda a: a.astype("float64"), x),
        "relu int": (L.relu, i),
    }
    return collect(table)
