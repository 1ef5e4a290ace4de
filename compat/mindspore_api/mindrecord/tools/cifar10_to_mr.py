"""CIFAR-10 to MindRecord."""

import os

from ..common.exceptions import PathNotExistsError
from ..filewriter import FileWriter
from ..shardutils import FAILED, SUCCESS, check_filename
from ._conversion import jpeg
from .cifar10 import Cifar10

__all__ = ["Cifar10ToMR"]

_SCHEMA = {"id": {"type": "int64"}, "label": {"type": "int64"}, "data": {"type": "bytes"}}


def write_dataset(file_name, schema, rows, fields, desc):
    """Write rows into one new file."""
    writer = FileWriter(file_name, 1)
    writer.add_schema(schema, desc)
    if fields:
        writer.add_index(fields)
    writer.write_raw_data(rows)
    return writer.commit()


class Cifar10ToMR:
    """Converts CIFAR-10 to MindRecord: `destination` for training, `destination`_test for test.

    Args:
        source (str): Folder with `data_batch_*` and `test_batch` (the files for Python).
        destination (str): Name of the file to write.

    Raises:
        ParamValueError: If a name cannot be.
        PathNotExistsError: If files are missing.

    Examples:
        >>> from mindspore.mindrecord import Cifar10ToMR
        >>> Cifar10ToMR("cifar-10-batches-py", "cifar10.mindrecord").transform()  # doctest: +SKIP
    """

    def __init__(self, source, destination):
        check_filename(source)
        self.source = source
        files = os.listdir(source)
        for start, text in (("data_batch_", "data_batch_*"), ("test_batch", "test_batch")):
            if not any(file.startswith(start) for file in files):
                raise PathNotExistsError(text)
        check_filename(destination)
        self.destination = destination

    def run(self, fields=None):
        """Convert.

        Args:
            fields (list[str]): Index fields. Default: None, all numbers.

        Returns:
            MSRStatus, SUCCESS or FAILED.
        """
        if fields and not isinstance(fields, list):
            raise ValueError("The parameter fields should be None or list")
        data = Cifar10(self.source, False)
        data.load_data()
        parts = (
            (self.destination, data.images, data.labels, "img_train"),
            (self.destination + "_test", data.Test.images, data.Test.labels, "img_test"),
        )
        for name, images, labels, desc in parts:
            rows = [
                {"id": i, "data": jpeg(image[..., ::-1]), "label": int(label[0])}
                for i, (image, label) in enumerate(zip(images, labels, strict=True))
            ]
            if write_dataset(name, _SCHEMA, rows, fields, desc) != SUCCESS:
                return FAILED
        return SUCCESS

    def transform(self, fields=None):
        """The same as `run`."""
        return self.run(fields)
