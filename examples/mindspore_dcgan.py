"""A small DCGAN on handwritten digits, written for MindSpore 2.0.

python mindspore_dcgan.py --steps 600 --out out
"""

import argparse
import os
import time

import mindspore as ms
import numpy as np
from mindspore import Tensor, nn, ops
from mindspore.common.initializer import Normal
from PIL import Image

LATENT = 32
SHADES = " .:-=+*#%@"


def load_digits(path):
    """Images (n, 1, 16, 16), float32 in [-1, 1]: the 8 x 8 originals with every pixel doubled and
    smoothed.
    """
    images = np.load(path)["images"].astype(np.float32) / 8 - 1
    big = images.repeat(2, axis=1).repeat(2, axis=2)
    padded = np.pad(big, ((0, 0), (1, 1), (1, 1)), mode="edge")
    rows = (padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]) / 4
    smooth = (rows[:, :, :-2] + 2 * rows[:, :, 1:-1] + rows[:, :, 2:]) / 4
    return smooth[:, None]


class Generator(nn.Cell):
    """Latent vector -> 16 x 16 image."""

    def __init__(self):
        super().__init__()
        self.project = nn.Dense(LATENT, 64 * 4 * 4, weight_init=Normal(0.05))
        self.norm1 = nn.BatchNorm2d(64)
        self.up1 = nn.Conv2dTranspose(
            64, 32, 4, stride=2, pad_mode="same", weight_init=Normal(0.05)
        )
        self.norm2 = nn.BatchNorm2d(32)
        self.up2 = nn.Conv2dTranspose(
            32, 1, 4, stride=2, pad_mode="pad", padding=1, has_bias=True, weight_init=Normal(0.05)
        )
        self.relu = nn.ReLU()
        self.tanh = nn.Tanh()

    def construct(self, z):
        x = self.project(z).view((z.shape[0], 64, 4, 4))
        x = self.relu(self.norm1(x))
        x = self.relu(self.norm2(self.up1(x)))
        return self.tanh(self.up2(x))


class Discriminator(nn.Cell):
    """16 x 16 image -> one logit."""

    def __init__(self):
        super().__init__()
        self.layers = nn.SequentialCell(
            nn.Conv2d(1, 32, 4, stride=2, pad_mode="pad", padding=1, weight_init=Normal(0.05)),
            nn.LeakyReLU(0.2),
            nn.Conv2d(32, 64, 4, stride=2, pad_mode="pad", padding=1, weight_init=Normal(0.05)),
            nn.LeakyReLU(0.2),
            nn.Flatten(),
            nn.Dense(64 * 4 * 4, 1, weight_init=Normal(0.05)),
        )

    def construct(self, x):
        return self.layers(x)


class DiscriminatorLoss(nn.Cell):
    """Real images should score high, generated ones low."""

    def __init__(self, generator, discriminator):
        super().__init__(auto_prefix=False)
        self.generator = generator
        self.discriminator = discriminator
        self.loss = nn.BCEWithLogitsLoss()

    def construct(self, real, z):
        fake = ops.stop_gradient(self.generator(z))
        high = self.discriminator(real)
        low = self.discriminator(fake)
        return self.loss(high, ops.ones_like(high)) + self.loss(low, ops.zeros_like(low))


class GeneratorLoss(nn.Cell):
    """Generated images should score high."""

    def __init__(self, generator, discriminator):
        super().__init__(auto_prefix=False)
        self.generator = generator
        self.discriminator = discriminator
        self.loss = nn.BCEWithLogitsLoss()

    def construct(self, z):
        score = self.discriminator(self.generator(z))
        return self.loss(score, ops.ones_like(score))


class TrainStep(nn.Cell):
    """One update of the weights of `optimizer`; returns the loss before it."""

    def __init__(self, loss, optimizer):
        super().__init__(auto_prefix=False)
        self.loss = loss
        self.optimizer = optimizer
        self.weights = optimizer.parameters
        self.grad = ops.GradOperation(get_by_list=True)

    def construct(self, *inputs):
        loss = self.loss(*inputs)
        gradients = self.grad(self.loss, self.weights)(*inputs)
        return ops.depend(loss, self.optimizer(gradients))


