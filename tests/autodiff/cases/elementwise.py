"""Cases of elementwise primitives."""

from __future__ import annotations

import numpy as np

from compat.core import op

from .case import add, apart, bool_, normal, waves, within


def _unary():
    anywhere = "exp expm1 sin cos atan sinh cosh tanh asinh sigmoid erf erfc negative copy"
    for name in anywhere.split():
        add(name, "", lambda x, name=name: getattr(op, name)(x), normal(2, 3))
    for name in ["sqrt", "rsqrt", "log", "log2", "log10", "log1p", "lgamma"]:
        add(name, "", lambda x, name=name: getattr(op, name)(x), within(0.5, 3, 2, 3))
    for name in ["asin", "acos", "atanh", "erfinv", "tan"]:
        add(name, "", lambda x, name=name: getattr(op, name)(x), within(-0.7, 0.7, 2, 3))
    add("acosh", "", lambda x: op.acosh(x), within(1.5, 3, 5))
    add("abs", "", lambda x: op.abs(x), apart(2, 3))
    add("real", "of real", lambda x: op.real(x), normal(3))
    add("imag", "of real", lambda x: op.imag(x), normal(3))
    add("conj", "of real", lambda x: op.conj(x), normal(3))
    for n in (0, 1, 2):
        add("polygamma", f"{n}", lambda x, n=n: op.polygamma(x, n), within(0.8, 3, 4), order=1)
    add("lgamma", "negative", lambda x: op.lgamma(x), within(-0.7, -0.3, 4))


def _unary_complex():
    entire = "exp sin cos sinh cosh tanh negative conj real imag abs sqrt log tan"
    for name in entire.split():
        add(name, "complex", lambda x, name=name: getattr(op, name)(x), waves(2, 3) + 0.3)


def _binary():
    for name in [
        "add",
        "subtract",
        "multiply",
        "divide",
        "atan2",
        "maximum",
        "minimum",
        "remainder",
        "fmod",
    ]:
        for left, right in (((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1, 3), (4, 1)), ((), (2,))):
            x1, x2 = apart(*left) * 1.1, apart(*right, seed=1) + 0.61
            if name in ("remainder", "fmod"):
                x1 = within(1.5, 1.9, *left)  # quotients between 1.1 and 1.9, away from the jumps
                x2 = np.sign(x2) * within(1.0, 1.3, *right)
            label = f"{left}{right}"
            add(name, label, lambda a, b, n=name: getattr(op, n)(a, b), x1, x2)
        for value in (2.0, -1.3):
            if name == "atan2":
                continue
            x = within(1.5, 2.2, 2, 3) if name in ("remainder", "fmod") else apart(2, 3) + 0.13
            add(name, f"x,{value}", lambda a, n=name, v=value: getattr(op, n)(a, v), x)
            add(name, f"{value},x", lambda a, n=name, v=value: getattr(op, n)(v, a), x)
    add("multiply", "by itself", lambda x: op.multiply(x, x), normal(3))
    add("pow", "", lambda a, b: op.pow(a, b), within(0.5, 2, 2, 3), normal(3))
    for value in (0, 1, 2, 3.0, -1.5, 0.5):
        add("pow", f"x,{value}", lambda a, v=value: op.pow(a, v), within(0.5, 2, 2, 3))
    add("pow", "2,x", lambda a: op.pow(2.0, a), normal(2, 3))
    add("pow", "negative base", lambda a: op.pow(a, 3.0), -within(0.5, 2, 3))
    for name in ("add", "subtract", "multiply", "divide"):
        x1, x2 = waves(2, 3), waves(3, seed=5) + 0.5
        add(name, "complex", lambda a, b, n=name: getattr(op, n)(a, b), x1, x2)
    add("multiply", "complex scalar", lambda a: op.multiply(a, 1.5), waves(3))
    add("pow", "complex", lambda a: op.pow(a, 2.0), waves(3) + 0.4)
    add("complex", "", lambda a, b: op.complex(a, b), normal(2, 3), normal(3))
    held = np.array([[True, False, True]])
    add("where", "", lambda a, b: op.where(bool_(held), a, b), normal(2, 3), normal(2, 1))
    add("where", "x,0", lambda a: op.where(bool_(held), a, 0.0), normal(3))


_unary()
_unary_complex()
_binary()
