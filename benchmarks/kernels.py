"""NumPy kernels beside the compositions they replace and torch: `python -m benchmarks.kernels`.

Every kernel of `backends/numpy` that has a default, a library function or a plain NumPy call to
compare with is here: a kernel that stops paying can go. Times are the best of several runs, in
microseconds; torch is left out where it is not installed. Set OMP_NUM_THREADS=1 for one thread.
"""

from __future__ import annotations

import time

import numpy as np

from compat.core import op, registry

try:
    import torch
except ImportError:
    torch = None


def best(function, rounds=9):
    """Shortest time of `function` in microseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times) * 1e6


def noise(*shape):
    return np.random.default_rng(0).standard_normal(shape).astype("float32")


def normalization(shape):
    x, g, w = noise(*shape), noise(*shape)[::-1].copy(), noise(shape[1])
    _, mean, var = op.batch_norm_train(x, w, w, 1e-5)

    def other():
        return torch.nn.functional.batch_norm(torch.from_numpy(x), None, None, scale, scale, True)

    scale = torch and torch.from_numpy(w)
    yield "batch_norm_train", (x, w, w, 1e-5), None, other
    yield "batch_norm_grad", (g, x, w, mean, var, 1e-5), None, None


def cases():
    """(primitive, arguments, plain function or None for the default, torch or None)."""
    for shape in ((64, 128), (64, 512, 4, 4), (32, 64, 32, 32)):
        yield from normalization(shape)
    for shape in ((64, 10), (4096, 64), (8, 12, 128, 128)):
        x, last = noise(*shape), len(shape) - 1
        t = torch and torch.from_numpy(x)
        yield "softmax", (x, last), None, lambda t=t: torch.softmax(t, -1)
        yield "sum", (x, (last,), False), lambda x=x: x.sum(-1), lambda t=t: t.sum(-1)
        yield "max", (x, (last,), False), lambda x=x: x.max(-1), lambda t=t: t.amax(-1)
    x, mask = noise(1_000_000), noise(1_000_000)[::-1] > 0
    t, m = torch and torch.from_numpy(x), torch and torch.from_numpy(mask)
    yield "where", (mask, x, 0), lambda: np.where(mask, x, 0), lambda: torch.where(m, t, 0)
    yield "erf", (x,), lambda: scipy_erf(x), lambda: torch.erf(t)
    state = [noise(1_000_000) ** 2 for _ in range(4)]
    yield "adam_update", (*state, 1e-3, 0.9, 0.999, 1e-8), None, None
    rows = noise(64, 1000)
    yield "top_k", (rows, 5, 1, True), None, lambda: torch.topk(torch.from_numpy(rows), 5)
    image = noise(32, 64, 32, 32)
    pool = ((3, 3), (2, 2), ((1, 1), (1, 1)), (1, 1))
    # For pooling, which has no composition, the time of copying the image.
    yield (
        "max_pool",
        (image, *pool),
        image.copy,
        lambda: torch.nn.functional.max_pool2d(
            torch.from_numpy(image), 3, 2, 1, return_indices=True
        ),
    )


def scipy_erf(x):
    from scipy import special

    return special.erf(x)


def main():
    """Print the table."""
    registry.select("numpy")
    print(f"{'primitive':18s}{'first operand':>20s}{'kernel':>10s}{'instead':>10s}{'torch':>10s}")
    for name, args, plain, other in cases():
        kernel = getattr(op, name)
        instead = plain or (lambda n=name, a=args: registry._default_of(n)(*a))
        found = [best(lambda k=kernel, a=args: k(*a)), best(instead)]
        found.append(best(other) if other and torch else float("nan"))
        times = "".join(f"{t:10.0f}" for t in found)
        print(f"{name:18s}{args[0].shape!s:>20s}{times}")


if __name__ == "__main__":
    main()
