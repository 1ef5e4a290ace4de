"""Pipelines of data, rows a second; runs under MindSpore and under compat.

python pipelines_mindspore.py FOLDER [pipeline ...]     FOLDER: see pipelines_rows.py
"""

import json
import os
import sys
import time

import mindspore
import mindspore.dataset as ds
import mindspore.dataset.text as text
import mindspore.dataset.transforms as transforms
import mindspore.dataset.vision as vision

sys.path.insert(0, __file__.rpartition("/")[0])
from pipelines_rows import BATCH, EPOCHS, LENGTH, MEAN, PROCESSES, STD, WORKERS, Computed


def pictures(folder):
    """JPEG files of a folder: decode and crop in one, flip, normalise, CHW."""
    operations = [
        vision.RandomCropDecodeResize(224),
        vision.RandomHorizontalFlip(0.5),
        vision.Normalize(MEAN, STD),
        vision.HWC2CHW(),
    ]
    rows = ds.ImageFolderDataset(folder + "/pictures", num_parallel_workers=WORKERS, shuffle=True)
    return rows.map(operations, ["image"], num_parallel_workers=WORKERS).batch(BATCH)


def decoded(folder):
    """JPEG files of a folder, decoded whole for evaluation: resize, middle, normalise, CHW."""
    operations = [
        vision.Decode(),
        vision.Resize(256),
        vision.CenterCrop(224),
        vision.Normalize(MEAN, STD),
        vision.HWC2CHW(),
    ]
    rows = ds.ImageFolderDataset(folder + "/pictures", num_parallel_workers=WORKERS, shuffle=False)
    return rows.map(operations, ["image"], num_parallel_workers=WORKERS).batch(BATCH)


def digits(folder):
    """MNIST as for LeNet: rescale twice, CHW, labels as int32."""
    rows = ds.MnistDataset(folder + "/digits", num_parallel_workers=WORKERS, shuffle=True)
    operations = [
        vision.Rescale(1 / 255, 0.0),
        vision.Rescale(1 / 0.3081, -0.1307 / 0.3081),
        vision.HWC2CHW(),
    ]
    rows = rows.map(transforms.TypeCast(mindspore.int32), "label", num_parallel_workers=WORKERS)
    return rows.map(operations, "image", num_parallel_workers=WORKERS).batch(BATCH)


def records(folder):
    """MindRecord as for a language model: three arrays of numbers as int32 and a label."""
    names = ["ids", "mask", "segments", "label"]
    rows = ds.MindDataset(
        folder + "/records.mindrecord", names, num_parallel_workers=WORKERS, shuffle=True
    )
    for name in names:
        cast = transforms.TypeCast(mindspore.int32)
        rows = rows.map(cast, name, num_parallel_workers=WORKERS)
    return rows.batch(BATCH)


def words(folder):
    """Lines of words: cut, numbered by a vocabulary, padded."""
    vocabulary = text.Vocab.from_file(folder + "/words.txt", special_tokens=["<pad>", "<unk>"])
    operations = [
        text.WhitespaceTokenizer(),
        text.Lookup(vocabulary, "<unk>"),
        transforms.PadEnd([LENGTH], 0),
    ]
    rows = ds.TextFileDataset(folder + "/lines.txt", num_parallel_workers=WORKERS, shuffle=True)
    return rows.map(operations, "text", num_parallel_workers=WORKERS).batch(BATCH)


def processes(folder):
    """A Python source that computes, in processes."""
    rows = ds.GeneratorDataset(Computed(), ["x"], num_parallel_workers=PROCESSES, shuffle=True)
    return rows.batch(BATCH)


def functions(folder):
    """A Python function in a map, in processes."""
    source = Computed()
    rows = ds.NumpySlicesDataset(list(range(len(source))), ["x"], shuffle=True)
    rows = rows.map(
        lambda i: source[i][0], ["x"], num_parallel_workers=PROCESSES, python_multiprocessing=True
    )
    return rows.batch(BATCH)


PIPELINES = [pictures, decoded, digits, records, words, processes, functions]


def measured(make, folder):
    """Rows a second from the second epoch on, and milliseconds to the first batch."""
    started, first, rows = time.perf_counter(), None, 0
    iterator = make(folder).create_tuple_iterator(num_epochs=EPOCHS, output_numpy=True)
    for epoch in range(EPOCHS):
        if epoch == 1:
            steady, used = time.perf_counter(), time.process_time()
        for batch in iterator:
            first = first or time.perf_counter() - started
            rows += len(batch[0]) if epoch else 0
    seconds = time.perf_counter() - steady
    return {
        "rows a second": round(rows / seconds),
        "us of this process a row": round((time.process_time() - used) / rows * 1e6, 1),
        "ms to the first batch": round(first * 1e3, 1),
    }


if __name__ == "__main__":
    ds.config.set_seed(1)
    chosen = [p for p in PIPELINES if p.__name__ in sys.argv[2:] or not sys.argv[2:]]
    print(json.dumps({p.__name__: measured(p, os.path.abspath(sys.argv[1])) for p in chosen}))
