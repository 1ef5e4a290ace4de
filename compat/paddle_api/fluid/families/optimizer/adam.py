"""Adam and its relatives."""

from __future__ import annotations

import math

import numpy as np

from compat.core import op

from ..._errors import enforce_not_met
from ..._operands import f32
from ..._varbase import VarBase
from .base import Optimizer


def _length(x):
    axes = tuple(range(len(op.shape_of(x))))
    return op.sqrt(op.sum(op.multiply(x, x), axes, False))


class Powers:
    """Powers of the betas: every parameter keeps its own, those that are equal share an array."""

    def __init__(self):
        self._before, self._now = {}, {}

    def step(self, array, beta):
        """The number in a one-element array, and the array that holds it times `beta`."""
        known, value = self._before.get(id(array), (None, None))
        if known is not array:
            value = _number(array)
        key = value, beta, op.dtype_of(array)
        found = self._now.get(key)
        if found is None:
            following = op.multiply(array, beta)
            found = self._now[key] = following, _number(following)
        return value, found[0]

    def finish(self):
        """The end of an update: what `step` has given out comes back in the next one."""
        self._before = {id(array): (array, value) for array, value in self._now.values()}
        self._now = {}


def _number(array):
    return op.to_numpy(array).item()


class AdamOptimizer(Optimizer):
    """Optimizer: adaptive moments (Kingma and Ba, arXiv:1412.6980).

        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g ** 2
        p = p - learning_rate * sqrt(1 - beta2 ** t) / (1 - beta1 ** t) * m / (sqrt(v) + epsilon)

    Args:
        learning_rate (float, Variable or LearningRateDecay, default 0.001): the rate.
        beta1 (float or Variable, default 0.9): share of the old first moment.
        beta2 (float or Variable, default 0.999): share of the old second moment.
        epsilon (float, default 1e-08): keeps from dividing by zero.
        parameter_list (list of Parameter, default None): what is trained; needed in dygraph mode.
        regularization (Regularizer or None, default None): of parameters without one of their own.
        grad_clip (GradientClip or None, default None): limits the gradients.
        name (str or None, default None): front of the names of accumulators.
        lazy_mode (bool, default False): no effect on dense gradients.

    Inputs:
        loss (Variable): is given to `minimize`, after `loss.backward()`.

    Raises:
        AttributeError: `parameter_list` is missing in dygraph mode.
        TypeError: the rate is of another kind.

    Example:
        >>> ones = fluid.ParamAttr(initializer=fluid.initializer.Constant(1.0))
        >>> layer = dygraph.Linear(2, 1, param_attr=ones)
        >>> parameters = layer.parameters()
        >>> optimizer = fluid.optimizer.Adam(0.1, parameter_list=parameters)
        >>> loss = layers.mean(layer(to_variable(np.array([[1.0, 2.0]], "float32"))))
        >>> loss.backward()
        >>> steps = optimizer.minimize(loss)
        >>> print(layer.weight.numpy())
        [[0.90000004]
         [0.9       ]]
    """

    _moment1_acc_str = "moment1"
    _moment2_acc_str = "moment2"
    _beta1_pow_acc_str = "beta1_pow_acc"
    _beta2_pow_acc_str = "beta2_pow_acc"

    def __init__(
        self,
        learning_rate=0.001,
        beta1=0.9,
        beta2=0.999,
        epsilon=1e-08,
        parameter_list=None,
        regularization=None,
        grad_clip=None,
        name=None,
        lazy_mode=False,
    ):
        assert learning_rate is not None
        assert beta1 is not None
        assert beta2 is not None
        assert epsilon is not None
        super().__init__(learning_rate, parameter_list, regularization, grad_clip, name)
        self.type = "adam"
        self._beta1, self._beta2, self._epsilon = beta1, beta2, epsilon
        self._lazy_mode = lazy_mode
        self._powers = Powers()
        self._kept, self._rates = {}, (None,) * 6

    def _betas(self):
        pair = (self._beta1, self._beta2)
        return tuple(f32(float(b)) if isinstance(b, VarBase) else f32(b) for b in pair)

    def _create_accumulators(self, block, parameters):
        first = 0.9 if isinstance(self._beta1, VarBase) else self._beta1
        second = 0.999 if isinstance(self._beta2, VarBase) else self._beta2
        for p in parameters:
            self._add_accumulator(self._moment1_acc_str, p)
            self._add_accumulator(self._moment2_acc_str, p)
            self._add_accumulator(self._beta1_pow_acc_str, p, first, [1])
            self._add_accumulator(self._beta2_pow_acc_str, p, second, [1])

    def _accumulators_of(self, param):
        names = (self._moment1_acc_str, self._moment2_acc_str)
        names += (self._beta1_pow_acc_str, self._beta2_pow_acc_str)
        found = self._kept[param.name] = [self._get_accumulator(n, param) for n in names]
        return found

    def _rounded(self):
        """Both betas and epsilon in float32; attributes, so they may change between steps."""
        given = self._beta1, self._beta2, self._epsilon
        if isinstance(given[0], VarBase) or isinstance(given[1], VarBase):
            return (*self._betas(), f32(self._epsilon))
        if self._rates[:3] != given:
            self._rates = (*given, *self._betas(), f32(self._epsilon))
        return self._rates[3:]

    def _update(self, param, grad, rate):
        m, v, first, second = self._kept.get(param.name) or self._accumulators_of(param)
        beta1, beta2, epsilon = self._rounded()
        power1, first._value = self._powers.step(first._value, beta1)
        power2, second._value = self._powers.step(second._value, beta2)
        step = rate * math.sqrt(1.0 - power2) / (1.0 - power1)
        p, m._value, v._value = op.adam_update(
            param._raw(), m._value, v._value, grad, step, beta1, beta2, epsilon
        )
        param._set(p)

    def _update_rows(self, param, grad, rows, rate):
        """As Paddle's kernel for sparse gradients, which counts the powers on before it uses them.

        Rows without a gradient move on by their moments, unless in lazy mode.
        """
        m, v, first, second = self._kept.get(param.name) or self._accumulators_of(param)
        beta1, beta2, epsilon = self._rounded()
        _, first._value = self._powers.step(first._value, beta1)
        _, second._value = self._powers.step(second._value, beta2)
        power1, power2 = _number(first._value), _number(second._value)
        step = rate * math.sqrt(1.0 - power2) / (1.0 - power1)
        state, used = (param._raw(), m._value, v._value), None
        if self._lazy_mode:
            used = op.asarray(np.unique(rows), "int64", op.device_of(grad))
        parts = [op.take(x, used, 0) for x in (*state, grad)] if self._lazy_mode else (*state, grad)
        after = op.adam_update(*parts, step, beta1, beta2, epsilon)
        if self._lazy_mode:
            after = [_replaced(*pair, used) for pair in zip(state, after, strict=True)]
        p, m._value, v._value = after
        param._set(p)

    def _finish_update(self, block, parameters_and_grads):
        self._powers.finish()


