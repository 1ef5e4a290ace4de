"""What recording and deriving cost for each operator: a chain of add, multiply and tanh.

python -m benchmarks.tape [backend]          (COMPAT_AUTODIFF=tape puts the tape on torch)
"""

from __future__ import annotations

import sys
import time

from compat.core import autodiff, op, registry, state

STEPS = 50
ROUNDS = 7


def chain(x, w):
    """Three operators for each step."""
    for _ in range(STEPS):
        x = op.tanh(op.multiply(op.add(x, w), w))
    return x


def microseconds(function):
    """Best time of a call, for each operator of the chain."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        function()
        best = min(best, time.perf_counter() - start)
    return best / (3 * STEPS) * 1e6


def measure(extent):
    """Times of the plain call, of recording, and of recording and deriving."""
    engine = autodiff.engine()
    x = op.random_uniform((1, 0), (extent, extent), "float64", state.device())
    w = op.random_uniform((2, 0), (extent, extent), "float64", state.device())

    def derive():
        a, b = engine.leaf(x), engine.leaf(w)
        engine.gradients([chain(a, b)], [None], [a, b], False, False)

    return (
        microseconds(lambda: chain(x, w)),
        microseconds(lambda: chain(engine.leaf(x), engine.leaf(w))),
        microseconds(derive),
    )


def main():
    """Print a row for small and for large arrays."""
    registry.select(sys.argv[1] if len(sys.argv) > 1 else registry.ensure())
    engine = type(autodiff.engine()).__name__
    for extent in (4, 256):
        plain, recorded, derived = measure(extent)
        print(
            f"{registry.backend}, {engine}, {extent}x{extent}: plain {plain:.2f}, "
            f"recorded {recorded:.2f}, forward and backward {derived:.2f} us per operator"
        )


if __name__ == "__main__":
    main()
