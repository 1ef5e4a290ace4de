"""Dense layers, dropout, shape layers."""

from __future__ import annotations

import math

from ... import _checkparam as validator
from ... import log as logger
from ... import ops
from ..._publish import publish
from ...common import dtype as mstype
from ...common.initializer import initializer
from ...common.parameter import Parameter
from ...common.tensor import Tensor
from ...ops import operations as P
from ...ops.primitive import Primitive
from ..cell import Cell
from ._deprecated import deprecated
from ._dropout import Dropout, Dropout1d, Dropout2d, Dropout3d
from ._matrices import (
    MatrixDiag,
    MatrixDiagPart,
    MatrixSetDiag,
    Roll,
    Tril,
    Triu,
    Unflatten,
)
from .activation import get_activation

__all__ = [
    "Dropout", "Flatten", "Dense", "ClipByNorm", "Norm", "OneHot", "Pad", "Tril", "Triu",
    "ResizeBilinear", "MatrixDiag", "MatrixDiagPart", "MatrixSetDiag", "L1Regularizer",
    "Dropout1d", "Dropout2d", "Dropout3d", "Upsample", "Roll", "Identity", "Unflatten",
]  # fmt: skip


class L1Regularizer(Cell):
    """`scale` times the sum of absolute values."""

    def __init__(self, scale):
        super().__init__()
        validator.check_value_type("scale", scale, [int, float], self.cls_name)
        if scale <= 0:
            raise ValueError(
                f"For '{self.cls_name}', the 'scale' must be greater than 0, but got {scale}."
            )
        if math.isinf(scale) or math.isnan(scale):
            raise ValueError(
                f"For '{self.cls_name}', the 'scale' can not be INF or NAN, but got {scale}."
            )
        self.abs = P.Abs()
        self.reduce_sum = P.ReduceSum()
        self.scale = Tensor(scale, dtype=mstype.float32)

    def construct(self, weights):
        """A scalar."""
        if weights.dtype not in mstype.number_type:
            raise TypeError(
                f"For '{self.cls_name}', the type of 'weights' must be a number type, "
                f"but got {weights.dtype}."
            )
        return self.scale * self.reduce_sum(self.abs(weights))


class Upsample(Cell):
    """Resampling of sequences, images or volumes."""

    def __init__(
        self, size=None, scale_factor=None, mode="nearest", align_corners=None,
        recompute_scale_factor=None,
    ):  # fmt: skip
        super().__init__()
        self.size = size
        self.scale_factor = scale_factor
        self.mode = mode
        self.align_corners = align_corners
        self.recompute_scale_factor = recompute_scale_factor

    def construct(self, x):
        """As `ops.interpolate`."""
        return ops.interpolate(
            x, self.size, self.scale_factor, self.mode, self.align_corners,
            self.recompute_scale_factor,
        )  # fmt: skip


class Flatten(Cell):
    """Cell: axes joined into one.

    Args:
        start_dim (int, default 1): first of the axes.
        end_dim (int, default -1): last of the axes.

    Inputs:
        x (Tensor): any dtype and shape.

    Outputs:
        Tensor of the same elements.

    Raises:
        TypeError: an argument is not an int, or the input no Tensor.
        ValueError: an axis is out of range, or the first is behind the last.

    Example:
        >>> nn.Flatten()(ops.ones((2, 3, 4), ms.float32)).shape
        (2, 12)
    """

    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim = start_dim
        self.end_dim = end_dim

    def construct(self, x):
        """The batch axis stays."""
        rank = x.ndim or 1
        for name in ("start_dim", "end_dim"):
            if not -rank <= getattr(self, name) < rank:
                raise ValueError(f"'{name}' out of range.")
        return ops.flatten(x, start_dim=self.start_dim, end_dim=self.end_dim)


