"""Pooling layers."""

from __future__ import annotations

from compat.core import op

from ... import _checkparam as validator
from ..._checkparam import _check_3d_int_or_tuple
from ..._publish import publish
from ...common.tensor import value_of, wrap
from ...ops import operations as P
from ._adaptive import (
    AdaptiveAvgPool1d,
    AdaptiveAvgPool2d,
    AdaptiveAvgPool3d,
    AdaptiveMaxPool1d,
    AdaptiveMaxPool2d,
    AdaptiveMaxPool3d,
    LPPool1d,
    LPPool2d,
)
from ._pools import _as_3d, _PoolNd, _run
from ._unpool import MaxUnpool1d, MaxUnpool2d, MaxUnpool3d

__all__ = [
    "AvgPool3d", "MaxPool3d", "AvgPool2d", "MaxPool2d", "AvgPool1d", "MaxPool1d",
    "AdaptiveAvgPool1d", "AdaptiveMaxPool1d", "AdaptiveMaxPool2d", "AdaptiveMaxPool3d",
    "AdaptiveAvgPool2d", "AdaptiveAvgPool3d", "LPPool1d", "LPPool2d",
    "MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d",
]  # fmt: skip


def _max_padding(padding, nd, name):
    validator.check_value_type("padding", padding, (int, tuple, list), name)
    lead = (0,) * (3 - nd)
    if isinstance(padding, int):
        return lead + (padding,) * nd
    validator.check_non_negative_int_sequence(padding, "padding", name)
    if len(padding) == 1:
        return lead + tuple(padding) * nd
    if len(padding) != nd:
        raise ValueError(
            f"For {name}, the length of padding must equal to {nd}, but got {len(padding)}."
        )
    return lead + tuple(padding)


def _max_dilation(dilation, nd, name):
    if isinstance(dilation, int):
        return dilation
    if not isinstance(dilation, tuple):
        raise ValueError(
            f"For {name}, the 'dilation' must be int or tuple, but got {type(dilation)}."
        )
    if len(dilation) == 1:
        return dilation[0]
    if len(dilation) == nd:
        return (3 - nd) * (1,) + dilation
    wanted = "1" if nd == 1 else f"1 or {nd}"
    raise ValueError(
        f"For {name}, the length of 'dilation' must be {wanted}, but got {len(dilation)}."
    )


def _check_only_pad(padding, dilation, return_indices, ceil_mode, pad_mode):
    if padding != 0 or dilation != 1 or return_indices or ceil_mode:
        raise ValueError(
            "For MaxPool1d, the parameter 'padding', 'dilation', 'return_indices', 'ceil_mode' can "
            "not be set to non-default value when pad_mode is not 'pad', but got "
            f"pad_mode:{pad_mode}."
        )


