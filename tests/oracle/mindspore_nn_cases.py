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


# -- cells -------------------------------------------------------------------------------------


class Block(nn.Cell):
    """Two layers."""

    def __init__(self, n=2, **kwargs):
        super().__init__(**kwargs)
        self.dense = nn.Dense(n, n, weight_init="ones")
        self.norm = nn.BatchNorm1d(n)
        self.scale = Parameter(Tensor(np.ones(n, np.float32)), name="anything")

    def construct(self, x, y=1.0):
        """Something simple."""
        return self.dense(x) * self.scale + y


class Net(nn.Cell):
    """Layers in all kinds of containers."""

    def __init__(self):
        super().__init__()
        self.first = Block()
        self.shared = self.first.dense
        self.blocks = nn.CellList([Block(), nn.ReLU(), Block()])
        self.tail = nn.SequentialCell(nn.Dense(2, 3), nn.ReLU(), nn.Dense(3, 1, has_bias=False))

    def construct(self, x):
        """Through all of them."""
        x = self.first(x)
        for block in self.blocks:
            x = block(x)
        return self.tail(x)


def names(cell):
    """Names of the parameters and their places in the tree."""
    return [[place, p.name, p.requires_grad] for place, p in cell.parameters_and_names()]


def edited_list():
    """A list after cells came and went."""
    cells = nn.CellList([nn.Dense(1, 1), nn.Dense(1, 2), nn.Dense(2, 1)])
    cells.insert(1, nn.Dense(3, 3))
    cells.append(nn.Dense(4, 4))
    cells += [nn.Dense(5, 5)]
    del cells[0]
    cells[1] = nn.Dense(6, 6)
    return names(cells), len(cells), repr(cells[1:3]), [c.in_channels for c in cells]


def edited_sequence():
    """A sequence after cells came and went."""
    from collections import OrderedDict

    cells = nn.SequentialCell(OrderedDict([("a", nn.Dense(1, 2)), ("b", nn.Dense(2, 3))]))
    cells.append(nn.Dense(3, 4))
    cells[0] = nn.Dense(1, 2)
    del cells[1]
    return names(cells), repr(cells), repr(cells[0]), len(cells)


def modes():
    """Training mode, flags and phases of a tree."""
    net = Net()
    before = [net.training, net.phase, net.first.training]
    net.set_train()
    during = [net.training, net.phase, net.first.dense.training]
    net.set_train(False)
    net.add_flags_recursive(marked=3)
    return before, during, net.phase, net.first.dense.marked, sorted(net.get_flags())


def assigned():
    """Attributes of a cell, set in several ways."""
    cell = Block()
    found = {}
    cell.scale = Tensor(np.array([3, 4], np.float32))
    found["tensor"] = cell.scale
    cell.scale = Parameter(Tensor(np.zeros(2, np.float32)), name="other")
    found["parameter"] = [cell.scale, cell.scale.name]
    for name, attribute, value in (
        ("array", "scale", np.zeros(2, np.float32)),
        ("cell", "scale", nn.ReLU()),
        ("number as cell", "dense", 3),
        ("parameter as cell", "dense", Parameter(Tensor([1.0]), name="p")),
        ("none", "dense", None),
        ("plain", "anything", 5),
    ):
        found[name] = answer(lambda a=attribute, v=value: setattr(cell, a, v))
    found["names"] = names(cell) if cell.dense is None else None
    return found


def inserted():
    """What `insert_...` accept and refuse."""
    cell = Block()
    p = Parameter(Tensor([1.0]), name="Parameter")
    found = {
        "ok": answer(lambda: cell.insert_param_to_cell("more", p)),
        "name": p.name,
        "empty": answer(lambda: cell.insert_param_to_cell("", p)),
        "dot": answer(lambda: cell.insert_param_to_cell("a.b", p)),
        "taken": answer(lambda: cell.insert_param_to_cell("dense", p)),
        "kind": answer(lambda: cell.insert_param_to_cell("q", 3)),
        "child": answer(lambda: cell.insert_child_to_cell("relu", nn.ReLU())),
        "child dot": answer(lambda: cell.insert_child_to_cell("a.b", nn.ReLU())),
        "child taken": answer(lambda: cell.insert_child_to_cell("scale", nn.ReLU())),
        "child kind": answer(lambda: cell.insert_child_to_cell("c", 3)),
        "child name": answer(lambda: cell.insert_child_to_cell(3, nn.ReLU())),
    }
    return found, names(cell), [k for k, _ in cell.cells_and_names()]


def hooked():
    """Forward hooks in order, and what they change."""
    cell, log = Block(), []
    cell.norm = None

    def before(cell_id, inputs):
        log.append(["before", cell_id.split("(")[0], len(inputs)])
        return inputs[0] * 2

    def after(cell_id, inputs, output):
        log.append(["after", cell_id.split("(")[0], len(inputs)])
        return output + 100

    first = cell.register_forward_pre_hook(before)
    second = cell.register_forward_hook(after)
    x = Tensor(np.ones((1, 2), np.float32))
    results = [cell(x)]
    first.remove()
    results.append(cell(x))
    second.remove()
    results.append(cell(x))
    return results, log


def backward_hooked():
    """A backward hook sees and changes gradients."""
    cell, log = nn.Dense(2, 2, weight_init="ones"), []

    def hook(cell_id, grad_input, grad_output):
        log.append([cell_id.split("(")[0], grad_input[0], grad_output[0]])
        return (grad_input[0] * 10,)

    cell.register_backward_hook(hook)
    x = Tensor(np.ones((1, 2), np.float32))
    return ms.grad(cell)(x), log


