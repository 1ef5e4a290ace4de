"""NumPy called directly."""

import numpy as np
from small import square


def about():
    return f"numpy {np.__version__}"


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def prepare(task):
    if task["map"] != "forward":
        return None
    x, y = square(0), square(1)
    return {
        "add": lambda: x + y,
        "multiply": lambda: x * y,
        "exp": lambda: np.exp(x),
        "relu": lambda: np.maximum(x, 0),
        "matmul": lambda: x @ y,
        "sum": lambda: x.sum(),
        "reshape": lambda: x.reshape(8, 8),
        "transpose": lambda: x.transpose(1, 0),
        "softmax": lambda: softmax(x),
        "concat": lambda: np.concatenate((x, y), 0),
    }[task["operator"]]
