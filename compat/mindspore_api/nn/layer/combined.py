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
    """Cell: a convolution of planes, then batch normalization and an activation if wanted.

    Args:
        in_channels (int): channels of the input.
        out_channels (int): channels of the result.
        kernel_size (int or tuple of 2 ints): height and width of the filters.
        stride (int or tuple of 2 ints, default 1): steps of the filters.
        pad_mode (str, default 'same'): "same", "valid" or "pad", as `Conv2d`.
        padding (int or tuple of 4 ints, default 0): padding in the mode "pad".
        dilation (int or tuple of 2 ints, default 1): distance of neighbouring taps.
        group (int, default 1): parts that the channels are divided into.
        has_bias (bool, default False): add a bias.
        weight_init (Tensor, str, Initializer or number, default 'normal'): initial values of the
            filters.
        bias_init (Tensor, str, Initializer or number, default 'zeros'): initial values of the bias.
        has_bn (bool, default False): normalize over the batch.
        momentum (float, default 0.997): of the running statistics.
        eps (float, default 1e-05): is added to the variance.
        activation (str, Cell or None, default None): the activation.
        alpha (float, default 0.2): slope of "leakyrelu".
        after_fake (bool, default True): of quantization; no effect here.

    Inputs:
        x (Tensor): (N, C_in, H, W).

    Outputs:
        Tensor (N, C_out, H_out, W_out).

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range, or a word another one.

    Example:
        >>> net = nn.Conv2dBnAct(1, 1, 2, weight_init="ones", activation="relu")
        >>> print(net(Tensor([[[[1.0, 2.0], [3.0, 4.0]]]])))
        [[[[10.  6.]
           [ 7.  4.]]]]
    """

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
