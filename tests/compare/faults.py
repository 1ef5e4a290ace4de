"""Two training programs, and faults to plant in them: what is replaced, and where it has to show.

A fault is (kind of fault, place in the program, new text, path of the layer, kind of event).
"""

from __future__ import annotations

from dataclasses import dataclass

MINDSPORE = """\
import numpy as np
import mindspore as ms
from mindspore import Tensor, nn, ops
ms.set_seed(3)
np.random.seed(3)

class Unscaled(nn.Cell):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner
    def construct(self, x):
        return self.inner(x) * 0.7

class Block(nn.Cell):
    def __init__(self, before, after, padding, eps, momentum, weight):
        super().__init__()
        self.conv = nn.Conv2d(before, after, 3, stride=2, pad_mode="pad", padding=padding,
                              weight_init=weight)
        self.bn = nn.BatchNorm2d(after, eps=eps, momentum=momentum)
        self.relu = nn.ReLU()
    def construct(self, x):
        return self.relu(self.bn(self.conv(x)))

class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.stem = Block(3, 4, <stem padding: (0, 1, 0, 1)>, <stem eps: 1e-5>,
                          <stem momentum: 0.9>, <stem weight: "normal">)
        self.body = nn.SequentialCell([
            Block(4, 6, <body0 padding: (1, 1, 1, 1)>, <body0 eps: 1e-5>, 0.9,
                  <body0 weight: "normal">),
            Block(6, 8, <body1 padding: (0, 1, 0, 1)>, <body1 eps: 1e-5>,
                  <body1 momentum: 0.9>, "normal")])
        self.flat = nn.Flatten()
        self.norm = nn.LayerNorm((32,), epsilon=<norm eps: 1e-5>, gamma_init=<norm gamma: "ones">)
        self.drop = <drop: nn.Dropout(p=0.3)>
        self.fc1 = nn.Dense(32, 32, weight_init=<fc1 weight: "normal">,
                            bias_init=<fc1 bias: "zeros">)
        self.act = <act: nn.Tanh()>
        self.fc2 = nn.Dense(32, 32, weight_init="xavier_uniform")
    def construct(self, x):
        x = self.flat(self.body(self.stem(x)))
        return self.fc2(self.act(self.fc1(self.drop(self.norm(x)))))

net = Net()
<built: pass>
loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction=<reduction: "mean">)
optimizer = nn.Momentum(net.trainable_params(), <rate: 0.05>, <momentum: 0.9>,
                        weight_decay=<decay: 0.0>)
step = nn.TrainOneStepCell(nn.WithLossCell(net, loss), optimizer, sens=<sens: 1.0>)
step.set_train()
for _ in range(3):
    x = Tensor(np.random.standard_normal((6, 3, 16, 16)).astype(<data: np.float32>))
    y = Tensor(np.random.randint(0, 32, 6).astype(np.int32))
    step(x, y)
"""

