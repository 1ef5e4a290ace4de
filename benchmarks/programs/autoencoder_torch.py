"""The network and the training of examples/paddle_autoencoder.py, written by hand in PyTorch.

Prints the same lines, so that the two can be compared.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[2] / "examples"))
torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
CODE = 24


def load_digits(path):
    images = np.load(path)["images"].astype(np.float32) / 16
    big = images.repeat(2, axis=1).repeat(2, axis=2)
    padded = np.pad(big, ((0, 0), (1, 1), (1, 1)), mode="edge")
    rows = (padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]) / 4
    smooth = (rows[:, :, :-2] + 2 * rows[:, :, 1:-1] + rows[:, :, 2:]) / 4
    return smooth[:, None]


def network():
    encoder = nn.Sequential(
        nn.Conv2d(1, 24, 4, 2, 1),
        nn.LeakyReLU(0.02),
        nn.Conv2d(24, 48, 4, 2, 1, bias=False),
        nn.BatchNorm2d(48),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(48 * 4 * 4, CODE),
        nn.Tanh(),
    )
    decoder = nn.Sequential(
        nn.Linear(CODE, 48 * 4 * 4),
        nn.ReLU(),
        nn.Unflatten(1, (48, 4, 4)),
        nn.ConvTranspose2d(48, 24, 4, 2, 1, bias=False),
        nn.BatchNorm2d(24),
        nn.ReLU(),
        nn.ConvTranspose2d(24, 1, 3, 2, 1, output_padding=1),
    )
    return nn.Sequential(encoder, decoder)


def main():
    parser = argparse.ArgumentParser()
    data = Path(__file__).parents[2] / "examples" / "data" / "digits.npz"
    parser.add_argument("--data", default=str(data))
    parser.add_argument("--out")
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--every", type=int, default=25)
    args = parser.parse_args()
    data, net = load_digits(args.data), network()
    adam = torch.optim.Adam(net.parameters(), args.lr)
    random, start = np.random.RandomState(1), time.time()
    for step in range(1, args.steps + 1):
        clean = data[random.randint(0, len(data), args.batch)]
        noisy = clean + 0.2 * random.standard_normal(clean.shape).astype("float32")
        logits = net(torch.from_numpy(noisy))
        loss = nn.functional.binary_cross_entropy_with_logits(logits, torch.from_numpy(clean))
        loss.backward()
        adam.step()
        adam.zero_grad(set_to_none=True)
        value = float(loss.detach())
        if step % args.every == 0 or step == args.steps:
            speed = (time.time() - start) / step * 1000
            print(f"step {step:4d}  loss {value:.4f}  {speed:.1f} ms a step", flush=True)


if __name__ == "__main__":
    main()
