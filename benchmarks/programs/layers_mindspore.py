"""A stack of convolutions of a given depth, trained for some steps; written for MindSpore 2.0."""

import argparse
import time

import mindspore as ms
import numpy as np
from mindspore import Tensor, nn


class Stack(nn.Cell):
    """`depth` convolutions of 16 channels between an input of 3 and a result of 1."""

    def __init__(self, depth):
        super().__init__()
        layers = [nn.Conv2d(3, 16, 3, pad_mode="pad", padding=1), nn.ReLU()]
        for _ in range(depth - 1):
            layers += [nn.Conv2d(16, 16, 3, pad_mode="pad", padding=1), nn.ReLU()]
        self.layers = nn.SequentialCell(*layers, nn.Conv2d(16, 1, 1))

    def construct(self, x):
        return self.layers(x)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--size", type=int, default=32)
    parser.add_argument("--depth", type=int, default=4)
    parser.add_argument("--steps", type=int, default=5)
    args = parser.parse_args()
    ms.set_context(mode=ms.PYNATIVE_MODE, device_target="CPU")
    net = Stack(args.depth)
    step = nn.TrainOneStepCell(
        nn.WithLossCell(net, nn.MSELoss()), nn.SGD(net.trainable_params(), learning_rate=0.01)
    )
    step.set_train()
    random = np.random.RandomState(0)
    shape = (args.batch, 3, args.size, args.size)
    x = Tensor(random.standard_normal(shape).astype(np.float32))
    y = Tensor(np.zeros((args.batch, 1, args.size, args.size), np.float32))
    start = time.time()
    for number in range(1, args.steps + 1):
        loss = float(step(x, y).asnumpy())
        speed = (time.time() - start) / number * 1000
        print(f"step {number:4d}  loss {loss:.4f}  {speed:.1f} ms a step", flush=True)


if __name__ == "__main__":
    main()