def save_grid(images, path, columns=12, scale=3):
    """Write (n, 1, h, w) images in [-1, 1] as one PNG."""
    n, _, h, w = images.shape
    rows = n // columns
    grid = images[: rows * columns, 0].reshape(rows, columns, h, w)
    grid = grid.transpose(0, 2, 1, 3).reshape(rows * h, columns * w)
    pixels = np.clip((1 - grid) * 127.5, 0, 255).astype(np.uint8)
    picture = Image.fromarray(pixels)
    picture.resize((columns * w * scale, rows * h * scale), Image.BICUBIC).save(path)


def show(images, columns=5):
    """Print the first images, in [-1, 1], as characters: two rows of pixels make one line."""
    for line in range(0, images.shape[2], 2):
        pixels = images[:columns, 0, line : line + 2].mean(axis=1)
        print("  ".join("".join(SHADES[int((p + 1) * 4.99)] for p in row) for row in pixels))


def jitter(cells, amount):
    """Move every weight by a relative `amount`, to see how far a run depends on rounding."""
    random = np.random.RandomState(99)
    for cell in cells:
        for p in cell.trainable_params():
            noise = 1 + amount * random.standard_normal(p.shape)
            p.set_data(Tensor((p.asnumpy() * noise).astype(np.float32)))


def train(args):
    """Train and return the generator and the list of (discriminator loss, generator loss)."""
    ms.set_seed(args.seed)
    data = load_digits(args.data)
    generator, discriminator = Generator(), Discriminator()
    if args.jitter:
        jitter([generator, discriminator], args.jitter)
    d_step = TrainStep(
        DiscriminatorLoss(generator, discriminator),
        nn.Adam(discriminator.trainable_params(), learning_rate=args.lr, beta1=0.5),
    )
    g_step = TrainStep(
        GeneratorLoss(generator, discriminator),
        nn.Adam(generator.trainable_params(), learning_rate=args.lr, beta1=0.5),
    )
    d_step.set_train()
    g_step.set_train()
    random = np.random.RandomState(args.seed)
    losses, start = [], time.time()
    for step in range(1, args.steps + 1):
        real = Tensor(data[random.randint(0, len(data), args.batch)])
        z = Tensor(random.standard_normal((args.batch, LATENT)).astype(np.float32))
        d_loss = float(d_step(real, z).asnumpy())
        g_loss = float(g_step(z).asnumpy())
        losses.append((d_loss, g_loss))
        if step % args.every == 0 or step == args.steps:
            speed = (time.time() - start) / step * 1000
            print(
                "step %4d  discriminator %.4f  generator %.4f  %.1f ms a step"
                % (step, d_loss, g_loss, speed)
            )
    return generator, losses


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default=os.path.join(here, "data", "digits.npz"))
    parser.add_argument("--out", default="out")
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--lr", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=25)
    parser.add_argument(
        "--jitter", type=float, default=0.0, help="relative change of the first weights"
    )
    parser.add_argument("--mode", choices=["pynative", "graph"], default="pynative")
    args = parser.parse_args()
    ms.set_context(
        mode=ms.GRAPH_MODE if args.mode == "graph" else ms.PYNATIVE_MODE, device_target="CPU"
    )
    os.makedirs(args.out, exist_ok=True)
    generator, losses = train(args)
    np.savetxt(os.path.join(args.out, "mindspore_losses.txt"), np.array(losses), fmt="%.9g")
    generator.set_train(False)
    z = np.random.RandomState(7).standard_normal((96, LATENT)).astype(np.float32)
    images = generator(Tensor(z)).asnumpy()
    show(images)
    save_grid(images, os.path.join(args.out, "mindspore_digits.png"))
    ms.save_checkpoint(generator, os.path.join(args.out, "generator.ckpt"))
    print("wrote mindspore_digits.png, generator.ckpt and mindspore_losses.txt to %s" % args.out)


if __name__ == "__main__":
    main()
