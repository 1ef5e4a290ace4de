"""Products of the jacobian of a network with a vector: `Jvp`, `Vjp`."""

from __future__ import annotations

from ...common.tensor import Tensor
from ...ops.grad import differentiate, transforms
from ..cell import Cell

__all__ = ["Jvp", "Vjp"]


def _split(args):
    if len(args) < 2:
        raise TypeError(f"inputs and a vector are needed, but {len(args)} arguments were given.")
    return args[:-1], args[-1]


def _require_like(wanted, given):
    """The vectors come as the network's values do: a tensor for one, a tuple for several."""
    several = isinstance(given, (tuple, list))
    if several != (wanted > 1) or (several and len(given) != wanted):
        raise TypeError(
            f"Type Join Failed: the vector must be {'a tuple of ' if wanted > 1 else ''}{wanted} "
            f"Tensor{'s' if wanted > 1 else ''}, but got {type(given)}."
        )


class Jvp(Cell):
    """(result of a network, its directional derivative along the last argument)."""

    def __init__(self, fn):
        super().__init__(auto_prefix=False)
        self.fn = fn

    def construct(self, *args):
        """Called with the inputs of the network and the direction, a tuple for several inputs."""
        inputs, v = _split(args)
        _require_like(len(inputs), v)
        return transforms.jvp(self.fn, tuple(inputs), v)


class Vjp(Cell):
    """(result of a network, gradients of its inputs when the last argument is that of it)."""

    def __init__(self, fn):
        super().__init__(auto_prefix=False)
        self.fn = fn

    def construct(self, *args):
        """Called with the inputs and the gradient of the result, a tuple for several results."""
        inputs, v = _split(args)
        places = [i for i, x in enumerate(inputs) if isinstance(x, Tensor)]
        run = differentiate.record(self.fn, inputs, {}, places, [])
        outputs = differentiate.tensors_in(run.result)
        _require_like(len(outputs), v)
        given = differentiate.tensors_in(v)
        cotangents = [
            differentiate.cotangent_for(o, s) for o, s in zip(outputs, given, strict=True)
        ]
        found = differentiate.pull_back(run, outputs, cotangents)[0]
        value = differentiate.plain(run)
        return value, found[0] if len(found) == 1 else tuple(found)
