"""Small programs over `mindspore.nn` whose results under MindSpore 2.0.0 are on record.

Every function takes nothing and returns {case: result}; a case that raises gives "Type: first line".
`record_mindspore_nn.py` runs them with the original, the tests in `tests/mindspore` with compat.
"""

import numpy as np

import mindspore as ms
from mindspore import Parameter, Tensor, nn


def answer(function):
    """What `function` returns, or how it fails."""
    try:
        return plain(function())
    except Exception as error:
        return f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error) else ''}"


def plain(x):
    """Tensors as nested lists; the rest as JSON knows it."""
    if isinstance(x, Tensor):
        return [str(x.dtype), list(x.shape), np.asarray(x.asnumpy(), np.float64).ravel().tolist()]
    if isinstance(x, dict):
        return {str(k): plain(v) for k, v in x.items()}
    if isinstance(x, (tuple, list)):
        return [plain(i) for i in x]
    return x if isinstance(x, (int, float, str, bool, type(None))) else str(x)


# -- optimizers --------------------------------------------------------------------------------


def weights():
    """Two parameters; the name of the second tells that it is not to decay."""
    r = np.random.RandomState(0)
    return [
        Parameter(Tensor(r.randn(2, 16).astype(np.float32)), name="a.weight"),
        Parameter(Tensor(r.randn(3).astype(np.float32)), name="b.gamma"),
    ]


def groups(**first):
    """The same as parameter groups, the first with settings of its own."""

    def make():
        a, b = weights()
        return [{"params": [a], **first}, {"params": [b]}, {"order_params": [b, a]}]

    return make


OPTIMIZERS = {
    "momentum": (weights, lambda p: nn.Momentum(p, 0.1, 0.9)),
    "momentum nesterov": (weights, lambda p: nn.Momentum(p, 0.1, 0.9, use_nesterov=True)),
    "momentum decay": (weights, lambda p: nn.Momentum(p, 0.1, 0.9, weight_decay=0.1)),
    "momentum scale": (
        weights,
        lambda p: nn.Momentum(p, 0.1, 0.9, weight_decay=0.1, loss_scale=8.0),
    ),
    "momentum rates": (weights, lambda p: nn.Momentum(p, [0.1, 0.05, 0.01], 0.9)),
    "momentum schedule": (
        weights,
        lambda p: nn.Momentum(p, nn.ExponentialDecayLR(0.1, 0.5, 2), 0.9),
    ),
    "momentum groups": (
        groups(lr=0.02, weight_decay=0.3),
        lambda p: nn.Momentum(p, 0.1, 0.9, weight_decay=0.1),
    ),
    "momentum group rates": (
        groups(lr=nn.CosineDecayLR(0.01, 0.1, 3)),
        lambda p: nn.Momentum(p, 0.1, 0.9),
    ),
    "momentum centralized": (
        groups(grad_centralization=True),
        lambda p: nn.Momentum(p, 0.1, 0.9),
    ),
    "sgd": (weights, lambda p: nn.SGD(p, 0.1)),
    "sgd momentum": (weights, lambda p: nn.SGD(p, 0.1, momentum=0.9, dampening=0.3)),
    "sgd nesterov": (weights, lambda p: nn.SGD(p, 0.1, momentum=0.9, nesterov=True)),
    "sgd decay": (weights, lambda p: nn.SGD(p, 0.1, momentum=0.5, weight_decay=0.1)),
    "sgd scale": (weights, lambda p: nn.SGD(p, 0.1, weight_decay=0.1, loss_scale=4.0)),
    "sgd groups": (groups(weight_decay=0.2), lambda p: nn.SGD(p, 0.1, loss_scale=2.0)),
    "adam": (weights, lambda p: nn.Adam(p, 0.1)),
    "adam decay": (weights, lambda p: nn.Adam(p, 0.1, weight_decay=0.1, loss_scale=2.0)),
    "adam nesterov": (weights, lambda p: nn.Adam(p, 0.1, use_nesterov=True)),
    "adam amsgrad": (weights, lambda p: nn.Adam(p, 0.1, beta2=0.5, use_amsgrad=True)),
    "adam lazy": (weights, lambda p: nn.Adam(p, 0.1, use_lazy=True)),
    "adam weight decay": (weights, lambda p: nn.AdamWeightDecay(p, 0.1, weight_decay=0.1)),
    "adam weight decay groups": (
        groups(lr=0.3, weight_decay=0.0),
        lambda p: nn.AdamWeightDecay(p, 0.1, weight_decay=0.1),
    ),
    "lazy adam": (weights, lambda p: nn.LazyAdam(p, 0.1)),
    "adam offload": (weights, lambda p: nn.AdamOffload(p, 0.1, weight_decay=0.1)),
    "rmsprop": (weights, lambda p: nn.RMSProp(p, 0.1)),
    "rmsprop momentum": (weights, lambda p: nn.RMSProp(p, 0.1, momentum=0.5, weight_decay=0.1)),
    "rmsprop centered": (weights, lambda p: nn.RMSProp(p, 0.1, momentum=0.5, centered=True)),
    "adagrad": (weights, lambda p: nn.Adagrad(p, learning_rate=0.1)),
    "adagrad fixed": (weights, lambda p: nn.Adagrad(p, learning_rate=0.1, update_slots=False)),
    "adamax": (weights, lambda p: nn.AdaMax(p, 0.1)),
    "adadelta": (weights, lambda p: nn.Adadelta(p, 0.5)),
    "ftrl": (weights, lambda p: nn.FTRL(p, learning_rate=0.1, l1=0.01, l2=0.02)),
    "ftrl power": (weights, lambda p: nn.FTRL(p, learning_rate=0.1, lr_power=-0.7)),
    "proximal adagrad": (
        weights,
        lambda p: nn.ProximalAdagrad(p, learning_rate=0.1, l1=0.1, l2=0.2),
    ),
    "proximal adagrad plain": (weights, lambda p: nn.ProximalAdagrad(p, learning_rate=0.1)),
    "lamb": (weights, lambda p: nn.Lamb(p, 0.1)),
    "lamb decay": (weights, lambda p: nn.Lamb(p, 0.1, weight_decay=0.1)),
    "no parameters": (list, lambda p: nn.Momentum(p, 0.1, 0.9)),
    "negative rate": (weights, lambda p: nn.Momentum(p, -0.1, 0.9)),
    "text as rate": (weights, lambda p: nn.Momentum(p, "0.1", 0.9)),
    "negative momentum": (weights, lambda p: nn.Momentum(p, 0.1, -0.9)),
    "unknown key": (groups(rate=1), lambda p: nn.Momentum(p, 0.1, 0.9)),
    "beta out of range": (weights, lambda p: nn.Adam(p, 0.1, beta1=1.0)),
}