class _MaxWithPositions:
    """(maxima, their positions) of windows of (N, C, D, H, W), padded on both sides alike."""

    def __init__(self, ksize, strides, pads, dilation, ceil_mode):
        self.window, self.stride = _triple(ksize), _triple(strides)
        self.pads, self.dilation = _triple(pads), _triple(dilation)
        self.ceil_mode = ceil_mode

    def __call__(self, x):
        value = value_of(x)
        spatial = zip(
            op.shape_of(value)[2:], self.window, self.stride, self.pads, self.dilation, strict=True
        )
        padding = tuple((pad, pad + self._more(n, k, s, pad, d)) for n, k, s, pad, d in spatial)
        found = op.max_pool(value, self.window, self.stride, padding, self.dilation)
        return tuple(wrap(y) for y in found)

    def _more(self, extent, window, stride, pad, dilation):
        """What `ceil_mode` needs behind the last axis; a window must begin inside."""
        if not self.ceil_mode:
            return 0
        reach = extent + 2 * pad - dilation * (window - 1) - 1
        count = -(-reach // stride) + 1
        if (count - 1) * stride >= extent + pad:
            count -= 1
        return max((count - 1) * stride - reach, 0)


def _triple(value):
    return (value,) * 3 if isinstance(value, int) else tuple(value)


class MaxPool3d(_PoolNd):
    """Largest element of windows of (N, C, D, H, W) or (C, D, H, W)."""

    def __init__(
        self, kernel_size=1, stride=1, pad_mode="valid", padding=0, dilation=1,
        return_indices=False, ceil_mode=False,
    ):  # fmt: skip
        super().__init__(kernel_size, stride, pad_mode)
        self.return_indices = return_indices
        padding = _max_padding(padding, 3, self.cls_name)
        _check_3d_int_or_tuple(
            "padding", padding, self.cls_name, greater_zero=False, ret_five=False
        )
        self.only_pad = dilation != 1 or return_indices
        if self.only_pad:
            if pad_mode.upper() != "PAD":
                raise ValueError(
                    f"For {self.cls_name}, the pad_mode must be 'pad' when dilation is not 1 or "
                    f"return_indices is True, but got pad_mode:{pad_mode}."
                )
            self.max_pool = _MaxWithPositions(
                ksize=kernel_size, strides=stride, pads=padding, dilation=dilation,
                ceil_mode=ceil_mode,
            )  # fmt: skip
        else:
            self.max_pool = P.MaxPool3D(
                kernel_size=kernel_size, strides=stride, pad_mode=pad_mode,
                pad_list=tuple(n for n in padding for _ in range(2)),
                ceil_mode=True if ceil_mode else None,
            )  # fmt: skip

    def construct(self, x):
        """The maxima, with `return_indices` their positions too."""
        out = _run(self.max_pool, x, 5)
        return out[0] if self.only_pad and not self.return_indices else out


class MaxPool2d(_PoolNd):
    """Cell: largest element of every window of a plane.

    Args:
        kernel_size (int or tuple of 2 ints, default 1): height and width of the windows.
        stride (int or tuple of 2 ints, default 1): step down and right.
        pad_mode (str, default 'valid'): "valid", "same" (ceil(extent / stride) windows) or "pad".
        padding (int or tuple of 2 ints, default 0): padding at both sides in the mode "pad", at
            most half of the window.
        dilation (int or tuple of 2 ints, default 1): distance of neighbouring elements of a window,
            in the mode "pad".
        return_indices (bool, default False): give the positions, too, in the mode "pad".
        ceil_mode (bool, default False): round extents up, in the mode "pad".
        data_format (str, default 'NCHW'): "NCHW"; MindSpore has "NHWC" on GPUs only.

    Inputs:
        x (Tensor): (N, C, H, W) or (C, H, W).

    Outputs:
        Tensor (N, C, H_out, W_out), or a tuple of it and the positions (int64). "valid": H_out = (H
        - kernel height) // stride + 1.

    Raises:
        TypeError: `kernel_size` or `stride` is no int or tuple.
        ValueError: a number is out of range, a word another one, an argument is given that only the
            mode "pad" has, or the input has other axes.

    Example:
        >>> x = Tensor(np.arange(16).reshape(1, 1, 4, 4), ms.float32)
        >>> print(nn.MaxPool2d(kernel_size=2, stride=2)(x))
        [[[[ 5.  7.]
           [13. 15.]]]]
    """

    def __init__(
        self, kernel_size=1, stride=1, pad_mode="valid", padding=0, dilation=1,
        return_indices=False, ceil_mode=False, data_format="NCHW",
    ):  # fmt: skip
        super().__init__(kernel_size, stride, pad_mode, data_format)
        self.return_indices = return_indices
        self.use_pad = pad_mode.upper() == "PAD"
        if not self.use_pad:
            _check_only_pad(padding, dilation, return_indices, ceil_mode, pad_mode)
            self.max_pool = P.MaxPool(
                kernel_size=self.kernel_size, strides=self.stride, pad_mode=self.pad_mode,
                data_format=self.format,
            )  # fmt: skip
            return
        if self.format == "NHWC":
            raise ValueError(
                f"For '{self.cls_name}, the 'NHWC' format are not support when 'pad_mode' is 'pad'."
            )
        self.padding = _max_padding(padding, 2, self.cls_name)
        self.max_pool = _MaxWithPositions(
            ksize=_as_3d(self.kernel_size, "kernel_size", self.cls_name),
            strides=_as_3d(self.stride, "stride", self.cls_name),
            pads=self.padding,
            dilation=_max_dilation(dilation, 2, self.cls_name),
            ceil_mode=ceil_mode,
        )

    def construct(self, x):
        """The maxima, with `return_indices` their positions too."""
        if not self.use_pad:
            return self.max_pool(x) if x.ndim != 3 else _run(self.max_pool, x, 4)
        out = _run(self.max_pool, x, 4, (2,))
        return out if self.return_indices else out[0]


class MaxPool1d(_PoolNd):
    """Largest element of windows of (N, C, L) or (C, L)."""

    def __init__(
        self, kernel_size=1, stride=1, pad_mode="valid", padding=0, dilation=1,
        return_indices=False, ceil_mode=False,
    ):  # fmt: skip
        super().__init__(kernel_size, stride, pad_mode)
        validator.check_int(kernel_size, 1, validator.GE, "kernel_size", self.cls_name)
        validator.check_int(stride, 1, validator.GE, "stride", self.cls_name)
        self.kernel_size = (1, kernel_size)
        self.stride = (1, stride)
        self.return_indices = return_indices
        self.use_pad = pad_mode.upper() == "PAD"
        if self.use_pad:
            self.kernel_size = (1, 1, kernel_size)
            self.stride = (1, 1, stride)
            self.padding = _max_padding(padding, 1, self.cls_name)
            self.max_pool = _MaxWithPositions(
                ksize=self.kernel_size, strides=self.stride, pads=self.padding,
                dilation=_max_dilation(dilation, 1, self.cls_name), ceil_mode=ceil_mode,
            )  # fmt: skip
        else:
            _check_only_pad(padding, dilation, return_indices, ceil_mode, pad_mode)
            self.max_pool = P.MaxPool(
                kernel_size=self.kernel_size, strides=self.stride, pad_mode=self.pad_mode
            )

    def construct(self, x):
        """The maxima, with `return_indices` their positions too."""
        if self.use_pad:
            out = _run(self.max_pool, x, 3, (2, 3))
            return out if self.return_indices else out[0]
        _check_3_dims(x, self.cls_name)
        return _run(self.max_pool, x, 3, (2,))


def _check_3_dims(x, name):
    if x.ndim not in (2, 3):
        raise ValueError(f"For '{name}', the input must has 3 dim, but got {x.ndim}")


def _avg_padding(padding, name, nd):
    """Six entries, a pair for each axis."""
    validator.check_value_type("padding", padding, (int, tuple, list), name)
    lead = (0, 0) * (3 - nd)
    if isinstance(padding, int):
        return lead + (padding,) * nd * 2
    validator.check_non_negative_int_sequence(padding, "padding", name)
    if len(padding) == nd:
        return lead + tuple(padding[i // 2] for i in range(nd * 2))
    if len(padding) == 1:
        return lead + tuple(padding) * nd * 2
    wanted = "one" if nd == 1 else f"1 or {nd}"
    raise ValueError(
        f"For {name}, the padding must be a int or tuple/list contains {wanted} int, "
        f"but got tuple/list with length:{len(padding)}."
    )


def _check_divisor(divisor_override, name):
    if divisor_override is not None and divisor_override <= 0:
        raise ValueError(
            f"For '{name}', the 'divisor_override' must be > 0, but got {divisor_override}."
        )
    return 0 if divisor_override is None else divisor_override


class AvgPool3d(_PoolNd):
    """Mean of windows of (N, C, D, H, W) or (C, D, H, W)."""

    def __init__(
        self, kernel_size=1, stride=1, pad_mode="valid", padding=0, ceil_mode=False,
        count_include_pad=True, divisor_override=None,
    ):  # fmt: skip
        super().__init__(kernel_size, stride, pad_mode)
        padding = _avg_padding(padding, self.cls_name, 3)
        divisor = _check_divisor(divisor_override, self.cls_name)
        self.avg_pool = P.AvgPool3D(
            self.kernel_size, self.stride, pad_mode, padding, ceil_mode, count_include_pad, divisor
        )

    def construct(self, x):
        """The means."""
        return _run(self.avg_pool, x, 5)


class AvgPool2d(_PoolNd):
    """Cell: mean of every window of a plane.

    Args:
        kernel_size (int or tuple of 2 ints, default 1): height and width of the windows.
        stride (int or tuple of 2 ints, default 1): step down and right.
        pad_mode (str, default 'valid'): "valid", "same" (ceil(extent / stride) windows) or "pad".
        padding (int or tuple of 2 ints, default 0): padding at both sides in the mode "pad", at
            most half of the window.
        ceil_mode (bool, default False): round extents up.
        count_include_pad (bool, default True): the padding counts as zeros of the mean.
        divisor_override (int or None, default None): sums are divided by it instead of the size of
            the window.
        data_format (str, default 'NCHW'): "NCHW"; MindSpore has "NHWC" on GPUs only.

    Inputs:
        x (Tensor): (N, C, H, W) or (C, H, W), float16 or float32.

    Outputs:
        Tensor (N, C, H_out, W_out). "valid": H_out = (H - kernel height) // stride + 1.

    Raises:
        TypeError: `kernel_size` or `stride` is no int or tuple.
        ValueError: a number is out of range, a word another one, or the input has other axes.

    Example:
        >>> x = Tensor(np.arange(16).reshape(1, 1, 4, 4), ms.float32)
        >>> print(nn.AvgPool2d(kernel_size=2, stride=2)(x))
        [[[[ 2.5  4.5]
           [10.5 12.5]]]]
    """

    def __init__(
        self, kernel_size=1, stride=1, pad_mode="valid", padding=0, ceil_mode=False,
        count_include_pad=True, divisor_override=None, data_format="NCHW",
    ):  # fmt: skip
        super().__init__(kernel_size, stride, pad_mode, data_format)
        self.is_expand = (
            pad_mode.upper() == "PAD" or padding != 0 or ceil_mode or not count_include_pad
            or divisor_override is not None
        )  # fmt: skip
        if not self.is_expand:
            self.avg_pool = P.AvgPool(
                kernel_size=self.kernel_size, strides=self.stride, pad_mode=self.pad_mode,
                data_format=self.format,
            )  # fmt: skip
            return
        divisor = _check_divisor(divisor_override, self.cls_name)
        self.avg_pool = P.AvgPool3D(
            kernel_size=_as_3d(self.kernel_size, "kernel_size", self.cls_name),
            strides=_as_3d(self.stride, "stride", self.cls_name),
            pad_mode=pad_mode,
            pad=_avg_padding(padding, self.cls_name, 2),
            ceil_mode=ceil_mode,
            count_include_pad=count_include_pad,
            divisor_override=divisor,
        )

    def construct(self, x):
        """The means."""
        return _run(self.avg_pool, x, 4, (2,) if self.is_expand else ())


class AvgPool1d(_PoolNd):
    """Mean of windows of (N, C, L) or (C, L)."""

    def __init__(
        self, kernel_size=1, stride=1, pad_mode="valid", padding=0, ceil_mode=False,
        count_include_pad=True,
    ):  # fmt: skip
        super().__init__(kernel_size, stride, pad_mode)
        validator.check_int(self.kernel_size, 1, validator.GE, "kernel_size", self.cls_name)
        validator.check_int(self.stride, 1, validator.GE, "stride", self.cls_name)
        self.is_expand_3d = (
            pad_mode.upper() == "PAD" or padding != 0 or ceil_mode or not count_include_pad
        )
        if self.is_expand_3d:
            self.avg_pool = P.AvgPool3D(
                kernel_size=(1, 1, self.kernel_size), strides=(1, 1, self.stride),
                pad_mode=pad_mode, pad=_avg_padding(padding, self.cls_name, 1),
                ceil_mode=ceil_mode, count_include_pad=count_include_pad,
            )  # fmt: skip
        else:
            self.kernel_size = (1, self.kernel_size)
            self.stride = (1, self.stride)
            self.avg_pool = P.AvgPool(
                kernel_size=self.kernel_size, strides=self.stride, pad_mode=self.pad_mode
            )

    def construct(self, x):
        """The means; a single window is the mean of its part, whatever the mode."""
        if self.is_expand_3d:
            return _run(self.avg_pool, x, 3, (2, 3))
        _check_3_dims(x, self.cls_name)
        window, length = self.kernel_size[1], x.shape[-1]
        if length == window or length - window < self.stride[1]:
            return x[..., :window].mean(-1, keep_dims=True)
        return _run(self.avg_pool, x, 3, (2,))


publish(globals())
