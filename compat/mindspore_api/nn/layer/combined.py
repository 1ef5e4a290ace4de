"""Layers with normalisation and activation behind them."""

from __future__ import annotations

from ... import _checkparam as validator
from ...ops.primitive import Primitive
from ..cell import Cell
from .activation import LeakyReLU, get_activation
from .basic import Dense
from .conv import Conv2d
from .normalization import BatchNorm1d, BatchNorm2d

__all__ = ["Conv2dBnAct", "DenseBnAct"]


class _BnAct(Cell):
    """What follows the layer."""

    def _set_rest(self, norm, has_bn, activation, alpha, after_fake):
        self.has_bn = validator.check_bool(has_bn, "has_bn", self.cls_name)
        self.has_act = activation is not None
        # Only quantisation aware training, which the original has dropped, looks at `after_fake`.
        self.after_fake = validator.check_bool(after_fake, "after_fake", self.cls_name)
        if has_bn:
            self.batchnorm = norm()
        if activation == "leakyrelu":
            self.activation = LeakyReLU(alpha)
            return
        self.activation = get_activation(activation) if isinstance(activation, str) else activation
        if activation is not None and not isinstance(self.activation, (Cell, Primitive)):
            raise TypeError(
                f"For '{self.cls_name}', the 'activation' must be str or Cell or Primitive, "
                f"but got {type(activation).__name__}."
            )

    def _rest(self, x):
        if self.has_bn:
            x = self.batchnorm(x)
        return self.activation(x) if self.has_act else x


class Conv2dBnAct(_BnAct):
    """Convolution, batch normalisation, activation."""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, pad_mode="same", padding=0,
        dilation=1, group=1, has_bias=False, weight_init="normal", bias_init="zeros", has_bn=False,
        momentum=0.997, eps=1e-5, activation=None, alpha=0.2, after_fake=True,
    ):  # fmt: skip
        super().__init__()
        self.conv = Conv2d(
            in_channels, out_channels, kernel_size, stride, pad_mode, padding, dilation, group,
            has_bias, weight_init, bias_init,
        )  # fmt: skip
        self._set_rest(
            lambda: BatchNorm2d(out_channels, eps, momentum), has_bn, activation, alpha, after_fake
        )

    def construct(self, x):
        """One after the other."""
        return self._rest(self.conv(x))


class DenseBnAct(_BnAct):
    """Dense layer, batch normalisation, activation."""

    def __init__(
        self, in_channels, out_channels, weight_init="normal", bias_init="zeros", has_bias=True,
        has_bn=False, momentum=0.9, eps=1e-5, activation=None, alpha=0.2, after_fake=True,
    ):  # fmt: skip
        super().__init__()
        self.dense = Dense(in_channels, out_channels, weight_init, bias_init, has_bias)
        self._set_rest(
            lambda: BatchNorm1d(out_channels, eps, momentum), has_bn, activation, alpha, after_fake
        )

    def construct(self, x):
        """One after the other."""
        return self._rest(self.dense(x))
