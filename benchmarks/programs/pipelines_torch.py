"""The pipelines of `pipelines_mindspore.py` with torch's DataLoader and OpenCV, rows a second.

python pipelines_torch.py FOLDER [pipeline ...]
"""

import glob
import json
import sys
import time

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

sys.path.insert(0, __file__.rpartition("/")[0])
from pipelines_rows import (
    BATCH,
    DIGITS,
    EPOCHS,
    LENGTH,
    MEAN,
    PROCESSES,
    RECORDS,
    STD,
    WORKERS,
    Computed,
    record,
)  # fmt: skip

MEAN, STD = np.array(MEAN, np.float32), np.array(STD, np.float32)


class Rows(Dataset):
    """A list of items, and what is made of one."""

    workers, shuffle, items = WORKERS, True, ()

    def __len__(self):
        return len(self.items)


class Pictures(Rows):
    """Decode, random resized crop, flip, normalise, CHW."""

    def __init__(self, folder):
        cv2.setNumThreads(0)
        self.items = sorted(glob.glob(folder + "/pictures/*/*.jpg"))

    def __getitem__(self, i):
        image = picture(self.items[i])
        x, y, w, h = self._box(*image.shape[:2])
        image = cv2.resize(image[y : y + h, x : x + w], (224, 224))
        if np.random.rand() < 0.5:
            image = cv2.flip(image, 1)
        return normalised(image), i % 4

    @staticmethod
    def _box(height, width):
        for _ in range(10):
            area = height * width * np.random.uniform(0.08, 1.0)
            aspect = np.exp(np.random.uniform(np.log(3 / 4), np.log(4 / 3)))
            w, h = round((area * aspect) ** 0.5), round((area / aspect) ** 0.5)
            if w <= width and h <= height:
                x, y = np.random.randint(0, width - w + 1), np.random.randint(0, height - h + 1)
                return x, y, w, h
        return 0, 0, width, height


class Decoded(Pictures):
    """Decode, resize, the middle, normalise, CHW."""

    shuffle = False

    def __getitem__(self, i):
        image = cv2.resize(picture(self.items[i]), (256, 256))
        return normalised(image[16:240, 16:240]), i % 4


def picture(path):
    """The RGB pixels of a file."""
    data = np.fromfile(path, np.uint8)
    return cv2.imdecode(data, cv2.IMREAD_IGNORE_ORIENTATION | cv2.IMREAD_COLOR_RGB)


def normalised(image):
    """Channels first, in float32."""
    return ((image.astype(np.float32) - MEAN) / STD).transpose(2, 0, 1).copy()


class Digits(Rows):
    """Rescale twice, CHW, labels as int32."""

    def __init__(self, folder):
        pixels = np.fromfile(folder + "/digits/train-images-idx3-ubyte", np.uint8)[16:]
        self.items = pixels.reshape(DIGITS, 28, 28, 1)
        self.labels = np.fromfile(folder + "/digits/train-labels-idx1-ubyte", np.uint8)[8:]

    def __getitem__(self, i):
        image = self.items[i].astype(np.float32) * np.float32(1 / 255)
        image = image * np.float32(1 / 0.3081) + np.float32(-0.1307 / 0.3081)
        return np.ascontiguousarray(image.transpose(2, 0, 1)), np.int32(self.labels[i])


class Records(Rows):
    """Arrays in memory as int32: torch has no reader of records."""

    def __init__(self, folder):
        draw = np.random.RandomState(1)
        self.items = [record(draw) for _ in range(RECORDS)]

    def __getitem__(self, i):
        row = self.items[i]
        arrays = [row[name].astype(np.int32) for name in ("ids", "mask", "segments")]
        return (*arrays, np.int32(row["label"]))


class Words(Rows):
    """Lines of words: cut, numbered by a vocabulary, padded."""

    def __init__(self, folder):
        with open(folder + "/lines.txt") as file:
            self.items = file.read().splitlines()
        with open(folder + "/words.txt") as file:
            self.numbers = {word: i + 2 for i, word in enumerate(file.read().split())}

    def __getitem__(self, i):
        found = [self.numbers.get(word, 1) for word in self.items[i].split()]
        out = np.zeros(LENGTH, np.int32)
        out[: len(found)] = found
        return out


class Processes(Rows):
    """A Python source that computes."""

    workers = PROCESSES

    def __init__(self, folder):
        self.items = Computed()

    def __getitem__(self, i):
        return self.items[i][0]


class Functions(Processes):
    """The same as a function."""


PIPELINES = [Pictures, Decoded, Digits, Records, Words, Processes, Functions]


def measured(make, folder):
    """Rows a second from the second epoch on, and milliseconds to the first batch."""
    rows = make(folder)
    started, first, count = time.perf_counter(), None, 0
    loader = DataLoader(
        rows, BATCH, shuffle=rows.shuffle, num_workers=rows.workers, persistent_workers=True
    )
    for epoch in range(EPOCHS):
        if epoch == 1:
            steady, used = time.perf_counter(), time.process_time()
        for batch in loader:
            first = first or time.perf_counter() - started
            count += (len(batch[0]) if isinstance(batch, list) else len(batch)) if epoch else 0
    seconds = time.perf_counter() - steady
    return {
        "rows a second": round(count / seconds),
        "us of this process a row": round((time.process_time() - used) / count * 1e6, 1),
        "ms to the first batch": round(first * 1e3, 1),
    }


if __name__ == "__main__":
    torch.manual_seed(1)
    chosen = [p for p in PIPELINES if p.__name__.lower() in sys.argv[2:] or not sys.argv[2:]]
    print(json.dumps({p.__name__.lower(): measured(p, sys.argv[1]) for p in chosen}))