class Identity(Cell):
    """Cell: the input as it is.

    Inputs:
        x (any): what comes back.

    Outputs:
        `x`.

    Raises:
        TypeError: there is not one input.

    Example:
        >>> print(nn.Identity()(Tensor([1.0, 2.0])))
        [1. 2.]
    """

    def __init__(self):
        super().__init__()

    def construct(self, x):
        """`x` itself."""
        return x


class Dense(Cell):
    """Cell: `x @ weight.T + bias`, then an activation.

    Args:
        in_channels (int): last extent of the input.
        out_channels (int): last extent of the result.
        weight_init (Tensor, str, Initializer or number, default 'normal'): initial values of the
            weight.
        bias_init (Tensor, str, Initializer or number, default 'zeros'): initial values of the bias.
        has_bias (bool, default True): add a bias.
        activation (str, Cell, Primitive or None, default None): is applied to the result.

    Inputs:
        x (Tensor): (*, in_channels), float16 or float32.

    Outputs:
        Tensor (*, out_channels).

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is not positive, or the last extent of the input is another one.

    Note:
        `weight` is the parameter (out_channels, in_channels), `bias` (out_channels,) or None.

    Example:
        >>> net = nn.Dense(2, 3, weight_init="ones")
        >>> print(net(Tensor([[1.0, 2.0]])))
        [[3. 3. 3.]]
    """

    def __init__(
        self, in_channels, out_channels, weight_init="normal", bias_init="zeros", has_bias=True,
        activation=None,
    ):  # fmt: skip
        super().__init__()
        name = self.cls_name
        self.in_channels = validator.check_positive_int(in_channels, "in_channels", name)
        self.out_channels = validator.check_positive_int(out_channels, "out_channels", name)
        self.has_bias = validator.check_bool(has_bias, "has_bias", name)
        self.reshape = P.Reshape()
        self.shape_op = P.Shape()
        if isinstance(weight_init, Tensor):
            self._check_weight(weight_init)
        self.weight = Parameter(
            initializer(weight_init, [out_channels, in_channels]), name="weight"
        )
        self.bias = None
        if self.has_bias:
            if isinstance(bias_init, Tensor):
                self._check_bias(bias_init)
            self.bias = Parameter(initializer(bias_init, [out_channels]), name="bias")
            self.bias_add = P.BiasAdd()
        self.matmul = P.MatMul(transpose_b=True)
        self.activation = get_activation(activation) if isinstance(activation, str) else activation
        if activation is not None and not isinstance(self.activation, (Cell, Primitive)):
            raise TypeError(
                f"For '{name}', the 'activation' must be str or Cell or Primitive, "
                f"but got {type(activation).__name__}."
            )
        self.activation_flag = self.activation is not None

    def _check_weight(self, weight_init):
        if weight_init.shape != (self.out_channels, self.in_channels):
            raise ValueError(
                f"For '{self.cls_name}', weight init shape error. The ndim of 'weight_init' must "
                "be equal to 2, and the first dim must be equal to 'out_channels', and the "
                f"second dim must be equal to 'in_channels'. But got 'weight_init': {weight_init}, "
                f"'out_channels': {self.out_channels}, 'in_channels': {self.in_channels}."
            )

    def _check_bias(self, bias_init):
        if bias_init.shape != (self.out_channels,):
            raise ValueError(
                f"For '{self.cls_name}', bias init shape error. The ndim of 'bias_init' must be "
                "equal to 1, and the first dim must be equal to 'out_channels'. But got "
                f"'bias_init': {bias_init}, 'out_channels': {self.out_channels}."
            )

    def construct(self, x):
        """Along the last axis."""
        shape = self.shape_op(x)
        if len(shape) < 2:
            raise ValueError(
                f"For '{self.cls_name}', the dimension of 'x' should not be less than 2, "
                f"but got {len(shape)}."
            )
        if len(shape) != 2:
            x = self.reshape(x, (-1, shape[-1]))
        x = self.matmul(x, self.weight)
        if self.has_bias:
            x = self.bias_add(x, self.bias)
        if self.activation_flag:
            x = self.activation(x)
        if len(shape) != 2:
            x = self.reshape(x, (*shape[:-1], x.shape[-1]))
        return x

    def extend_repr(self):
        """The arguments that matter."""
        text = f"input_channels={self.in_channels}, output_channels={self.out_channels}"
        if self.has_bias:
            text += f", has_bias={self.has_bias}"
        if self.activation_flag:
            text += f", activation={self.activation}"
        return text


