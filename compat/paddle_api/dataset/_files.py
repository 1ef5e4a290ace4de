"""What the files of the data sets have in common."""

from __future__ import annotations

import tarfile
from contextlib import contextmanager

# Checksum -> size in bytes, as far as it is known.
SIZES = {
    "f68b3c2dcbeaaa9fbdd348bbdeb94873": 9912422,
    "d53e105ee54ea40749a09fcbcd1e9432": 28881,
    "9fb629c4189551a2d022fa330f9573f3": 1648877,
    "ec29112dd5afa0611ce80d1b7f02629c": 4542,
    "c58f30108f718f92721af3b95e74349a": 170498071,
    "eb9058c3a382ffc7106e4002c42a8d85": 169001437,
    "7c2ac02c03563afcf9b574c7e56c153a": 84125825,
    "30177ea32e27c525793142b6bf2c8e2d": 34869662,
    "d4accdce7a25600298819f8e28e8d593": 49082,
    "c4d9eecfca2ab87c1945afe126590906": 5917549,
    "52808999861908f626f3c1f4e79d11fa": 344862509,
    "e0620be6f572b9609742df49c70aed4d": 502,
    "a5357ecc9cb78c4bef273ce3793fc85c": 14989,
    "6cd6e144f989b92b3379bac3b3de84fd": 1999639040,
}


def text(line):
    """A line of bytes as text, UTF-8."""
    return line.decode("utf-8") if isinstance(line, bytes) else line


@contextmanager
def member(archive, name):
    """An open member of a tar file. Raises ValueError for one that is not there."""
    with tarfile.open(archive) as tar:
        try:
            file = tar.extractfile(name)
        except KeyError:
            raise ValueError(f"{archive} holds no file {name}") from None
        yield file


def members(archive, fits):
    """(name, open member) of those members of a tar file whose name fits, in their order."""
    with tarfile.open(archive) as tar:
        for found in tar:
            if found.isfile() and fits(found.name):
                yield found.name, tar.extractfile(found)
