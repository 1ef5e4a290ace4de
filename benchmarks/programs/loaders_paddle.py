"""Milliseconds a picture takes through Paddle's loaders: crops, flips and normalised by NumPy.

    python loaders_paddle.py            (under Paddle 1.8.5 or `python -m compat`)

Prints one JSON object: way of loading -> milliseconds, the best of three passes.
"""

import json
import time

import numpy as np
import paddle.fluid as fluid

BATCH, PICTURES, SIZE = 16, 256, 224
CPU = fluid.CPUPlace()


class Pictures(fluid.io.Dataset):
    """Random pictures, augmented as for training."""

    def __init__(self):
        super().__init__()
        self.data = np.random.RandomState(0).randint(0, 256, (64, 256, 256, 3)).astype("uint8")

    def __len__(self):
        return PICTURES

    def __getitem__(self, idx):
        top, left = np.random.randint(0, 256 - SIZE + 1, 2)
        x = self.data[idx % 64][top : top + SIZE, left : left + SIZE]
        if np.random.rand() < 0.5:
            x = x[:, ::-1]
        x = (x.astype("float32") / 255.0 - 0.5) / 0.25
        return np.ascontiguousarray(x.transpose(2, 0, 1)), np.array([idx % 10])


def batches(data):
    """What a loader of generators is fed with."""
    for i in range(0, PICTURES, BATCH):
        samples = [data[j] for j in range(i, i + BATCH)]
        yield [np.stack(field) for field in zip(*samples)]  # noqa: B905


def milliseconds(loader):
    """Per picture, the best of three passes."""
    best = float("inf")
    for _ in range(3):
        start, count = time.time(), 0
        for images, _ in loader():
            count += images.shape[0]
        best = min(best, (time.time() - start) / count)
    return round(best * 1e3, 3)


def main():
    """Measure every way."""
    data, found = Pictures(), {}
    with fluid.dygraph.guard(CPU):
        for workers in (0, 2, 4):
            loader = fluid.io.DataLoader(data, places=CPU, batch_size=BATCH, num_workers=workers)
            name = f"data set, {workers} workers" if workers else "data set, a thread"
            found[name] = milliseconds(loader)
        for processes in (False, True):
            loader = fluid.io.DataLoader.from_generator(
                capacity=4, return_list=True, use_multiprocess=processes
            )
            loader.set_batch_generator(lambda: batches(data))
            found["generator, a " + ("process" if processes else "thread")] = milliseconds(loader)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
