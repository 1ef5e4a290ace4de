"""CIFAR-100 from its files for Python."""

from . import _cifar

__all__ = ["Cifar100"]

_NAME = "Cifar100"


class Cifar100:
    """Pictures, fine and coarse labels of CIFAR-100.

    Args:
        path (str): Folder with `train` and `test`.
        one_hot (bool): Labels as rows with a one. Default: True.
    """

    class Test:
        """Pictures and labels of the test part."""

    def __init__(self, path, one_hot=True):
        _cifar.check_source(path, one_hot)
        self.path, self.one_hot = path, one_hot
        self.images = self.fine_labels = self.coarse_labels = None

    def load_data(self):
        """Read the files.

        Returns:
            list, train pictures, fine and coarse labels, then those of the test part.
        """
        train, test = self._read("train"), self._read("test")
        self.images, self.fine_labels, self.coarse_labels = train
        self.Test.images, self.Test.fine_labels, self.Test.coarse_labels = test
        return [*train, *test]

    def _read(self, file):
        path = _cifar.member(self.path, file)
        found = _cifar.load(path, _NAME)
        images = _cifar.pictures(found, _NAME, path)
        parts = [images]
        for key, count in ((b"fine_labels", 100), (b"coarse_labels", 20)):
            labels = _cifar.labels(found, key, _NAME, path, len(images))
            parts.append(_cifar.one_hot(labels, count) if self.one_hot else labels)
        return parts
