"""Small programs over `mindspore.nn` whose results under MindSpore 2.0.0 are on record.

Every function takes nothing and returns {case: result}; a case that raises gives
"Type: first line".
`record_mindspore_nn.py` runs them with the original, the tests in `tests/mindspore` with compat.
"""

import mindspore as ms
import numpy as np
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
    "asgd": (weights, lambda p: nn.ASGD(p, 0.1)),
    "asgd averaged": (
        weights,
        lambda p: nn.ASGD(p, [0.1, 0.05, 0.02], lambd=0.1, alpha=0.5, t0=1.0, weight_decay=0.1),
    ),
    "asgd groups": (groups(lr=0.02, weight_decay=0.3), lambda p: nn.ASGD(p, 0.1, lambd=0.5)),
    "rprop": (weights, lambda p: nn.Rprop(p, 0.1)),
    "rprop bounds": (
        weights,
        lambda p: nn.Rprop(p, 0.1, (0.3, 1.7), (0.05, 0.15), weight_decay=0.1),
    ),
    "rprop groups": (groups(lr=0.02), lambda p: nn.Rprop(p, 0.1)),
    "rprop list": (weights, lambda p: nn.Rprop(p, 0.1, [0.5, 1.2])),
    "rprop sizes": (weights, lambda p: nn.Rprop(p, 0.1, step_sizes=(1.0, 0.5))),
    "rprop growth": (weights, lambda p: nn.Rprop(p, 0.1, (0.5, 1.0))),
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
    "transformer": lambda: nn.Transformer(8, 2, 2, 1, 16),
    "attention": lambda: nn.SequentialCell(
        nn.MultiheadAttention(8, 2, kdim=5, add_bias_kv=True),
        nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 8), 2),
    ),
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
    "recurrent cells": lambda: nn.CellList([nn.LSTMCell(2, 3), nn.GRUCell(2, 2), nn.RNNCell(2, 2)]),
    "others": lambda: nn.CellList([nn.BiDense(2, 3, 4), nn.PReLU(3), nn.Dense(2, 2)]),
}


def weights_by_seed():
    """Initial weights after `set_seed(1)`."""
    found = {}
    for name, make in NETWORKS.items():
        ms.set_seed(1)
        found[name] = answer(lambda m=make: [[p.name, digest(p)] for p in m().get_parameters()])
    return found


# -- layers ------------------------------------------------------------------------------------


def tensor(*shape, seed=0, scale=1.0, kind=np.float32):
    """Normal numbers."""
    return Tensor((np.random.RandomState(seed).randn(*shape) * scale).astype(kind))


def image(n=2, c=4, h=5, w=6):
    """A batch of images."""
    return tensor(n, c, h, w, seed=7)


def pixels(seed=3):
    """Images between 0 and 1."""
    return Tensor(np.random.RandomState(seed).rand(2, 3, 12, 10).astype(np.float32))


def filled(cell):
    """A cell whose float parameters hold known numbers; variances stay positive."""
    if "SSIM" in type(cell).__name__:
        return cell
    for i, p in enumerate(cell.get_parameters()):
        values = np.random.RandomState(100 + i).randn(*p.shape) * 0.3
        if "variance" in p.name:
            values = 1 + np.abs(values)
        p.set_data(Tensor(values.astype(np.float32), p.dtype))
    return cell


def through(make, *inputs, train=False):
    """Output, gradients of the inputs and the parameters for a cotangent of known numbers."""
    cell = filled(make()).set_train(train)
    floats = [i for i, x in enumerate(inputs) if "Float" in str(x.dtype)]
    weights = cell.trainable_params()

    def loss(*xs):
        y = cell(*xs)
        first = y[0] if isinstance(y, tuple) else y
        weight = Tensor(np.cos(np.arange(first.size)).reshape(first.shape).astype(np.float32))
        return (first.astype(ms.float32) * weight).sum()

    found = {"output": digests(cell(*inputs)), "repr": shown(cell)}
    state = [p for p in cell.get_parameters() if not p.requires_grad]
    found["state"] = digests(state)
    if floats:
        grads = ms.grad(loss, tuple(floats), weights or None)(*inputs)
        found["gradients"] = digests(grads)
    return found


def shown(cell):
    """The text of a layer without parameters in it."""
    text = repr(cell)
    return text if "Parameter" not in text and "object at" not in text else None


