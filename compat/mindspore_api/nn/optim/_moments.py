"""What the optimizers with two moments share."""

from __future__ import annotations

import math
import struct

from compat.core import op

from ... import _checkparam as validator
from ...common.tensor import value_of
from ._rates import scalar_of


def check_betas(beta1, beta2, eps, name):
    """Types and ranges of the decay rates and of epsilon."""
    for argument, value in (("beta1", beta1), ("beta2", beta2), ("eps", eps)):
        validator.check_value_type(argument, value, [float], name)
    validator.check_float_range(beta1, 0.0, 1.0, validator.INC_NEITHER, "beta1", name)
    validator.check_float_range(beta2, 0.0, 1.0, validator.INC_NEITHER, "beta2", name)
    validator.check_positive_float(eps, "eps", name)


def float32(x):
    """The float32 nearest to a Python float."""
    return struct.unpack("f", struct.pack("f", x))[0]


def advance_power(power, beta):
    """Multiply the parameter `power` by `beta`; returns the new value as a float."""
    number = float32(scalar_of(power) * scalar_of(beta))
    value = op.multiply(value_of(power), scalar_of(beta))
    power._take(value)
    power.__dict__["_as_float"] = (value, number)
    return number


def corrected_rate(lr, beta1_power, beta2_power):
    """Learning rate with the bias correction of both moments."""
    return lr * math.sqrt(1.0 - beta2_power) / (1.0 - beta1_power)


def towards(state, target, weight):
    """`state + weight * (target - state)`."""
    return op.add(state, op.multiply(op.subtract(target, state), weight))
