"""Pictures as arrays [height, width, channels]: reading, resizing, cropping, flipping (OpenCV)."""

from __future__ import annotations

import os
import tarfile

import numpy as np

from compat.core.serialize import pickle_safe, whole

__all__ = [
    "load_image_bytes",
    "load_image",
    "resize_short",
    "to_chw",
    "center_crop",
    "random_crop",
    "left_right_flip",
    "simple_transform",
    "load_and_transform",
    "batch_images_from_tar",
]


def _opencv():
    try:
        import cv2
    except ImportError as error:
        raise ImportError(
            "paddle.dataset.image reads and resizes pictures with OpenCV: "
            "pip install opencv-python-headless"
        ) from error
    return cv2


def batch_images_from_tar(data_file, dataset_name, img2label, num_per_batch=1024):
    """Gather pictures of a tar file in batch files beside it; returns the list's path.

    img2label (dict): name of a member -> its label; others are left out. Files that are there from
    an earlier call are used again.
    """
    folder = f"{data_file}_batch"
    batches, listing = f"{folder}/{dataset_name}", f"{folder}/{dataset_name}.txt"
    if os.path.exists(listing):
        return listing
    os.makedirs(batches, exist_ok=True)
    data, labels, paths = [], [], []

    def write():
        path = f"{batches}/batch_{len(paths)}"
        whole.write_whole(path, pickle_safe.chunks({"label": list(labels), "data": list(data)}))
        paths.append(os.path.abspath(path))
        data.clear()
        labels.clear()

    with tarfile.open(data_file) as tar:
        for found in tar:
            if found.name in img2label:
                data.append(tar.extractfile(found).read())
                labels.append(img2label[found.name])
                if len(data) == num_per_batch:
                    write()
    if data:
        write()
    whole.write_whole(listing, [f"{path}\n".encode() for path in paths])
    return listing


def load_image_bytes(bytes, is_color=True):
    """The array of an encoded picture, BGR; grey without channels if not `is_color`."""
    cv2 = _opencv()
    found = cv2.imdecode(np.frombuffer(bytes, np.uint8), 1 if is_color else 0)
    if found is None:
        raise ValueError(f"{len(bytes)} bytes are no picture that OpenCV reads")
    return found


def load_image(file, is_color=True):
    """The array of the picture in a file, BGR; None if it cannot be read."""
    return _opencv().imread(file, 1 if is_color else 0)


def resize_short(im, size):
    """The picture with a shorter side of `size`, its proportions kept; bicubic."""
    cv2 = _opencv()
    height, width = im.shape[:2]
    tall = height > width
    extent = (size, size * height // width) if tall else (size * width // height, size)
    return cv2.resize(im, extent, interpolation=cv2.INTER_CUBIC)


def to_chw(im, order=(2, 0, 1)):
    """The picture with its axes in another order, channels first."""
    assert len(im.shape) == len(order)
    return im.transpose(order)


def center_crop(im, size, is_color=True):
    """The square of `size` in the middle."""
    top, left = ((n - size) // 2 for n in im.shape[:2])
    return im[top : top + size, left : left + size]


def random_crop(im, size, is_color=True):
    """A square of `size`; two draws of NumPy's global generator, first from the top."""
    height, width = im.shape[:2]
    top = np.random.randint(0, height - size + 1)
    left = np.random.randint(0, width - size + 1)
    return im[top : top + size, left : left + size]


def left_right_flip(im, is_color=True):
    """The picture as in a mirror."""
    return im[:, ::-1]


def simple_transform(im, resize_size, crop_size, is_train, is_color=True, mean=None):
    """The picture resized, cropped, channels first, as float32 less the mean.

    is_train (bool): crop and flip by chance, else crop in the middle. mean (list or array): one
    value for each channel, or for each element.
    """
    im = resize_short(im, resize_size)
    if is_train:
        im = random_crop(im, crop_size, is_color=is_color)
        if np.random.randint(2) == 0:
            im = left_right_flip(im, is_color)
    else:
        im = center_crop(im, crop_size, is_color=is_color)
    if len(im.shape) == 3:
        im = to_chw(im)
    im = im.astype("float32")
    if mean is not None:
        mean = np.array(mean, dtype=np.float32)
        if mean.ndim == 1 and is_color:
            mean = mean[:, np.newaxis, np.newaxis]
        elif mean.ndim != 1:
            assert mean.ndim == len(im)  # as Paddle has it: the channels are counted
        im -= mean
    return im


def load_and_transform(filename, resize_size, crop_size, is_train, is_color=True, mean=None):
    """`simple_transform` of the picture in a file."""
    im = load_image(filename, is_color)
    if im is None:
        raise ValueError(f"{filename} is no picture that OpenCV reads")
    return simple_transform(im, resize_size, crop_size, is_train, is_color, mean)
