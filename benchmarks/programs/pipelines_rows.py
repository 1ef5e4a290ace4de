"""Rows that the pipelines of the benchmarks read, the same for all systems."""

import io

import numpy as np

BATCH, WORKERS = 32, 2


def pictures(count=256):
    """JPEG files as arrays of bytes, 300 to 500 pixels a side."""
    from PIL import Image

    draw, files = np.random.RandomState(0), []
    for _ in range(count):
        h, w = draw.randint(300, 500, 2)
        small = draw.randint(0, 255, (h // 16, w // 16, 3)).astype(np.uint8)
        out = io.BytesIO()
        Image.fromarray(small).resize((w, h), Image.BICUBIC).save(out, "JPEG", quality=90)
        files.append(np.frombuffer(out.getvalue(), np.uint8))
    return files


def digits(count=20000):
    """(pictures, labels), as MNIST has them."""
    draw = np.random.RandomState(0)
    images = draw.randint(0, 255, (count, 28, 28, 1)).astype(np.uint8)
    return images, draw.randint(0, 10, count).astype(np.uint32)


class Computed:
    """Rows that cost about half a millisecond of Python and NumPy each."""

    def __init__(self, count=1024):
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, i):
        x = np.arange(48 * 48 * 3, dtype=np.float32).reshape(3, 48, 48) + int(i)
        for _ in range(20):
            x = x * 0.5 + 1.0
        total = sum(j * j for j in range(2000))
        return (x + total % 7,)