PADDLE = """\
import numpy as np
import paddle.fluid as fluid
from paddle.fluid.dygraph import BatchNorm, Conv2D, Embedding, LayerNorm, Linear, Dropout
np.random.seed(3)

def normal(scale):
    return fluid.ParamAttr(initializer=fluid.initializer.Normal(scale=scale))

class Block(fluid.dygraph.Layer):
    def __init__(self, before, after, padding, epsilon, momentum, weight):
        super().__init__()
        self.conv = Conv2D(before, after, 3, stride=2, padding=padding, param_attr=weight,
                           bias_attr=False)
        self.bn = BatchNorm(after, act="relu", epsilon=epsilon, momentum=momentum)
    def forward(self, x):
        return self.bn(self.conv(x))

class Net(fluid.dygraph.Layer):
    def __init__(self):
        super().__init__()
        self.stem = Block(3, 4, <stem padding: 1>, <stem eps: 1e-5>, <stem momentum: 0.9>,
                          <stem weight: normal(0.3)>)
        self.body = fluid.dygraph.Sequential(
            Block(4, 6, <body0 padding: 1>, <body0 eps: 1e-5>, 0.9, normal(0.3)),
            Block(6, 8, 1, <body1 eps: 1e-5>, <body1 momentum: 0.9>, normal(0.3)))
        self.norm = LayerNorm([32], epsilon=<norm eps: 1e-5>)
        self.emb = Embedding([10, 32], param_attr=<emb weight: normal(0.2)>)
        self.drop = Dropout(0.3, dropout_implementation=<drop: "downgrade_in_infer">)
        self.fc1 = Linear(32, 32, act=<act: "tanh">, param_attr=<fc1 weight: normal(0.2)>)
        self.fc2 = Linear(32, 32, param_attr=normal(0.2))
    def forward(self, x, ids):
        x = fluid.layers.reshape(self.body(self.stem(x)), [6, 32])
        return self.fc2(self.fc1(self.drop(self.norm(x) + self.emb(ids))))

with fluid.dygraph.guard():
    fluid.default_startup_program().random_seed = 3
    fluid.default_main_program().random_seed = 3
    net = Net()
    <built: pass>
    optimizer = fluid.optimizer.MomentumOptimizer(
        <rate: 0.05>, <momentum: 0.9>, parameter_list=net.parameters(),
        use_nesterov=<nesterov: False>, regularization=<decay: None>)
    for _ in range(3):
        x = np.random.standard_normal((6, 3, 16, 16)).astype("float32")
        ids = fluid.dygraph.to_variable(np.random.randint(0, 10, (6,)))
        y = fluid.dygraph.to_variable(np.random.randint(0, 32, (6, 1)))
        out = net(fluid.dygraph.to_variable(x), ids)
        loss = fluid.layers.mean(fluid.layers.softmax_with_cross_entropy(out, y)) * <sens: 1.0>
        loss.backward()
        optimizer.minimize(loss)
        net.clear_gradients()
"""

PROGRAMS = {"mindspore": MINDSPORE, "paddle": PADDLE}


@dataclass(frozen=True)
class Fault:
    """One change of a program, and where it shows first."""

    framework: str
    sort: str
    place: str
    new: str
    path: str
    kind: str

    def __str__(self) -> str:
        return f"{self.framework}: {self.sort}: {self.place} = {self.new}"


def program(framework: str, place: str | None = None, new: str = "") -> str:
    """The text, with one place changed; `<place: text>` otherwise stands for its text."""
    import re

    def text(found: re.Match[str]) -> str:
        return new if found[1] == place else found[2]

    source = PROGRAMS[framework]
    assert place is None or f"<{place}: " in source
    return re.sub(r"<([\w ]+): (.*?)>(?=[,\n)]| \*|$)", text, source)


def _faults(framework: str, above: str, *rows: tuple[str, str, str, str, str]) -> list[Fault]:
    return [Fault(framework, a, b, c, above + path, kind) for a, b, c, path, kind in rows]