class ClipByNorm(Cell):
    """Cell: a tensor scaled so that its length is at most `clip_norm`.

    Args:
        axis (int, tuple or None, default None): the length is taken along these axes; None: of the
            whole tensor.

    Inputs:
        x (Tensor): floats.
        clip_norm (Tensor): the largest length; broadcasts.

    Outputs:
        Tensor of the shape and dtype of `x`.

    Raises:
        TypeError: `axis` is of another kind, or `x` no Tensor.

    Example:
        >>> print(nn.ClipByNorm()(Tensor([3.0, 4.0]), Tensor(1.0)))
        [0.6 0.8]
    """

    def __init__(self, axis=None):
        super().__init__()
        self.axis = axis
        if axis is not None:
            validator.check_value_type("axis", axis, [int, tuple, list], "ClipByNorm")

    def construct(self, x, clip_norm):
        """`x * clip_norm / max(norm, clip_norm)`."""
        axis = tuple(range(x.ndim)) if self.axis is None else self.axis
        norm = ops.sqrt(ops.ReduceSum(keep_dims=True)(ops.square(x), axis))
        return ops.div(x * clip_norm, ops.maximum(norm, clip_norm))


class Norm(Cell):
    """Root of the sum of squares."""

    @deprecated("2.0", "ops.norm")
    def __init__(self, axis=(), keep_dims=False):
        super().__init__()
        validator.check_value_type("keep_dims", keep_dims, [bool], self.cls_name)
        self.axis = axis
        self.keep_dims = keep_dims
        self.reduce_sum = P.ReduceSum(True)
        self.sqrt = P.Sqrt()
        self.squeeze = P.Squeeze(self.axis)

    def construct(self, x):
        """Over `axis`."""
        x = self.sqrt(self.reduce_sum(ops.square(x), self.axis))
        return x if self.keep_dims else self.squeeze(x)

    def extend_repr(self):
        """The arguments."""
        return f"axis={self.axis}, keep_dims={self.keep_dims}"


class OneHot(Cell):
    """`on_value` at the index along a new axis, `off_value` elsewhere."""

    @deprecated("2.0", "ops.one_hot")
    def __init__(self, axis=-1, depth=1, on_value=1.0, off_value=0.0, dtype=mstype.float32):
        super().__init__()
        self.onehot = P.OneHot(axis)
        self.depth = depth
        self.dtype = dtype
        self.on_value = on_value
        self.off_value = off_value

    def construct(self, indices):
        """One axis more than the indices."""
        on, off = Tensor(self.on_value, self.dtype), Tensor(self.off_value, self.dtype)
        return self.onehot(indices, self.depth, on, off)


