"""CIFAR-10 from its files for Python."""

import os

import numpy as np

from . import _cifar

__all__ = ["Cifar10"]

_NAME = "Cifar10"


class Cifar10:
    """Pictures and labels of CIFAR-10.

    Args:
        path (str): Folder with `data_batch_*` and `test_batch`.
        one_hot (bool): Labels as rows with a one. Default: True.
    """

    class Test:
        """Pictures and labels of the test part."""

    def __init__(self, path, one_hot=True):
        _cifar.check_source(path, one_hot)
        self.path, self.one_hot = path, one_hot
        self.images = self.labels = None

    def load_data(self):
        """Read the files.

        Returns:
            list, train pictures, train labels, test pictures, test labels.
        """
        files = os.listdir(self.path)
        train = [self._read(f) for f in files if f.startswith("data_batch_")]
        test = [self._read(f) for f in files if f.startswith("test_batch")][-1]
        self.images, self.labels = (np.concatenate(parts) for parts in zip(*train, strict=True))
        self.Test.images, self.Test.labels = test
        return [self.images, self.labels, self.Test.images, self.Test.labels]

    def _read(self, file):
        path = _cifar.member(self.path, file)
        found = _cifar.load(path, _NAME)
        images = _cifar.pictures(found, _NAME, path)
        labels = _cifar.labels(found, b"labels", _NAME, path, len(images))
        return images, _cifar.one_hot(labels, 10) if self.one_hot else labels
