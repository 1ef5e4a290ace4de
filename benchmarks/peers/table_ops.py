"""The same primitives of the library called directly and through the table of the core."""

import importlib

from small import square

from compat.core import op

DIRECT = {
    "add": {"numpy": "numpy:add", "torch": "torch:add", "tensorflow": "tensorflow:add"},
    "exp": {"numpy": "numpy:exp", "torch": "torch:exp", "tensorflow": "tensorflow:exp"},
    "matmul": {"numpy": "numpy:matmul", "torch": "torch:matmul", "tensorflow": "tensorflow:matmul"},
}


def about():
    info = op.backend_info()
    return "compat over {} {}".format(info["library"], info["version"])


def prepare(task):
    xs = [op.asarray(square(n), "float32", "cpu") for n in (0, 1)]
    xs = xs[: 1 if task["operator"] == "exp" else 2]
    module, name = DIRECT[task["operator"]][op.backend_info()["library"]].split(":")
    if task["map"] == "direct":
        function = getattr(importlib.import_module(module), name)
        return lambda: function(*xs)
    attribute = task["operator"]
    if attribute == "add":
        return lambda: op.add(*xs)
    return (lambda: op.exp(*xs)) if attribute == "exp" else (lambda: op.matmul(*xs))
