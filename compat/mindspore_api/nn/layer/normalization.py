"""Normalisation layers."""

from __future__ import annotations

import math
import numbers

from compat.core import autodiff, op, processes

from ... import _checkparam as validator
from ... import context
from ...common import dtype as mstype
from ...common.initializer import Initializer, initializer
from ...common.parameter import Parameter
from ...common.tensor import Tensor, value_of, wrap
from ...communication._comm_helper import check_inited
from ...ops import operations as P
from ...ops.families.normalization import (
    batch_normalized_over,
    layer_normalized,
    move_statistics,
)
from ..cell import Cell

__all__ = [
    "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "LayerNorm", "GroupNorm", "SyncBatchNorm",
    "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d",
]  # fmt: skip

_STATISTICS = (
    "num_features={}, eps={}, momentum={}, gamma={}, beta={}, moving_mean={}, moving_variance={}"
)


def _check_dim(found, wanted, name):
    if found != wanted:
        raise ValueError(f"For '{name}', the in_shape must have {wanted} dims, but got {found}.")


def _check_features(num_features, momentum, name):
    if num_features < 1:
        raise ValueError(
            f"For '{name}', the 'num_features' must be at least 1, but got {num_features}."
        )
    if momentum < 0 or momentum > 1:
        raise ValueError(
            f"For '{name}', the 'momentum' must be a number in range [0, 1], but got {momentum}."
        )


class _BatchNorm(Cell):
    """Statistics over everything but the channels; the attribute `momentum` is one minus the
    argument."""

    def __init__(
        self, num_features, eps=1e-5, momentum=0.9, affine=True, gamma_init="ones",
        beta_init="zeros", moving_mean_init="zeros", moving_var_init="ones",
        use_batch_statistics=None, data_format="NCHW",
    ):  # fmt: skip
        super().__init__()
        name = self.cls_name
        validator.check_value_type("num_features", num_features, [int], name)
        _check_features(num_features, momentum, name)
        self.format = validator.check_string(data_format, ["NCHW", "NHWC"], "format", name)
        target = context.get_context("device_target")
        if target != "GPU" and self.format == "NHWC":
            raise ValueError(
                f"For '{name}', the 'NHWC' format only support in GPU target, "
                f"but got device target {target}."
            )
        self.use_batch_statistics = use_batch_statistics
        if use_batch_statistics is not None and not isinstance(use_batch_statistics, bool):
            raise ValueError(
                f"For '{name}', the 'use_batch_statistics' must be a boolean value or None, "
                f"but got {use_batch_statistics}."
            )
        self.num_features = num_features
        self.eps = eps
        self.beta_init = beta_init
        self.gamma_init = gamma_init
        self.moving_mean_init = moving_mean_init
        self.moving_var_init = moving_var_init
        _statistics(self, moving_mean_init, moving_var_init)
        _scales(self, gamma_init, beta_init, num_features, affine)
        self.momentum = 1.0 - momentum
        self.bn_train = P.BatchNorm(
            is_training=True, epsilon=eps, momentum=self.momentum, data_format=self.format
        )
        self.bn_infer = P.BatchNorm(is_training=False, epsilon=eps, data_format=self.format)
        self.shape = P.Shape()

    def _check_input_dim(self, shape, cls_name):
        raise NotImplementedError

    def construct(self, x):
        """Batch statistics while training (or as `use_batch_statistics` says), else moving ones."""
        self._check_input_dim(self.shape(x), self.cls_name)
        batch = self.training if self.use_batch_statistics is None else self.use_batch_statistics
        norm = self.bn_train if batch else self.bn_infer
        return norm(x, self.gamma, self.beta, self.moving_mean, self.moving_variance)[0]

    def extend_repr(self):
        """Arguments and parameters."""
        return _STATISTICS.format(
            self.num_features, self.eps, 1.0 - self.momentum, self.gamma, self.beta,
            self.moving_mean, self.moving_variance,
        )  # fmt: skip


def _statistics(layer, mean, variance):
    count = layer.num_features
    layer.moving_mean = Parameter(initializer(mean, count), name="mean", requires_grad=False)
    layer.moving_variance = Parameter(
        initializer(variance, count), name="variance", requires_grad=False
    )


