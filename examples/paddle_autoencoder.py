"""A convolutional autoencoder on handwritten digits, written for Paddle 1.8 (fluid.dygraph).

    python paddle_autoencoder.py --steps 400 --out out

It learns to restore digits from noisy ones, then draws new digits by blending the codes of real
ones.
"""

import argparse
import os
import time

import numpy as np
import paddle.fluid as fluid
from paddle.fluid.dygraph import BatchNorm, Conv2D, Conv2DTranspose, Linear, to_variable
from PIL import Image

CODE = 24
SHADES = " .:-=+*#%@"


def load_digits(path):
    """Images (n, 1, 16, 16), float32 in [0, 1]: the 8 x 8 originals with every pixel doubled and
    smoothed.
    """
    images = np.load(path)["images"].astype(np.float32) / 16
    big = images.repeat(2, axis=1).repeat(2, axis=2)
    padded = np.pad(big, ((0, 0), (1, 1), (1, 1)), mode="edge")
    rows = (padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]) / 4
    smooth = (rows[:, :, :-2] + 2 * rows[:, :, 1:-1] + rows[:, :, 2:]) / 4
    return smooth[:, None]


class Encoder(fluid.dygraph.Layer):
    """16 x 16 image -> code."""

    def __init__(self):
        super(Encoder, self).__init__()
        self.down1 = Conv2D(1, 24, 4, stride=2, padding=1, act="leaky_relu")
        self.down2 = Conv2D(24, 48, 4, stride=2, padding=1, bias_attr=False)
        self.norm = BatchNorm(48, act="relu")
        self.code = Linear(48 * 4 * 4, CODE, act="tanh")

    def forward(self, x):
        x = self.norm(self.down2(self.down1(x)))
        return self.code(fluid.layers.reshape(x, [x.shape[0], -1]))


class Decoder(fluid.dygraph.Layer):
    """Code -> 16 x 16 image of logits."""

    def __init__(self):
        super(Decoder, self).__init__()
        self.project = Linear(CODE, 48 * 4 * 4, act="relu")
        self.up1 = Conv2DTranspose(48, 24, 4, stride=2, padding=1, bias_attr=False)
        self.norm = BatchNorm(24, act="relu")
        self.up2 = Conv2DTranspose(24, 1, 3, stride=2, padding=1, output_size=[16, 16])

    def forward(self, code):
        x = fluid.layers.reshape(self.project(code), [code.shape[0], 48, 4, 4])
        return self.up2(self.norm(self.up1(x)))


class Autoencoder(fluid.dygraph.Layer):
    def __init__(self):
        super(Autoencoder, self).__init__()
        self.encoder = Encoder()
        self.decoder = Decoder()

    def forward(self, x):
        return self.decoder(self.encoder(x))


def save_grid(images, path, columns=12, scale=3):
    """Write (n, 1, h, w) images in [0, 1] as one PNG."""
    n, _, h, w = images.shape
    rows = n // columns
    grid = images[: rows * columns, 0].reshape(rows, columns, h, w)
    grid = grid.transpose(0, 2, 1, 3).reshape(rows * h, columns * w)
    pixels = np.clip((1 - grid) * 255, 0, 255).astype(np.uint8)
    picture = Image.fromarray(pixels)
    picture.resize((columns * w * scale, rows * h * scale), Image.BICUBIC).save(path)


def show(images, columns=5):
    """Print the first images, in [0, 1], as characters: two rows of pixels make one line."""
    for line in range(0, images.shape[2], 2):
        pixels = images[:columns, 0, line : line + 2].mean(axis=1)
        print("  ".join("".join(SHADES[int(p * 9.99)] for p in row) for row in pixels))


def jitter(layer, amount):
    """Move every weight by a relative `amount`, to see how far a run depends on rounding."""
    random = np.random.RandomState(99)
    for p in layer.parameters():
        noise = 1 + amount * random.standard_normal(p.shape)
        p.set_value((p.numpy() * noise).astype("float32"))


def train(args, data):
    """Train and return the network and the losses."""
    net = Autoencoder()
    if args.jitter:
        jitter(net, args.jitter)
    adam = fluid.optimizer.Adam(args.lr, parameter_list=net.parameters())
    random = np.random.RandomState(args.seed)
    net.train()
    losses, start = [], time.time()
    for step in range(1, args.steps + 1):
        clean = data[random.randint(0, len(data), args.batch)]
        noisy = clean + 0.2 * random.standard_normal(clean.shape).astype("float32")
        target = to_variable(clean)
        logits = net(to_variable(noisy))
        loss = fluid.layers.mean(fluid.layers.sigmoid_cross_entropy_with_logits(logits, target))
        loss.backward()
        adam.minimize(loss)
        net.clear_gradients()
        losses.append(float(loss.numpy()[0]))
        if step % args.every == 0 or step == args.steps:
            speed = (time.time() - start) / step * 1000
            print("step %4d  loss %.4f  %.1f ms a step" % (step, losses[-1], speed))
    return net, losses


def blend(net, data):
    """Digits whose codes lie between those of two real ones: 8 rows of 12 steps."""
    first, second = data[:8], data[60:68]
    with fluid.dygraph.no_grad():
        a = net.encoder(to_variable(first)).numpy()[:, None]
        b = net.encoder(to_variable(second)).numpy()[:, None]
        share = np.linspace(0, 1, 12, dtype="float32")[None, :, None]
        codes = ((1 - share) * a + share * b).reshape(-1, CODE)
        return fluid.layers.sigmoid(net.decoder(to_variable(codes))).numpy()


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default=os.path.join(here, "data", "digits.npz"))
    parser.add_argument("--out", default="out")
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=25)
    parser.add_argument(
        "--jitter", type=float, default=0.0, help="relative change of the first weights"
    )
    args = parser.parse_args()
    if not os.path.isdir(args.out):
        os.makedirs(args.out)
    data = load_digits(args.data)
    with fluid.dygraph.guard(fluid.CPUPlace()):
        fluid.default_startup_program().random_seed = args.seed
        fluid.default_main_program().random_seed = args.seed
        net, losses = train(args, data)
        np.savetxt(os.path.join(args.out, "paddle_losses.txt"), np.array(losses), fmt="%.9g")
        net.eval()
        images = blend(net, data)
        show(images[::24])
        save_grid(images, os.path.join(args.out, "paddle_digits.png"))
        fluid.save_dygraph(net.state_dict(), os.path.join(args.out, "autoencoder"))
    print("wrote paddle_digits.png, autoencoder.pdparams and paddle_losses.txt to %s" % args.out)


if __name__ == "__main__":
    main()
