"""CIFAR-100 to MindRecord."""

import os

from ..common.exceptions import PathNotExistsError
from ..shardutils import FAILED, SUCCESS, check_filename
from ._conversion import jpeg
from .cifar10_to_mr import write_dataset
from .cifar100 import Cifar100

__all__ = ["Cifar100ToMR"]

_SCHEMA = {
    "id": {"type": "int64"}, "fine_label": {"type": "int64"}, "coarse_label": {"type": "int64"},
    "data": {"type": "bytes"},
}  # fmt: skip


class Cifar100ToMR:
    """Converts CIFAR-100 to MindRecord: `destination` for training, `destination`_test for test.

    Args:
        source (str): Folder with `train` and `test` (the files for Python).
        destination (str): Name of the file to write.

    Raises:
        ParamValueError: If a name cannot be.
        PathNotExistsError: If files are missing.

    Examples:
        >>> from mindspore.mindrecord import Cifar100ToMR
        >>> Cifar100ToMR("cifar-100-python", "cifar100.mindrecord").transform()  # doctest: +SKIP
    """

    def __init__(self, source, destination):
        check_filename(source)
        self.source = source
        files = os.listdir(source)
        for name in ("train", "test"):
            if name not in files:
                raise PathNotExistsError(name)
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
        data = Cifar100(self.source, False)
        data.load_data()
        parts = ((self.destination, data, "img_train"),
                 (self.destination + "_test", data.Test, "img_test"))  # fmt: skip
        for name, part, desc in parts:
            rows = _rows(part.images, part.fine_labels, part.coarse_labels)
            if write_dataset(name, _SCHEMA, rows, fields, desc) != SUCCESS:
                return FAILED
        return SUCCESS

    def transform(self, fields=None):
        """The same as `run`."""
        return self.run(fields)


def _rows(images, fine, coarse):
    return [
        {
            "id": i, "data": jpeg(image[..., ::-1]), "fine_label": int(fine[i][0]),
            "coarse_label": int(coarse[i][0]),
        }
        for i, image in enumerate(images)
    ]  # fmt: skip
