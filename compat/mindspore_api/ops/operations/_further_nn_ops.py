"""Less common operators of networks."""

from __future__ import annotations

from ....core import compose, op
from ... import _checkparam as validator
from ...common.seed import next_key
from ...common.tensor import Tensor, wrap
from .._operands import ints_of
from ..function import nn_func
from ..primitive import Primitive, prim_attr_register
from ._optimizer_ops import _store, number, raw

NN = [
    "BasicLSTMCell", "CTCGreedyDecoder", "DropoutDoMask", "DropoutGenMask",
    "FusedCastAdamWeightDecay", "FusedSparseAdam", "FusedSparseLazyAdam",
    "FusedWeightScaleApplyMomentum", "SparseApplyFtrl",
]  # fmt: skip


class DropoutGenMask(Primitive):
    """The seeds of a mask; DropoutDoMask draws it. An Ascend operator of the original."""

    _io = ("shape keep_prob", "output")

    @prim_attr_register
    def __init__(self, Seed0=0, Seed1=0):
        validator.check_non_negative_int(Seed0, "Seed0", self.name)
        validator.check_non_negative_int(Seed1, "Seed1", self.name)

    def _compute(self, shape, keep_prob):
        sizes = ints_of(self.name, "shape", shape)
        count = 1
        for n in sizes:
            count *= n
        keep = float(number(keep_prob))
        device = op.device_of(keep_prob._value) if isinstance(keep_prob, Tensor) else "cpu"
        # One byte for each element; the original packs eight elements into a byte.
        draw = op.random_uniform(next_key(self.Seed0, self.Seed1), (count,), "float32", device)
        return wrap(op.astype(op.less(draw, keep), "uint8"))


class DropoutDoMask(Primitive):
    """Elements dropped by the mask of DropoutGenMask, the rest scaled up."""

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x, mask, keep_prob):
        keep = float(number(keep_prob))
        if not 0.0 <= keep <= 1.0:
            raise ValueError(
                f"For '{self.name}', the 'keep_prob' must be in [0, 1], but got {keep}."
            )
        kept = op.astype(op.reshape(mask._value, x.shape), x._name)
        return wrap(op.multiply(x._value, op.divide(kept, keep)))


class CTCGreedyDecoder(Primitive):
    """The best path of logits."""

    @prim_attr_register
    def __init__(self, merge_repeated=True):
        validator.check_value_type("merge_repeated", merge_repeated, [bool], self.name)

    def _compute(self, inputs, sequence_length):
        return nn_func.ctc_greedy_decoder(inputs, sequence_length, self.merge_repeated)


class BasicLSTMCell(Primitive):
    """The original has withdrawn its kernel as well."""

    def __init__(self, keep_prob=1.0, forget_bias=1.0, state_is_tuple=True, activation="tanh"):
        raise NotImplementedError(
            "mindspore.ops.BasicLSTMCell has no kernel in 2.0; use mindspore.nn.LSTMCell."
        )


class FusedWeightScaleApplyMomentum(Primitive):
    """ApplyMomentum with weight decay and loss scaling."""

    _io = (
        "weight_decay loss_scale variable accumulation learning_rate gradient momentum",
        "output",
    )

    @prim_attr_register
    def __init__(self):
        self.add_prim_attr("side_effect_mem", True)

    def _compute(
        self, weight_decay, loss_scale, variable, accumulation, learning_rate, gradient, momentum
    ):
        p = raw(variable)
        g = op.multiply(op.astype(raw(gradient), variable._name), float(number(loss_scale)))
        g = op.add(g, op.multiply(p, float(number(weight_decay))))
        found = op.momentum_update(
            p, raw(accumulation), g, float(number(learning_rate)), float(number(momentum)), False
        )
        _store(accumulation, found[1])
        return _store(variable, found[0])


