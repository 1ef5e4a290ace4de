"""Record what MindSpore 2.0.0 does with the cases, for the tests in `tests/mindspore`.

Run from the root of the repository with an interpreter that has the original installed:
    python -m tests.oracle.record_mindspore
"""

import hashlib
import json
import operator
from pathlib import Path

import numpy as np

from . import mindspore_cases as cases
from . import mindspore_numpy_cases as numpy_cases

TARGET = Path(__file__).parents[1] / "golden" / "mindspore"
LEAN = ("reads", "writes", "methods", "numpy")
SYMBOLS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "@": operator.matmul,
}


def evaluated(ms, expressions, names):
    """Expression -> outcome."""
    return {e: cases.outcome(ms, lambda e=e: eval(e, names(ms))) for e in expressions}


def written(ms):
    """Statement -> the tensor it assigns to, afterwards."""

    def run(statement):
        found = cases.indexed(ms)
        exec(statement, found)
        return found[statement[0]]

    return {s: cases.outcome(ms, lambda s=s: run(s)) for s in cases.WRITES}


def converted(ms):
    """Operator -> first operand -> result dtypes for every second operand, "!" for an error."""

    def kind(symbol, first, second):
        found = cases.outcome(ms, lambda: SYMBOLS[symbol](first, second))
        if isinstance(found, dict):
            return found.get("dtype") or "!" + found["error"]
        return type(found).__name__

    def row(symbol, first):
        tensor = cases.operand(ms, first)
        pairs = [kind(symbol, tensor, cases.operand(ms, d)) for d in cases.OPERANDS]
        scalars = [kind(symbol, tensor, s) for s in cases.SCALARS.values()]
        return " ".join([*pairs, *scalars])

    return {s: {d: row(s, d) for d in cases.OPERANDS} for s in cases.OPERATORS}


def drawn(ms):
    """Case -> initial values in three dtypes, one drawn after the other."""
    ms.set_seed(7)
    found = {}
    for case in cases.INITIAL:
        for name in ("float32", "float16", "float64"):

            def draw(case=case, name=name):
                value, shape = eval(f"({case})", cases.names(ms))
                return cases.names(ms)["init"].initializer(value, shape, getattr(ms, name))

            found[f"{case}, {name}"] = cases.outcome(ms, lambda d=draw: digest(d()))
    return found


def digest(tensor):
    """Shape, dtype, hash of the bytes and first values of a tensor that is still to be drawn."""
    if tensor.has_init:
        tensor.init_data()
    array = np.ascontiguousarray(tensor.asnumpy())
    code = hashlib.sha256(array.tobytes()).hexdigest()[:16]
    return [list(array.shape), str(tensor.dtype), code, *array.ravel()[:2].tolist()]


def record(ms):
    """All files, as name -> content."""
    return {
        "reads": evaluated(ms, cases.READS, cases.indexed),
        "writes": written(ms),
        "methods": evaluated(ms, cases.METHODS, cases.names),
        "constructions": evaluated(ms, cases.CONSTRUCTIONS, cases.names),
        "arithmetic": evaluated(ms, cases.ARITHMETIC, cases.names),
        "conversions": converted(ms),
        "initial": drawn(ms),
        "numpy": evaluated(ms, numpy_cases.EXPRESSIONS, numpy_cases.names),
        "settings": evaluated(ms, cases.SETTINGS, cases.names),
    }


def lean(found):
    """An outcome without the text of tensors whose values it has."""
    if isinstance(found, list):
        return [lean(f) for f in found]
    if isinstance(found, dict) and "values" in found:
        return {k: v for k, v in found.items() if k != "text"}
    return found


def main():
    """Write the files."""
    import mindspore as ms
    import mindspore.numpy

    assert mindspore.numpy
    ms.set_context(mode=ms.PYNATIVE_MODE, pynative_synchronize=True)
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, content in record(ms).items():
        if name in LEAN:
            content = {k: lean(v) for k, v in content.items()}
        rows = (f"{json.dumps(k)}: {json.dumps(v)}" for k, v in content.items())
        path = TARGET / f"{name}.json"
        path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
        print(path, len(content))


if __name__ == "__main__":
    main()
