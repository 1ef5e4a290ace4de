"""PASCAL VOC 2012: pictures and the class of each of their points."""

from __future__ import annotations

import io
import tarfile

import numpy as np

from .common import download
from .image import (  # noqa: F401  # as in Paddle
    batch_images_from_tar,
    center_crop,
    left_right_flip,
    load_and_transform,
    load_image,
    load_image_bytes,
    random_crop,
    resize_short,
    simple_transform,
    to_chw,
)

__all__ = ["train", "test", "val"]

VOC_URL = "http://host.robots.ox.ac.uk/pascal/VOC/voc2012/VOCtrainval_11-May-2012.tar"
VOC_MD5 = "6cd6e144f989b92b3379bac3b3de84fd"
SET_FILE = "VOCdevkit/VOC2012/ImageSets/Segmentation/{}.txt"
DATA_FILE = "VOCdevkit/VOC2012/JPEGImages/{}.jpg"
LABEL_FILE = "VOCdevkit/VOC2012/SegmentationClass/{}.png"
CACHE_DIR = "voc2012"


def reader_creator(filename, sub_name):
    """A reader of (picture, classes), arrays [height, width, 3] and [height, width]."""

    def reader():
        from PIL import Image

        def picture(tar, name):
            try:
                with Image.open(io.BytesIO(tar.extractfile(name).read())) as found:
                    return np.array(found)
            except (KeyError, OSError) as error:
                raise ValueError(f"{filename}: {name} cannot be read ({error})") from error

        with tarfile.open(filename) as tar:
            for line in tar.extractfile(SET_FILE.format(sub_name)).read().decode().split():
                yield picture(tar, DATA_FILE.format(line)), picture(tar, LABEL_FILE.format(line))

    return reader


def train():
    """A reader of the 2,913 pictures for training and validation."""
    return reader_creator(download(VOC_URL, CACHE_DIR, VOC_MD5), "trainval")


def test():
    """A reader of the 1,464 pictures for training."""
    return reader_creator(download(VOC_URL, CACHE_DIR, VOC_MD5), "train")


def val():
    """A reader of the 1,449 pictures for validation."""
    return reader_creator(download(VOC_URL, CACHE_DIR, VOC_MD5), "val")
