"""Rows with numbers: a list of items and how to load one."""

from __future__ import annotations

import os
import threading

import numpy as np

from ..engine.errors import pipeline_error
from ..engine.node import FileRow
from ..transforms.failure import OperationError
from ..vision.kernels.codec import decode as decoded

_read = threading.local()
_PICTURES = (b"\xff\xd8\xff", b"\x89PN", b"GIF", b"BM")


def noted(path):
    """The path of a file that is about to be read, kept for the messages of errors."""
    _read.files = [*getattr(_read, "files", ()), path]
    return path


class Rows:
    """A source that can be indexed.

    Args:
        columns (list): names of the columns.
        items (list): one for each row.
        load (callable): item -> tuple of arrays.
        label (callable): item -> class, for `PKSampler`. Default: None.
        num_classes (int): how many classes there are. Default: None.
        class_indexing (dict): class -> label. Default: None.
        parallel (bool): whether loading a row is worth a worker. Default: True.
        files (callable): item -> files that it came from. Default: None, those that `load` reads.
        block (callable): array of row numbers -> tuple of arrays, many rows at once; with `files`.
            Default: None.
    """

    def __init__(
        self, columns, items, load, label=None, num_classes=None, class_indexing=None,
        parallel=True, files=None, block=None,
    ):  # fmt: skip
        self.columns = list(columns)
        self._items, self._load, self._label, self._files = items, load, label, files
        self.num_classes, self.class_indexing, self.parallel = num_classes, class_indexing, parallel
        self.block = block
        if label is not None:
            self.row_classes = self._classes

    def __len__(self):
        return len(self._items)

    def row(self, i):
        """The values of row `i`."""
        item = self._items[i]
        _read.files = []
        row = self._load(item)
        return FileRow.of(row, _read.files if self._files is None else self._files(item))

    def files(self, i):
        """The files of row `i`, where they are known before it is read."""
        return self._files(self._items[i])

    def _classes(self):
        found = {}
        for i, item in enumerate(self._items):
            found.setdefault(int(self._label(item)), []).append(i)
        return found


def taken(parts, numbers):
    """Rows of several arrays that stand one behind the other, as one array."""
    if len(parts) == 1:
        return parts[0][numbers]
    ends = np.cumsum([len(part) for part in parts])
    which = np.searchsorted(ends, numbers, side="right")
    out = np.empty((len(numbers), *parts[0].shape[1:]), parts[0].dtype)
    for k in np.unique(which):
        mine = which == k
        out[mine] = parts[k][numbers[mine] - (ends[k] - len(parts[k]))]
    return out


def checked_count(items, name, path, text=None, what="file path"):
    """`items`, unless there are none."""
    if not len(items):
        text = text or (
            f"Invalid data, {name} API can't read the data file (interface mismatch or no data "
            f"found). Check {what}: {path}"
        )
        raise pipeline_error(text)
    return items


def string(text):
    """A text as a scalar column."""
    return np.array(text)


def label_of(value, dtype=np.uint32):
    """A number as a scalar column."""
    return np.array(value, dtype)


def read_bytes(path):
    """The bytes of a file, uint8."""
    try:
        return _whole(noted(path))
    except IsADirectoryError as error:
        raise pipeline_error(
            f"Invalid file found: {path}, should be file, but got directory."
        ) from error
    except OSError as error:
        raise pipeline_error(f"Invalid file, failed to read {path}: {error.strerror}.") from error


def _whole(path):
    """The bytes of a file; `numpy.fromfile` takes 13 microseconds for one, this 5."""
    if not hasattr(os, "readv"):
        return np.fromfile(path, np.uint8)
    file = os.open(path, os.O_RDONLY)
    try:
        data = np.empty(os.fstat(file).st_size, np.uint8)
        complete = data.size and os.readv(file, [data]) == data.size
    finally:
        os.close(file)
    return data if complete else np.fromfile(path, np.uint8)


def picture(path, decode=False, decrypt=None):
    """A picture file: its bytes, or with `decode` the RGB picture."""
    data = read_bytes(path) if decrypt is None else np.frombuffer(decrypt(noted(path)), np.uint8)
    if not decode:
        return data
    try:
        return decoded(data)
    except OperationError as error:
        raise pipeline_error(
            f"Invalid image, failed to decode {path}: the image is damaged or permission denied. "
            f"{error}"
        ) from error


def is_picture(path, what="image"):
    """Whether a file begins as JPEG, PNG, GIF or BMP files do."""
    try:
        with open(path, "rb") as file:
            head = file.read(3)
    except OSError as error:
        raise pipeline_error(f"Invalid file path, {path} does not exist.") from error
    if len(head) < 3:
        raise pipeline_error(
            f"Invalid {what} file, failed to read {path} : the file is damaged or permission "
            "denied."
        )
    return head.startswith(_PICTURES)


def names_in(folder):
    """Names in a folder, sorted."""
    try:
        return sorted(os.listdir(folder))
    except OSError as error:
        raise pipeline_error(f"Invalid path, failed to open folder: {folder}.") from error


def folders_in(folder):
    """Names of the folders in a folder, sorted."""
    return [name for name in names_in(folder) if os.path.isdir(os.path.join(folder, name))]


def lines_in(path, what="file"):
    """The lines of a text file, without their ends."""
    try:
        with open(noted(path), "rb") as file:
            data = file.read()
    except OSError as error:
        raise pipeline_error(
            f"Invalid file, failed to open {what}: {path}, the file is damaged or permission "
            "denied."
        ) from error
    lines = text_of(data).split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def text_of(data):
    """Bytes as text; bytes that are no UTF-8 survive."""
    return data.decode("utf-8", "surrogateescape")


def whole_number(text, path, row):
    """The integer at the begin of a text, as C reads it."""
    try:
        return int(text)
    except ValueError as error:
        raise pipeline_error(
            f"Invalid data, {text!r} in {path} at line {row} is not a number."
        ) from error