FAULTS = [
    *_faults(
        "mindspore",
        "TrainOneStepCell.network._backbone.",
        ("epsilon", "stem eps", "1e-3", "stem.bn", "forward"),
        ("epsilon", "body0 eps", "1e-3", "body.0.bn", "forward"),
        ("epsilon", "body1 eps", "1e-4", "body.1.bn", "forward"),
        ("epsilon", "norm eps", "1e-3", "norm", "forward"),
        ("epsilon", "norm eps", "1e-12 + 1e-2", "norm", "forward"),
        (
            "transposed weight",
            "built",
            "net.fc1.weight.set_data(net.fc1.weight.T)",
            "fc1",
            "initial",
        ),
        (
            "transposed weight",
            "built",
            "net.fc2.weight.set_data(net.fc2.weight.T)",
            "fc2",
            "initial",
        ),
        (
            "transposed weight",
            "built",
            "net.body[1].conv.weight.set_data(net.body[1].conv.weight.swapaxes(2, 3))",
            "body.1.conv",
            "initial",
        ),
        ("momentum convention", "stem momentum", "0.1", "stem.bn", "state"),
        ("momentum convention", "body1 momentum", "0.1", "body.1.bn", "state"),
        ("momentum convention", "momentum", "0.1", "stem.conv", "update"),
        ("momentum convention", "momentum", "0.99", "stem.conv", "update"),
        ("padding side", "stem padding", "(1, 0, 1, 0)", "stem.conv", "forward"),
        ("padding side", "stem padding", "(0, 1, 1, 0)", "stem.conv", "forward"),
        ("padding side", "body0 padding", "(0, 2, 1, 1)", "body.0.conv", "forward"),
        ("padding side", "body1 padding", "(1, 0, 1, 0)", "body.1.conv", "forward"),
        ("dropout scale", "drop", "Unscaled(nn.Dropout(p=0.3))", "drop", "forward"),
        ("dropout scale", "drop", "nn.Dropout(p=0.7)", "drop", "forward"),
        ("dtype", "built", "net.fc1.to_float(ms.float16)", "fc1", "forward"),
        ("dtype", "built", "net.stem.conv.to_float(ms.float16)", "stem.conv", "forward"),
        ("dtype", "built", "net.fc2.to_float(ms.float16)", "fc2", "forward"),
        ("initialiser", "stem weight", '"xavier_uniform"', "stem.conv", "initial"),
        ("initialiser", "body0 weight", '"he_normal"', "body.0.conv", "initial"),
        ("initialiser", "norm gamma", '"zeros"', "norm", "initial"),
        ("initialiser", "fc1 weight", '"he_uniform"', "fc1", "initial"),
        ("initialiser", "fc1 bias", '"ones"', "fc1", "initial"),
        ("activation", "act", "nn.Sigmoid()", "act", "forward"),
        ("gradient", "sens", "2.0", "fc2", "backward"),
        ("update", "decay", "1.0", "stem.conv", "update"),
        ("update", "rate", "0.04", "stem.conv", "update"),
    ),
    Fault(
        "mindspore",
        "reduction",
        "reduction",
        '"sum"',
        "TrainOneStepCell.network._loss_fn",
        "forward",
    ),
    *_faults(
        "paddle",
        "Net.",
        ("epsilon", "stem eps", "1e-3", "stem.bn", "forward"),
        ("epsilon", "body0 eps", "1e-3", "body.0.bn", "forward"),
        ("epsilon", "body1 eps", "1e-4", "body.1.bn", "forward"),
        ("epsilon", "norm eps", "1e-3", "norm", "forward"),
        (
            "transposed weight",
            "built",
            "net.fc1.weight.set_value(net.fc1.weight.numpy().T)",
            "fc1",
            "initial",
        ),
        (
            "transposed weight",
            "built",
            "net.fc2.weight.set_value(net.fc2.weight.numpy().T)",
            "fc2",
            "initial",
        ),
        ("momentum convention", "stem momentum", "0.1", "stem.bn", "update"),
        ("momentum convention", "body1 momentum", "0.1", "body.1.bn", "update"),
        ("momentum convention", "momentum", "0.1", "stem.conv", "update"),
        ("momentum convention", "nesterov", "True", "stem.conv", "update"),
        ("padding side", "stem padding", "[2, 0]", "stem.conv", "forward"),
        ("padding side", "body0 padding", "[1, 0]", "body.0.conv", "forward"),
        ("dropout scale", "drop", '"upscale_in_train"', "drop", "forward"),
        ("initialiser", "stem weight", "normal(0.4)", "stem.conv", "initial"),
        ("initialiser", "emb weight", "normal(0.1)", "emb", "initial"),
        ("initialiser", "fc1 weight", "None", "fc1", "initial"),
        ("activation", "act", '"sigmoid"', "fc1", "forward"),
        ("gradient", "sens", "2.0", "fc2", "backward"),
        ("update", "decay", "fluid.regularizer.L2Decay(0.01)", "stem.conv", "update"),
        ("update", "rate", "0.04", "stem.conv", "update"),
    ),
]
