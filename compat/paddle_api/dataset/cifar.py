"""CIFAR-10 and CIFAR-100: 32 x 32 pictures in colour."""

from __future__ import annotations

import numpy

from compat.core.errors import FileFormatError
from compat.core.serialize import pickle_safe

from . import common
from ._files import members

__all__ = ["train100", "test100", "train10", "test10"]

URL_PREFIX = "https://dataset.bj.bcebos.com/cifar/"
CIFAR10_URL = URL_PREFIX + "cifar-10-python.tar.gz"
CIFAR10_MD5 = "c58f30108f718f92721af3b95e74349a"
CIFAR100_URL = URL_PREFIX + "cifar-100-python.tar.gz"
CIFAR100_MD5 = "eb9058c3a382ffc7106e4002c42a8d85"


def reader_creator(filename, sub_name, cycle=False):
    """A reader of (picture, label), the picture as 3072 floats in [0, 1]."""

    def once():
        for name, file in members(filename, lambda name: sub_name in name):
            try:
                batch = pickle_safe.loads(file.read(), encoding="bytes")
                data = batch[b"data"]
                labels = batch[b"labels"] if b"labels" in batch else batch[b"fine_labels"]
            except (FileFormatError, KeyError, TypeError) as error:
                raise ValueError(f"{filename}: {name} is damaged ({error})") from error
            for sample, label in zip(data, labels, strict=True):
                yield (sample / 255.0).astype(numpy.float32), int(label)

    def reader():
        yield from once()
        while cycle:
            yield from once()

    return reader


def train100():
    """A reader of the 50,000 training samples in 100 classes."""
    return reader_creator(common.download(CIFAR100_URL, "cifar", CIFAR100_MD5), "train")


def test100():
    """A reader of the 10,000 test samples in 100 classes."""
    return reader_creator(common.download(CIFAR100_URL, "cifar", CIFAR100_MD5), "test")


def train10(cycle=False):
    """A reader of the 50,000 training samples in 10 classes; without end if `cycle`."""
    path = common.download(CIFAR10_URL, "cifar", CIFAR10_MD5)
    return reader_creator(path, "data_batch", cycle=cycle)


def test10(cycle=False):
    """A reader of the 10,000 test samples in 10 classes; without end if `cycle`."""
    path = common.download(CIFAR10_URL, "cifar", CIFAR10_MD5)
    return reader_creator(path, "test_batch", cycle=cycle)


def fetch():
    """Fetch both files."""
    train10()
    train100()
