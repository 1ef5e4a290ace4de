"""Lines of a text file by number."""

from __future__ import annotations

import os

from ... import log as logger
from ..core.validator_helpers import check_filename, check_uint64, check_value


class LineReader:
    """Lines of a text file by number, from 1, without reading the file whole.

    Args:
        filename (str): a text file.

    Raises:
        RuntimeError: no such file.

    Examples:
        >>> import mindspore.dataset as ds
        >>> reader = ds.utils.LineReader(__file__)
        >>> line = reader.readline(1)
    """

    def __init__(self, filename):
        check_filename(filename)
        self.fo_handle = None
        self.filename = os.path.realpath(filename)
        if not os.path.exists(self.filename):
            raise RuntimeError(f"The input file [{filename}] does not exist.")
        if not os.path.isfile(self.filename):
            raise RuntimeError(f"The input file [{filename}] is not a regular file.")
        self.offsets = []
        with open(self.filename, mode="rb") as file:
            start = 0
            for line in file:
                self.offsets.append(start)
                start += len(line)
        if not self.offsets:
            logger.warning(f"The input file [{filename}] is empty.")

    def __getitem__(self, line):
        return self.readline(line)

    def __len__(self):
        return self.len()

    def __del__(self):
        self.close()

    def len(self):
        """Number of lines."""
        return len(self.offsets)

    def readline(self, line):
        """One line without its end.

        Args:
            line (int): its number, from 1.

        Returns:
            str.

        Raises:
            ValueError: no such line.
        """
        check_uint64(line, "line")
        check_value(line, [1, len(self.offsets)], "line")
        if self.fo_handle is None:
            self.fo_handle = open(self.filename)  # noqa: SIM115
        self.fo_handle.seek(self.offsets[line - 1])
        return self.fo_handle.readline().rstrip("\r\n")

    def close(self):
        """Close the file."""
        if getattr(self, "fo_handle", None) is not None:
            self.fo_handle.close()
            self.fo_handle = None