def digests(x):
    """A digest for every tensor in a structure."""
    if isinstance(x, Tensor):
        flat = x.asnumpy().astype(np.float64).ravel()
        places = np.random.RandomState(flat.size).randint(0, max(flat.size, 1), 4)
        values = flat[places].tolist() if flat.size else []
        return [str(x.dtype), list(x.shape), *values, flat.sum(), np.abs(flat).sum()]
    if isinstance(x, (tuple, list)):
        return [digests(i) for i in x]
    return plain(x)


LAYERS = {
    "dense": lambda: through(lambda: nn.Dense(6, 3), tensor(4, 6)),
    "dense 3d": lambda: through(lambda: nn.Dense(6, 3, activation="relu"), tensor(2, 4, 6)),
    "dense plain": lambda: through(lambda: nn.Dense(6, 3, has_bias=False), tensor(4, 6)),
    "dense 1d": lambda: through(lambda: nn.Dense(6, 3), tensor(6)),
    "dense activation": lambda: nn.Dense(2, 2, activation=3),
    "dense channels": lambda: nn.Dense(0, 2),
    "layer norm epsilon": lambda: through(lambda: nn.LayerNorm((6,), epsilon=0.1), image()),
    "layer norm axes": lambda: through(
        lambda: nn.LayerNorm((5, 6), begin_norm_axis=2, begin_params_axis=2, epsilon=1.0), image()
    ),
    "max unpool 1d": lambda: through(
        lambda: nn.MaxUnpool1d(2), tensor(1, 2, 3), Tensor(np.array([[[1, 3, 4], [0, 2, 5]]]))
    ),
    "max unpool 2d": lambda: through(
        lambda: nn.MaxUnpool2d(2, 2), tensor(1, 1, 2, 2), Tensor(np.array([[[[5, 7], [13, 15]]]]))
    ),
    "max unpool 2d size": lambda: nn.MaxUnpool2d(3, 2, 1)(
        tensor(1, 1, 2, 2), Tensor(np.array([[[[5, 7], [9, 10]]]])), (4, 4)
    ),
    "max unpool 3d": lambda: through(
        lambda: nn.MaxUnpool3d(2),
        tensor(1, 1, 2, 1, 2),
        Tensor(np.array([[[[[1, 3]], [[17, 22]]]]])),
    ),
    "max unpool list": lambda: nn.MaxUnpool2d(2)(
        tensor(1, 1, 2, 2), Tensor(np.array([[[[5, 7], [13, 15]]]])), [4, 4]
    ),
    "max unpool place": lambda: nn.MaxUnpool2d(2)(
        tensor(1, 1, 2, 2), Tensor(np.array([[[[5, 7], [13, 16]]]]))
    ),
    "max unpool size": lambda: nn.MaxUnpool2d(2)(
        tensor(1, 1, 2, 2), Tensor(np.array([[[[5, 7], [13, 15]]]])), (9, 4)
    ),
    "max unpool shapes": lambda: nn.MaxUnpool2d(2)(
        tensor(1, 1, 2, 2), Tensor(np.array([[[[5, 7]]]]))
    ),
    "max unpool text": lambda: repr(nn.MaxUnpool3d(2, 2)),
    "bidense": lambda: through(lambda: nn.BiDense(3, 4, 2), tensor(5, 3), tensor(5, 4, seed=1)),
    "flatten": lambda: through(lambda: nn.Flatten(), image()),
    "flatten part": lambda: through(lambda: nn.Flatten(1, 2), image()),
    "dropout eval": lambda: through(lambda: nn.Dropout(p=0.5), image()),
    "dropout rate": lambda: nn.Dropout(p=1.0),
    "dropout keep": lambda: nn.Dropout(0),
    "dropout text": lambda: repr(nn.Dropout(0.7)),
    "pad": lambda: through(lambda: nn.Pad(((0, 0), (1, 2))), tensor(2, 3)),
    "pad mirror": lambda: through(
        lambda: nn.Pad(((0, 0), (0, 0), (1, 1), (2, 2)), "REFLECT"), image()
    ),
    "pad mode": lambda: nn.Pad(((0, 0),), "EDGE"),
    "norm": lambda: through(lambda: nn.Norm(axis=1), tensor(2, 3)),
    "one hot": lambda: through(lambda: nn.OneHot(depth=3), Tensor(np.array([0, 2]), ms.int32)),
    "clip by norm": lambda: nn.ClipByNorm()(tensor(2, 3), Tensor(0.5)),
    "tril": lambda: through(lambda: nn.Tril(), tensor(3, 3)),
    "resize": lambda: nn.ResizeBilinear()(image(), size=(7, 8)),
    "resize scale": lambda: nn.ResizeBilinear()(image(), scale_factor=2, align_corners=True),
    "unflatten": lambda: through(lambda: nn.Unflatten(1, (2, 2)), image()),
    "l1": lambda: through(lambda: nn.L1Regularizer(0.1), tensor(2, 3)),
    "upsample": lambda: through(lambda: nn.Upsample(size=(7, 8), mode="nearest"), image()),
    "upsample bilinear": lambda: through(
        lambda: nn.Upsample(size=(7, 8), mode="bilinear", align_corners=True), image()
    ),
    "conv2d": lambda: through(lambda: nn.Conv2d(4, 3, 3, has_bias=True), image()),
    "conv2d valid": lambda: through(lambda: nn.Conv2d(4, 6, 3, 2, "valid", group=2), image()),
    "conv2d pad": lambda: through(
        lambda: nn.Conv2d(4, 3, (3, 2), (2, 1), "pad", (1, 0, 2, 1), dilation=(1, 2)), image()
    ),
    "conv2d depthwise": lambda: through(lambda: nn.Conv2d(4, 4, 3, group=4), image()),
    "conv2d group": lambda: nn.Conv2d(4, 3, 3, group=2),
    "conv2d padding": lambda: nn.Conv2d(4, 3, 3, padding=1),
    "conv2d mode": lambda: nn.Conv2d(4, 3, 3, pad_mode="full"),
    "conv2d kernel": lambda: nn.Conv2d(4, 3, (3, 0)),
    "conv2d NHWC": lambda: nn.Conv2d(4, 3, 3, data_format="NHWC"),
    "conv1d": lambda: through(
        lambda: nn.Conv1d(4, 2, 3, pad_mode="pad", padding=2, has_bias=True), tensor(2, 4, 7)
    ),
    "conv1d rank": lambda: nn.Conv1d(4, 2, 3)(image()),
    "conv3d": lambda: through(lambda: nn.Conv3d(2, 3, 2, has_bias=True), tensor(1, 2, 3, 4, 5)),
    "conv3d group": lambda: through(
        lambda: nn.Conv3d(2, 4, 2, group=2, has_bias=True), tensor(1, 2, 3, 4, 5)
    ),
    "transposed 2d": lambda: through(
        lambda: nn.Conv2dTranspose(4, 3, 3, 2, "pad", 1, has_bias=True), image()
    ),
    "transposed 2d extra": lambda: through(
        lambda: nn.Conv2dTranspose(4, 3, 3, 2, "pad", 1, output_padding=1), image()
    ),
    "transposed 2d valid": lambda: through(
        lambda: nn.Conv2dTranspose(4, 2, (2, 3), (3, 1), "valid", dilation=(1, 2)), image()
    ),
    "transposed 2d bad extra": lambda: nn.Conv2dTranspose(4, 3, 3, output_padding=1)(image()),
    "transposed 3d": lambda: through(
        lambda: nn.Conv3dTranspose(2, 3, 2, 2, has_bias=True), tensor(1, 2, 3, 4, 2)
    ),
    "transposed 1d": lambda: through(
        lambda: nn.Conv1dTranspose(
            4, 3, 3, 2, has_bias=True, weight_init="normal", bias_init="zeros"
        ),
        tensor(2, 4, 5),
    ),
    "batch norm train": lambda: through(lambda: nn.BatchNorm2d(4), image(), train=True),
    "batch norm eval": lambda: through(lambda: nn.BatchNorm2d(4), image()),
    "batch norm always": lambda: through(
        lambda: nn.BatchNorm2d(4, momentum=0.3, use_batch_statistics=True), image()
    ),
    "batch norm 1d": lambda: through(lambda: nn.BatchNorm1d(6, 0.01), tensor(4, 6), train=True),
    "batch norm 3d": lambda: through(lambda: nn.BatchNorm3d(2), tensor(2, 2, 3, 4, 2), train=True),
    "batch norm rank": lambda: nn.BatchNorm2d(4)(tensor(2, 4)),
    "batch norm features": lambda: nn.BatchNorm2d(0),
    "batch norm momentum": lambda: nn.BatchNorm2d(2, momentum=2.0),
    "layer norm": lambda: through(lambda: nn.LayerNorm((6,)), tensor(2, 5, 6)),
    "layer norm 2d": lambda: through(
        lambda: nn.LayerNorm([5, 6], begin_norm_axis=1, begin_params_axis=1), tensor(2, 5, 6)
    ),
    "layer norm shape": lambda: nn.LayerNorm(6),
    "group norm": lambda: through(lambda: nn.GroupNorm(2, 4), image()),
    "group norm groups": lambda: nn.GroupNorm(3, 4),
    "embedding": lambda: through(
        lambda: nn.Embedding(5, 3), Tensor(np.array([[0, 4], [2, 2]]), ms.int32)
    ),
    "embedding one hot": lambda: nn.Embedding(5, 3, True, "ones")(Tensor([1, 2], ms.int32)),
    "embedding padding": lambda: nn.Embedding(3, 2, padding_idx=1, embedding_table="ones")(
        Tensor([0, 1], ms.int32)
    ),
    "max pool": lambda: through(lambda: nn.MaxPool2d(2, 2), image()),
    "max pool same": lambda: through(lambda: nn.MaxPool2d((3, 2), 2, "same"), image()),
    "max pool pad": lambda: through(lambda: nn.MaxPool2d(3, 2, pad_mode="pad", padding=1), image()),
    "max pool 3": lambda: through(lambda: nn.MaxPool2d(2, 2), tensor(4, 5, 6)),
    "max pool 1d": lambda: through(lambda: nn.MaxPool1d(3, 2), tensor(2, 4, 9)),
    "max pool mode": lambda: nn.MaxPool2d(2, 2, "full"),
    "max pool kernel": lambda: nn.MaxPool2d(0, 2),
    "max pool padding": lambda: nn.MaxPool2d(2, 2, padding=1),
    "avg pool": lambda: through(lambda: nn.AvgPool2d(2, 2), image()),
    "avg pool same": lambda: through(lambda: nn.AvgPool2d(3, 2, "same"), image()),
    "avg pool 1d": lambda: through(lambda: nn.AvgPool1d(3, 2), tensor(2, 4, 9)),
    "avg pool 1d whole": lambda: through(lambda: nn.AvgPool1d(9, 1), tensor(2, 4, 9)),
    "adaptive avg": lambda: through(lambda: nn.AdaptiveAvgPool2d((3, 2)), image()),
    "adaptive avg 1d": lambda: through(lambda: nn.AdaptiveAvgPool1d(3), tensor(2, 4, 9)),
    "adaptive max 1d": lambda: through(lambda: nn.AdaptiveMaxPool1d(3), tensor(2, 4, 9)),
    "constant pad": lambda: through(lambda: nn.ConstantPad2d((1, 0, -1, 2), 0.5), image()),
    "zero pad": lambda: through(lambda: nn.ZeroPad2d(1), image()),
    "reflection pad": lambda: through(lambda: nn.ReflectionPad2d((1, 2, 0, 3)), image()),
    "replication pad": lambda: through(lambda: nn.ReplicationPad2d((1, 2, 0, 3)), image()),
    "lstm": lambda: through(lambda: nn.LSTM(3, 4), tensor(5, 2, 3)),
    "lstm deep": lambda: through(
        lambda: nn.LSTM(3, 4, num_layers=2, bidirectional=True, batch_first=True), tensor(2, 5, 3)
    ),
    "lstm no bias": lambda: through(lambda: nn.LSTM(3, 4, has_bias=False), tensor(5, 2, 3)),
    "lstm lengths": lambda: [
        digests(x)
        for x in filled(nn.LSTM(3, 4, bidirectional=True))(
            tensor(5, 2, 3), None, Tensor([3, 5], ms.int32)
        )
    ],
    "gru": lambda: through(lambda: nn.GRU(3, 4), tensor(5, 2, 3)),
    "gru lengths": lambda: [
        digests(x) for x in filled(nn.GRU(3, 4))(tensor(5, 2, 3), None, Tensor([3, 5], ms.int32))
    ],
    "rnn": lambda: through(lambda: nn.RNN(3, 4, nonlinearity="relu"), tensor(5, 2, 3)),
    "lstm cell": lambda: digests(
        filled(nn.LSTMCell(3, 4))(tensor(2, 3), (tensor(2, 4), tensor(2, 4, seed=1)))
    ),
    "gru cell": lambda: through(lambda: nn.GRUCell(3, 4), tensor(2, 3), tensor(2, 4, seed=1)),
    "rnn cell": lambda: through(lambda: nn.RNNCell(3, 4), tensor(2, 3), tensor(2, 4, seed=1)),
    "conv bn act": lambda: through(
        lambda: nn.Conv2dBnAct(4, 3, 3, has_bn=True, activation="relu"), image(), train=True
    ),
    "dense bn act": lambda: through(
        lambda: nn.DenseBnAct(6, 3, has_bn=True, activation="leakyrelu"), tensor(4, 6), train=True
    ),
    "channel shuffle": lambda: through(lambda: nn.ChannelShuffle(2), image()),
    "pixel shuffle": lambda: through(lambda: nn.PixelShuffle(2), image()),
    "ssim": lambda: through(lambda: nn.SSIM(filter_size=5), pixels(), pixels(seed=4)),
    "msssim": lambda: nn.MSSSIM(filter_size=3, power_factors=(0.3, 0.7))(pixels(), pixels(seed=4)),
    "psnr": lambda: through(lambda: nn.PSNR(), pixels(), pixels(seed=4)),
    "image gradients": lambda: digests(nn.ImageGradients()(image())),
    "central crop": lambda: through(lambda: nn.CentralCrop(0.4), image()),
    "ssim rank": lambda: nn.SSIM()(tensor(3, 4), tensor(3, 4)),
    "ssim small": lambda: nn.SSIM()(image(), image()),
    "time distributed": lambda: through(
        lambda: nn.TimeDistributed(nn.Dense(6, 2), 1, 0), tensor(3, 4, 6)
    ),
    "time distributed steps": lambda: through(
        lambda: nn.TimeDistributed(nn.Dense(6, 2), 1), tensor(3, 4, 6)
    ),
    "log sum exp": lambda: through(lambda: nn.ReduceLogSumExp(1), tensor(3, 4)),
    "moments": lambda: nn.Moments(0)(tensor(3, 4)),
    "matmul": lambda: through(
        lambda: nn.MatMul(transpose_x2=True), tensor(2, 3, 4), tensor(5, 4, seed=1)
    ),
    "identity": lambda: through(lambda: nn.Identity(), tensor(3)),
}
ACTIVATIONS = {
    "ReLU": nn.ReLU, "ReLU6": nn.ReLU6, "LeakyReLU": nn.LeakyReLU, "ELU": nn.ELU, "SeLU": nn.SeLU,
    "SiLU": nn.SiLU, "Tanh": nn.Tanh, "Tanhshrink": nn.Tanhshrink, "Hardtanh": nn.Hardtanh,
    "GELU": nn.GELU, "GELU exact": lambda: nn.GELU(False), "FastGelu": nn.FastGelu,
    "Sigmoid": nn.Sigmoid, "Softsign": nn.Softsign, "PReLU": lambda: nn.PReLU(4),
    "HSigmoid": nn.HSigmoid, "HSwish": nn.HSwish, "LogSigmoid": nn.LogSigmoid,
    "SoftShrink": nn.SoftShrink, "HShrink": nn.HShrink, "CELU": nn.CELU, "Mish": nn.Mish,
    "Threshold": lambda: nn.Threshold(0.1, 2.0), "GLU": lambda: nn.GLU(1), "Softmax": nn.Softmax,
    "LogSoftmax": nn.LogSoftmax, "Softmin": nn.Softmin, "Softmax2d": nn.Softmax2d,
    "LeakyReLU steep": lambda: nn.LeakyReLU(2.0),
}  # fmt: skip
CLASSES = Tensor(np.array([1, 0, 2]), ms.int32)
LOSSES = {
    "L1Loss": (nn.L1Loss, tensor(3, 4), tensor(3, 4, seed=1)),
    "L1Loss sum": (lambda: nn.L1Loss("sum"), tensor(3, 4), tensor(3, 4, seed=1)),
    "MSELoss": (nn.MSELoss, tensor(3, 4), tensor(3, 4, seed=1)),
    "MSELoss none": (lambda: nn.MSELoss("none"), tensor(3, 4), tensor(3, 4, seed=1)),
    "RMSELoss": (nn.RMSELoss, tensor(3, 4), tensor(3, 4, seed=1)),
    "MAELoss": (nn.MAELoss, tensor(3, 4), tensor(3, 4, seed=1)),
    "SmoothL1Loss": (nn.SmoothL1Loss, tensor(3, 4), tensor(3, 4, seed=1)),
    "SoftmaxCrossEntropy": (
        lambda: nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean"),
        tensor(3, 4),
        CLASSES,
    ),
    "SoftmaxCrossEntropy sum": (
        lambda: nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="sum"),
        tensor(3, 4),
        CLASSES,
    ),
    "SoftmaxCrossEntropy soft": (
        nn.SoftmaxCrossEntropyWithLogits,
        tensor(3, 4),
        Tensor(np.eye(4)[:3].astype(np.float32)),
    ),
    "CrossEntropyLoss": (nn.CrossEntropyLoss, tensor(3, 4), CLASSES),
    "CrossEntropyLoss smooth": (
        lambda: nn.CrossEntropyLoss(label_smoothing=0.1),
        tensor(3, 4),
        CLASSES,
    ),
    "NLLLoss": (nn.NLLLoss, tensor(3, 4), CLASSES),
    "BCELoss": (
        nn.BCELoss,
        Tensor(np.array([[0.2, 0.7], [0.9, 0.4]], np.float32)),
        Tensor(np.array([[0, 1], [1, 1]], np.float32)),
    ),
    "BCEWithLogitsLoss": (
        nn.BCEWithLogitsLoss,
        tensor(2, 2),
        Tensor(np.array([[0, 1], [1, 1]], np.float32)),
    ),
    "HuberLoss": (nn.HuberLoss, tensor(3, 4), tensor(3, 4, seed=1)),
    "KLDivLoss": (nn.KLDivLoss, tensor(3, 4), Tensor(np.full((3, 4), 0.25, np.float32))),
    "DiceLoss": (nn.DiceLoss, tensor(3, 4), tensor(3, 4, seed=1)),
    "FocalLoss": (nn.FocalLoss, tensor(3, 4), Tensor(np.array([[1], [0], [2]]), ms.int32)),
    "CosineEmbeddingLoss": (
        nn.CosineEmbeddingLoss,
        tensor(3, 4),
        tensor(3, 4, seed=1),
        Tensor(np.array([1, -1, 1]), ms.int32),
    ),
    "labels of a wrong kind": (nn.MSELoss, tensor(3, 4), 3),
}


