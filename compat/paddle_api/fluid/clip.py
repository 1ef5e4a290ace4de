"""Clipping of gradients."""

from __future__ import annotations

from compat.core import op

from ._mode import in_dygraph_mode, refuse_static
from ._operands import f32, invalid
from ._varbase import wrap

__all__ = [
    "set_gradient_clip",
    "ErrorClipByValue",
    "GradientClipByValue",
    "GradientClipByNorm",
    "GradientClipByGlobalNorm",
]


class GradientClipBase:
    """Base of the ways to clip; `need_clip` chooses the parameters."""

    def __init__(self, need_clip=None):
        if need_clip is not None and not callable(need_clip):
            raise TypeError(
                "The type of need_clip must be funciton, and it can filter out parameter that "
                "does't "
                "need gradient clip. This function must return True or False, and True means that "
                "clipping is required. Please refer to API documention of "
                "GradientClipByGlobalNorm / "
                "GradientClipByNorm /GradientClipByValue."
            )
        self._need_clip_func = need_clip

    def __call__(self, params_grads):
        if not in_dygraph_mode():
            refuse_static("clipping gradients")
        return self._dygraph_clip(params_grads)

    def _wanted(self, param):
        return self._need_clip_func is None or self._need_clip_func(param)

    def _dygraph_clip(self, params_grads):
        found = [(p, g) for p, g in params_grads if g is not None]
        return [(p, self._clipped(g) if self._wanted(p) else g) for p, g in found]

    def _clipped(self, grad):
        raise NotImplementedError()


class GradientClipByValue(GradientClipBase):
    """Every element between `min` and `max`."""

    def __init__(self, max, min=None, need_clip=None):
        super().__init__(need_clip)
        if min is None:
            assert max > 0.0
            min = -max
        self.max = float(max)
        self.min = float(min)

    def __str__(self):
        return f"Gradient Clip By Value, min = {self.min:f}, max={self.max:f}"

    def _clipped(self, grad):
        return wrap(op.minimum(op.maximum(grad._value, f32(self.min)), f32(self.max)))


class GradientClipByNorm(GradientClipBase):
    """Every gradient no longer than `clip_norm`."""

    def __init__(self, clip_norm, need_clip=None):
        super().__init__(need_clip)
        self.clip_norm = float(clip_norm)

    def __str__(self):
        return f"Gradient Clip By Norm, clip_norm={self.clip_norm:f}"

    def _clipped(self, grad):
        value, limit = grad._value, f32(self.clip_norm)
        if not limit > 0.0:
            raise invalid(
                f"max_norm should be greater than 0. Received max_norm is {limit:f}.",
                "clip_by_norm",
            )
        length = op.sqrt(_square_sum(value))
        factor = op.divide(op.full((), limit, op.dtype_of(value), op.device_of(value)), length)
        scaled = op.multiply(value, factor)
        return wrap(op.where(op.greater(length, limit), scaled, value))


class GradientClipByGlobalNorm(GradientClipBase):
    """Gradients scaled so that the length of all together is at most `clip_norm`.

    Args:
        clip_norm (float): the largest length.
        group_name (str, default 'default_group'): gradients of one group count together.
        need_clip (function or None, default None): tells which parameters take part.

    Raises:
        ValueError: raised when groups of one name differ in length.

    Example:
        >>> clip = fluid.clip.GradientClipByGlobalNorm(clip_norm=1.0)
        >>> parameters = dygraph.Linear(2, 1).parameters()
        >>> optimizer = fluid.optimizer.SGD(0.1, parameter_list=parameters, grad_clip=clip)
    """

    def __init__(self, clip_norm, group_name="default_group", need_clip=None):
        super().__init__(need_clip)
        self.clip_norm = float(clip_norm)
        # Groups tell apart several clips of one static graph.
        self.group_name = group_name

    def __str__(self):
        return f"Gradient Clip By GlobalNorm, global_norm={self.clip_norm:f}"

    def _dygraph_clip(self, params_grads):
        found = [(p, g) for p, g in params_grads if g is not None]
        squares = [_square_sum(g._value) for p, g in found if self._wanted(p)]
        if not squares:
            return params_grads
        total = squares[0]
        for square in squares[1:]:
            total = op.add(total, square)
        limit = f32(self.clip_norm)
        length = op.maximum(op.sqrt(total), limit)
        bound = op.full((), limit, op.dtype_of(length), op.device_of(length))
        factor = op.divide(bound, length)
        return [
            (p, wrap(op.multiply(g._value, factor)) if self._wanted(p) else g) for p, g in found
        ]


def _square_sum(value):
    axes = tuple(range(len(op.shape_of(value))))
    return op.sum(op.multiply(value, value), axes, False)


class ErrorClipByValue:
    """Clipping of the gradients of single variables of static graphs; kept as data only."""

    def __init__(self, max, min=None):
        max = float(max)
        min = -max if min is None else float(min)
        self.max, self.min = max, min

    def __str__(self):
        return f"ByValue, min={self.min:f}, max={self.max:f}"


def set_gradient_clip(clip, param_list=None, program=None):
    """Clipping by static program; optimizers of dygraph mode take `grad_clip`."""
    refuse_static("paddle.fluid.clip.set_gradient_clip")


ClipByValue = GradientClipByValue
ClipByNorm = GradientClipByNorm
ClipByGlobalNorm = GradientClipByGlobalNorm
