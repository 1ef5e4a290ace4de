"""NumPy's functions of elements beside tensors: `np.float32(2) * loss`, `np.sqrt(x)`.

MindSpore's tensors are objects to NumPy. It calls their operators and methods, so that what comes
out is a tensor that still has its history, or an array of such tensors where there are axes.
"""

from __future__ import annotations

import numpy as np

from .handle import Handle


def apply(self, ufunc, method, *inputs, **options):
    """`Tensor.__array_ufunc__`."""
    if method == "__call__" and not options:
        try:
            return ufunc(*[_as_objects(x) for x in inputs])
        except TypeError:
            # Where MindSpore refuses: functions that know no objects, such as `np.isnan`.
            pass
    plain = [x.asnumpy() if isinstance(x, Handle) else x for x in inputs]
    return getattr(ufunc, method)(*plain, **options)


def _as_objects(x):
    if not isinstance(x, Handle):
        return np.asarray(x).astype(object)  # numbers of Python's
    found = np.empty(x.shape, object)
    for place in np.ndindex(x.shape):
        found[place] = x[place] if place else x
    return found
