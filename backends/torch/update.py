"""Optimiser steps, in place: no array is allocated for a parameter."""

import torch

from compat.core.contract import implements


@implements
def sgd_update(p, g, lr):
    return p.detach().sub_(g.detach(), alpha=lr)


@implements
def momentum_update(p, m, g, lr, momentum, nesterov):
    p, m, g = p.detach(), m.detach(), g.detach()
    m.mul_(momentum).add_(g)
    p.sub_(torch.add(g, m, alpha=momentum) if nesterov else m, alpha=lr)
    return p, m


@implements
def adam_update(p, m, v, g, lr, beta1, beta2, eps):
    p, m, v, g = p.detach(), m.detach(), v.detach(), g.detach()
    m.lerp_(g, 1 - beta1)
    v.mul_(beta2).addcmul_(g, g, value=1 - beta2)
    p.addcdiv_(m, v.sqrt().add_(eps), value=-lr)
    return p, m, v
