"""ASGD."""

from __future__ import annotations

from compat.core import op

from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.parameter import Parameter, ParameterTuple
from ...common.tensor import Tensor, value_of
from ._rates import scalar_of
from .optimizer import Optimizer, opt_init_args_register

__all__ = ["ASGD"]


class ASGD(Optimizer):
    """Gradient descent that keeps the running average of the parameters in `ax`."""

    @opt_init_args_register
    def __init__(self, params, learning_rate=0.1, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0.0):
        super().__init__(learning_rate, params, weight_decay)
        validator.check_value_type("lambd", lambd, [float], self.cls_name)
        validator.check_value_type("alpha", alpha, [float], self.cls_name)
        validator.check_value_type("t0", t0, [float], self.cls_name)
        self.lambd = lambd
        self.alpha = alpha
        self.t0 = Tensor([t0], dtype=mstype.float32)
        mu, eta = [], []
        for param in self._parameters:
            mu.append(Parameter(Tensor(1.0, dtype=mstype.float32), name=f"mu_{param.name}"))
            eta.append(Parameter(Tensor(0.0, dtype=mstype.float32), name=f"eta_{param.name}"))
        self.lens = len(self._parameters)
        self.mu = ParameterTuple(mu)
        self.eta = ParameterTuple(eta)
        self.ax = self._parameters.clone(prefix="ax_", init="zeros")

    def construct(self, gradients):
        """One step."""
        updates = self._updates(gradients)
        self._count_step()
        step = scalar_of(self.global_step)
        for i, p, g, lr in updates:
            mu, eta, ax = self.mu[i], self.eta[i], self.ax[i]
            rate = op.full((), lr, "float32", op.device_of(value_of(p)))
            eta_now = rate if step == 1 else value_of(eta)
            shrink = op.subtract(1.0, op.multiply(eta_now, self.lambd))
            new = op.subtract(
                op.multiply(op.astype(value_of(p), "float32"), shrink),
                op.multiply(op.astype(g, "float32"), eta_now),
            )
            new_p = op.astype(new, op.dtype_of(value_of(p)))
            new_ax = self._averaged(ax, new, new_p, mu)
            grown = op.add(op.multiply(op.multiply(rate, self.lambd), step), 1.0)
            new_eta = op.divide(rate, op.pow(grown, self.alpha))
            since = max(1.0, step - scalar_of(self.t0))
            new_mu = op.divide(op.full((), 1.0, "float32", op.device_of(new)), since)
            self._store((p, ax, eta, mu), (new_p, new_ax, new_eta, new_mu))
        return True

    @staticmethod
    def _averaged(ax, new, new_p, mu):
        if scalar_of(mu) == 1:
            return op.copy(new_p)
        value = value_of(ax)
        change = op.multiply(op.subtract(new, op.astype(value, "float32")), value_of(mu))
        return op.add(value, op.astype(change, op.dtype_of(value)))
