"""Steps of optimisers on whole parameters."""

from __future__ import annotations

from .....core import compose, op
from .... import _checkparam as validator
from ....common.tensor import wrap
from ...arguments import number, raw
from ...primitive import Primitive, prim_attr_register
from ..convolution.kernel import platform


class FusedWeightScaleApplyMomentum(
    Primitive,
    inputs="weight_decay loss_scale variable accumulation learning_rate gradient momentum",
):
    """ApplyMomentum with weight decay and loss scaling."""

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
        store(accumulation, found[1])
        return store(variable, found[0])


class FusedCastAdamWeightDecay(Primitive):
    """AdamWeightDecay for float16 gradients."""

    @prim_attr_register
    def __init__(self, use_locking=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self.add_prim_attr("side_effect_mem", True)

    def _compute(self, var, m, v, lr, beta1, beta2, epsilon, decay, gradient):
        return AdamWeightDecay()(var, m, v, lr, beta1, beta2, epsilon, decay, gradient)


def gradient_like(x, parameter):
    value = raw(x)
    return op.astype(value, parameter._name) if op.dtype_of(value) != parameter._name else value


def store(parameter, value):
    parameter._take(value)
    return wrap(value)


class Update(Primitive):
    """Base: notes that memory is written."""

    def _note(self):
        self.add_prim_attr("side_effect_mem", True)

    def _check_bools(self):
        for name, value in self.init_attrs.items():
            if isinstance(value, bool) or name.startswith("use_"):
                validator.check_value_type(name, value, [bool], self.name)


class ApplyMomentum(Update, inputs="variable accumulation learning_rate gradient momentum"):
    """m = momentum * m + g; variable -= lr * m."""

    @prim_attr_register
    def __init__(self, use_nesterov=False, use_locking=False, gradient_scale=1.0):
        validator.check_value_type("use_nesterov", use_nesterov, [bool], self.name)
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        validator.check_value_type("gradient_scale", gradient_scale, [float], self.name)
        self._note()

    def _compute(self, variable, accumulation, learning_rate, gradient, momentum):
        g = gradient_like(gradient, variable)
        g = op.divide(g, self.gradient_scale) if self.gradient_scale != 1.0 else g
        p, m = op.momentum_update(
            raw(variable),
            raw(accumulation),
            g,
            float(number(learning_rate)),
            float(number(momentum)),
            # MindSpore's CPU kernel takes no notice of it.
            self.use_nesterov and platform() != "CPU",
        )
        store(accumulation, m)
        return store(variable, p)


class SGD(Update, inputs="parameters gradient learning_rate accum momentum stat"):
    """Gradient descent with momentum, dampening and weight decay."""

    @prim_attr_register
    def __init__(self, dampening=0.0, weight_decay=0.0, nesterov=False):
        validator.check_value_type("nesterov", nesterov, [bool], self.name)
        if nesterov and dampening != 0:
            raise ValueError(
                f"For '{self.name}', the 'dampening' must be 0 when 'nesterov' is True, but got "
                f"'dampening' is {dampening} and 'nesterov' is {nesterov}."
            )
        self._note()

    def _compute(self, parameters, gradient, learning_rate, accum, momentum, stat):
        p, g, lr = (
            raw(parameters),
            gradient_like(gradient, parameters),
            float(number(learning_rate)),
        )
        rate = float(number(momentum))
        if self.weight_decay:
            g = op.add(g, op.multiply(p, float(self.weight_decay)))
        if rate > 0:
            # In the first step, which `stat` marks, the accumulator takes the whole gradient.
            damped = op.multiply(g, 1.0 - self.dampening)
            later = op.add(op.multiply(raw(accum), rate), damped)
            m = op.where(op.greater(raw(stat), 0.0), g, later)
            store(accum, m)
            store(stat, compose.zeros_like(raw(stat)))
            g = op.add(g, op.multiply(m, rate)) if self.nesterov else m
        return store(parameters, op.subtract(p, op.multiply(g, lr)))


class Adam(
    Update,
    inputs="var m v beta1_power beta2_power lr beta1 beta2 epsilon gradient",
    outputs="var m v",
):
    """Adam; the powers of the betas are given."""

    @prim_attr_register
    def __init__(self, use_locking=False, use_nesterov=False):
        self._check_bools()
        self._note()
        self.attrs.pop("input_names")
        self.attrs.pop("output_names")

    def _compute(self, var, m, v, beta1_power, beta2_power, lr, beta1, beta2, epsilon, gradient):
        g = gradient_like(gradient, var)
        b1, b2, eps = (float(number(x)) for x in (beta1, beta2, epsilon))
        p1, p2 = float(number(beta1_power)), float(number(beta2_power))
        rate = float(number(lr)) * (1 - p2) ** 0.5 / (1 - p1)
        if self.use_nesterov:
            first = op.add(op.multiply(raw(m), b1), op.multiply(g, 1 - b1))
            second = op.add(op.multiply(raw(v), b2), op.multiply(compose.square(g), 1 - b2))
            ahead = op.add(op.multiply(first, b1), op.multiply(g, 1 - b1))
            step = op.divide(op.multiply(ahead, rate), op.add(op.sqrt(second), eps))
            found = op.subtract(raw(var), step), first, second
        else:
            found = op.adam_update(raw(var), raw(m), raw(v), g, rate, b1, b2, eps)
        return tuple(store(t, x) for t, x in zip((var, m, v), found, strict=True))


class AdamNoUpdateParam(Update):
    """The step that Adam would take, the moments being updated."""

    @prim_attr_register
    def __init__(self, use_locking=False, use_nesterov=False):
        self._check_bools()
        self._note()

    def _compute(self, m, v, beta1_power, beta2_power, lr, beta1, beta2, epsilon, gradient):
        zero = wrap(compose.zeros_like(raw(m)))
        step = Adam(self.use_locking, self.use_nesterov)
        rest = (beta1_power, beta2_power, lr, beta1, beta2, epsilon, gradient)
        return step(zero, m, v, *rest)[0]


class AdamWeightDecay(
    Update, inputs="var m v lr beta1 beta2 epsilon decay gradient", outputs="var m v"
):
    """Adam without bias correction, the decay added to the step."""

    @prim_attr_register
    def __init__(self, use_locking=False):
        self._check_bools()
        self._note()

    def _compute(self, var, m, v, lr, beta1, beta2, epsilon, decay, gradient):
        g, p = gradient_like(gradient, var), raw(var)
        b1, b2 = float(number(beta1)), float(number(beta2))
        rate, eps = float(number(lr)), float(number(epsilon))
        first = op.add(op.multiply(raw(m), b1), op.multiply(g, 1 - b1))
        second = op.add(op.multiply(raw(v), b2), op.multiply(compose.square(g), 1 - b2))
        step = op.divide(first, op.add(op.sqrt(second), eps))
        if number(decay):
            step = op.add(step, op.multiply(p, float(number(decay))))
        found = op.subtract(p, op.multiply(step, rate)), first, second
        return tuple(store(t, x) for t, x in zip((var, m, v), found, strict=True))


class ApplyRMSProp(Update, inputs="var mean_square moment learning_rate grad rho momentum epsilon"):
    """Root mean square propagation."""

    @prim_attr_register
    def __init__(self, use_locking=False):
        self._check_bools()
        self._note()

    def _compute(self, var, mean_square, moment, learning_rate, grad, decay, momentum, epsilon):
        g, rho = gradient_like(grad, var), float(number(decay))
        square = op.add(op.multiply(raw(mean_square), rho), op.multiply(compose.square(g), 1 - rho))
        root = op.sqrt(op.add(square, float(number(epsilon))))
        step = op.divide(op.multiply(g, float(number(learning_rate))), root)
        kept = op.add(op.multiply(raw(moment), float(number(momentum))), step)
        store(mean_square, square)
        store(moment, kept)
        return store(var, op.subtract(raw(var), kept))


class ApplyCenteredRMSProp(Update):
    """Root mean square propagation with the mean gradient taken off."""

    @prim_attr_register
    def __init__(self, use_locking=False):
        self._check_bools()
        self._note()

    def _compute(
        self, var, mean_gradient, mean_square, moment, grad, learning_rate, decay, momentum, epsilon
    ):
        g, rho = gradient_like(grad, var), float(number(decay))
        mean = op.add(op.multiply(raw(mean_gradient), rho), op.multiply(g, 1 - rho))
        square = op.add(op.multiply(raw(mean_square), rho), op.multiply(compose.square(g), 1 - rho))
        spread = op.add(op.subtract(square, compose.square(mean)), float(number(epsilon)))
        step = op.divide(op.multiply(g, float(number(learning_rate))), op.sqrt(spread))
        kept = op.add(op.multiply(raw(moment), float(number(momentum))), step)
        for parameter, value in ((mean_gradient, mean), (mean_square, square), (moment, kept)):
            store(parameter, value)
        return store(var, op.subtract(raw(var), kept))


class ApplyAdagrad(Update, inputs="var accum lr grad", outputs="var accum"):
    """Gradients divided by the root of the sum of their squares."""

    @prim_attr_register
    def __init__(self, update_slots=True):
        validator.check_value_type("update_slots", update_slots, [bool], self.name)
        self._note()

    def _compute(self, var, accum, lr, grad):
        return _adagrad(self, var, accum, lr, grad, 0.0)


def _adagrad(prim, var, accum, lr, grad, epsilon):
    g, total = gradient_like(grad, var), raw(accum)
    if prim.update_slots:
        total = op.add(total, compose.square(g))
    root = op.sqrt(total)
    root = op.add(root, epsilon) if epsilon else root
    step = op.divide(op.multiply(g, float(number(lr))), root)
    return store(var, op.subtract(raw(var), step)), store(accum, total)


class ApplyAdagradV2(Update, inputs="var accum lr grad", outputs="var accum"):
    """As ApplyAdagrad, with a number added to the root."""

    @prim_attr_register
    def __init__(self, epsilon, update_slots=True):
        validator.check_value_type("epsilon", epsilon, [float], self.name)
        validator.check_value_type("update_slots", update_slots, [bool], self.name)
        self._note()

    def _compute(self, var, accum, lr, grad):
        return _adagrad(self, var, accum, lr, grad, self.epsilon)


class ApplyAdadelta(
    Update, inputs="var accum accum_update lr rho epsilon grad", outputs="var accum accum_update"
):
    """Adadelta."""

    @prim_attr_register
    def __init__(self):
        self._note()

    def _compute(self, var, accum, accum_update, lr, rho, epsilon, grad):
        g, decay, eps = gradient_like(grad, var), float(number(rho)), float(number(epsilon))
        square = op.add(op.multiply(raw(accum), decay), op.multiply(compose.square(g), 1 - decay))
        ratio = op.divide(op.sqrt(op.add(raw(accum_update), eps)), op.sqrt(op.add(square, eps)))
        step = op.multiply(ratio, g)
        moved = op.add(
            op.multiply(raw(accum_update), decay), op.multiply(compose.square(step), 1 - decay)
        )
        found = op.subtract(raw(var), op.multiply(step, float(number(lr)))), square, moved
        return tuple(store(t, x) for t, x in zip((var, accum, accum_update), found, strict=True))


class ApplyAdaMax(
    Update, inputs="var m v beta1_power lr beta1 beta2 epsilon grad", outputs="var m v"
):
    """Adam with the infinity norm."""

    @prim_attr_register
    def __init__(self):
        self._note()

    def _compute(self, var, m, v, beta1_power, lr, beta1, beta2, epsilon, grad):
        g, b1, b2 = gradient_like(grad, var), float(number(beta1)), float(number(beta2))
        first = op.add(op.multiply(raw(m), b1), op.multiply(g, 1 - b1))
        largest = op.maximum(op.multiply(raw(v), b2), op.abs(g))
        rate = float(number(lr)) / (1 - float(number(beta1_power)))
        step = op.divide(op.multiply(first, rate), op.add(largest, float(number(epsilon))))
        found = op.subtract(raw(var), step), first, largest
        return tuple(store(t, x) for t, x in zip((var, m, v), found, strict=True))


class ApplyFtrl(Update, inputs="var accum linear grad lr l1 l2 lr_power"):
    """Follow the regularised leader."""

    @prim_attr_register
    def __init__(self, use_locking=False):
        self._check_bools()
        self._note()

    def _compute(self, var, accum, linear, grad, lr, l1, l2, lr_power):
        g, p, total = gradient_like(grad, var), raw(var), raw(accum)
        rate, power = float(number(lr)), -float(number(lr_power))
        new = op.add(total, compose.square(g))
        after = op.pow(new, compose.full_like(new, power))
        before = op.pow(total, compose.full_like(total, power))
        sigma = op.divide(op.subtract(after, before), rate)
        line = op.subtract(op.add(raw(linear), g), op.multiply(sigma, p))
        limit = float(number(l1))
        bottom = op.add(op.divide(after, rate), 2.0 * float(number(l2)))
        top = op.subtract(op.multiply(op.sign(line), limit), line)
        beyond = op.greater(op.abs(line), limit)
        found = op.where(beyond, op.divide(top, bottom), compose.zeros_like(p))
        store(accum, new)
        store(linear, line)
        return store(var, found)


class ApplyGradientDescent(Update, inputs="var alpha delta", outputs="var"):
    """var -= alpha * delta."""

    @prim_attr_register
    def __init__(self):
        self._note()

    def _compute(self, var, alpha, delta):
        return store(var, op.sgd_update(raw(var), gradient_like(delta, var), float(number(alpha))))


class ApplyProximalGradientDescent(Update, inputs="var alpha l1 l2 delta", outputs="var"):
    """Gradient descent with l1 and l2 regularisation by proximal steps."""

    @prim_attr_register
    def __init__(self):
        self._note()

    def _compute(self, var, alpha, l1, l2, delta):
        rate, one, two = (float(number(x)) for x in (alpha, l1, l2))
        moved = op.subtract(raw(var), op.multiply(gradient_like(delta, var), rate))
        shrunk = op.maximum(op.subtract(op.abs(moved), rate * one), 0.0)
        found = op.divide(op.multiply(op.sign(moved), shrunk), 1.0 + rate * two)
        return store(var, found)


class LARSUpdate(Primitive):
    """Gradient scaled by the ratio of the norms of weight and gradient."""

    @prim_attr_register
    def __init__(self, epsilon=1e-05, hyperpara=0.001, use_clip=False):
        validator.check_value_type("epsilon", epsilon, [float], self.name)
        validator.check_value_type("hyperpara", hyperpara, [float], self.name)
        validator.check_value_type("use_clip", use_clip, [bool], self.name)

    def _compute(self, weight, gradient, norm_weight, norm_gradient, weight_decay, learning_rate):
        decay, rate = float(number(weight_decay)), float(number(learning_rate))
        norm_w = op.sqrt(raw(norm_weight))
        norm_g = op.sqrt(raw(norm_gradient))
        bottom = op.add(op.add(norm_g, op.multiply(norm_w, decay)), self.epsilon)
        ratio = op.divide(op.multiply(norm_w, self.hyperpara), bottom)
        ratio = op.minimum(op.divide(ratio, rate), 1.0) if self.use_clip else ratio
        step = op.add(raw(gradient), op.multiply(raw(weight), decay))
        return wrap(op.multiply(step, ratio))
