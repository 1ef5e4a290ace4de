"""Window functions."""

from compat.core import op, state

from ... import ops
from ...common.tensor import wrap
from ..arguments import tensor


def counted(count):
    """float32 numbers from 0 to `count`, that left out."""
    if not isinstance(count, int):
        raise TypeError(f"window length must be int, but got {type(count)}")
    return wrap(op.arange(0, count, 1, "float32", state.device()), "float32")


def _cosines(count, *factors):
    """Sum of cosines over one period."""
    if count == 1:
        return tensor([1.0])
    angle = counted(count) * (2 * 3.141592653589793 / (count - 1))
    total = angle * 0.0 + factors[0]
    for order, factor in enumerate(factors[1:], 1):
        total = total + ops.cos(angle * float(order)) * factor
    return total


def hamming(M):
    """Hamming window."""
    return _cosines(M, 0.54, -0.46)


def hanning(M):
    """Hann window."""
    return _cosines(M, 0.5, -0.5)


def blackman(M):
    """Blackman window."""
    return _cosines(M, 0.42, -0.5, 0.08)


def bartlett(M):
    """Triangular window."""
    if M == 1:
        return tensor([1.0])
    return 1.0 - abs(counted(M) * (2.0 / (M - 1)) - 1.0)
