"""Maps with random operations, whose pictures were recorded from MindSpore 2.0.0 by their digests.

Runs under either; `python tests/dataset/map_cases.py tests/dataset/maps.json` with MindSpore
records anew (with eight processors, or as many pretended).
"""

import hashlib
import json
import random
import sys

import numpy as np

try:
    import compat.mindspore_api.dataset as ds
    from compat.mindspore_api.dataset import transforms, vision
except ImportError:  # while recording
    import mindspore.dataset as ds
    from mindspore.dataset import transforms, vision

SEEDS = [1, 7, 42, 1234, 99999]
EPOCHS = 3


def pictures(n=9):
    draw = np.random.RandomState(5)
    return [draw.randint(0, 255, (12, 10, 3)).astype(np.uint8) for _ in range(n)]


def source(n=9):
    return ds.NumpySlicesDataset(pictures(n), ["x"], shuffle=True)


def mapped(operations, w, n=9, processes=False):
    return source(n).map(
        operations, ["x"], num_parallel_workers=w, python_multiprocessing=processes
    )


def brighter(x):
    return x + np.uint8(1)


def drawn(x):
    """Numbers of the program's own generators; in a process they start at the seed and number."""
    return np.array([np.random.randint(1000), random.randint(0, 999)])


def drawn_batch(column, info):
    return (np.stack([drawn(x) for x in column]),)


def not_third(x):
    return x[0, 0, 0] % 3 != 0


def _cases(w):
    crop, flip = lambda: vision.RandomCrop(5), lambda: vision.RandomHorizontalFlip(0.5)
    return {
        "crop": lambda: mapped(crop(), w),
        "crop_flip": lambda: mapped([crop(), flip()], w),
        "two_maps": lambda: mapped(crop(), w).map(flip(), ["x"], num_parallel_workers=2),
        "repeat_map": lambda: source(5).repeat(2).map(crop(), ["x"], num_parallel_workers=w),
        "map_repeat": lambda: mapped(crop(), w, 5).repeat(2),
        "take": lambda: mapped(crop(), w).take(4),
        "apply": lambda: mapped(transforms.RandomApply([crop()], 0.7), w).map(
            vision.Resize((5, 5)), ["x"], num_parallel_workers=w
        ),
        "color": lambda: mapped(vision.RandomColorAdjust(0.4, 0.4, 0.4), w),
        "resized": lambda: mapped(vision.RandomResizedCrop(6), w),
        "columns": lambda: (
            ds.NumpySlicesDataset((pictures(), list(range(9))), ["x", "y"])
            .map(crop(), ["x"], num_parallel_workers=w)
            .rename("x", "z")
            .project(["y", "z"])
            .map(vision.RandomVerticalFlip(), ["z"], num_parallel_workers=w)
            .rename("z", "x")
        ),
        "filter": lambda: (
            source().filter(not_third, ["x"]).map(crop(), ["x"], num_parallel_workers=w)
        ),
        "batch": lambda: mapped(crop(), w).batch(4),
        "function": lambda: mapped([crop(), brighter], w),
        "processes": lambda: mapped([crop(), brighter], w, processes=True),
        "processes_drawing": lambda: mapped([drawn], w, processes=True),
        "batch_processes_drawing": lambda: source().batch(
            2, num_parallel_workers=w, per_batch_map=drawn_batch, input_columns=["x"],
            python_multiprocessing=True,
        ),
    }  # fmt: skip


CASES = {f"{name}_{w}": make for w in (1, 2, 3, 8) for name, make in _cases(w).items()}


def answer(name, seed):
    """Digests of the pictures of three epochs, as one short text."""
    ds.config.set_seed(seed)
    rows = CASES[name]().create_dict_iterator(num_epochs=EPOCHS, output_numpy=True)
    epochs = [b"".join(np.ascontiguousarray(r["x"]).tobytes() for r in rows) for _ in range(EPOCHS)]
    return " ".join(hashlib.sha256(epoch).hexdigest()[:10] for epoch in epochs)


def seeds_of(name):
    return SEEDS[:1] if "processes" in name else SEEDS


if __name__ == "__main__":
    answers = {name: [answer(name, seed) for seed in seeds_of(name)] for name in CASES}
    with open(sys.argv[1], "w") as file:
        json.dump(answers, file, indent=0)
