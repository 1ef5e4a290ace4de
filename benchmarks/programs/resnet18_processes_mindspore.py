"""Training steps of a ResNet-18 on several processes, in MindSpore's words."""

import mindspore as ms
import numpy as np
from mindspore import Tensor, nn, ops
from mindspore.communication import get_group_size, get_rank, init


def conv(cin, cout, kernel, stride):
    return nn.Conv2d(cin, cout, kernel, stride, pad_mode="pad", padding=kernel // 2)


class Block(nn.Cell):
    """Two convolutions and a shortcut."""

    def __init__(self, cin, cout, stride):
        super().__init__()
        self.body = nn.SequentialCell(
            conv(cin, cout, 3, stride), nn.BatchNorm2d(cout), nn.ReLU(), conv(cout, cout, 3, 1),
            nn.BatchNorm2d(cout),
        )  # fmt: skip
        shortcut = [conv(cin, cout, 1, stride), nn.BatchNorm2d(cout)]
        self.shortcut = nn.SequentialCell(shortcut) if stride > 1 or cin != cout else None

    def construct(self, x):
        """The sum, rectified."""
        return ops.relu(self.body(x) + (x if self.shortcut is None else self.shortcut(x)))


class ResNet18(nn.Cell):
    """Eight blocks of 64 to 512 channels."""

    def __init__(self):
        super().__init__()
        cells = [conv(3, 64, 3, 1), nn.BatchNorm2d(64), nn.ReLU()]
        cin = 64
        for cout, stride in ((64, 1), (128, 2), (256, 2), (512, 2)):
            cells += [Block(cin, cout, stride), Block(cout, cout, 1)]
            cin = cout
        self.features = nn.SequentialCell(cells)
        self.head = nn.Dense(512, 10)

    def construct(self, x):
        """Logits."""
        return self.head(ops.ReduceMean()(self.features(x), (2, 3)))


def step_of(batch):
    """A call that trains one step and returns the loss."""
    init()
    ms.set_seed(1)
    ms.set_auto_parallel_context(
        parallel_mode="data_parallel", gradients_mean=True, device_num=get_group_size()
    )
    net = ResNet18()
    loss_fn = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
    optimizer = nn.Momentum(net.trainable_params(), 0.01, 0.9)
    train = nn.TrainOneStepCell(nn.WithLossCell(net, loss_fn), optimizer).set_train()
    random = np.random.RandomState(get_rank())
    x = Tensor(random.randn(batch, 3, 32, 32).astype(np.float32))
    y = Tensor(random.randint(0, 10, batch).astype(np.int32))
    return lambda: float(train(x, y).asnumpy())
