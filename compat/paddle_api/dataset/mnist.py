"""MNIST: 28 x 28 grey pictures of digits."""

from __future__ import annotations

import gzip
import struct
import zlib

import numpy

from . import common

__all__ = ["train", "test"]

URL_PREFIX = "https://dataset.bj.bcebos.com/mnist/"
TEST_IMAGE_URL = URL_PREFIX + "t10k-images-idx3-ubyte.gz"
TEST_IMAGE_MD5 = "9fb629c4189551a2d022fa330f9573f3"
TEST_LABEL_URL = URL_PREFIX + "t10k-labels-idx1-ubyte.gz"
TEST_LABEL_MD5 = "ec29112dd5afa0611ce80d1b7f02629c"
TRAIN_IMAGE_URL = URL_PREFIX + "train-images-idx3-ubyte.gz"
TRAIN_IMAGE_MD5 = "f68b3c2dcbeaaa9fbdd348bbdeb94873"
TRAIN_LABEL_URL = URL_PREFIX + "train-labels-idx1-ubyte.gz"
TRAIN_LABEL_MD5 = "d53e105ee54ea40749a09fcbcd1e9432"


def _content(path, header):
    """The numbers of the header and the bytes behind it."""
    try:
        with gzip.open(path, "rb") as file:
            data = file.read()
        numbers = struct.unpack_from(header, data)
    except (OSError, EOFError, zlib.error, struct.error) as error:
        raise ValueError(f"{path} is damaged: {error}") from error
    return numbers[1:], memoryview(data)[struct.calcsize(header) :]


def reader_creator(image_filename, label_filename, buffer_size):
    """A reader of (picture, label), the picture as 784 floats in [-1, 1]."""

    def reader():
        (count, rows, columns), pixels = _content(image_filename, ">IIII")
        (labelled,), labels = _content(label_filename, ">II")
        size = rows * columns
        for at in range(0, labelled, buffer_size):
            end = at + buffer_size
            if end > len(labels) or end * size > len(pixels):
                raise ValueError(
                    f"{image_filename} holds {len(pixels) // max(size, 1)} pictures ({count} "
                    f"declared) and {label_filename} {len(labels)} labels; row {end} was asked for"
                )
            block = numpy.frombuffer(pixels[at * size : end * size], numpy.uint8)
            pictures = block.reshape(buffer_size, size).astype("float32")
            pictures = pictures / 255.0 * 2.0 - 1.0
            for i in range(buffer_size):
                yield pictures[i, :], int(labels[at + i])

    return reader


def train():
    """A reader of the 60,000 training samples."""
    return reader_creator(
        common.download(TRAIN_IMAGE_URL, "mnist", TRAIN_IMAGE_MD5),
        common.download(TRAIN_LABEL_URL, "mnist", TRAIN_LABEL_MD5),
        100,
    )


def test():
    """A reader of the 10,000 test samples."""
    return reader_creator(
        common.download(TEST_IMAGE_URL, "mnist", TEST_IMAGE_MD5),
        common.download(TEST_LABEL_URL, "mnist", TEST_LABEL_MD5),
        100,
    )


def fetch():
    """Fetch the four files."""
    train()
    test()