def _scales(layer, gamma, beta, shape, affine=True):
    layer.gamma = Parameter(initializer(gamma, shape), name="gamma", requires_grad=affine)
    layer.beta = Parameter(initializer(beta, shape), name="beta", requires_grad=affine)


class BatchNorm1d(_BatchNorm):
    """Cell of batch normalization (Ioffe and Szegedy, arXiv:1502.03167) of tensors (N, C) or (N, C,
    L).

        y = (x - mean) / sqrt(variance + eps) * gamma + beta

    Mean and variance of each channel are those of the batch while training, which move the running
    ones: `moving = momentum * moving + (1 - momentum) * batch`; otherwise the running ones.

    Args:
        num_features (int): channels C.
        eps (float, default 1e-05): is added to the variance.
        momentum (float, default 0.9): weight of the old running statistics, in [0, 1].
        affine (bool, default True): gamma and beta are learned.
        gamma_init (Tensor, str, Initializer or number, default 'ones'): initial gamma.
        beta_init (Tensor, str, Initializer or number, default 'zeros'): initial beta.
        moving_mean_init (Tensor, str, Initializer or number, default 'zeros'): initial running
            mean.
        moving_var_init (Tensor, str, Initializer or number, default 'ones'): initial running
            variance.
        use_batch_statistics (bool or None, default None): True for those of the batch, False for
            the running ones, always; None asks whether the cell is training.
        data_format (str, default 'NCHW'): "NCHW" or "NHWC".

    Inputs:
        x (Tensor): (N, C) or (N, C, L), float16 or float32.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `num_features` or `eps` is of another kind.
        ValueError: `num_features` is not positive, `momentum` out of range, or the input has other
            axes.

    Note:
        parameters: `gamma`, `beta`, `moving_mean`, `moving_variance`, each (C,).

    Example:
        >>> net = nn.BatchNorm1d(2).set_train()
        >>> print(net(Tensor([[0.0, 1.0], [2.0, 3.0]])))
        [[-0.999995 -0.999995]
         [ 0.999995  0.999995]]
    """

    @staticmethod
    def _check_input_dim(shape, cls_name):
        if len(shape) not in (2, 3):
            raise ValueError(
                f"For '{cls_name}', the must have 2 dims or 3 dims, but got {len(shape)}."
            )


class BatchNorm2d(_BatchNorm):
    """Cell of batch normalization (Ioffe and Szegedy, arXiv:1502.03167) of tensors (N, C, H, W).

        y = (x - mean) / sqrt(variance + eps) * gamma + beta

    Mean and variance of each channel are those of the batch while training, which move the running
    ones: `moving = momentum * moving + (1 - momentum) * batch`; otherwise the running ones.

    Args:
        num_features (int): channels C.
        eps (float, default 1e-05): is added to the variance.
        momentum (float, default 0.9): weight of the old running statistics, in [0, 1].
        affine (bool, default True): gamma and beta are learned.
        gamma_init (Tensor, str, Initializer or number, default 'ones'): initial gamma.
        beta_init (Tensor, str, Initializer or number, default 'zeros'): initial beta.
        moving_mean_init (Tensor, str, Initializer or number, default 'zeros'): initial running
            mean.
        moving_var_init (Tensor, str, Initializer or number, default 'ones'): initial running
            variance.
        use_batch_statistics (bool or None, default None): True for those of the batch, False for
            the running ones, always; None asks whether the cell is training.
        data_format (str, default 'NCHW'): "NCHW"; MindSpore has "NHWC" on GPUs only.

    Inputs:
        x (Tensor): (N, C, H, W), float16 or float32.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `num_features` or `eps` is of another kind.
        ValueError: `num_features` is not positive, `momentum` out of range, or the input has other
            axes.

    Note:
        parameters: `gamma`, `beta`, `moving_mean`, `moving_variance`, each (C,).

    Example:
        >>> net = nn.BatchNorm2d(1).set_train()
        >>> print(net(Tensor([[[[0.0, 2.0]]]])))
        [[[[-0.999995  0.999995]]]]
        >>> print(net.moving_mean.asnumpy())
        [0.1]
    """

    @staticmethod
    def _check_input_dim(shape, cls_name):
        _check_dim(len(shape), 4, cls_name)


