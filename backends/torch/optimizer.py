"""Optimiser steps, in place: no array is allocated for a parameter.

Through `data`, which leaves the version counters alone: a graph that outlives the step reads the
new weights in its backward pass, as it does in the originals, instead of being refused.
"""

import torch

from compat.core.contract import implements


@implements
def sgd_update(p, g, lr):
    return p.data.sub_(g.data, alpha=lr)


@implements
def momentum_update(p, m, g, lr, momentum, nesterov):
    p, m, g = p.data, m.data, g.data
    m.mul_(momentum).add_(g)
    p.sub_(torch.add(g, m, alpha=momentum) if nesterov else m, alpha=lr)
    return p, m


@implements
def adam_update(p, m, v, g, lr, beta1, beta2, eps):
    p, m, v, g = p.data, m.data, v.data, g.data
    m.lerp_(g, 1 - beta1)
    v.mul_(beta2).addcmul_(g, g, value=1 - beta2)
    p.addcdiv_(m, v.sqrt().add_(eps), value=-lr)
    return p, m, v


@implements
def blend_update(p, x, keep, gain):
    if abs(keep + gain - 1) < 1e-7:
        return p.data.lerp_(x.data, gain)
    return p.data.mul_(keep).add_(x.data, alpha=gain)
