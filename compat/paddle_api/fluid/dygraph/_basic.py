"""Linear maps, pooling, tables, recurrent units and losses."""

from __future__ import annotations

from .._ops import activation, indexing, losses, pooling, product, recurrent
from .._varbase import VarBase
from ..dygraph_utils import _append_activation_in_dygraph, _append_bias_in_dygraph
from ..initializer import Constant
from ..layers import nn as functions
from ..layers import utils
from ..layers.ops import square
from ._norm import _dynamic
from .layers import Layer


class Linear(Layer):
    """`x W + b`."""

    def __init__(
        self, input_dim, output_dim, param_attr=None, bias_attr=None, act=None, dtype="float32"
    ):
        super().__init__()
        self._act, self._dtype = act, dtype
        self.weight = self.create_parameter(
            shape=[input_dim, output_dim], attr=param_attr, dtype=dtype, is_bias=False
        )
        self.bias = self.create_parameter(
            shape=[output_dim], attr=bias_attr, dtype=dtype, is_bias=True
        )

    def forward(self, input):
        """The product, bias added, activation applied."""
        _dynamic(input, "Linear", ("float16", "float32", "float64"))
        out = product.matmul(input, self.weight)
        out = _append_bias_in_dygraph(out, self.bias, axis=len(input.shape) - 1)
        return _append_activation_in_dygraph(out, self._act)


class Pool2D(Layer):
    """Largest or mean element of every window of a plane."""

    def __init__(
        self,
        pool_size=-1,
        pool_type="max",
        pool_stride=1,
        pool_padding=0,
        global_pooling=False,
        use_cudnn=True,
        ceil_mode=False,
        exclusive=True,
    ):
        if pool_type not in ["max", "avg"]:
            raise ValueError(
                "Unknown pool_type: '%s'. It can only be 'max' or 'avg'.", str(pool_type)
            )
        if global_pooling is False and pool_size == -1:
            raise ValueError(
                "When the global_pooling is False, pool_size must be passed and be a valid value. "
                f"Received pool_size: {pool_size}"
            )
        if not isinstance(use_cudnn, bool):
            raise ValueError("use_cudnn should be True or False")
        super().__init__()
        self._pool_type = pool_type
        self._pool_size = utils.convert_to_list(pool_size, 2, "pool_size")
        self._pool_padding = utils.convert_to_list(pool_padding, 2, "pool_padding")
        self._pool_stride = utils.convert_to_list(pool_stride, 2, "pool_stride")
        self._global_pooling, self._use_cudnn = global_pooling, use_cudnn
        self._ceil_mode, self._exclusive = ceil_mode, exclusive
        self._l_type = "pool2d"

    def forward(self, input):
        """The pooled planes."""
        _dynamic(input, "Pool2D", ("int8", "uint8", "float16", "float32", "float64"))
        return pooling.pool2d(
            input,
            self._pool_size,
            self._pool_stride,
            self._pool_padding,
            pooling_type=self._pool_type,
            global_pooling=self._global_pooling,
            ceil_mode=self._ceil_mode,
            exclusive=self._exclusive,
        )


class Embedding(Layer):
    """Rows of a table."""

    def __init__(
        self,
        size,
        is_sparse=False,
        is_distributed=False,
        padding_idx=None,
        param_attr=None,
        dtype="float32",
    ):
        super().__init__()
        self._size, self._param_attr, self._dtype = size, param_attr, dtype
        # Gradients are dense here whatever these two say.
        self._is_sparse, self._is_distributed = is_sparse, is_distributed
        if padding_idx is None:
            self._padding_idx = -1
        else:
            self._padding_idx = padding_idx if padding_idx >= 0 else size[0] + padding_idx
        self.weight = self.create_parameter(attr=param_attr, shape=size, dtype=dtype, is_bias=False)

    def forward(self, input):
        """The rows for the numbers in `input`."""
        _dynamic(input, "Embedding", ("int64",))
        return indexing.lookup_table_v2(
            self.weight, input, self._is_sparse, self._is_distributed, self._padding_idx
        )


class GRUUnit(Layer):
    """One step of a gated recurrent unit; `origin_mode` is ignored, as in the original."""

    def __init__(
        self,
        size,
        param_attr=None,
        bias_attr=None,
        activation="tanh",
        gate_activation="sigmoid",
        origin_mode=False,
        dtype="float32",
    ):
        super().__init__()
        self._bias_attr = bias_attr
        numbers = {"identity": 0, "sigmoid": 1, "tanh": 2, "relu": 3}
        self.activation = numbers[activation]
        self.gate_activation = numbers[gate_activation]
        self._dtype = dtype
        size = size // 3
        self.weight = self.create_parameter(attr=param_attr, shape=[size, 3 * size], dtype=dtype)
        self._bias_size = [1, 3 * size]
        self.bias = self.create_parameter(
            attr=bias_attr, shape=self._bias_size, dtype=dtype, is_bias=True
        )

    def forward(self, input, hidden):
        """(hidden, reset hidden, gates) of the step."""
        _dynamic(input, "GRUUnit")
        gate, reset, updated = recurrent.gru_unit(
            input, hidden, self.weight, self.bias, self.activation, self.gate_activation
        )
        return updated, reset, gate


