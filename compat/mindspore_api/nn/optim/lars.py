"""LARS: gradients scaled to their weights before another optimizer takes them."""

from __future__ import annotations

from ... import _checkparam as validator
from ... import ops
from ...common import dtype as mstype
from ...common.parameter import Parameter
from ...common.tensor import Tensor
from ._rates import scalar_of
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["LARS"]


class LARS(Optimizer):
    """Layer-wise adaptive rate scaling around an optimizer.

    optimizer (Optimizer): takes the scaled gradients; its weight decay happens here.
    epsilon (float, 1e-5), coefficient (float, 0.001): the trust in a gradient is
    coefficient * |w| / (|g| + weight_decay * |w| + epsilon). use_clip (bool, False): no more than
    the learning rate. lars_filter (callable): which parameters are scaled, by default all but
    biases and those of LayerNorm. https://arxiv.org/abs/1708.03888

    Example: `optimizer = nn.LARS(nn.Momentum(net.trainable_params(), 0.1, 0.9))`
    """

    @opt_init_args_register
    def __init__(
        self,
        optimizer,
        epsilon=1e-05,
        coefficient=0.001,
        use_clip=False,
        lars_filter=lambda x: "LayerNorm" not in x.name and "bias" not in x.name,
    ):
        super().__init__(0.0, [Parameter(Tensor(0.0), name="fake_param")])
        validator.check_value_type("optimizer", optimizer, Optimizer, self.cls_name)
        validator.check_value_type("epsilon", epsilon, [float], self.cls_name)
        validator.check_value_type("coefficient", coefficient, [float], self.cls_name)
        validator.check_value_type("use_clip", use_clip, [bool], self.cls_name)
        self._take_over(optimizer)
        self.use_clip = use_clip
        self.lars_flag = tuple(lars_filter(p) for p in self.parameters)
        self.learning_rate = Parameter(Tensor(0.0, mstype.float32), name="fake_lr")
        self.lars = ops.LARSUpdate(epsilon, coefficient, use_clip)
        self.squares = ops.SquareSumAll()
        if use_clip:
            self._take_rate(optimizer)
        _leave_decay_to_lars(optimizer)

    def _take_over(self, optimizer):
        self.opt = optimizer
        for name in (
            "dynamic_decay_flags", "dynamic_weight_decay", "weight_decay", "global_step",
            "parameters", "is_group", "decay_flags", "reciprocal_scale", "need_scale", "loss_scale",
        ):  # fmt: skip
            self.__dict__.pop(name, None)
            setattr(self, name, getattr(optimizer, name))
        self._parameters, self.param_length = self.parameters, len(self.parameters)
        self._user_parameters += [p.name for p in self.parameters]

    def _take_rate(self, optimizer):
        self.is_group_lr, self.dynamic_lr = optimizer.is_group_lr, optimizer.dynamic_lr
        self.origin_learning_rate = optimizer.learning_rate
        if self.is_group_lr and self.dynamic_lr:
            raise ValueError(
                "For 'LARS', if the argument 'use_clip' is set to True, then the dynamic learning "
                "rate and group learning rate cannot both be true."
            )

    def _origin_rates(self):
        if not self.use_clip:
            return [self.learning_rate] * self.param_length
        lr = self.origin_learning_rate
        if self.dynamic_lr:
            lr = lr(self.global_step)
        return list(lr) if self.is_group_lr else [lr] * self.param_length

    def construct(self, gradients):
        """One step of the optimizer with the scaled gradients."""
        decay = self.get_weight_decay()
        decays = decay if self.is_group else (decay,) * self.param_length
        gradients = self.scale_grad(gradients)
        rates = self._origin_rates()
        scaled = []
        for i, (p, g) in enumerate(zip(self.parameters, gradients, strict=True)):
            if not self.lars_flag[i]:
                scaled.append(g)
                continue
            amount = scalar_of(decays[i]) / self.loss_scale if self.decay_flags[i] else 0.0
            norms = self.squares(p, g)
            scaled.append(self.lars(p, g, *norms, Tensor(amount), rates[i]))
        done = self.opt(tuple(scaled))
        if self._is_dynamic_lr_or_weight_decay() and not self.opt._is_dynamic_lr_or_weight_decay():
            self._count_step()
        return done


def _leave_decay_to_lars(optimizer):
    off = tuple(False for _ in optimizer.decay_flags)
    optimizer.dynamic_decay_flags = off if optimizer.is_group else False
    optimizer.decay_flags = off
    optimizer.dynamic_weight_decay = False
    optimizer.reciprocal_scale = Tensor(1.0, mstype.float32)
    optimizer.need_scale = False
    optimizer.exec_weight_decay = False
