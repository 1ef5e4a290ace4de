"""ResNet with bottlenecks, as a program for MindSpore 2.0 writes it: weights and logits to files.

python resnet_mindspore.py FOLDER [--blocks 3,4,6,3] [--width 64] [--size 64]
"""

import argparse
import os

import mindspore
import numpy as np
from mindspore import Tensor, nn, ops


class Bottleneck(nn.Cell):
    def __init__(self, before, width, stride):
        super().__init__()
        after = width * 4
        self.conv1 = nn.Conv2d(before, width, 1)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride=stride, padding=1, pad_mode="pad")
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, after, 1)
        self.bn3 = nn.BatchNorm2d(after)
        self.relu = nn.ReLU()
        self.down_sample_layer = None
        if stride != 1 or before != after:
            self.down_sample_layer = nn.SequentialCell(
                [nn.Conv2d(before, after, 1, stride=stride), nn.BatchNorm2d(after)]
            )

    def construct(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        if self.down_sample_layer is not None:
            x = self.down_sample_layer(x)
        return self.relu(x + y)


class ResNet(nn.Cell):
    def __init__(self, blocks, width, classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 7, stride=2, padding=3, pad_mode="pad")
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU()
        before, stages = width, []
        for i, count in enumerate(blocks):
            stage = []
            for j in range(count):
                stage.append(Bottleneck(before, width << i, 2 if i and not j else 1))
                before = (width << i) * 4
            stages.append(nn.SequentialCell(stage))
        self.layer1, self.layer2, self.layer3, self.layer4 = stages
        self.end_point = nn.Dense(before, classes)

    def construct(self, x):
        x = self.relu(self.bn1(self.conv1(x)))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.end_point(ops.ReduceMean()(x, (2, 3)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--blocks", default="3,4,6,3")
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--size", type=int, default=64)
    chosen = parser.parse_args()
    random = np.random.RandomState(0)
    net = ResNet([int(n) for n in chosen.blocks.split(",")], chosen.width)
    for p in net.get_parameters():
        scale = 0.5 / np.sqrt(np.prod(p.shape[1:])) if len(p.shape) > 1 else 0.1
        value = random.standard_normal(p.shape) * scale
        value = value if len(p.shape) > 1 else np.abs(value) + 0.5
        p.set_data(Tensor(value.astype(np.float32)))
    net.set_train(False)
    x = random.standard_normal((2, 3, chosen.size, chosen.size)).astype(np.float32)
    np.save(os.path.join(chosen.folder, "x.npy"), x)
    np.save(os.path.join(chosen.folder, "logits.npy"), net(Tensor(x)).asnumpy())
    mindspore.save_checkpoint(net, os.path.join(chosen.folder, "resnet.ckpt"))


if __name__ == "__main__":
    main()
