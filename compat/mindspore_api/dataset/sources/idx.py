"""The MNIST family: idx files of pictures and labels."""

from __future__ import annotations

import os

import numpy as np

from compat.core.data.records import idx
from compat.core.errors import FileFormatError

from ..engine.errors import pipeline_error
from ..engine.source import MappableDataset
from .arguments import (
    TRAIN_TEST,
    check_dir,
    check_options,
    check_source,
    check_types,
    check_valid_str,
    documented,
    replace_none,
)
from .rows import Rows, checked_count, names_in, taken

_SIDE = 28
_PREFIXES = {"train": "train", "test": "t10k", "all": ""}


def _array(path, what, dtype, shape):
    """The array in a file, of a dtype and of a shape behind the first size."""
    try:
        found = idx(path)
    except (OSError, FileFormatError) as error:
        raise pipeline_error(f"Invalid {what} file, failed to read {path}: {error}") from error
    if not found.ndim or found.dtype != dtype or found.shape[1:] != shape:
        raise pipeline_error(
            f"Invalid {what} file, {path} should hold {np.dtype(dtype).name} of shape "
            f"(n, {', '.join(map(str, shape))}), but it holds {found.dtype.name} of shape "
            f"{found.shape}."
        )
    rest = os.path.getsize(path) - 4 - 4 * found.ndim - found.nbytes
    if rest:
        raise pipeline_error(
            f"Invalid {what} file, truncated data length of {path}: {rest} bytes more than "
            f"{len(found)} rows."
        )
    return found


def _pairs(what, images, labels, label_dtype=np.uint8, label_shape=()):
    """(pictures, labels) of each pair of files."""
    if len(images) != len(labels):
        raise pipeline_error(
            f"Invalid {what} file, num of images should be equal to num of labels, but got num of "
            f"images: {len(images)}, num of labels: {len(labels)}."
        )
    parts = []
    for image_path, label_path in zip(images, labels, strict=True):
        x = _array(image_path, what, np.uint8, (_SIDE, _SIDE))
        y = _array(label_path, what, label_dtype, label_shape)
        if len(x) != len(y):
            raise pipeline_error(
                f"Invalid {what} file, the images number of {image_path} should be equal to the "
                f"labels number of {label_path}, but got images number: {len(x)}, labels number: "
                f"{len(y)}."
            )
        parts.append((x, y))
    return parts


def _source(parts, row_label):
    """Rows of the parts, one behind the other; `row_label` makes a label of one or of many."""
    pictures, labels = ([np.asarray(part[k]) for part in parts] for k in (0, 1))
    places = [(k, i) for k, (x, _) in enumerate(parts) for i in range(len(x))]

    def load(place):
        k, i = place
        return np.array(pictures[k][i])[..., None], row_label(labels[k][i])

    def block(numbers):
        return taken(pictures, numbers)[..., None], row_label(taken(labels, numbers))

    return Rows(
        ["image", "label"], places, load, lambda p: np.ravel(labels[p[0]][p[1]])[0], parallel=False,
        files=lambda p: tuple(x.filename for x in parts[p[0]]), block=block,
    )  # fmt: skip


def _number(y):
    return np.array(y, np.uint32)


class _Mnist(MappableDataset):
    """Two idx files for each part."""

    _what = "mnist"
    _known_columns = ("image", "label")

    def _open(self):
        images, labels = self._names()
        parts = _pairs(self._what, images, labels)
        source = _source(parts, _number)
        checked_count(
            source, type(self).__name__, self.dataset_dir, what=f"{self._what} file in directory"
        )
        return source

    def _names(self):
        """Paths of the files of pictures and of those of labels."""
        return self._find(_PREFIXES[self.usage] + "-images", _PREFIXES[self.usage] + "-labels")

    def _find(self, images, labels):
        names = names_in(self.dataset_dir)
        found = [n for n in names if images in n and "idx3-ubyte" in n]
        others = [n for n in names if n not in found and labels in n and "idx1-ubyte" in n]
        return [[os.path.join(self.dataset_dir, n) for n in part] for part in (found, others)]