def _replaced(x, parts, rows):
    """`x` with other rows."""
    places = op.reshape(rows, (op.shape_of(rows)[0], 1))
    return op.scatter_nd(x, places, parts, "set")


def sparse_refused(kind):
    """The exception of optimizers without a kernel for the gradients of sparse tables."""
    return enforce_not_met(
        "InvalidArgumentError: The input var's type should be LoDTensor, but the gradient of a "
        "table that was looked up with is_sparse=True is SelectedRows",
        kind,
        'Expected ctx->GetInputsVarType("Grad").front() == framework::proto::VarType::LOD_TENSOR, '
        'but received ctx->GetInputsVarType("Grad").front():8 != '
        "framework::proto::VarType::LOD_TENSOR:7.",
    )


class AdamaxOptimizer(Optimizer):
    """Adam with the infinity norm in place of the second moment."""

    _moment_acc_str = "moment"
    _inf_norm_acc_str = "inf_norm"
    _beta1_pow_acc_str = "beta1_pow_acc"

    def __init__(
        self,
        learning_rate=0.001,
        beta1=0.9,
        beta2=0.999,
        epsilon=1e-08,
        parameter_list=None,
        regularization=None,
        grad_clip=None,
        name=None,
    ):
        assert learning_rate is not None
        assert beta1 is not None
        assert beta2 is not None
        assert epsilon is not None
        super().__init__(learning_rate, parameter_list, regularization, grad_clip, name)
        self.type = "adamax"
        self._beta1, self._beta2, self._epsilon = beta1, beta2, epsilon

    def _create_accumulators(self, block, parameters):
        for p in parameters:
            self._add_accumulator(self._moment_acc_str, p)
            self._add_accumulator(self._inf_norm_acc_str, p)
            self._add_accumulator(self._beta1_pow_acc_str, p, self._beta1, [1])

    def _update(self, param, grad, rate):
        moment = self._get_accumulator(self._moment_acc_str, param)
        norm = self._get_accumulator(self._inf_norm_acc_str, param)
        power = float(self._get_accumulator(self._beta1_pow_acc_str, param))
        beta1, beta2 = f32(self._beta1), f32(self._beta2)
        m = op.add(op.multiply(moment._value, beta1), op.multiply(grad, f32(1.0 - beta1)))
        floor = op.add(op.multiply(norm._value, beta2), f32(self._epsilon))
        n = op.maximum(op.abs(grad), floor)
        step = op.multiply(op.divide(m, n), rate / (1.0 - power))
        param._set(op.subtract(param._raw(), step))
        moment._value, norm._value = m, n

    def _update_rows(self, param, grad, rows, rate):
        raise sparse_refused("adamax")

    def _finish_update(self, block, parameters_and_grads):
        for param, _ in parameters_and_grads:
            if param.trainable:
                power = self._get_accumulator(self._beta1_pow_acc_str, param)
                power._value = op.multiply(power._value, f32(self._beta1))


