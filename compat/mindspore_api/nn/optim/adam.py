"""Adam and its relatives."""

from __future__ import annotations

from compat.core import op

from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.initializer import initializer
from ...common.parameter import Parameter
from ...common.tensor import Tensor, value_of
from ..layer._deprecated import deprecated
from ._moments import advance_power, check_betas, corrected_rate, towards
from ._rates import scalar_of
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["Adam", "AdamWeightDecay", "AdamOffload"]


class _TwoMoments(Optimizer):
    """First and second moments with bias correction."""

    def _set_moments(self, beta1, beta2, eps, use_locking, use_nesterov, shape=()):
        name = self.cls_name
        check_betas(beta1, beta2, eps, name)
        validator.check_value_type("use_locking", use_locking, [bool], name)
        validator.check_value_type("use_nesterov", use_nesterov, [bool], name)
        self.beta1 = Tensor(beta1, mstype.float32)
        self.beta2 = Tensor(beta2, mstype.float32)
        one = initializer(1, shape, mstype.float32)
        self.beta1_power = Parameter(one, name="beta1_power")
        self.beta2_power = Parameter(initializer(1, shape, mstype.float32), name="beta2_power")
        self.eps = Tensor(eps, mstype.float32)
        self.use_nesterov = use_nesterov
        self.use_locking = use_locking
        self.moment1 = self._parameters.clone(prefix="moment1", init="zeros")
        self.moment2 = self._parameters.clone(prefix="moment2", init="zeros")

    def construct(self, gradients):
        """One step."""
        updates = self._updates(gradients)
        power1 = advance_power(self.beta1_power, self.beta1)
        power2 = advance_power(self.beta2_power, self.beta2)
        beta1, beta2, eps = (scalar_of(t) for t in (self.beta1, self.beta2, self.eps))
        for i, p, g, lr in updates:
            rate = corrected_rate(lr, power1, power2)
            self._step(i, p, g, rate, beta1, beta2, eps)
        return (True,) * self.param_length

    def _step(self, i, p, g, rate, beta1, beta2, eps):
        m, v = self.moment1[i], self.moment2[i]
        if not self.use_nesterov:
            values = op.adam_update(*self._own(p, m, v), g, rate, beta1, beta2, eps)
            self._store((p, m, v), values)
            return
        new_m = towards(value_of(m), g, 1 - beta1)
        new_v = towards(value_of(v), op.multiply(g, g), 1 - beta2)
        ahead = op.add(op.multiply(new_m, beta1), op.multiply(g, 1 - beta1))
        step = op.divide(ahead, op.add(op.sqrt(new_v), eps))
        self._store((p, m, v), (op.sgd_update(*self._own(p), step, rate), new_m, new_v))


class Adam(_TwoMoments):
    """Optimizer: adaptive moments (Kingma and Ba, arXiv:1412.6980).

        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g ** 2
        p = p - learning_rate * sqrt(1 - beta2 ** t) / (1 - beta1 ** t) * m / (sqrt(v) + eps)

    Args:
        params (list of Parameter or list of dict): what is trained; a dict is a group with "params"
            and its own "lr", "weight_decay", "grad_centralization", or {"order_params": ...}.
        learning_rate (float, int, Tensor, iterable or LearningRateSchedule, default 0.001): the
            rate; a one-dimensional tensor or a list has one for each step.
        beta1 (float, default 0.9): share of the old first moment, in (0, 1).
        beta2 (float, default 0.999): share of the old second moment, in (0, 1).
        eps (float, default 1e-08): keeps from dividing by zero; positive.
        use_locking (bool, default False): no effect here.
        use_nesterov (bool, default False): look ahead along the first moment.
        weight_decay (float, int or Cell, default 0.0): times the parameter is added to its
            gradient.
        loss_scale (float, default 1.0): gradients are divided by it; positive.
        use_amsgrad (bool, default False): divide by the largest second moment so far.
        **kwargs (bool): `use_lazy` and `use_offload`, which do not change the result.

    Inputs:
        gradients (tuple of Tensor): one for each parameter.

    Outputs:
        tuple of bool: the steps are done in the parameters.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.

    Example:
        >>> net = nn.Dense(2, 1, weight_init="ones")
        >>> optimizer = nn.Adam(net.trainable_params(), learning_rate=0.1)
        >>> step = nn.TrainOneStepCell(nn.WithLossCell(net, nn.MSELoss()), optimizer)
        >>> loss = step(Tensor([[1.0, 2.0]]), Tensor([[1.0]]))
        >>> print(net.weight.asnumpy())
        [[0.9 0.9]]
    """

    @opt_init_args_register
    def __init__(
        self, params, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, use_locking=False,
        use_nesterov=False, weight_decay=0.0, loss_scale=1.0, use_amsgrad=False, **kwargs,
    ):  # fmt: skip
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        unknown = set(kwargs) - {"use_lazy", "use_offload"}
        if unknown:
            names = ", ".join(sorted(unknown))
            raise TypeError(f"For 'Adam', unexpected keyword arguments: {names}.")
        use_lazy, use_offload = kwargs.get("use_lazy", False), kwargs.get("use_offload", False)
        self._set_moments(beta1, beta2, eps, use_locking, use_nesterov)
        validator.check_value_type("use_amsgrad", use_amsgrad, [bool], self.cls_name)
        validator.check_value_type("use_lazy", use_lazy, [bool], self.cls_name)
        validator.check_value_type("use_offload", use_offload, [bool], self.cls_name)
        if use_lazy and use_offload:
            raise ValueError(
                "For 'Adam', 'use_lazy' and 'use_offload' can not both be True."
                f"But got use_lazy={use_lazy}, use_offload={use_offload}."
            )
        if use_amsgrad and (use_lazy or use_offload):
            raise ValueError(
                "For lazy Adam and Adam with offload, there is no parameter named 'use_amsgrad'."
                f"but got 'use_amsgrad'={use_amsgrad}."
            )
        self.use_amsgrad = use_amsgrad
        self.use_lazy = use_lazy
        self.use_offload = use_offload
        if use_amsgrad:
            self.vhat = self._parameters.clone(prefix="vhat", init="zeros")

    def _step(self, i, p, g, rate, beta1, beta2, eps):
        if not self.use_amsgrad:
            super()._step(i, p, g, rate, beta1, beta2, eps)
            return
        m, v, vhat = self.moment1[i], self.moment2[i], self.vhat[i]
        new_m = towards(value_of(m), g, 1 - beta1)
        new_v = towards(value_of(v), op.multiply(g, g), 1 - beta2)
        top = op.maximum(value_of(vhat), new_v)
        step = op.divide(new_m, op.add(op.sqrt(top), eps))
        values = (op.sgd_update(*self._own(p), step, rate), new_m, new_v, top)
        self._store((p, m, v, vhat), values)

    @property
    def target(self):
        """The device named by the context."""
        return self._target

    @target.setter
    def target(self, value):
        self._set_base_target(value)