class Custom(nn.Cell):
    """A gradient of its own."""

    def construct(self, x, y):
        """A product."""
        return x * y

    def bprop(self, x, y, out, dout):
        """Not the gradient of a product."""
        return dout + 1, out * 5


class Halved(nn.Cell):
    """What happens in half precision."""

    def __init__(self):
        super().__init__()
        self.dense = nn.Dense(2, 2, weight_init="ones")

    def construct(self, x):
        """A dense layer."""
        return self.dense(x)


class Missing(nn.Cell):
    """Without construct."""


def calls():
    """Calls of all kinds and their failures."""
    x = Tensor(np.ones((1, 2), np.float32))
    two = Tensor(np.array([2.0, 3.0], np.float32))
    three = Tensor(np.array([3.0, 4.0], np.float32))
    block, halved = Block(), Halved().to_float(ms.float16)
    return {
        "positional": answer(lambda: block(x, 2.0)),
        "keyword": answer(lambda: block(x=x, y=2.0)),
        "unknown keyword": answer(lambda: block(x, z=2.0)),
        "missing construct": answer(lambda: Missing()(x)),
        "bprop value": answer(lambda: Custom()(two, two)),
        "bprop": answer(lambda: ms.grad(Custom(), (0, 1))(two, three)),
        "half": answer(lambda: halved(x)),
        "half gradient": answer(
            lambda: ms.grad(lambda v: halved(v).sum(), 0, halved.trainable_params())(x)
        ),
        "to_float": answer(lambda: Block().to_float(ms.float64)),
        "unknown attribute": answer(lambda: block.nothing),
        "list call": answer(lambda: nn.CellList([nn.ReLU()])(x)),
        "sequence of": answer(lambda: nn.SequentialCell(3)),
        "list of": answer(lambda: nn.CellList([3])),
        "index": answer(lambda: nn.CellList([nn.ReLU()])[3]),
        "before init": answer(_before_init),
    }


def _before_init():
    class Early(nn.Cell):
        def __init__(self):
            self.p = Parameter(Tensor([1.0]), name="p")

    return Early()


def duplicated():
    """Equal names are found."""
    a, b = Block(auto_prefix=False), Block()
    a.more = b
    return answer(a.check_names), names(a)


def cells():
    """Behaviour of cells."""
    return {
        "names": answer(lambda: names(Net())),
        "repr": answer(lambda: repr(Net())),
        "trainable": answer(lambda: [p.name for p in Net().trainable_params()]),
        "untrainable": answer(lambda: [p.name for p in Net().untrainable_params()]),
        "dict": answer(lambda: list(Net().parameters_dict())),
        "cells": answer(lambda: [[k, type(c).__name__] for k, c in Net().cells_and_names()]),
        "own": answer(lambda: [p.name for p in Net().first.get_parameters(expand=False)]),
        "edited list": answer(edited_list),
        "edited sequence": answer(edited_sequence),
        "modes": answer(modes),
        "assigned": answer(assigned),
        "inserted": answer(inserted),
        "hooked": answer(hooked),
        "backward hooked": answer(backward_hooked),
        "duplicated": answer(duplicated),
        "prefix": answer(lambda: Net().update_parameters_name("a b")),
        **calls(),
    }


# -- weights -----------------------------------------------------------------------------------


def digest(x):
    """First and last values, sum and sum of squares."""
    flat = x.asnumpy().astype(np.float64).ravel()
    return [str(x.dtype), list(x.shape), *flat[:3], flat[-1], flat.sum(), (flat * flat).sum()]


NETWORKS = {
    "dense": lambda: nn.SequentialCell(
        nn.Dense(3, 5), nn.Dense(5, 4, "xavier_uniform", "normal"), nn.Dense(4, 2, "he_normal")
    ),
    "convolutions": lambda: nn.SequentialCell(
        nn.Conv2d(2, 3, 3, has_bias=True, bias_init="normal"),
        nn.Conv2dTranspose(3, 4, 3, has_bias=True, weight_init="HeUniform", bias_init="uniform"),
        nn.Conv1d(2, 4, 3, group=2, weight_init="XavierUniform"),
        nn.Conv3d(1, 2, 2, has_bias=True, weight_init="uniform"),
        nn.Conv1dTranspose(2, 4, 3, has_bias=True, weight_init="normal", bias_init="normal"),
    ),
    "norms": lambda: nn.SequentialCell(
        nn.BatchNorm2d(2), nn.LayerNorm((3,)), nn.GroupNorm(1, 2), nn.InstanceNorm2d(2)
    ),
    "embedding": lambda: nn.CellList([nn.Embedding(5, 3), nn.Embedding(4, 2, padding_idx=1)]),
    "recurrent": lambda: nn.CellList(
        [nn.LSTM(2, 3, num_layers=2, bidirectional=True), nn.GRU(2, 2), nn.RNN(2, 2)]
    ),
    "recurrent cells": lambda: nn.CellList(
        [nn.LSTMCell(2, 3), nn.GRUCell(2, 2), nn.RNNCell(2, 2)]
    ),
    "others": lambda: nn.CellList([nn.BiDense(2, 3, 4), nn.PReLU(3), nn.Dense(2, 2)]),
}


def weights_by_seed():
    """Initial weights after `set_seed(1)`."""
    found = {}
    for name, make in NETWORKS.items():
        ms.set_seed(1)
        found[name] = answer(lambda m=make: [[p.name, digest(p)] for p in m().get_parameters()])
    return found