class BatchNorm3d(Cell):
    """Cell of batch normalization (Ioffe and Szegedy, arXiv:1502.03167) of tensors (N, C, D, H, W).

        y = (x - mean) / sqrt(variance + eps) * gamma + beta

    Mean and variance of each channel are those of the batch while training, which move the running
    ones: `moving = momentum * moving + (1 - momentum) * batch`; otherwise the running ones.

    Args:
        num_features (int): channels C.
        eps (float, default 1e-05): is added to the variance.
        momentum (float, default 0.9): weight of the old running statistics, in [0, 1].
        affine (bool, default True): gamma and beta are learned.
        gamma_init (Tensor, str, Initializer or number, default 'ones'): initial gamma.
        beta_init (Tensor, str, Initializer or number, default 'zeros'): initial beta.
        moving_mean_init (Tensor, str, Initializer or number, default 'zeros'): initial running
            mean.
        moving_var_init (Tensor, str, Initializer or number, default 'ones'): initial running
            variance.
        use_batch_statistics (bool or None, default None): True for those of the batch, False for
            the running ones, always; None asks whether the cell is training.

    Inputs:
        x (Tensor): (N, C, D, H, W), float16 or float32.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `num_features` or `eps` is of another kind.
        ValueError: `num_features` is not positive, `momentum` out of range, or the input has other
            axes.

    Note:
        parameters: `gamma`, `beta`, `moving_mean`, `moving_variance`, each (C,).

    Example:
        >>> net = nn.BatchNorm3d(1).set_train()
        >>> print(net(Tensor([[[[[0.0, 2.0]]]]])))
        [[[[[-0.999995  0.999995]]]]]
    """

    def __init__(
        self, num_features, eps=1e-5, momentum=0.9, affine=True, gamma_init="ones",
        beta_init="zeros", moving_mean_init="zeros", moving_var_init="ones",
        use_batch_statistics=None,
    ):  # fmt: skip
        super().__init__()
        self.bn2d = BatchNorm2d(
            num_features, eps, momentum, affine, gamma_init, beta_init, moving_mean_init,
            moving_var_init, use_batch_statistics, "NCHW",
        )  # fmt: skip
        self.shape = P.Shape()
        self.reshape = P.Reshape()

    @staticmethod
    def _check_input_dim(shape, cls_name):
        _check_dim(len(shape), 5, cls_name)

    def construct(self, x):
        """Depth and height seen as one axis."""
        shape = self.shape(x)
        self._check_input_dim(shape, self.cls_name)
        n, c, d, h, w = shape
        return self.reshape(self.bn2d(self.reshape(x, (n, c, d * h, w))), shape)


