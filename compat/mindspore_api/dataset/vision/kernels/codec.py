"""Files and bytes to images and back."""

from __future__ import annotations

import os
from typing import NoReturn

import numpy as np

from ...transforms.failure import fail
from ..libraries import opencv

_JPEG = b"\xff\xd8\xff"


def decode(data: np.ndarray) -> np.ndarray:
    """The RGB image [H, W, 3] in encoded bytes."""
    if data.ndim != 1:
        fail(f"Decode: invalid input shape, only support 1D input, got rank: {data.ndim}")
    _refuse_unsupported(data)
    if is_jpeg(data):
        data = _completed(data)
    image = _decoded(data)
    if image is None:
        _refuse_abnormal(data, "Decode: image decode failed.")
    return image


def _decoded(data: np.ndarray) -> np.ndarray | None:
    cv2 = opencv()
    flags = cv2.IMREAD_IGNORE_ORIENTATION
    direct = getattr(cv2, "IMREAD_COLOR_RGB", None)
    try:
        if direct is not None:
            return cv2.imdecode(data, flags | direct)
        image = cv2.imdecode(data, flags | cv2.IMREAD_COLOR)
        return image if image is None else cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
    except cv2.error as error:
        fail(f"Decode: {error}")


def is_jpeg(data: np.ndarray) -> bool:
    """True for more than three bytes that begin as JPEG files do."""
    return data.size > 3 and data[:3].tobytes() == _JPEG


def _refuse_unsupported(data: np.ndarray) -> None:
    """MindSpore's own build of OpenCV has no reader for these."""
    head = data[:12].tobytes()
    kind = "gif" if head[:3] == b"GIF" else "webp" if head[8:] == b"WEBP" else None
    if kind is not None:
        name = _dump(data, f"./unsupported_image.{kind}")
        fail(
            f"Unsupported image type [{kind}] and dump the image to [{name}]. "
            "Please delete it from the dataset and re-run."
        )


def _dump(data: np.ndarray, name: str) -> str:
    """Writes a file that cannot be read beside the program, as MindSpore does."""
    with open(name, "wb") as file:
        file.write(data.tobytes())
    return name


