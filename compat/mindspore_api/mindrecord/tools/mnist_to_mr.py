"""MNIST to MindRecord."""

import gzip
import os
import zlib

import numpy as np

from ..filewriter import FileWriter
from ..shardutils import SUCCESS, check_filename
from ._conversion import checked_partitions, jpeg, prepare, write_rows

__all__ = ["MnistToMR"]

_SIDE = 28
_SCHEMA = {"label": {"type": "int64"}, "data": {"type": "bytes"}}
# The largest file of MNIST has 47 MB.
_LIMIT = 1 << 28


def _unzipped(path, head):
    """The bytes of a file behind its head."""
    try:
        with gzip.open(os.path.realpath(path)) as file:
            data = file.read(_LIMIT + 1)
    except (zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise RuntimeError(f"Not a valid Mnist Dataset. File {path}: {error}") from error
    if len(data) > _LIMIT:
        raise RuntimeError(f"Not a valid Mnist Dataset. File {path} is larger than {_LIMIT} bytes.")
    return np.frombuffer(data, np.uint8)[head:]


class MnistToMR:
    """Converts MNIST to MindRecord: `destination`_train.mindrecord and _test.mindrecord.

    Args:
        source (str): Folder with the four files `*-ubyte.gz`.
        destination (str): Begin of the names of the files to write.
        partition_number (int): Number of files of each part. Default: 1.

    Raises:
        ParamValueError: If a name cannot be.
        ValueError: If `partition_number` is not an int.

    Examples:
        >>> from mindspore.mindrecord import MnistToMR
        >>> MnistToMR("mnist", "mnist").transform()  # doctest: +SKIP
    """

    def __init__(self, source, destination, partition_number=1):
        check_filename(source)
        check_filename(destination)
        self.source = source
        self.partition_number = checked_partitions(partition_number)
        self.writer_train = FileWriter(f"{destination}_train.mindrecord", self.partition_number)
        self.writer_test = FileWriter(f"{destination}_test.mindrecord", self.partition_number)

    def run(self):
        """Convert; `MSRStatus.SUCCESS`."""
        for writer, part in ((self.writer_train, "train"), (self.writer_test, "t10k")):
            prepare(writer, _SCHEMA, "mnist_schema", ["label"])
            write_rows(writer, self._rows(part))
        return SUCCESS

    def transform(self):
        """The same as `run`."""
        return self.run()

    def _rows(self, part):
        images = _unzipped(os.path.join(self.source, f"{part}-images-idx3-ubyte.gz"), 16)
        labels = _unzipped(os.path.join(self.source, f"{part}-labels-idx1-ubyte.gz"), 8)
        if images.size % _SIDE**2:
            raise RuntimeError(
                f"Not a valid Mnist Dataset. The pictures of {part} have {images.size} bytes."
            )
        for image, label in zip(images.reshape(-1, _SIDE, _SIDE, 1), labels, strict=False):
            yield {"label": int(label), "data": jpeg(image)}
