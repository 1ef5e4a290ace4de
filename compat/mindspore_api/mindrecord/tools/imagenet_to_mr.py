"""ImageNet to MindRecord."""

import os

from compat.mindspore_api import log as logger

from ..common.exceptions import PathNotExistsError
from ..filewriter import FileWriter
from ..shardutils import check_filename
from ._conversion import checked_partitions, prepare, write_rows

__all__ = ["ImageNetToMR"]

_SCHEMA = {"label": {"type": "int32"}, "image": {"type": "bytes"}, "file_name": {"type": "string"}}


class ImageNetToMR:
    """Converts folders of JPEG pictures, one for each class, to MindRecord.

    Args:
        map_file (str): Text file; each line the name of a folder, a blank and its label.
        image_dir (str): Folder of the folders.
        destination (str): Name of the file to write.
        partition_number (int): Number of files. Default: 1.

    Raises:
        ParamValueError: If a name cannot be.
        ValueError: If `partition_number` is not an int.

    Examples:
        >>> from mindspore.mindrecord import ImageNetToMR
        >>> ImageNetToMR("labels.txt", "train", "imagenet.mindrecord", 8).transform()
        ... # doctest: +SKIP
    """

    def __init__(self, map_file, image_dir, destination, partition_number=1):
        for name in (map_file, image_dir, destination):
            check_filename(name)
        self.map_file, self.image_dir, self.destination = map_file, image_dir, destination
        self.partition_number = checked_partitions(partition_number)
        self.writer = FileWriter(self.destination, self.partition_number)

    def run(self):
        """Convert; `MSRStatus.SUCCESS`."""
        prepare(self.writer, _SCHEMA, "imagenet_schema", ["label", "file_name"])
        return write_rows(self.writer, self._rows(), True)

    def transform(self):
        """The same as `run`."""
        return self.run()

    def _folders(self):
        """(label, folder) of the lines of the map file whose folder is there."""
        if not os.path.exists(self.map_file):
            raise OSError(f"map file {self.map_file} not exists")
        found = {}
        with open(self.map_file, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                words = line.split(" ")
                if len(words) < 2:
                    raise ValueError(f"line {number} of {self.map_file} has no label: {line!r}")
                folder = os.path.join(self.image_dir, words[0])
                if os.path.isdir(folder):
                    found[int(words[1])] = folder
                else:
                    logger.warning(f"{folder} dir is not exist")
        if not found:
            raise PathNotExistsError(f"not valid image dir in {self.image_dir}")
        return found.items()

    def _rows(self):
        for label, folder in self._folders():
            for name in os.listdir(folder):
                path = os.path.join(folder, name)
                if not name.endswith(("JPEG", "jpg")):
                    logger.warning(f"{path} file is not suffix with JPEG/jpg, skip it.")
                    continue
                with open(path, "rb") as file:
                    data = file.read()
                if data:
                    yield {"file_name": path, "label": label, "image": data}
                else:
                    logger.warning(f"The image file: {path} is invalid.")
