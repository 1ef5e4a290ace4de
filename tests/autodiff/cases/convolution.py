"""Cases of convolution and its adjoints."""

from __future__ import annotations

from compat.core import op

from .case import add, normal

CONVOLUTIONS = [
    # x, w, stride, padding, dilation, groups
    ((2, 2, 5), (3, 2, 3), (1,), ((1, 1),), (1,), 1),
    ((1, 4, 7), (6, 2, 2), (2,), ((2, 0),), (2,), 2),
    ((2, 2, 5, 6), (3, 2, 3, 2), (2, 1), ((1, 0), (0, 2)), (1, 2), 1),
    ((1, 2, 6, 6), (2, 1, 3, 3), (3, 2), ((0, 0), (1, 1)), (1, 1), 2),
    ((1, 1, 6), (2, 1, 2), (2,), ((-1, -2),), (1,), 1),
    ((1, 1, 3, 4, 3), (2, 1, 2, 2, 2), (1, 2, 1), ((0, 1), (1, 0), (0, 0)), (1, 1, 1), 1),
]


def _convolution():
    for x, w, stride, padding, dilation, groups in CONVOLUTIONS:
        fixed = (stride, padding, dilation, groups)
        label = f"{x}{w}{fixed}"
        add("conv", label, lambda a, b, f=fixed: op.conv(a, b, *f), normal(*x), normal(*w))
        pad_before = tuple(low for low, _ in padding)
        spatial = zip(x[2:], w[2:], stride, padding, dilation, strict=True)
        out = [(n + lo + hi - d * (k - 1) - 1) // s + 1 for n, k, s, (lo, hi), d in spatial]
        for more in (0, 1):  # more positions than conv gives: their taps fall outside
            g = (x[0], w[0], *(n + more for n in out))
            rest = (stride, pad_before, dilation, groups)
            add(
                "conv_input_grad",
                f"{label}{more}",
                lambda a, b, s=x, r=rest: op.conv_input_grad(a, b, s, *r),
                normal(*g),
                normal(*w),
            )
            add(
                "conv_filter_grad",
                f"{label}{more}",
                lambda a, b, s=w, r=rest: op.conv_filter_grad(a, b, s, *r),
                normal(*x),
                normal(*g),
            )


_convolution()
