"""ResNet-50 for 64 x 64 images, 10 classes, six images a step, written by hand in PyTorch.

The network and the training of the zoo's `pd/resnet50`. Prints lines such as the examples do.
"""

import argparse
import os
import time

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
BLOCKS = ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2))


def normed(inputs, outputs, size, stride=1):
    conv = nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs))


class Bottleneck(nn.Module):
    def __init__(self, inputs, width, stride, changes):
        super().__init__()
        self.narrow = normed(inputs, width, 1)
        self.middle = normed(width, width, 3, stride)
        self.wide = normed(width, 4 * width, 1)
        self.short = normed(inputs, 4 * width, 1, stride) if changes else nn.Identity()

    def forward(self, x):
        y = F.relu(self.middle(F.relu(self.narrow(x))))
        return F.relu(self.short(x) + self.wide(y))


def network():
    layers, inputs = [normed(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)], 64
    for width, count, stride in BLOCKS:
        for i in range(count):
            layers.append(Bottleneck(inputs, width, stride if i == 0 else 1, i == 0))
            inputs = 4 * width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, 10))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--every", type=int, default=5)
    parser.add_argument("--out")
    args = parser.parse_args()
    torch.manual_seed(1)
    net = network().train()
    images, labels = torch.randn(6, 3, 64, 64), torch.randint(0, 10, (6,))
    momentum = torch.optim.SGD(net.parameters(), 1e-5, 0.9)
    start = time.time()
    for step in range(1, args.steps + 1):
        loss = F.cross_entropy(net(images), labels)
        loss.backward()
        momentum.step()
        momentum.zero_grad(set_to_none=True)
        value = float(loss.detach())
        if step % args.every == 0 or step == args.steps:
            speed = (time.time() - start) / step * 1000
            print(f"step {step:4d}  loss {value:.4f}  {speed:.3f} ms a step", flush=True)


if __name__ == "__main__":
    main()
