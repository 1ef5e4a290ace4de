"""Steps of rarer optimisers with rates of their own for each element."""

from __future__ import annotations

from .....core import compose, op
from .... import _checkparam as validator
from ...arguments import number, raw
from ...primitive import prim_attr_register
from .dense import Update, gradient_like, store


class _PlainUpdate(Update):
    """Base of the updates without arguments."""

    @prim_attr_register
    def __init__(self):
        self._note()


class ApplyPowerSign(_PlainUpdate, inputs="var m lr logbase sign_decay beta grad", outputs="var m"):
    """The step grows where gradient and momentum agree, by a power."""

    def _compute(self, var, m, lr, logbase, sign_decay, beta, grad):
        g, b = gradient_like(grad, var), float(number(beta))
        moment = op.add(op.multiply(raw(m), b), op.multiply(g, 1 - b))
        agree = op.multiply(op.sign(g), op.sign(moment))
        power = op.exp(op.multiply(agree, float(number(logbase)) * float(number(sign_decay))))
        step = op.multiply(op.multiply(power, g), float(number(lr)))
        return store(var, op.subtract(raw(var), step)), store(m, moment)


class ApplyAddSign(_PlainUpdate, inputs="var m lr alpha sign_decay beta grad", outputs="var m"):
    """The step grows where gradient and momentum agree, by a summand."""

    def _compute(self, var, m, lr, alpha, sign_decay, beta, grad):
        g, b = gradient_like(grad, var), float(number(beta))
        moment = op.add(op.multiply(raw(m), b), op.multiply(g, 1 - b))
        agree = op.multiply(op.sign(g), op.sign(moment))
        factor = op.add(op.multiply(agree, float(number(sign_decay))), float(number(alpha)))
        step = op.multiply(op.multiply(factor, g), float(number(lr)))
        return store(var, op.subtract(raw(var), step)), store(m, moment)


class ApplyProximalAdagrad(Update, inputs="var accum lr l1 l2 grad", outputs="var accum"):
    """Adagrad with l1 and l2 regularisation by proximal steps."""

    @prim_attr_register
    def __init__(self, use_locking=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self._note()

    def _compute(self, var, accum, lr, l1, l2, grad):
        g = gradient_like(grad, var)
        total = op.add(raw(accum), compose.square(g))
        rate = op.divide(float(number(lr)), op.sqrt(total))
        moved = op.subtract(raw(var), op.multiply(rate, g))
        shrunk = op.subtract(op.abs(moved), op.multiply(rate, float(number(l1))))
        shrunk = op.maximum(shrunk, 0.0) if number(l1) > 0 else op.abs(moved)
        bottom = op.add(op.multiply(rate, float(number(l2))), 1.0)
        found = op.divide(op.multiply(op.sign(moved), shrunk), bottom)
        return store(var, found), store(accum, total)


class ApplyAdagradDA(
    Update,
    inputs="var gradient_accumulator gradient_squared_accumulator grad lr l1 l2 global_step",
    outputs="var gradient_accumulator gradient_squared_accumulator",
):
    """Adagrad by dual averaging."""

    @prim_attr_register
    def __init__(self, use_locking=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self._note()

    def _compute(self, var, gradient_accumulator, gradient_squared_accumulator, grad, *rates):
        lr, l1, l2, step = (float(number(r)) for r in rates)
        g = gradient_like(grad, var)
        total = op.add(raw(gradient_accumulator), g)
        squares = op.add(raw(gradient_squared_accumulator), compose.square(g))
        kept = total
        if l1 > 0:
            kept = op.multiply(op.sign(total), op.abs(op.subtract(total, l1 * step)))
        found = op.divide(op.multiply(kept, -lr), op.add(op.sqrt(squares), l2 * step * lr))
        targets = (var, gradient_accumulator, gradient_squared_accumulator)
        values = (found, total, squares)
        return tuple(store(t, v) for t, v in zip(targets, values, strict=True))


class ApplyAdamWithAmsgrad(
    Update, inputs="var m v vhat beta1_power beta2_power lr grad", outputs="var m v vhat"
):
    """Adam that never lets the second moment shrink."""

    @prim_attr_register
    def __init__(self, beta1=0.9, beta2=0.999, epsilon=1e-08, use_locking=False):
        validator.check_value_type("beta1", beta1, [float], self.name)
        validator.check_value_type("beta2", beta2, [float], self.name)
        validator.check_value_type("epsilon", epsilon, [float], self.name)
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        self._note()

    def _compute(self, var, m, v, vhat, beta1_power, beta2_power, lr, grad):
        g, b1, b2 = gradient_like(grad, var), self.beta1, self.beta2
        p1, p2 = float(number(beta1_power)), float(number(beta2_power))
        rate = float(number(lr)) * (1 - p2) ** 0.5 / (1 - p1)
        first = op.add(op.multiply(raw(m), b1), op.multiply(g, 1 - b1))
        second = op.add(op.multiply(raw(v), b2), op.multiply(compose.square(g), 1 - b2))
        largest = op.maximum(raw(vhat), second)
        step = op.divide(op.multiply(first, rate), op.add(op.sqrt(largest), self.epsilon))
        values = (op.subtract(raw(var), step), first, second, largest)
        return tuple(store(t, x) for t, x in zip((var, m, v, vhat), values, strict=True))


class ApplyKerasMomentum(Update, inputs="var accum lr grad momentum", outputs="var accum"):
    """Momentum that holds the step instead of the gradient."""

    @prim_attr_register
    def __init__(self, use_locking=False, use_nesterov=False):
        validator.check_value_type("use_locking", use_locking, [bool], self.name)
        validator.check_value_type("use_nesterov", use_nesterov, [bool], self.name)
        self._note()

    def _compute(self, var, accum, lr, grad, momentum):
        step = op.multiply(gradient_like(grad, var), float(number(lr)))
        rate = float(number(momentum))
        moved = op.subtract(op.multiply(raw(accum), rate), step)
        change = op.subtract(op.multiply(moved, rate), step) if self.use_nesterov else moved
        return store(var, op.add(raw(var), change)), store(accum, moved)
