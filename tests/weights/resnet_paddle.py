"""ResNet with bottlenecks, as a program for Paddle 1.8 writes it: weights and logits to files.

python resnet_paddle.py FOLDER [--blocks 3,4,6,3] [--width 64] [--size 64]
"""

import argparse
import os

import numpy as np
import paddle.fluid as fluid
from paddle.fluid.dygraph import BatchNorm, Conv2D, Linear


class ConvBNLayer(fluid.dygraph.Layer):
    def __init__(self, before, after, size, stride=1, act=None):
        super().__init__()
        self._conv = Conv2D(
            before, after, size, stride=stride, padding=(size - 1) // 2, bias_attr=False
        )
        self._batch_norm = BatchNorm(after, act=act)

    def forward(self, x):
        return self._batch_norm(self._conv(x))


class Bottleneck(fluid.dygraph.Layer):
    def __init__(self, before, width, stride, shortcut):
        super().__init__()
        self.conv0 = ConvBNLayer(before, width, 1, act="relu")
        self.conv1 = ConvBNLayer(width, width, 3, stride, act="relu")
        self.conv2 = ConvBNLayer(width, width * 4, 1)
        self.shortcut = shortcut
        if not shortcut:
            self.short = ConvBNLayer(before, width * 4, 1, stride)

    def forward(self, x):
        y = self.conv2(self.conv1(self.conv0(x)))
        short = x if self.shortcut else self.short(x)
        return fluid.layers.elementwise_add(short, y, act="relu")


class ResNet(fluid.dygraph.Layer):
    def __init__(self, blocks, width, classes=10):
        super().__init__()
        self.conv = ConvBNLayer(3, width, 7, 2, act="relu")
        self.stages, before = [], width
        for i, count in enumerate(blocks):
            shortcut = False
            for j in range(count):
                block = Bottleneck(before, width << i, 2 if i and not j else 1, shortcut)
                self.stages.append(self.add_sublayer(f"bb_{i}_{j}", block))
                before, shortcut = (width << i) * 4, True
        self.out = Linear(before, classes)

    def forward(self, x):
        x = self.conv(x)
        for block in self.stages:
            x = block(x)
        return self.out(fluid.layers.reduce_mean(x, dim=[2, 3]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--blocks", default="3,4,6,3")
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--size", type=int, default=64)
    chosen = parser.parse_args()
    random = np.random.RandomState(0)
    with fluid.dygraph.guard():
        net = ResNet([int(n) for n in chosen.blocks.split(",")], chosen.width)
        state = net.state_dict()
        for name in state:
            shape = state[name].shape
            fan = shape[0] if len(shape) == 2 else np.prod(shape[1:])
            value = random.standard_normal(shape) * (0.5 / np.sqrt(fan) if len(shape) > 1 else 0.1)
            value = value if len(shape) > 1 else np.abs(value) + 0.5
            state[name].set_value(value.astype("float32"))
        net.eval()
        x = random.standard_normal((2, 3, chosen.size, chosen.size)).astype("float32")
        np.save(os.path.join(chosen.folder, "x.npy"), x)
        logits = net(fluid.dygraph.to_variable(x)).numpy()
        np.save(os.path.join(chosen.folder, "logits.npy"), logits)
        fluid.save_dygraph(net.state_dict(), os.path.join(chosen.folder, "resnet"))


if __name__ == "__main__":
    main()
