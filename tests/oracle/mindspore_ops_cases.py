"""Expressions over `mindspore.ops` whose outcomes under MindSpore 2.0.0 are on record.

The files in the folder `mindspore_ops` hold one expression a line; `names` are what they may use.
"""

from pathlib import Path

import numpy as np

FOLDER = Path(__file__).with_name("mindspore_ops")
GROUPS = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))


def expressions(group):
    """The expressions of a group, without empty lines."""
    lines = (FOLDER / f"{group}.txt").read_text("utf-8").split("\n")
    return [line for line in lines if line.strip()]


def names(ms):
    """t(...) makes a tensor of its arguments, r(shape, k=seed) one of normal draws."""

    def t(*values, d=np.float32):
        return ms.Tensor(np.array(values[0] if len(values) == 1 else values, d))

    def r(*shape, d=np.float32, k=0):
        return ms.Tensor(np.random.RandomState(k).standard_normal(shape).astype(d))

    return {
        "__name__": __name__,
        "ms": ms,
        "np": np,
        "ops": ms.ops,
        "Tensor": ms.Tensor,
        "Parameter": ms.Parameter,
        "ParameterTuple": ms.ParameterTuple,
        "GO": ms.ops.GradOperation,
        "t": t,
        "r": r,
        "p": ms.Parameter(t(4.0), name="p"),
        "q": ms.Parameter(t(5.0), name="q"),
        "v": ms.Parameter(t(1.0, 2.0), name="v"),
        "m": ms.Parameter(t(0.5, -0.5), name="m"),
        "w": ms.Parameter(t(0.1, 0.2), name="w"),
    }


def evaluate(ms, expression):
    """The value of an expression. The original wants a file name it can hash for lambdas."""
    return eval(compile(expression, "x", "eval"), names(ms))