class PRelu(Layer):
    """`x` where positive, else a learned factor times `x`."""

    def __init__(self, mode, channel=None, input_shape=None, param_attr=None, dtype="float32"):
        super().__init__(name_scope="prelu")
        self._mode, self._param_attr, self._dtype = mode, param_attr, dtype
        if mode == "all":
            self._alpha_shape = [1]
        elif mode == "channel":
            assert isinstance(channel, int), "channel argument is required when mode is 'channel'."
            self._alpha_shape = [1, channel, 1, 1]
        elif mode == "element":
            assert isinstance(input_shape, (list, tuple)), (
                "input_shape argument is required when mode is 'element'."
            )
            self._alpha_shape = [1, *list(input_shape)[1:]]
        else:
            raise ValueError("mode should be one of all, channel, element.")
        self.weight = self.create_parameter(
            attr=param_attr,
            shape=self._alpha_shape,
            dtype="float32",
            is_bias=False,
            default_initializer=Constant(1.0),
        )

    def forward(self, input):
        """The activation."""
        _dynamic(input, "PRelu", ("float32",))
        return activation.prelu(input, self.weight, self._mode)


class BilinearTensorProduct(Layer):
    """`x W_k y` for every output."""

    def __init__(
        self,
        input1_dim,
        input2_dim,
        output_dim,
        name=None,
        act=None,
        param_attr=None,
        bias_attr=None,
        dtype="float32",
    ):
        super().__init__()
        self._param_attr, self._bias_attr, self._act = param_attr, bias_attr, act
        self._name, self._dtype = name, dtype
        self._input1_dim, self._input2_dim, self._output_dim = input1_dim, input2_dim, output_dim
        self.weight = self.create_parameter(
            attr=param_attr,
            shape=[output_dim, input1_dim, input2_dim],
            dtype=dtype,
            is_bias=False,
        )
        self.bias = self.create_parameter(
            attr=bias_attr, shape=[1, output_dim], dtype=dtype, is_bias=True
        )

    def forward(self, x, y):
        """The product, activation applied."""
        _dynamic(x, "BilinearTensorProduct")
        out = product.bilinear_tensor_product(x, y, self.weight, self.bias)
        return _append_activation_in_dygraph(out, act=self._act)


def _reduced(loss, reduction):
    if reduction == "sum":
        return functions.reduce_sum(loss)
    return functions.reduce_mean(loss) if reduction == "mean" else loss


class MSELoss(Layer):
    """`(input - label) ** 2`."""

    def __init__(self, reduction="mean"):
        super().__init__()
        if reduction not in ["sum", "mean", "none"]:
            raise ValueError(
                "'reduction' in 'MSELoss' should be 'sum', 'mean' or 'none', but received "
                f"{reduction}."
            )
        self.reduction = reduction

    def forward(self, input, label):
        """The loss."""
        return _reduced(square(functions.elementwise_sub(input, label)), self.reduction)


class L1Loss(Layer):
    """`abs(input - label)`."""

    def __init__(self, reduction="mean"):
        if reduction not in ["sum", "mean", "none"]:
            raise ValueError(
                "The value of 'reduction' in L1Loss should be 'sum', 'mean' or 'none', but "
                "received "
                f"{reduction}, which is not allowed."
            )
        super().__init__()
        self.reduction = reduction

    def forward(self, input, label):
        """The loss."""
        return _reduced(functions.elementwise_sub(input, label, act="abs"), self.reduction)


class BCELoss(Layer):
    """Binary cross entropy of probabilities."""

    def __init__(self, weight=None, reduction="mean"):
        if reduction not in ["sum", "mean", "none"]:
            raise ValueError(
                "The value of 'reduction' in bce_loss should be 'sum', 'mean' or 'none', but "
                "received "
                f"{reduction}, which is not allowed."
            )
        super().__init__()
        self.weight = weight
        self.reduction = reduction

    def forward(self, input, label):
        """The loss."""
        out = losses.bce_loss(input, label)
        if self.weight is not None:
            if not isinstance(self.weight, VarBase):
                raise ValueError("The weight is not a Variable, please convert to Variable.")
            out = functions.elementwise_mul(out, self.weight, axis=-1)
        return _reduced(out, self.reduction)


class NLLLoss(Layer):
    """Minus the log-probability of the label, weighted by class."""

    def __init__(self, weight=None, reduction="mean", ignore_index=-100):
        super().__init__()
        self.weight, self.reduction, self.ignore_index = weight, reduction, ignore_index

    def forward(self, input, label):
        """The loss."""
        if self.reduction not in ["sum", "mean", "none"]:
            raise ValueError(
                "The value of 'reduction' in nll_loss should be 'sum', 'mean' or 'none', but "
                "received "
                f"{self.reduction}, which is not allowed."
            )
        if len(input.shape) < 2:
            raise ValueError(f"Expected 2 or more dimensions (got {len(input.shape)})")
        return losses.nll_loss(input, label, self.weight, self.ignore_index, self.reduction)