_SUFFIXES = (
    (_JPEG, "jpg"),
    (b"\x89PNG", "png"),
    (b"BM", "bmp"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
)


def _refuse_abnormal(data: np.ndarray, text: str) -> NoReturn:
    """Raise for a file that cannot be decoded; images of known kinds are written out."""
    head = data[:4].tobytes()
    suffix = next((s for magic, s in _SUFFIXES if head.startswith(magic)), None)
    if suffix is None:
        fail(text)
    name = _dump(data, f"./abnormal_image.{suffix}")
    fail(
        f"{text} Dump the abnormal image to [{name}]. You can check this image first through the "
        "image viewer. If you find that the image is abnormal, delete it from the dataset and "
        "re-run."
    )


_END = b"\xff\xd9"


def _completed(data: np.ndarray) -> np.ndarray:
    """A JPEG with its end marker; refuses one in which pixels are missing.

    OpenCV makes gray of missing pixels or refuses every file without the marker; MindSpore takes
    files that lack the marker only. What bytes decode to that follow the last pixel does not
    matter; if they change the image, they stand in place of pixels.
    """
    if data[-2:].tobytes() == _END:
        return data
    content = data.tobytes()
    if content.rfind(_END) >= 0:
        return data
    whole = np.frombuffer(content + _END, np.uint8)
    image = _decoded(whole)
    other = _decoded(np.frombuffer(content + b"\xa5" * 64 + _END, np.uint8))
    if image is None or not np.array_equal(image, other):
        _refuse_abnormal(data, "Error raised by libjpeg: Empty input file")
    return whole


def _check_encodable(x: np.ndarray, name: str, subject: str) -> None:
    if x.dtype != np.uint8:
        kind = {"U": "string", "S": "bytes"}.get(x.dtype.kind, x.dtype.name)
        fail(f"{name}: The type of the {subject} should be UINT8, but got {kind}.")
    if x.ndim not in (2, 3):
        fail(
            f"{name}: The image has invalid dimensions. It should have two or three dimensions, "
            f"but got {x.ndim} dimensions."
        )
    if x.ndim == 3 and x.shape[2] not in (1, 3):
        fail(
            f"{name}: The image has invalid channels. It should have 1 or 3 channels, "
            f"but got {x.shape[2]} channels."
        )


def encode_jpeg(x: np.ndarray, quality: int, name: str = "EncodeJpeg") -> np.ndarray:
    """The bytes of a JPEG file."""
    _check_encodable(x, name, "image data" if name == "EncodeJpeg" else "elements of image")
    if not 1 <= quality <= 100:
        fail(f"{name}: Invalid quality {quality}, should be in range of [1, 100].")
    cv2 = opencv()
    options = [cv2.IMWRITE_JPEG_QUALITY, quality]
    options += [cv2.IMWRITE_JPEG_PROGRESSIVE, 0, cv2.IMWRITE_JPEG_OPTIMIZE, 0]
    return _encode(x, ".jpeg", [*options, cv2.IMWRITE_JPEG_RST_INTERVAL, 0])


def encode_png(x: np.ndarray, level: int, name: str = "EncodePng") -> np.ndarray:
    """The bytes of a PNG file."""
    _check_encodable(x, name, "image data" if name == "EncodePng" else "elements of image")
    if not 0 <= level <= 9:
        fail(f"{name}: Invalid compression_level {level}, should be in range of [0, 9].")
    cv2 = opencv()
    options = [cv2.IMWRITE_PNG_COMPRESSION, level]
    return _encode(x, ".png", [*options, cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE])


def _encode(x: np.ndarray, suffix: str, options: list[int]) -> np.ndarray:
    cv2 = opencv()
    image = cv2.cvtColor(x, cv2.COLOR_RGB2BGR) if x.ndim == 3 and x.shape[2] == 3 else x
    return cv2.imencode(suffix, image, options)[1].reshape(-1)


def _check_path(filename: str, name: str) -> None:
    if not os.path.exists(filename):
        fail(f"{name}: Invalid file path, {filename} does not exist.")
    if not os.path.isfile(filename):
        fail(f"{name}: Invalid file path, {filename} is not a regular file.")


def read_file(filename: str) -> np.ndarray:
    """The bytes of a file."""
    _check_path(filename, "ReadFile")
    return np.fromfile(filename, np.uint8)


def read_image(filename: str, mode: int) -> np.ndarray:
    """The image in a file: as it is (0), gray (1) or in colours (2); always [H, W, C]."""
    _check_path(filename, "ReadImage")
    cv2 = opencv()
    image = cv2.imread(filename, mode - 1)
    if image is None:
        fail(f"ReadImage: Failed to read file {filename}")
    if image.ndim == 2:
        return image[:, :, None]
    code = cv2.COLOR_BGRA2RGB if image.shape[2] == 4 else cv2.COLOR_BGR2RGB
    return cv2.cvtColor(image, code)


def write_file(filename: str, data: np.ndarray) -> None:
    """Bytes to a file."""
    if data.dtype != np.uint8:
        kind = {"U": "string", "S": "bytes"}.get(data.dtype.kind, data.dtype.name)
        fail(f"WriteFile: The type of the elements of data should be UINT8, but got {kind}.")
    if data.size and data.ndim != 1:
        fail(
            "WriteFile: The data has invalid dimensions. It should have only one dimension, "
            f"but got {data.ndim} dimensions."
        )
    write(filename, data, "WriteFile")


def write(filename: str, data: np.ndarray, name: str) -> None:
    """Bytes to a new or existing regular file."""
    if os.path.exists(filename) and not os.path.isfile(filename):
        fail(f"{name}: Invalid file path, {filename} is not a regular file.")
    try:
        with open(filename, "wb") as file:
            file.write(data.tobytes())
    except OSError as error:
        fail(f"{name}: Failed to open the file: {filename} for writing. {error.strerror}")