def trajectory(make_weights, make_optimizer, steps=4):
    """First elements of the parameters after every step, then the optimizer's parameters."""
    optimizer = make_optimizer(make_weights())
    r = np.random.RandomState(1)
    found = []
    by_name = sorted(optimizer.parameters, key=lambda p: p.name)
    for _ in range(steps):
        grads = {p.name: Tensor(r.randn(*p.shape).astype(np.float32)) for p in by_name}
        optimizer(tuple(grads[p.name] for p in optimizer.parameters))
        found.append([p.asnumpy().ravel()[:3].astype(np.float64).tolist() for p in by_name])
    return [found, [p.name for p in optimizer.get_parameters()]]


def optimizers():
    """Trajectories of all optimizers."""
    return {
        name: answer(lambda m=make, o=optimizer: trajectory(m, o))
        for name, (make, optimizer) in OPTIMIZERS.items()
    }


SCHEDULES = {
    "exponential": lambda: nn.ExponentialDecayLR(0.1, 0.9, 4),
    "exponential stair": lambda: nn.ExponentialDecayLR(0.1, 0.9, 4, True),
    "natural": lambda: nn.NaturalExpDecayLR(0.1, 0.9, 4),
    "natural stair": lambda: nn.NaturalExpDecayLR(0.1, 0.9, 4, True),
    "inverse": lambda: nn.InverseDecayLR(0.1, 0.9, 4),
    "inverse stair": lambda: nn.InverseDecayLR(0.1, 0.9, 4, True),
    "cosine": lambda: nn.CosineDecayLR(0.01, 0.1, 4),
    "polynomial": lambda: nn.PolynomialDecayLR(0.1, 0.01, 4, 0.5),
    "polynomial update": lambda: nn.PolynomialDecayLR(0.1, 0.01, 4, 0.5, True),
    "warm up": lambda: nn.WarmUpLR(0.1, 4),
    "bad rate": lambda: nn.ExponentialDecayLR(1, 0.9, 4),
    "bad bounds": lambda: nn.CosineDecayLR(0.1, 0.01, 4),
}
LISTS = {
    "piecewise": lambda: nn.piecewise_constant_lr([2, 5, 10], [0.1, 0.05, 0.01]),
    "exponential": lambda: nn.exponential_decay_lr(0.1, 0.9, 6, 2, 1),
    "exponential stair": lambda: nn.exponential_decay_lr(0.1, 0.9, 6, 1, 2, True),
    "natural": lambda: nn.natural_exp_decay_lr(0.1, 0.9, 6, 2, 2, True),
    "inverse": lambda: nn.inverse_decay_lr(0.1, 0.5, 6, 1, 1),
    "inverse stair": lambda: nn.inverse_decay_lr(0.1, 0.5, 6, 1, 2, True),
    "cosine": lambda: nn.cosine_decay_lr(0.01, 0.1, 6, 2, 2),
    "polynomial": lambda: nn.polynomial_decay_lr(0.1, 0.01, 6, 2, 2, 0.5),
    "polynomial update": lambda: nn.polynomial_decay_lr(0.1, 0.01, 6, 2, 2, 0.5, True),
    "warm up": lambda: nn.warmup_lr(0.1, 6, 2, 3),
    "bad milestones": lambda: nn.piecewise_constant_lr([2, 1], [0.1, 0.05]),
}


def rates():
    """Learning rates of the first steps."""
    found = {f"list {k}": answer(v) for k, v in LISTS.items()}
    for name, make in SCHEDULES.items():
        steps = [Tensor(i, ms.int32) for i in range(7)]
        found[f"schedule {name}"] = answer(lambda m=make, s=steps: [m()(step) for step in s])
    return found