class Pad(Cell):
    """Cell: enlarges a tensor by zeros or by mirroring.

    Args:
        paddings (tuple of tuples of 2 ints): for each axis how many before and after.
        mode (str, default 'CONSTANT'): "CONSTANT" for zeros, "REFLECT" mirrors without the border,
            "SYMMETRIC" with it.

    Inputs:
        x (Tensor): as many axes as `paddings`.

    Outputs:
        Tensor; extents grow by the sums of the pairs.

    Raises:
        TypeError: `paddings` is not a tuple.
        ValueError: `mode` is another word, or there are not pairs for all axes.

    Example:
        >>> print(nn.Pad(((0, 0), (1, 1)), mode="REFLECT")(Tensor([[1.0, 2.0, 3.0]])))
        [[2. 1. 2. 3. 2.]]
    """

    def __init__(self, paddings, mode="CONSTANT"):
        super().__init__()
        self.mode = mode
        self.paddings = paddings
        name = self.cls_name
        validator.check_string(mode, ["CONSTANT", "REFLECT", "SYMMETRIC"], "mode", name)
        if not isinstance(paddings, tuple):
            raise TypeError(
                f"For '{name}', the type of 'paddings' must be tuple, "
                f"but got {type(paddings).__name__}."
            )
        for item in paddings:
            if len(item) != 2:
                raise ValueError(
                    f"For '{name}', the dimension of 'paddings' must be (n, 2), but got {paddings}."
                )
        if len(paddings) > 4:
            raise ValueError(
                f"For '{name}', only 'paddings' up to 4 dims is supported, but got {len(paddings)}."
            )
        if mode == "CONSTANT":
            self.pad = P.Pad(paddings)
        else:
            self.paddings = Tensor([list(item) for item in paddings], dtype=mstype.int64)
            self.pad = P.MirrorPad(mode=mode)

    def construct(self, x):
        """`paddings[i]` elements before and behind axis `i`."""
        return self.pad(x) if self.mode == "CONSTANT" else self.pad(x, self.paddings)


class ResizeBilinear(Cell):
    """Cell: planes of another size by bilinear interpolation.

    Args:
        half_pixel_centers (bool, default False): positions are those of the pixels' centers.

    Inputs:
        x (Tensor): (N, C, H, W), float16 or float32.
        size (tuple or list of 2 ints or None): height and width of the result.
        scale_factor (int or None): factor of both instead.
        align_corners (bool): corners of the planes fall on each other.

    Outputs:
        Tensor (N, C, H_out, W_out).

    Raises:
        TypeError: `half_pixel_centers` is not a bool.
        ValueError: neither or both of `size` and `scale_factor` are given.

    Example:
        >>> x = Tensor([[[[1.0, 3.0]]]])
        >>> print(nn.ResizeBilinear()(x, size=(1, 3), align_corners=True))
        [[[[1. 2. 3.]]]]
    """

    def __init__(self, half_pixel_centers=False):
        super().__init__()
        logger.warning(
            "'nn.ResizeBilinear' is deprecated from version 2.0 and will be removed in a future "
            "version, use 'ops.ResizeBilinearV2' or 'ops.interpolate' instead."
        )
        self.half_pixel_centers = half_pixel_centers

    def construct(self, x, size=None, scale_factor=None, align_corners=False):
        """Either `size` or `scale_factor` says how large."""
        size = _target_size(x.shape, size, scale_factor, align_corners, self.cls_name)
        return P.ResizeBilinear(size, align_corners, self.half_pixel_centers)(x)


def _target_size(shape, size, scale, align_corners, name):
    if not isinstance(align_corners, bool):
        raise TypeError(
            f"For '{name}', the type of 'align_corners' must be bool, "
            f"but got {type(align_corners).__name__}."
        )
    if size is None and scale is None:
        raise ValueError(f"For '{name}', the 'size' and 'scale' both none.")
    if size is not None and scale is not None:
        raise ValueError(f"For '{name}', the 'size' and 'scale' both not none.")
    if size is None:
        validator.check_int(scale, 1, validator.GE, "scale factor", "bilinear")
        return (scale * shape[2], scale * shape[3])
    if not isinstance(size, (tuple, list)):
        raise ValueError(
            f"For '{name}', the 'size' must be tuple or list or None, "
            f"but got {type(size).__name__}."
        )
    validator.check_int(len(size), 2, validator.EQ, "size", "bilinear")
    validator.check_int(size[0], 1, validator.GE, "size[0]", "bilinear")
    validator.check_int(size[1], 1, validator.GE, "size[1]", "bilinear")
    return size


publish(globals())