class SyncBatchNorm(_BatchNorm):
    """Cell of batch normalization (Ioffe and Szegedy, arXiv:1502.03167) of tensors (N, C), (N, C,
    L) or (N, C, H, W), with the statistics of all processes of a group.

        y = (x - mean) / sqrt(variance + eps) * gamma + beta

    Mean and variance of each channel are those of the batch while training, which move the running
    ones: `moving = momentum * moving + (1 - momentum) * batch`; otherwise the running ones.

    Args:
        num_features (int): channels C.
        eps (float, default 1e-05): is added to the variance.
        momentum (float, default 0.9): weight of the old running statistics, in [0, 1].
        affine (bool, default True): gamma and beta are learned.
        gamma_init (Tensor, str, Initializer or number, default 'ones'): initial gamma.
        beta_init (Tensor, str, Initializer or number, default 'zeros'): initial beta.
        moving_mean_init (Tensor, str, Initializer or number, default 'zeros'): initial running
            mean.
        moving_var_init (Tensor, str, Initializer or number, default 'ones'): initial running
            variance.
        use_batch_statistics (bool or None, default None): True for those of the batch, False for
            the running ones, always; None asks whether the cell is training.
        process_groups (list of lists of ints or None, default None): numbers of the processes that
            share statistics; None: all.

    Inputs:
        x (Tensor): (N, C), (N, C, L) or (N, C, H, W), float16 or float32.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `num_features` or `eps` is of another kind.
        ValueError: `num_features` is not positive, `momentum` out of range, or the input has other
            axes.
        RuntimeError: `mindspore.communication.init` was not called.

    Note:
        parameters: `gamma`, `beta`, `moving_mean`, `moving_variance`, each (C,).

    Example:
        >>> import mindspore.communication as comm
        >>> comm.init()
        >>> net = nn.SyncBatchNorm(1).set_train()
        >>> print(net(Tensor([[[[0.0, 2.0]]]])))
        [[[[-0.999995  0.999995]]]]
    """

    def __init__(
        self, num_features, eps=1e-5, momentum=0.9, affine=True, gamma_init="ones",
        beta_init="zeros", moving_mean_init="zeros", moving_var_init="ones",
        use_batch_statistics=None, process_groups=None,
    ):  # fmt: skip
        super().__init__(
            num_features, eps, momentum, affine, gamma_init, beta_init, moving_mean_init,
            moving_var_init, use_batch_statistics,
        )  # fmt: skip
        check_inited()
        self.process_groups = process_groups
        self.group_name = self._shared_group()
        self.is_global = len(processes.group_ranks(self.group_name)) > 1

    def _shared_group(self):
        """The group this process shares statistics with; made here where it is not the world."""
        if self.process_groups is None or self.process_groups == 0:
            return processes.WORLD
        validator.check_isinstance("process_groups", self.process_groups, list)
        ranks = [rank for group in self.process_groups for rank in group]
        size = processes.world().size
        for rank in ranks:
            if not 0 <= rank < size:
                raise ValueError(
                    f"For '{self.cls_name}', the rank id in 'process_groups' must be in "
                    f"[0, {size}), but got {rank}."
                )
        if len(set(ranks)) != len(ranks):
            raise ValueError(
                f"For '{self.cls_name}', a rank may be in one of 'process_groups' only, "
                f"but got {self.process_groups}."
            )
        own = [g for g in self.process_groups if processes.world().rank in g]
        if not own:
            return processes.create_alone()
        name = "sync_bn_group_" + "_".join(map(str, own[0]))
        if not processes.has_group(name):
            processes.create_group(name, tuple(own[0]))
        return name

    @staticmethod
    def _check_input_dim(shape, cls_name):
        if len(shape) not in (2, 4):
            raise ValueError(
                f"For '{cls_name}', the must have 2 dims or 4 dims, but got {len(shape)}."
            )

    def construct(self, x):
        """Statistics of all processes while training (or as `use_batch_statistics` says)."""
        batch = self.training if self.use_batch_statistics is None else self.use_batch_statistics
        if not (batch and self.is_global):
            return super().construct(x)
        self._check_input_dim(self.shape(x), self.cls_name)
        values = [value_of(v) for v in (x, self.gamma, self.beta)]
        result, mean, variance = batch_normalized_over(self.group_name, *values, self.eps)
        move_statistics(self.moving_mean, mean, self.momentum)
        move_statistics(self.moving_variance, variance, self.momentum)
        return wrap(result)


class LayerNorm(Cell):
    """Cell of layer normalization (Ba et al., arXiv:1607.06450) over the trailing axes.

        y = (x - mean) / sqrt(variance + epsilon) * gamma + beta

    Args:
        normalized_shape (tuple or list of ints): extents of gamma and beta.
        begin_norm_axis (int, default -1): first axis that mean and variance are taken over.
        begin_params_axis (int, default -1): first axis of gamma and beta.
        gamma_init (Tensor, str, Initializer or number, default 'ones'): initial gamma.
        beta_init (Tensor, str, Initializer or number, default 'zeros'): initial beta.
        epsilon (float, default 1e-07): is added to the variance.

    Inputs:
        x (Tensor): its trailing extents are `normalized_shape`; float16 or float32.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: `normalized_shape` is no tuple or list, or `epsilon` no float.
        ValueError: the shapes do not fit.

    Example:
        >>> print(nn.LayerNorm((2,))(Tensor([[1.0, 3.0], [2.0, 6.0]])))
        [[-1.  1.]
         [-1.  1.]]
    """

    def __init__(
        self, normalized_shape, begin_norm_axis=-1, begin_params_axis=-1, gamma_init="ones",
        beta_init="zeros", epsilon=1e-7,
    ):  # fmt: skip
        super().__init__()
        if not isinstance(normalized_shape, (tuple, list)):
            raise TypeError(
                f"For '{self.cls_name}', the type of 'normalized_shape' must be tuple[int] or "
                f"list[int], but got {normalized_shape} and the type is {type(normalized_shape)}."
            )
        self.normalized_shape = normalized_shape
        self.begin_norm_axis = begin_norm_axis
        self.begin_params_axis = begin_params_axis
        self.epsilon = epsilon
        _scales(self, gamma_init, beta_init, normalized_shape)
        self.layer_norm = P.LayerNorm(
            begin_norm_axis=begin_norm_axis, begin_params_axis=begin_params_axis, epsilon=epsilon
        )

    def construct(self, input_x):
        """Normalised, scaled, shifted."""
        kind = input_x.dtype
        gamma, beta = self.gamma.astype(kind), self.beta.astype(kind)
        axes = self.begin_norm_axis, self.begin_params_axis
        return layer_normalized(input_x, gamma, beta, *axes, self.epsilon)

    def extend_repr(self):
        """Arguments and parameters."""
        return (
            f"normalized_shape={self.normalized_shape}, begin_norm_axis={self.begin_norm_axis}, "
            f"begin_params_axis={self.begin_params_axis}, gamma{self.gamma}, beta={self.beta}"
        )


