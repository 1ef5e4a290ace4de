"""Pipelines of data, rows a second; runs under MindSpore and under compat.

python pipelines_mindspore.py [pipeline ...]
"""

import json
import sys
import time

import mindspore
import mindspore.dataset as ds
import mindspore.dataset.transforms as transforms
import mindspore.dataset.vision as vision
import numpy as np

sys.path.insert(0, __file__.rpartition("/")[0])
from pipelines_rows import BATCH, WORKERS, Computed, digits, pictures

MEAN, STD = [123.675, 116.28, 103.53], [58.395, 57.12, 57.375]


def pictures_pipeline():
    """JPEG files in memory: decode, random resized crop, flip, normalise, CHW."""
    operations = [
        vision.RandomCropDecodeResize(224),
        vision.RandomHorizontalFlip(0.5),
        vision.Normalize(MEAN, STD),
        vision.HWC2CHW(),
    ]
    rows = ds.NumpySlicesDataset(pictures(), ["image"], shuffle=True)
    return rows.map(operations, ["image"], num_parallel_workers=WORKERS).batch(BATCH)


def digits_pipeline():
    """Small pictures in memory: rescale, CHW, labels as int32."""
    rows = ds.NumpySlicesDataset(digits(), ["image", "label"], shuffle=True)
    rows = rows.map(
        [vision.Rescale(1 / 255, 0.0), vision.HWC2CHW()], ["image"], num_parallel_workers=WORKERS
    )
    rows = rows.map(transforms.TypeCast(mindspore.int32), ["label"], num_parallel_workers=WORKERS)
    return rows.batch(BATCH)


def processes_pipeline():
    """A Python source that computes, in processes."""
    rows = ds.GeneratorDataset(Computed(), ["x"], num_parallel_workers=WORKERS, shuffle=True)
    return rows.batch(BATCH)


def functions_pipeline():
    """A Python function in a map, in processes."""
    rows = ds.NumpySlicesDataset(np.arange(1024), ["x"], shuffle=True)
    source = Computed()
    rows = rows.map(
        lambda i: source[i][0], ["x"], num_parallel_workers=WORKERS, python_multiprocessing=True
    )
    return rows.batch(BATCH)


PIPELINES = {
    "pictures": pictures_pipeline,
    "digits": digits_pipeline,
    "processes": processes_pipeline,
    "functions": functions_pipeline,
}


def measured(make, epochs=4):
    """Rows a second over all epochs, and milliseconds to the first batch."""
    started = time.perf_counter()
    iterator = make().create_tuple_iterator(num_epochs=epochs, output_numpy=True)
    rows, first = 0, None
    for _ in range(epochs):
        for batch in iterator:
            first = first or time.perf_counter() - started
            rows += len(batch[0])
    speed = rows / (time.perf_counter() - started)
    return {"rows a second": round(speed), "ms to the first batch": round(first * 1e3, 1)}


if __name__ == "__main__":
    ds.config.set_seed(1)
    print(json.dumps({name: measured(PIPELINES[name]) for name in sys.argv[1:] or PIPELINES}))