class LambOptimizer(AdamOptimizer):
    """Adam scaled for each parameter by the lengths of weight and step."""

    def __init__(
        self,
        learning_rate=0.001,
        lamb_weight_decay=0.01,
        beta1=0.9,
        beta2=0.999,
        epsilon=1e-06,
        parameter_list=None,
        regularization=None,
        grad_clip=None,
        exclude_from_weight_decay_fn=None,
        name=None,
    ):
        assert lamb_weight_decay is not None
        super().__init__(
            learning_rate, beta1, beta2, epsilon, parameter_list, regularization, grad_clip, name
        )
        self.type = "lamb"
        self._weight_decay = lamb_weight_decay
        self._exclude_from_weight_decay_fn = exclude_from_weight_decay_fn

    def _update(self, param, grad, rate):
        moment1 = self._get_accumulator(self._moment1_acc_str, param)
        moment2 = self._get_accumulator(self._moment2_acc_str, param)
        beta1, beta2 = self._betas()
        exclude = self._exclude_from_weight_decay_fn
        decay = 0.0 if exclude is not None and exclude(param) else f32(self._weight_decay)
        p = param._raw()
        m = op.add(op.multiply(moment1._value, beta1), op.multiply(grad, f32(1.0 - beta1)))
        square = op.multiply(grad, grad)
        v = op.add(op.multiply(moment2._value, beta2), op.multiply(square, f32(1.0 - beta2)))
        # The original does not correct the moments, though it keeps the powers for that.
        ratio = op.divide(m, op.add(op.sqrt(v), f32(self._epsilon)))
        ratio = op.add(ratio, op.multiply(p, decay))
        length, slope = _length(p), _length(ratio)
        used = op.logical_and(op.greater(length, 0), op.greater(slope, 0))
        one = op.full((), 1, op.dtype_of(p), op.device_of(p))
        trust = op.where(used, op.divide(length, slope), one)
        param._set(op.subtract(p, op.multiply(ratio, op.multiply(trust, rate))))
        moment1._value, moment2._value = m, v

    def _update_rows(self, param, grad, rows, rate):
        self._update(param, grad, rate)
