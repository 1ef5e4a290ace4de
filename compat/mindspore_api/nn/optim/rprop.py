"""Rprop."""

from __future__ import annotations

from compat.core import compose, op

from ... import _checkparam as validator
from ...common.tensor import value_of
from ._rates import scalar_of
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["Rprop"]


class Rprop(Optimizer):
    """Steps whose lengths follow the signs of the gradients alone."""

    @opt_init_args_register
    def __init__(
        self, params, learning_rate=0.1, etas=(0.5, 1.2), step_sizes=(1e-6, 50.0), weight_decay=0.0
    ):
        super().__init__(learning_rate, params, weight_decay)
        _check_pairs(etas, step_sizes)
        name = self.cls_name
        validator.check_float_range(etas[0], 0.0, 1.0, validator.INC_NEITHER, "etaminus", name)
        validator.check_value_type("etaplus", etas[1], [float], name)
        if etas[1] <= 1.0:
            raise ValueError(
                f"For Rprop, etaplus must be greater than 1.0, but got etaplus {etas[1]}."
            )
        validator.check_value_type("min_step_sizes", step_sizes[0], [float], name)
        validator.check_value_type("max_step_sizes", step_sizes[1], [float], name)
        self.etaminus, self.etaplus = etas
        self.step_size_min, self.step_size_max = step_sizes
        self.prev = self._parameters.clone(prefix="prev", init="zeros")
        self.step_size = self._parameters.clone(prefix="step_size", init="zeros")

    def construct(self, gradients):
        """One step."""
        updates = self._updates(gradients)
        self._count_step()
        first = scalar_of(self.global_step) == 1
        for i, p, g, lr in updates:
            prev, length = self.prev[i], self.step_size[i]
            g = op.astype(g, "float32")
            sign = op.sign(op.multiply(g, op.astype(value_of(prev), "float32")))
            turned = op.less(sign, 0.0)
            factor = op.where(op.equal(sign, 0.0), compose.ones_like(sign), sign)
            factor = op.where(turned, compose.full_like(sign, self.etaminus), factor)
            factor = op.where(op.greater(sign, 0.0), compose.full_like(sign, self.etaplus), factor)
            old = compose.full_like(g, lr) if first else op.astype(value_of(length), "float32")
            new = op.maximum(op.multiply(old, factor), self.step_size_min)
            new = op.minimum(new, self.step_size_max)
            g = op.where(turned, compose.zeros_like(g), g)
            moved = op.subtract(op.astype(value_of(p), "float32"), op.multiply(op.sign(g), new))
            kinds = [op.dtype_of(value_of(x)) for x in (p, prev, length)]
            values = [op.astype(x, k) for x, k in zip((moved, g, new), kinds, strict=True)]
            self._store((p, prev, length), values)
        return True


def _check_pairs(etas, step_sizes):
    if not isinstance(etas, tuple):
        raise TypeError(f"For Rprop, etas must be a tuple, but got {type(etas)}.")
    if len(etas) != 2:
        raise ValueError(
            f"For Rprop, etas must be a tuple with the size of 2, but got {len(etas)}."
        )
    if not isinstance(step_sizes, tuple):
        # The original names the type of the other argument.
        raise TypeError(f"For Rprop, step_sizes must be a tuple, but got {type(etas)}.")
    if len(step_sizes) != 2:
        raise ValueError(
            f"For Rprop, step_sizes must be a tuple with the size of 2, but got {len(step_sizes)}."
        )
    if step_sizes[0] > step_sizes[1]:
        raise ValueError(
            "For Rprop, maximal step size should not be less than minimal step size, "
            f"but got {step_sizes[0]} > {step_sizes[1]}."
        )