class AdamWeightDecay(Optimizer):
    """Optimizer: adaptive moments without correction, decay apart from the gradient (Loshchilov and
    Hutter, arXiv:1711.05101).

        p = p - learning_rate * (m / (sqrt(v) + eps) + weight_decay * p)

    Args:
        params (list of Parameter or list of dict): what is trained; a dict is a group with "params"
            and its own "lr", "weight_decay", "grad_centralization", or {"order_params": ...}.
        learning_rate (float, int, Tensor, iterable or LearningRateSchedule, default 0.001): the
            rate; a one-dimensional tensor or a list has one for each step.
        beta1 (float, default 0.9): share of the old first moment, in (0, 1).
        beta2 (float, default 0.999): share of the old second moment, in (0, 1).
        eps (float, default 1e-06): keeps from dividing by zero; positive.
        weight_decay (float, int or Cell, default 0.0): rate of the decay.

    Inputs:
        gradients (tuple of Tensor): one for each parameter.

    Outputs:
        tuple of bool: the steps are done in the parameters.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range.

    Example:
        >>> net = nn.Dense(2, 1, weight_init="ones")
        >>> optimizer = nn.AdamWeightDecay(net.trainable_params(), learning_rate=0.1)
        >>> step = nn.TrainOneStepCell(nn.WithLossCell(net, nn.MSELoss()), optimizer)
        >>> loss = step(Tensor([[1.0, 2.0]]), Tensor([[1.0]]))
        >>> print(net.weight.asnumpy())
        [[0.6837726 0.6837714]]
    """

    _support_parallel_optimizer = True

    def __init__(
        self, params, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-6, weight_decay=0.0
    ):
        super().__init__(learning_rate, params, weight_decay)
        check_betas(beta1, beta2, eps, self.cls_name)
        self.beta1 = Tensor([beta1], mstype.float32)
        self.beta2 = Tensor([beta2], mstype.float32)
        self.eps = Tensor([eps], mstype.float32)
        self.moments1 = self._parameters.clone(prefix="adam_m", init="zeros")
        self.moments2 = self._parameters.clone(prefix="adam_v", init="zeros")

    def construct(self, gradients):
        """One step."""
        decay = self.get_weight_decay()
        decays = decay if self.is_group else (decay,) * self.param_length
        beta1, beta2, eps = (scalar_of(t) for t in (self.beta1, self.beta2, self.eps))
        for i, p, g, lr in self._plain_updates(gradients):
            m, v = self.moments1[i], self.moments2[i]
            values = self._own(p, m, v)
            if self.decay_flags[i]:
                values[0] = op.multiply(values[0], 1.0 - lr * scalar_of(decays[i]))
            self._store((p, m, v), op.adam_update(*values, g, lr, beta1, beta2, eps))
        return (True,) * self.param_length

    def _plain_updates(self, gradients):
        rates = self._rates()
        gs = [value_of(g) for g in gradients]
        return zip(range(len(gs)), self._parameters, gs, rates, strict=True)

    @property
    def target(self):
        """The device named by the context."""
        return self._target

    @target.setter
    def target(self, value):
        self._set_base_target(value)


class AdamOffload(_TwoMoments):
    """Adam; the original computes its step on the host."""

    @deprecated("2.0", "Adam")
    @opt_init_args_register
    def __init__(
        self, params, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, use_locking=False,
        use_nesterov=False, weight_decay=0.0, loss_scale=1.0,
    ):  # fmt: skip
        super().__init__(learning_rate, params, weight_decay, loss_scale)
        self._set_moments(beta1, beta2, eps, use_locking, use_nesterov, [1])