class FusedCastAdamWeightDecay(Primitive):
    """AdamWeightDecay for float16 gradients."""

    @prim_attr_register
    def __init__(self, use_locking=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self.add_prim_attr("side_effect_mem", True)

    def _compute(self, var, m, v, lr, beta1, beta2, epsilon, decay, gradient):
        from ._optimizer_ops import AdamWeightDecay

        return AdamWeightDecay()(var, m, v, lr, beta1, beta2, epsilon, decay, gradient)


class _SparseAdam(Primitive):
    """Base of the Adam steps for gradients of rows."""

    _io = ("var m v beta1_power beta2_power lr beta1 beta2 epsilon grad indices", "var m v")
    _lazy = False

    @prim_attr_register
    def __init__(self, use_locking=False, use_nesterov=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        validator.check_value_type("use_nesterov", use_nesterov, [bool], self.name)
        self.add_prim_attr("side_effect_mem", True)

    def _compute(
        self, var, m, v, beta1_power, beta2_power, lr, beta1, beta2, epsilon, grad, indices
    ):
        b1, b2, eps = (float(number(x)) for x in (beta1, beta2, epsilon))
        p1, p2 = float(number(beta1_power)), float(number(beta2_power))
        rate = float(number(lr)) * (1 - p2) ** 0.5 / (1 - p1)
        p, rows = raw(var), compose.expand_dims(raw(indices), 1)
        g = op.scatter_nd(compose.zeros_like(p), rows, raw(grad), "add")
        first = op.add(op.multiply(raw(m), b1), op.multiply(g, 1 - b1))
        second = op.add(op.multiply(raw(v), b2), op.multiply(compose.square(g), 1 - b2))
        top = op.add(op.multiply(first, b1), op.multiply(g, 1 - b1)) if self.use_nesterov else first
        found = op.subtract(p, op.divide(op.multiply(top, rate), op.add(op.sqrt(second), eps)))
        results = [found, first, second]
        if self._lazy:  # rows without a gradient stay as they are
            marks = op.full((op.shape_of(rows)[0],), 1, "int32", op.device_of(p))
            used = op.scatter_nd(
                op.full((var.shape[0],), 0, "int32", op.device_of(p)), rows, marks, "add"
            )
            used = op.reshape(op.greater(used, 0), (var.shape[0],) + (1,) * (var.ndim - 1))
            results = [
                op.where(used, new, raw(t)) for new, t in zip(results, (var, m, v), strict=True)
            ]
        return tuple(_store(t, x) for t, x in zip((var, m, v), results, strict=True))


class FusedSparseAdam(_SparseAdam):
    """Adam for gradients of rows; the moments of all rows decay."""


class FusedSparseLazyAdam(_SparseAdam):
    """Adam for gradients of rows; only these rows change."""

    _lazy = True


class SparseApplyFtrl(Primitive):
    """Follow the regularised leader for gradients of rows."""

    _io = ("var accum linear grad indices", "var accum linear")

    @prim_attr_register
    def __init__(self, lr, l1, l2, lr_power, use_locking=False):
        validator.check_value_type("lr", lr, [float], self.name)
        validator.check_value_type("l1", l1, [float], self.name)
        validator.check_value_type("l2", l2, [float], self.name)
        validator.check_value_type("lr_power", lr_power, [float], self.name)
        validator.check_positive_float(lr, "lr", self.name)
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self.add_prim_attr("side_effect_mem", True)

    def _compute(self, var, accum, linear, grad, indices):
        from ._optimizer_ops import ApplyFtrl

        rows = raw(indices)
        parts = [wrap(op.take(raw(t), rows, 0)) for t in (var, accum, linear)]
        ApplyFtrl()(*parts, grad, self.lr, self.l1, self.l2, self.lr_power)
        index = compose.expand_dims(rows, 1)
        for t, part in zip((var, accum, linear), parts, strict=True):
            _store(t, op.scatter_nd(raw(t), index, raw(part), "set"))
        return tuple(wrap(raw(t)) for t in (var, accum, linear))
