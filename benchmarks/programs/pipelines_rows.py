"""What the pipelines of the benchmarks read, the same for all systems.

python pipelines_rows.py FOLDER      writes pictures, digits and texts
python -m compat pipelines_rows.py FOLDER records     writes MindRecord, for MindSpore too
"""

import os
import struct
import sys

import numpy as np

BATCH, WORKERS, EPOCHS = 32, 2, 5
PROCESSES = min(4, os.cpu_count() or 1)  # MindSpore takes no more than there are processors
MEAN, STD = [123.675, 116.28, 103.53], [58.395, 57.12, 57.375]
PICTURES, CLASSES, DIGITS, RECORDS, LINES, LENGTH = 1024, 4, 20000, 8000, 20000, 64


def write(folder):
    """Pictures in folders, digits as MNIST has them, lines of words and their vocabulary."""
    draw = np.random.RandomState(0)
    write_pictures(os.path.join(folder, "pictures"), draw)
    os.makedirs(os.path.join(folder, "digits"))
    pixels = draw.randint(0, 255, (DIGITS, 28, 28)).astype(np.uint8)
    write_idx(os.path.join(folder, "digits", "train-images-idx3-ubyte"), pixels)
    labels = draw.randint(0, 10, DIGITS).astype(np.uint8)
    write_idx(os.path.join(folder, "digits", "train-labels-idx1-ubyte"), labels)
    words = [f"word{i}" for i in range(2000)]
    with open(os.path.join(folder, "words.txt"), "w") as file:
        file.write("\n".join(words) + "\n")
    with open(os.path.join(folder, "lines.txt"), "w") as file:
        for _ in range(LINES):
            file.write(" ".join(words[i] for i in draw.randint(0, 2000, draw.randint(8, 48))))
            file.write("\n")


def write_pictures(folder, draw):
    """JPEG files of 224 x 224 pixels with edges and noise, about 20 KB each."""
    from PIL import Image

    for k in range(CLASSES):
        os.makedirs(os.path.join(folder, f"class{k}"))
    for i in range(PICTURES):
        coarse = Image.fromarray(draw.randint(0, 255, (14, 14, 3)).astype(np.uint8))
        pixels = np.array(coarse.resize((224, 224), Image.BICUBIC), np.int16)
        pixels += draw.randint(-12, 13, pixels.shape).astype(np.int16)
        name = os.path.join(folder, f"class{i % CLASSES}", f"{i:05d}.jpg")
        Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(name, "JPEG", quality=85)


def write_idx(path, array):
    """An array of bytes as MNIST's files hold it."""
    with open(path, "wb") as file:
        file.write(struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape))
        file.write(array.tobytes())


def write_records(folder):
    """Rows as for the training of a language model: three arrays of numbers and a label."""
    from mindspore.mindrecord import FileWriter

    draw = np.random.RandomState(1)
    writer = FileWriter(os.path.join(folder, "records.mindrecord"), shard_num=1)
    array = {"type": "int64", "shape": [-1]}
    schema = {"ids": array, "mask": array, "segments": array, "label": {"type": "int32"}}
    writer.add_schema(schema, "rows of a language model")
    for _ in range(0, RECORDS, 1000):
        writer.write_raw_data([record(draw) for _ in range(1000)])
    writer.commit()


def record(draw):
    """One row: what `write_records` writes and torch's peer is given as arrays."""
    ids = draw.randint(0, 30000, 128).astype(np.int64)
    mask, segments = (ids > 3000).astype(np.int64), np.repeat([0, 1], 64).astype(np.int64)
    return {"ids": ids, "mask": mask, "segments": segments, "label": int(draw.randint(0, 2))}


class Computed:
    """Rows that cost about half a millisecond of Python and NumPy each."""

    def __init__(self, count=2048):
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, i):
        x = np.arange(48 * 48 * 3, dtype=np.float32).reshape(3, 48, 48) + int(i)
        for _ in range(20):
            x = x * 0.5 + 1.0
        total = sum(j * j for j in range(2000))
        return (x + total % 7,)


if __name__ == "__main__":
    write_records(sys.argv[1]) if sys.argv[2:] == ["records"] else write(sys.argv[1])
