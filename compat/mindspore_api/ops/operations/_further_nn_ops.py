"""Less common operators of networks."""

from __future__ import annotations

from ....core import op
from ... import _checkparam as validator
from ...common.seed import next_key
from ...common.tensor import Tensor, wrap
from .._operands import ints_of
from ..function import nn_func
from ..primitive import Primitive, prim_attr_register
from ._optimizer_ops import _store, number, raw

NN = [
    "BasicLSTMCell", "CTCGreedyDecoder", "DropoutDoMask", "DropoutGenMask",
    "FusedCastAdamWeightDecay", "FusedWeightScaleApplyMomentum",
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
