"""Checks that several convolutions share."""

from __future__ import annotations

from .....core import autodiff
from ....common.tensor import Tensor
from ...arguments import kind_of, tensor_kind


def must_match(name, first, second, x, w, known):
    """dtype checks of two operands; `first` and `second` are their names in the texts."""
    if not isinstance(w, Tensor):
        listing = ", ".join(sorted(tensor_kind(d) for d in known))
        raise TypeError(
            f"The primitive[{name}]'s input arguments[{first}] must be all tensor and those type "
            f"must be same. But got input argument[{second}]:{kind_of(w)}\nValid type list: "
            f"{{{listing}}}."
        )
    if x._name != w._name:
        raise TypeError(
            f"For primitive[{name}], the input type must be same.\n"
            f"name:[{first.split(', ')[0] if second == 'x' else 'x'}]:{tensor_kind(x._name)}.\n"
            f"name:[{second}]:{tensor_kind(w._name)}."
        )


def refuse_dtype(name, argument, dtype, known, parameter=False):
    """TypeError for a dtype that the operator does not know."""
    if dtype not in known:
        listing = ", ".join(sorted(tensor_kind(d) for d in known))
        raise TypeError(
            f"For primitive[{name}], the input argument[{argument}] must be a type of "
            f"{{{listing}}}, "
            f"but got {f'Ref[{tensor_kind(dtype)}]' if parameter else tensor_kind(dtype)}."
        )


def kernel_refused(name):
    """The TypeError for a dtype without a kernel."""
    return TypeError(
        f"- Kernel select failed:\nSelect CPU operator[{name}] fail! Unsupported data type!"
    )


def failing_gradient(result, x, w, error):
    """`result` of x and w whose gradient raises `error`; MindSpore checks only there."""

    def backward(cotangents, xs, results):
        raise error

    engine = autodiff.engine()
    if not (engine.is_tracked(x) or engine.is_tracked(w)):
        return result
    plain = engine.detach(result)
    return engine.custom(lambda x, w: plain, backward)(x, w)