@documented
class MnistDataset(_Mnist):
    """MNIST: columns `image` (uint8, (28, 28, 1)) and `label` (uint32)."""

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST})
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")


@documented
class FashionMnistDataset(_Mnist):
    """Fashion-MNIST: columns `image` (uint8, (28, 28, 1)) and `label` (uint32)."""

    _what = "fashion mnist"

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST})
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")


@documented
class KMnistDataset(_Mnist):
    """Kuzushiji-MNIST: columns `image` (uint8, (28, 28, 1)) and `label` (uint32)."""

    _what = "kmnist"

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST})
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")


@documented
class EMnistDataset(_Mnist):
    """EMNIST: columns `image` (uint8, (28, 28, 1)) and `label` (uint32).

    Args:
        name (str): The split: 'byclass', 'bymerge', 'balanced', 'letters', 'digits' or 'mnist'.
    """

    _what = "emnist"
    _SPLITS = ["byclass", "bymerge", "balanced", "letters", "digits", "mnist"]

    def __init__(
        self, dataset_dir, name, usage=None, num_samples=None, num_parallel_workers=None,
        shuffle=None, sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_emnist(locals(), self._SPLITS)
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage, self.name = dataset_dir, replace_none(usage, "all"), name

    def _names(self):
        prefix = f"emnist-{self.name}" + ("" if self.usage == "all" else f"-{self.usage}")
        names = [n for n in names_in(self.dataset_dir) if prefix in n]
        ends = ("-images-idx3-ubyte", "-labels-idx1-ubyte")
        return [[os.path.join(self.dataset_dir, n) for n in names if end in n] for end in ends]


def check_emnist(given, splits):
    """Check the arguments of `EMnistDataset`."""
    check_types(given, bools=("shuffle",))
    check_dir(given["dataset_dir"])
    check_valid_str(given["name"], splits, "name")
    if given["usage"] is not None:
        check_valid_str(given["usage"], TRAIN_TEST, "usage")
    check_options(given)


@documented
class QMnistDataset(MappableDataset):
    """QMNIST: columns `image` (uint8, (28, 28, 1)) and `label` (uint32).

    Args:
        usage (str): 'train', 'test', 'test10k', 'test50k', 'nist' or 'all'. Default: None, 'all'.
        compat (bool): A label is the digit; else the eight numbers that describe the picture.
            Default: True.
    """

    _FILES = {
        "train": ["qmnist-train"], "test": ["qmnist-test"], "test10k": ["qmnist-test"],
        "test50k": ["qmnist-test"], "nist": ["xnist"],
        "all": ["qmnist-train", "qmnist-test", "xnist"],
    }  # fmt: skip
    _PARTS = {"test10k": slice(0, 10000), "test50k": slice(10000, 60000)}

    def __init__(
        self, dataset_dir, usage=None, compat=True, num_samples=None, num_parallel_workers=None,
        shuffle=None, sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": list(self._FILES)}, bools=("shuffle", "compat"))
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")
        self.compat = compat

    def _open(self):
        images, labels = (
            [os.path.join(self.dataset_dir, f"{name}-{end}") for name in self._FILES[self.usage]]
            for end in ("images-idx3-ubyte", "labels-idx2-int")
        )
        for path in images + labels:
            if not os.path.isfile(path):
                raise pipeline_error(
                    f"Invalid file path, Qmnist data file: {path} does not exist or is a directory."
                )
        parts = _pairs("qmnist", images, labels, np.dtype(">i4"), (8,))
        part = self._PARTS.get(self.usage)
        if part is not None:
            parts = [(x[part], y[part]) for x, y in parts]
            if len(parts[0][0]) != part.stop - part.start:
                raise pipeline_error(
                    f"Invalid file, failed to read {part.stop} rows from {images[0]}: the data "
                    "file is damaged or the content is incomplete."
                )
        source = _source(parts, (lambda y: _number(y[..., 0])) if self.compat else _number)
        checked_count(source, "QMnistDataset", self.dataset_dir, what="Qmnist file in directory")
        return source