class _InstanceNorm(Cell):
    """Statistics of each channel of each example."""

    def __init__(
        self, num_features, eps=1e-5, momentum=0.1, affine=True, gamma_init="ones",
        beta_init="zeros",
    ):  # fmt: skip
        super().__init__()
        name = self.cls_name
        validator.check_value_type("num_features", num_features, [int], name)
        validator.check_value_type("eps", eps, [float], name)
        validator.check_value_type("momentum", momentum, [float], name)
        validator.check_value_type("affine", affine, [bool], name)
        self.check_types_valid({"gamma_init": gamma_init, "beta_init": beta_init}, name)
        _check_features(num_features, momentum, name)
        self.num_features = num_features
        self.eps = eps
        _statistics(self, "zeros", "ones")
        _scales(self, gamma_init, beta_init, num_features, affine)
        self.shape = P.Shape()
        self.momentum = momentum

    def construct(self, x):
        """Normalised, scaled, shifted."""
        _check_dim(len(self.shape(x)), self._rank, self.cls_name)
        value, shape = value_of(x), x.shape
        n, c = shape[:2]
        rows = [op.tile(value_of(p), (n,)) for p in (self.gamma, self.beta)]
        apart = op.reshape(value, (1, n * c, *shape[2:]))
        y, mean, var = op.batch_norm_train(apart, *rows, self.eps)
        if self.training:
            count = math.prod(shape[2:])
            self._move(self.moving_mean, op.reshape(mean, (n, c)), 1.0)
            self._move(self.moving_variance, op.reshape(var, (n, c)), count / max(count - 1, 1))
        return wrap(op.reshape(y, shape))

    def _move(self, parameter, found, factor):
        """The mean over the batch of what each example would make of the statistics."""
        found = op.multiply(op.mean(found, (0,), False), self.momentum * factor)
        old = op.multiply(value_of(parameter), 1.0 - self.momentum)
        parameter._take(autodiff.engine().detach(op.add(old, found)))

    def extend_repr(self):
        """Arguments and parameters."""
        return _STATISTICS.format(
            self.num_features, self.eps, self.momentum, self.gamma, self.beta, self.moving_mean,
            self.moving_variance,
        )  # fmt: skip

    def check_types_valid(self, args_dict, name):
        """Raise TypeError for an initialiser of a wrong type."""
        for key, value in args_dict.items():
            if not isinstance(value, (Tensor, numbers.Number, str, Initializer)):
                raise TypeError(
                    f"For '{self.cls_name}', the type of '{key}' must be in [Tensor, "
                    f"numbers.Number, str, Initializer], but got type {type(value).__name__}."
                )
            if isinstance(value, Tensor) and value.dtype != mstype.float32:
                raise TypeError(
                    f"For '{self.cls_name}', the type of '{key}' must be float32, "
                    f"but got {value.dtype}."
                )


class InstanceNorm1d(_InstanceNorm):
    """Of (N, C, L)."""

    _rank = 3


