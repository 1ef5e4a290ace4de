"""The CIFAR files for Python: pickled dicts of arrays."""

import os

import numpy as np

from compat.core.errors import FileFormatError
from compat.core.serialize import pickle_safe

from ..shardutils import check_filename


def load(path, name):
    """The dict in a file; `name` is that of the dataset. No code of the file is run."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        found = pickle_safe.loads(data, encoding="bytes")
    except FileFormatError as error:
        raise RuntimeError(f"Not a valid {name} Dataset. File {path}: {error}") from error
    if not isinstance(found, dict):
        raise RuntimeError(f"Not a valid {name} Dataset. File {path} holds no dict.")
    return found


def part(found, key, name, path):
    """The value of a key of such a dict."""
    if key not in found:
        raise RuntimeError(f"Not a valid {name} Dataset. File {path} has no {key!r}.")
    return found[key]


def pictures(found, name, path):
    """Pictures of shape (n, 32, 32, 3)."""
    data = np.asarray(part(found, b"data", name, path))
    if data.dtype != np.uint8 or data.size % 3072:
        raise RuntimeError(f"Not a valid {name} Dataset. File {path} has damaged pictures.")
    return data.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)


def labels(found, key, name, path, count):
    """Labels of shape (count, 1)."""
    values = np.array(part(found, key, name, path))
    if values.dtype.kind not in "iu" or values.size != count:
        raise RuntimeError(f"Not a valid {name} Dataset. File {path} has damaged labels.")
    return values.reshape(-1, 1)


def one_hot(values, count):
    """Rows with a one at the place of the label."""
    return np.eye(count)[values[:, 0]]


def check_source(path, one_hot):
    """Check the arguments of the readers."""
    check_filename(path)
    if not isinstance(one_hot, bool):
        raise ValueError("The parameter one_hot must be bool")


def member(folder, file):
    """Path of a file of the folder."""
    return os.path.join(os.path.realpath(folder), file)
