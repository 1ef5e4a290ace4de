"""Mixed precision: scaling of losses and gradients, and what `train.amp` offers."""

from __future__ import annotations

from abc import ABC, abstractmethod

from compat import _public
from compat._absent import absent_names

from . import _checkparam as validator
from . import ops
from .common import dtype as mstype
from .common.parameter import Parameter
from .common.tensor import Tensor
from .train.amp import (
    auto_mixed_precision,
    build_train_network,
    custom_mixed_precision,
    get_black_list,
    get_white_list,
)
from .train.loss_scale_manager import (
    DynamicLossScaleManager,
    FixedLossScaleManager,
    LossScaleManager,
)

__all__ = [
    "DynamicLossScaleManager", "LossScaleManager", "FixedLossScaleManager", "build_train_network",
    "DynamicLossScaler", "StaticLossScaler", "LossScaler", "auto_mixed_precision", "all_finite",
    "custom_mixed_precision", "get_white_list", "get_black_list",
]  # fmt: skip

__getattr__ = absent_names("mindspore.amp", __name__)


def _mapped(function, inputs):
    if isinstance(inputs, (tuple, list)):
        return tuple(_mapped(function, i) for i in inputs)
    return function(inputs)


def all_finite(inputs):
    """Whether no element of the tensors is infinite or NaN, as a bool tensor."""
    if isinstance(inputs, (tuple, list)):
        found = [all_finite(i) for i in inputs]
        result = found[0]
        for one in found[1:]:
            result = ops.logical_and(result, one)
        return result
    return ops.isfinite(inputs).all()


class LossScaler(ABC):
    """Scales losses and gradients."""

    @abstractmethod
    def scale(self, inputs):
        """Multiplied by the scale."""
        raise NotImplementedError

    @abstractmethod
    def unscale(self, inputs):
        """Divided by the scale."""
        raise NotImplementedError

    @abstractmethod
    def adjust(self, grads_finite):
        """React to a step."""
        raise NotImplementedError


class _Scaler(LossScaler):
    """A scale kept in a parameter."""

    def _set_scale(self, scale_value):
        scale_value = validator.check_value_type("scale_value", scale_value, [float, int])
        if scale_value < 1.0:
            raise ValueError(f"The argument 'scale_value' must be > 1, but got {scale_value}")
        self.scale_value = Parameter(Tensor(scale_value, dtype=mstype.float32), name="scale_value")

    def scale(self, inputs):
        """Multiplied by the scale."""
        return _mapped(lambda x: x * self.scale_value.astype(x.dtype), inputs)

    def unscale(self, inputs):
        """Divided by the scale."""
        shrink = ops.reciprocal(self.scale_value)
        return _mapped(lambda x: x * shrink.astype(x.dtype), inputs)


class StaticLossScaler(_Scaler):
    """A scale that stays."""

    def __init__(self, scale_value):
        self._set_scale(scale_value)

    def adjust(self, grads_finite):
        """Nothing changes; False."""
        return False


class DynamicLossScaler(_Scaler):
    """A scale that falls on overflow and grows after `scale_window` steps without."""

    def __init__(self, scale_value, scale_factor, scale_window):
        self._set_scale(scale_value)
        self.scale_window = validator.check_positive_int(scale_window, "scale_window")
        self.scale_factor = validator.check_positive_int(scale_factor, "scale_factor")
        self.counter = Parameter(Tensor(0, dtype=mstype.int32), name="counter")

    def adjust(self, grads_finite):
        """Change the scale; True."""
        scale, counter = float(self.scale_value.asnumpy()), int(self.counter.asnumpy())
        finite = bool(grads_finite)
        if not finite:
            scale = max(scale / self.scale_factor, 1.0)
        elif counter == self.scale_window - 1:
            grown = self.scale_value * self.scale_factor
            scale = float(grown.asnumpy()) if bool(all_finite(grown)) else scale
        self.scale_value.set_data(Tensor(scale, mstype.float32))
        counter = (counter + 1) % self.scale_window if finite else 0
        self.counter.set_data(Tensor(counter, mstype.int32))
        return True


_public.adopt(__name__, "mindspore.amp")