class InstanceNorm2d(_InstanceNorm):
    """Cell of instance normalization (Ulyanov et al., arXiv:1607.08022): statistics of each plane.

    Args:
        num_features (int): channels C.
        eps (float, default 1e-05): is added to the variance.
        momentum (float, default 0.1): weight of the new statistics in the running ones, in [0, 1].
        affine (bool, default True): gamma and beta are learned.
        gamma_init (Tensor, str, Initializer or number, default 'ones'): initial gamma.
        beta_init (Tensor, str, Initializer or number, default 'zeros'): initial beta.

    Inputs:
        x (Tensor): (N, C, H, W), float16 or float32.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: `num_features` is not positive, `momentum` out of range, or the input has not
            four axes.

    Note:
        MindSpore has a kernel for it on GPUs only.

    Example:
        >>> print(nn.InstanceNorm2d(1)(Tensor([[[[1.0, 3.0]]]])))
        [[[[-0.999995  0.999995]]]]
    """

    _rank = 4


class InstanceNorm3d(_InstanceNorm):
    """Of (N, C, D, H, W)."""

    _rank = 5


class GroupNorm(Cell):
    """Cell of group normalization (Wu and He, arXiv:1803.08494): mean and variance over groups of
    channels.

    Args:
        num_groups (int): groups; divides `num_channels`.
        num_channels (int): channels C.
        eps (float, default 1e-05): is added to the variance.
        affine (bool, default True): gamma and beta are learned.
        gamma_init (Tensor, str, Initializer or number, default 'ones'): initial gamma.
        beta_init (Tensor, str, Initializer or number, default 'zeros'): initial beta.

    Inputs:
        x (Tensor): (N, C, H, W), float16 or float32.

    Outputs:
        Tensor of the same shape and dtype.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is not positive, or the groups do not divide the channels.

    Example:
        >>> print(nn.GroupNorm(1, 2)(Tensor([[[[1.0]], [[3.0]]]])))
        [[[[-0.999995]]
        <BLANKLINE>
          [[ 0.999995]]]]
    """

    def __init__(
        self, num_groups, num_channels, eps=1e-5, affine=True, gamma_init="ones",
        beta_init="zeros",
    ):  # fmt: skip
        super().__init__()
        name = self.cls_name
        self.num_groups = validator.check_positive_int(num_groups, "num_groups", name)
        self.num_channels = validator.check_positive_int(num_channels, "num_channels", name)
        if num_channels % num_groups != 0:
            raise ValueError(
                f"For '{name}', the 'num_channels' must be divided by 'num_groups', but got "
                f"'num_channels': {num_channels}, 'num_groups': {num_groups}."
            )
        self.eps = validator.check_value_type("eps", eps, (float,), name)
        self.affine = validator.check_bool(affine, arg_name="affine", prim_name=name)
        _scales(self, gamma_init, beta_init, num_channels, affine)
        self.shape = P.Shape()
        self.reshape = P.Reshape()
        self.reduce_mean = P.ReduceMean(keep_dims=True)
        self.reduce_sum = P.ReduceSum(keep_dims=True)
        self.square = P.Square()
        self.sqrt = P.Sqrt()

    def construct(self, x):
        """Normalised, scaled, shifted."""
        _check_dim(len(self.shape(x)), 4, self.cls_name)
        validator.check_type_name("input", x.dtype, [mstype.float16, mstype.float32], self.cls_name)
        n, channels, h, w = self.shape(x)
        if channels != self.num_channels:
            raise ValueError(
                f"For '{self.cls_name}', the channel(the second dim of the input 'x') must be "
                f"equal to num_channels, but got channel: {channels}, num_channels: "
                f"{self.num_channels}."
            )
        grouped = self.reshape(x, (n, self.num_groups, -1))
        moved = grouped - self.reduce_mean(grouped, 2)
        var = self.reduce_sum(self.square(moved), 2) / (channels * h * w / self.num_groups)
        normal = self.reshape(moved / self.sqrt(var + self.eps), (n, channels, h, w))
        return normal * self.reshape(self.gamma, (-1, 1, 1)) + self.reshape(self.beta, (-1, 1, 1))

    def extend_repr(self):
        """The arguments that matter."""
        return f"num_groups={self.num_groups}, num_channels={self.num_channels}"
