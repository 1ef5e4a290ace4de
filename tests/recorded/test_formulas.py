"""What MindSpore has no CPU kernel for, or answers at random, against a formula in NumPy.

The calls use the words of `frameworks.py`; a formula sees `np`, `a` (the data of `t`), SciPy's
`special`, and gives the result or a list of the results.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy import special

from . import values
from .compare import difference
from .test_recorded import framework


def normalised(x, axes):
    """`x` less its mean, over its deviation."""
    centred = x - x.mean(axes, keepdims=True)
    return centred / np.sqrt((centred**2).mean(axes, keepdims=True) + 1e-5)


def instance_norm(x):
    """With the repeatable scale and shift that `fixed` gives three channels."""
    gamma = values.fixed(2, "gamma", (3,), "float32")
    beta = values.fixed(3, "beta", (3,), "float32")
    shape = (1, 3) + (1,) * (x.ndim - 2)
    scaled = normalised(x, tuple(range(2, x.ndim))) * gamma.reshape(shape)
    return scaled + beta.reshape(shape)


def triplet(x, near, far, margin=1.0):
    """Mean hinge of the distances, as torch defines it."""
    one, two = (np.linalg.norm(x - y + 1e-6, axis=1) for y in (near, far))
    return np.maximum(one - two + margin, 0).mean()


def with_diagonal(x, diagonal):
    """`x` with `diagonal` on its last two axes."""
    out = x.copy()
    places = np.arange(diagonal.shape[-1])
    out[..., places, places] = diagonal
    return out


def cropped_blocks(x):
    """What BatchToSpace makes of (4, 1, 2, 3) with blocks of 2 and a row cut at the top."""
    blocks = x.reshape(2, 2, 1, 1, 2, 3).transpose(2, 3, 4, 0, 5, 1)
    return blocks.reshape(1, 1, 4, 6)[:, :, 1:]


def lars_update(w, g, square_w, square_g, decay, rate, epsilon=1e-5, coefficient=0.001):
    """The gradient scaled by the ratio of the norms; the rate acts only where it is clipped."""
    norm_w, norm_g = np.sqrt(square_w), np.sqrt(square_g)
    ratio = coefficient * norm_w / (norm_g + decay * norm_w + epsilon)
    return (ratio * (g + decay * w)).astype("float32")


def lamb_step(w, g, rate):
    """The first step of Lamb from moments of 0."""
    change = g / (np.sqrt(g * g) + 1e-6)
    return w - rate * np.linalg.norm(w) / np.linalg.norm(change) * change


def load() -> list[tuple[str, str, str]]:
    """(name, call, formula), a line each in `formulas.jsonl`."""
    lines = Path(__file__).with_name("formulas.jsonl").read_text("utf-8").splitlines()
    return [tuple(json.loads(line).values()) for line in lines]


FORMULAS = load()


@pytest.mark.parametrize(("name", "call", "formula"), FORMULAS, ids=[f[0] for f in FORMULAS])
def test_result_follows_the_formula(name, call, formula):
    made = framework(name.partition(".")[0])
    words = {
        **globals(),
        "special": special,
        "a": values.data,
        "Shape": type(made.kind(made.tensor(np.ones(1, "float32")))),
        "weights": lambda n: np.random.RandomState(100).uniform(-1, 1, n).astype("float32"),
    }
    wanted = values.encoded(eval(formula, words), made)
    found = made.answer(call)
    assert difference(unmarked(found), unmarked(wanted)) == ""


def unmarked(answer):
    """An answer that does not tell tensors from arrays."""
    if isinstance(answer, dict):
        return {k.removeprefix("np "): unmarked(v) for k, v in answer.items()}
    return [unmarked(a) for a in answer] if isinstance(answer, list) else answer