def bools(*rows):
    """A mask."""
    return Tensor(np.array(rows, bool))


def masked(make, *inputs, **masks):
    """`through` with masks given by name; also for the weights of attention."""

    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.net = make()

        def construct(self, *xs):
            out = self.net(*xs, **masks)
            return out[0] if isinstance(out, tuple) and len(out) == 1 else out

    return through(Net, *inputs)


def itself(make, x, **masks):
    """Attention of a sequence to itself."""

    class Net(nn.Cell):
        def __init__(self):
            super().__init__()
            self.net = make()

        def construct(self, x):
            return self.net(x, x, x, **masks)

    return through(Net, x)


SEQUENCE, MEMORY = tensor(3, 2, 8, seed=11), tensor(4, 2, 8, seed=12)
PADDED = bools([False, True, False, False], [False, False, False, True])
ADDED = tensor(3, 4, seed=13)
CAUSAL = Tensor(np.triu(np.ones((3, 3), bool), 1))
TRANSFORMERS = {
    "self": lambda: itself(lambda: nn.MultiheadAttention(8, 2), SEQUENCE),
    "self causal": lambda: itself(
        lambda: nn.MultiheadAttention(8, 2), SEQUENCE, attn_mask=CAUSAL, average_attn_weights=False
    ),
    "cross": lambda: masked(lambda: nn.MultiheadAttention(8, 4), SEQUENCE, MEMORY, MEMORY * 2),
    "cross padded": lambda: masked(
        lambda: nn.MultiheadAttention(8, 4, has_bias=False),
        SEQUENCE, MEMORY, MEMORY * 2, key_padding_mask=PADDED,
    ),
    "cross masks": lambda: masked(
        lambda: nn.MultiheadAttention(8, 2, add_bias_kv=True, add_zero_attn=True),
        SEQUENCE, MEMORY, MEMORY * 2, attn_mask=ADDED,
    ),
    "cross sizes": lambda: masked(
        lambda: nn.MultiheadAttention(8, 2, kdim=8, vdim=5),
        SEQUENCE, MEMORY, tensor(4, 2, 5, seed=14),
    ),
    "batch first": lambda: itself(lambda: nn.MultiheadAttention(8, 2, batch_first=True), SEQUENCE),
    "no batch": lambda: masked(
        lambda: nn.MultiheadAttention(8, 2), SEQUENCE[0], MEMORY[0], MEMORY[0] * 2,
    ),
    "encoder layer": lambda: masked(
        lambda: nn.TransformerEncoderLayer(8, 2, 16, 0.0), SEQUENCE, src_mask=CAUSAL
    ),
    "encoder layer norm first": lambda: masked(
        lambda: nn.TransformerEncoderLayer(8, 2, 16, 0.0, "gelu", norm_first=True), SEQUENCE
    ),
    "decoder layer": lambda: masked(
        lambda: nn.TransformerDecoderLayer(8, 2, 16, 0.0), SEQUENCE, MEMORY,
        tgt_mask=CAUSAL, memory_key_padding_mask=PADDED,
    ),
    "decoder layer norm first": lambda: masked(
        lambda: nn.TransformerDecoderLayer(8, 2, 16, 0.0, norm_first=True, batch_first=True),
        SEQUENCE, SEQUENCE * 2,
    ),
    "whole": lambda: masked(
        lambda: nn.Transformer(8, 2, 2, 1, 16, 0.0), MEMORY, SEQUENCE,
        tgt_mask=CAUSAL, src_key_padding_mask=PADDED,
    ),
    "names": lambda: [
        [p.name, list(p.shape)]
        for p in nn.Transformer(8, 2, 2, 1, 16).get_parameters()
    ],
    "text": lambda: repr(nn.Transformer(8, 2, 2, 1, 16)),
    "heads": lambda: nn.MultiheadAttention(8, 3),
    "activation name": lambda: nn.TransformerEncoderLayer(8, 2, activation="tanh"),
    "activation cell": lambda: nn.TransformerEncoderLayer(8, 2, activation=nn.ReLU()),
    "activation number": lambda: nn.TransformerEncoderLayer(8, 2, activation=3),
    "query rank": lambda: nn.MultiheadAttention(8, 2)(*[tensor(8)] * 3),
    "key rank": lambda: nn.MultiheadAttention(8, 2)(SEQUENCE, MEMORY[0], MEMORY[0]),
    "features": lambda: nn.MultiheadAttention(8, 2)(*[tensor(3, 2, 6)] * 3),
    "lengths": lambda: nn.MultiheadAttention(8, 2)(SEQUENCE, SEQUENCE, MEMORY),
    "mask type": lambda: nn.MultiheadAttention(8, 2)(
        *[SEQUENCE] * 3, attn_mask=CAUSAL.astype(ms.int32)
    ),
    "mask shape": lambda: nn.MultiheadAttention(8, 2)(*[SEQUENCE] * 3, attn_mask=PADDED),
    "mask rank": lambda: nn.MultiheadAttention(8, 2)(*[SEQUENCE] * 3, attn_mask=PADDED[0]),
    "padding shape": lambda: nn.MultiheadAttention(8, 2)(*[SEQUENCE] * 3, key_padding_mask=PADDED),
    "padding rank": lambda: nn.MultiheadAttention(8, 2)(
        *[SEQUENCE] * 3, key_padding_mask=PADDED[0]
    ),
    "padding type": lambda: nn.MultiheadAttention(8, 2)(
        *[SEQUENCE] * 3, key_padding_mask=PADDED.astype(ms.int32)
    ),
    "model features": lambda: nn.Transformer(8, 2, 1, 1, 16)(tensor(3, 2, 6), SEQUENCE),
}  # fmt: skip


def transformers():
    """Outputs, gradients and failures of attention."""
    return {name: answer(case) for name, case in TRANSFORMERS.items()}


def layers():
    """Outputs, gradients and failures of layers."""
    found = {name: answer(case) for name, case in LAYERS.items()}
    for name, make in ACTIVATIONS.items():
        found[f"activation {name}"] = answer(lambda m=make: through(m, image()))
    for name, (make, *inputs) in LOSSES.items():
        found[f"loss {name}"] = answer(lambda m=make, i=inputs: through(m, *i))
    return found
