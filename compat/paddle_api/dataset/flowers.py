"""Oxford flowers: pictures of 102 kinds."""

from __future__ import annotations

import functools
from multiprocessing import cpu_count
from pathlib import Path

from compat.core.errors import FileFormatError
from compat.core.serialize import matlab, pickle_safe

from ..reader.decorator import (  # noqa: F401  # as in Paddle
    ComposeNotAligned,
    buffered,
    cache,
    chain,
    compose,
    firstn,
    map_readers,
    multiprocess_reader,
    shuffle,
    xmap_readers,
)
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

__all__ = ["train", "test", "valid"]

DATA_URL = "http://paddlemodels.bj.bcebos.com/flowers/102flowers.tgz"
LABEL_URL = "http://paddlemodels.bj.bcebos.com/flowers/imagelabels.mat"
SETID_URL = "http://paddlemodels.bj.bcebos.com/flowers/setid.mat"
DATA_MD5 = "52808999861908f626f3c1f4e79d11fa"
LABEL_MD5 = "e0620be6f572b9609742df49c70aed4d"
SETID_MD5 = "a5357ecc9cb78c4bef273ce3793fc85c"
# The larger part, which its authors meant for tests, serves for training.
TRAIN_FLAG = "tstid"
TEST_FLAG = "trnid"
VALID_FLAG = "valid"


def default_mapper(is_train, sample):
    """(encoded picture, label) -> (3 * 224 * 224 floats less the mean, label)."""
    picture, label = sample
    picture = load_image_bytes(picture)
    picture = simple_transform(picture, 256, 224, is_train, mean=[103.94, 116.78, 123.68])
    return picture.flatten().astype("float32"), label


train_mapper = functools.partial(default_mapper, True)
test_mapper = functools.partial(default_mapper, False)


def _variable(path, name):
    """The first row of a variable in a MATLAB file."""
    try:
        return matlab.arrays(Path(path).read_bytes())[name][0]
    except (FileFormatError, KeyError) as error:
        raise ValueError(f"{path} cannot be read: {error}") from error


def reader_creator(
    data_file,
    label_file,
    setid_file,
    dataset_name,
    mapper,
    buffered_size=1024,
    use_xmap=True,
    cycle=False,
):
    """A reader of what `mapper` makes of (encoded picture, label from 0); endless if `cycle`."""
    labels = _variable(label_file, "labels")
    chosen = _variable(setid_file, dataset_name)
    by_name = {f"jpg/image_{i:05d}.jpg": labels[i - 1] for i in chosen}
    listing = batch_images_from_tar(data_file, dataset_name, by_name)

    def once():
        for path in Path(listing).read_text("utf-8").split("\n"):
            if path:
                batch = pickle_safe.load_dict(path)
                for sample, label in zip(batch["data"], batch["label"], strict=True):
                    yield sample, int(label) - 1

    def reader():
        yield from once()
        while cycle:
            yield from once()

    if use_xmap:
        return xmap_readers(mapper, reader, min(4, cpu_count()), buffered_size)
    return map_readers(mapper, reader)


def _reader_of(part, mapper, buffered_size, use_xmap, cycle=False):
    return reader_creator(
        download(DATA_URL, "flowers", DATA_MD5),
        download(LABEL_URL, "flowers", LABEL_MD5),
        download(SETID_URL, "flowers", SETID_MD5),
        part,
        mapper,
        buffered_size,
        use_xmap,
        cycle=cycle,
    )


def train(mapper=train_mapper, buffered_size=1024, use_xmap=True, cycle=False):
    """A reader of the 6,149 training pictures, cropped and flipped by chance."""
    return _reader_of(TRAIN_FLAG, mapper, buffered_size, use_xmap, cycle)


def test(mapper=test_mapper, buffered_size=1024, use_xmap=True, cycle=False):
    """A reader of the 1,020 test pictures, cropped in the middle."""
    return _reader_of(TEST_FLAG, mapper, buffered_size, use_xmap, cycle)


def valid(mapper=test_mapper, buffered_size=1024, use_xmap=True):
    """A reader of the 1,020 validation pictures, cropped in the middle."""
    return _reader_of(VALID_FLAG, mapper, buffered_size, use_xmap)


def fetch():
    """Fetch the three files."""
    download(DATA_URL, "flowers", DATA_MD5)
    download(LABEL_URL, "flowers", LABEL_MD5)
    download(SETID_URL, "flowers", SETID_MD5)
