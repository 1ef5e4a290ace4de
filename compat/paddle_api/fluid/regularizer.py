"""Weight decay."""

from __future__ import annotations

from compat.core import op

from ._varbase import wrap

__all__ = ["L1Decay", "L2Decay", "L1DecayRegularizer", "L2DecayRegularizer"]


class WeightDecayRegularizer:
    """Base of the penalties on weights."""

    def __call__(self, param, grad, block):
        raise NotImplementedError()

    def __str__(self):
        raise NotImplementedError()


class L2DecayRegularizer(WeightDecayRegularizer):
    """Regularizer: adds `regularization_coeff * parameter` to the gradient.

    Args:
        regularization_coeff (float, default 0.0): the factor.

    Example:
        >>> decay = fluid.regularizer.L2Decay(0.01)
        >>> attr = fluid.ParamAttr(regularizer=decay)
    """

    def __init__(self, regularization_coeff=0.0):
        assert regularization_coeff is not None
        super().__init__()
        self._regularization_coeff = regularization_coeff

    def __call__(self, param, grad, block):
        return wrap(self._decay(param._raw()))

    def _decay(self, raw):
        return op.multiply(raw, float(self._regularization_coeff))

    def __str__(self):
        return f"L2Decay, regularization_coeff={self._regularization_coeff:f}"


class L1DecayRegularizer(WeightDecayRegularizer):
    """Adds `regularization_coeff * sign(parameter)` to the gradient."""

    def __init__(self, regularization_coeff=0.0):
        assert regularization_coeff is not None
        super().__init__()
        self._regularization_coeff = regularization_coeff

    def __call__(self, param, grad, block):
        return wrap(self._decay(param._raw()))

    def _decay(self, raw):
        return op.multiply(op.sign(raw), float(self._regularization_coeff))

    def __str__(self):
        return f"L1Decay, regularization_coeff={self._regularization_coeff:f}"


L1Decay = L1DecayRegularizer
L2Decay = L2DecayRegularizer
