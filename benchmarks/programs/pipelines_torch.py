"""The pipelines of `pipelines_mindspore.py` with torch's DataLoader and OpenCV, rows a second."""

import json
import sys
import time

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

sys.path.insert(0, __file__.rpartition("/")[0])
from pipelines_rows import BATCH, WORKERS, Computed, digits, pictures

MEAN = np.array([123.675, 116.28, 103.53], np.float32)
STD = np.array([58.395, 57.12, 57.375], np.float32)


class Pictures(Dataset):
    """Decode, random resized crop, flip, normalise, CHW."""

    def __init__(self):
        self.files = pictures()

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        image = cv2.cvtColor(cv2.imdecode(self.files[i], cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
        x, y, w, h = self._box(*image.shape[:2])
        image = cv2.resize(image[y : y + h, x : x + w], (224, 224))
        if np.random.rand() < 0.5:
            image = cv2.flip(image, 1)
        return ((image.astype(np.float32) - MEAN) / STD).transpose(2, 0, 1).copy()

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


class Digits(Dataset):
    """Rescale, CHW, labels as int32."""

    def __init__(self):
        self.images, self.labels = digits()

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        image = self.images[i].astype(np.float32) * np.float32(1 / 255)
        return image.transpose(2, 0, 1), np.int32(self.labels[i])


class Rows(Dataset):
    """A Python source that computes."""

    def __init__(self):
        self.rows = Computed()

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        return self.rows[i][0]


PIPELINES = {"pictures": Pictures, "digits": Digits, "processes": Rows, "functions": Rows}


def measured(make, epochs=4):
    """Rows a second over all epochs, and milliseconds to the first batch."""
    started = time.perf_counter()
    loader = DataLoader(make(), BATCH, shuffle=True, num_workers=WORKERS, persistent_workers=True)
    rows, first = 0, None
    for _ in range(epochs):
        for batch in loader:
            first = first or time.perf_counter() - started
            rows += len(batch[0] if isinstance(batch, list) else batch)
    speed = rows / (time.perf_counter() - started)
    return {"rows a second": round(speed), "ms to the first batch": round(first * 1e3, 1)}


if __name__ == "__main__":
    torch.manual_seed(1)
    print(json.dumps({name: measured(PIPELINES[name]) for name in sys.argv[1:] or PIPELINES}))
