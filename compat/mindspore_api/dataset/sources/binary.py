"""Files of rows of one width: pictures with labels before them, or beside."""

from __future__ import annotations

import os

import numpy as np

from compat.core.data.records import binary_rows
from compat.core.errors import FileFormatError

from ..engine.errors import pipeline_error
from ..engine.source import MappableDataset
from ..vision.libraries import opencv
from .arguments import (
    TRAIN_TEST,
    check_dir,
    check_file,
    check_options,
    check_source,
    check_types,
    check_valid_str,
    documented,
    replace_none,
)
from .rows import Rows, checked_count, label_of, lines_in, names_in, taken, whole_number

_CIFAR_PICTURE = 3072


def _rows_of(path, width, count, name):
    """The first `count` rows of a file."""
    try:
        size = os.path.getsize(path)
        if size >= count * width:
            return np.memmap(path, np.uint8, "r", 0, (count, width))
        binary_rows(path, width)
        error = f"it has {size // width} rows of {width} bytes, {count} are expected"
    except (OSError, FileFormatError) as found:
        error = found
    raise pipeline_error(
        f"Invalid {name} file, failed to read data from: {path}, re-download dataset(make sure it "
        f"is {name.upper().replace('R1', 'R-1')} binary version): {error}."
    )


class _Cifar(MappableDataset):
    """Rows of labels and a picture, channel by channel."""

    _name, _known_columns = "", ()

    def _files(self):
        """(path, rows in it) of the files of the part."""
        raise NotImplementedError

    def _open(self):
        labels = len(self._known_columns) - 1
        width = _CIFAR_PICTURE + labels
        parts = [_rows_of(path, width, n, self._name) for path, n in self._files()]
        plain = [np.asarray(part) for part in parts]
        places = [(k, i) for k, part in enumerate(plain) for i in range(len(part))]
        checked_count(
            places, "", "",
            f"Invalid data, {type(self).__name__} API can't read the data file (interface mismatch "
            f"or no data found). Check file in directory:{self.dataset_dir}",
        )  # fmt: skip

        def load(place):
            row = plain[place[0]][place[1]]
            picture = np.ascontiguousarray(row[labels:].reshape(3, 32, 32).transpose(1, 2, 0))
            return picture, *(label_of(x) for x in row[:labels])

        def block(numbers):
            rows = taken(plain, numbers)
            pictures = rows[:, labels:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
            return np.ascontiguousarray(pictures), *label_of(rows[:, :labels].T)

        return Rows(
            self._known_columns, places, load, lambda p: plain[p[0]][p[1], labels - 1],
            parallel=False, files=lambda p: (parts[p[0]].filename,), block=block,
        )  # fmt: skip

    def _binaries(self):
        found = [n for n in names_in(self.dataset_dir) if n.endswith(".bin")]
        if not found:
            raise pipeline_error(
                f"Invalid cifar folder, cifar(.bin) files are missing under {self.dataset_dir}"
            )
        return found


@documented
class Cifar10Dataset(_Cifar):
    """CIFAR-10 (binary version): columns `image` (uint8, (32, 32, 3)) and `label` (uint32)."""

    _name, _known_columns = "cifar10", ("image", "label")
    _WORDS = {"train": "data_batch", "test": "test_batch", "all": "batch"}

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST})
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")

    def _files(self):
        word = self._WORDS[self.usage]
        return [(os.path.join(self.dataset_dir, n), 10000) for n in self._binaries() if word in n]


@documented
class Cifar100Dataset(_Cifar):
    """CIFAR-100 (binary version): columns `image` (uint8, (32, 32, 3)), `coarse_label` and
    `fine_label` (uint32)."""

    _name, _known_columns = "cifar100", ("image", "coarse_label", "fine_label")

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST})
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")

    def _files(self):
        found = []
        for name in self._binaries():
            if self.usage != "all" and self.usage not in name:
                continue
            if "test" not in name and "train" not in name:
                raise pipeline_error(
                    f"Invalid cifar100 file, Cifar100 train/test file is missing in: {name}"
                )
            path = os.path.join(self.dataset_dir, name)
            found.append((path, 10000 if "test" in name else 50000))
        return found


@documented
class STL10Dataset(MappableDataset):
    """STL-10: columns `image` (uint8, (96, 96, 3)) and `label` (int32, -1 where there is none).

    Args:
        usage (str): 'train', 'test', 'unlabeled', 'train+unlabeled' or 'all'. Default: None, 'all'.
    """

    _PARTS = {
        "train": ["train"], "test": ["test"], "unlabeled": ["unlabeled"],
        "train+unlabeled": ["train", "unlabeled"], "all": ["test", "train", "unlabeled"],
    }  # fmt: skip

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        self._check(locals())
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")

    def _check(self, given):
        check_dir(given["dataset_dir"])
        usage = given["usage"]
        if usage is not None:
            check_valid_str(usage, list(self._PARTS), "usage")
            for part in sorted(self._PARTS[usage], key=["train", "test", "unlabeled"].index):
                check_file(os.path.join(given["dataset_dir"], f"{part}_X.bin"))
                if part != "unlabeled":
                    check_file(os.path.join(given["dataset_dir"], f"{part}_y.bin"))
        check_types(given, bools=("shuffle",))
        check_options(given)

    def _open(self):
        places = []
        for part in self._PARTS[self.usage]:
            path = os.path.join(self.dataset_dir, f"{part}_X.bin")
            if not os.path.isfile(path):
                raise pipeline_error(
                    f"Invalid file, failed to find STL10 {self.usage} data file: {path}"
                )
            width = 3 * 96 * 96
            pictures = _rows_of(path, width, os.path.getsize(path) // width, "stl10")
            places += [(pictures, i, label) for i, label in enumerate(self._labels(part, pictures))]
        checked_count(
            places, "", "",
            "Invalid data, no valid data matching the dataset API STL10Dataset. Please check file "
            "path or dataset API.",
        )  # fmt: skip

        def load(place):
            picture = place[0][place[1]].reshape(3, 96, 96).transpose(2, 1, 0)
            return np.ascontiguousarray(picture), label_of(place[2], np.int32)

        return Rows(
            ["image", "label"], places, load, lambda p: p[2], parallel=False,
            files=lambda p: (p[0].filename,),
        )  # fmt: skip

    def _labels(self, part, pictures):
        if part == "unlabeled":
            return [-1] * len(pictures)
        path = os.path.join(self.dataset_dir, f"{part}_y.bin")
        labels = np.fromfile(path, np.int8).astype(int) - 1
        if len(labels) != len(pictures):
            raise pipeline_error(
                f"Invalid file, error in {path}: the number of labels is not equal to the number of"
                f" images in {part}_X.bin! Please check the file integrity!"
            )
        return labels.tolist()


@documented
class SemeionDataset(MappableDataset):
    """Semeion: columns `image` (uint8, (16, 16)) and `label` (uint32)."""

    def __init__(
        self, dataset_dir, num_samples=None, num_parallel_workers=None, shuffle=None, sampler=None,
        num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals())
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir = dataset_dir

    def _open(self):
        path = os.path.join(self.dataset_dir, "semeion.data")
        if not os.path.isfile(path):
            raise pipeline_error(f"Invalid file, failed to find semeion file: {self.dataset_dir}")
        items = checked_count(
            list(enumerate(lines_in(path), 1)), "SemeionDataset", self.dataset_dir
        )

        def load(item):
            return _semeion_row(path, *item)

        return Rows(
            ["image", "label"], items, load, lambda item: int(load(item)[1]),
            files=lambda item: (path,),
        )  # fmt: skip


def _semeion_row(path, number, line):
    words = line.split(" ")
    if len(words) < 266:
        raise pipeline_error(
            f"Invalid data, file content does not match SemeionDataset. Line {number} of {path}."
        )
    values = []
    for word in words[:266]:
        try:
            values.append(int(float(word)))
        except (ValueError, OverflowError) as error:
            raise pipeline_error(
                "Invalid data, image data in file should be in type of uint8, but got: "
                f"{word}. Line {number} of {path}."
            ) from error
    image = np.array([v % 256 for v in values[:256]], np.uint8).reshape(16, 16)
    label = next((i for i, v in enumerate(values[256:]) if v), 0)
    return image, label_of(label)


@documented
class PhotoTourDataset(MappableDataset):
    """Photo Tour: patches of 64 by 64 pixels out of bitmaps.

    Columns: `image` (uint8, (64, 64, 1)) for training; `image1`, `image2` and `matches` (uint32)
    for test.

    Args:
        name (str): 'notredame', 'yosemite', 'liberty', 'notredame_harris', 'yosemite_harris' or
            'liberty_harris'.
        usage (str): 'train' or 'test'. Default: None, 'train'.
    """

    _ROWS = {
        "notredame": 468159, "yosemite": 633587, "liberty": 450092, "notredame_harris": 325295,
        "yosemite_harris": 450912, "liberty_harris": 379587,
    }  # fmt: skip

    def __init__(
        self, dataset_dir, name, usage=None, num_samples=None, num_parallel_workers=None,
        shuffle=None, sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        given = locals()
        check_dir(dataset_dir)
        if usage is not None:
            check_valid_str(usage, ["train", "test"], "usage")
        check_valid_str(name, list(self._ROWS), "name")
        check_types(given, bools=("shuffle",))
        check_options(given)
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.name, self.usage = dataset_dir, name, replace_none(usage, "train")

    def _open(self):
        folder = os.path.join(self.dataset_dir, self.name)
        if not os.path.isdir(folder):
            raise pipeline_error(f"{folder} does not exist.")
        bitmaps = [os.path.join(folder, n) for n in names_in(folder) if n.endswith("bmp")]
        patch = _Patches(bitmaps, self._ROWS[self.name])
        labels = _numbers(os.path.join(folder, "info.txt"), 2)
        matches = _numbers(os.path.join(folder, "m50_100000_100000_0.txt"), 7)
        if self.usage == "train":
            source = Rows(["image"], range(len(labels)), lambda i: (patch(i),), files=patch.files)
        else:
            source = Rows(["image1", "image2", "matches"], matches, _MatchLoader(patch))
        checked_count(
            source, "", "",
            "Invalid data, data file may not suitable to read with PhotoTourDataset API."
            f"Check file in directory: {folder}",
        )  # fmt: skip
        return source


class _MatchLoader:
    """Two patches and whether they show one point."""

    def __init__(self, patch):
        self._patch = patch

    def __call__(self, match):
        first, point1, _, second, point2, *_ = match
        return self._patch(first), self._patch(second), label_of(point1 == point2)


class _Patches:
    """Patches by number, 16 by 16 of them in a bitmap, which are read once."""

    def __init__(self, paths, count):
        self._paths, self._count, self._read = paths, count, {}

    def __call__(self, number):
        bitmap, place = divmod(number, 256)
        if number >= self._count or bitmap >= len(self._paths):
            raise pipeline_error(
                f"Invalid data, patch {number} is not in the {len(self._paths)} bitmaps."
            )
        if bitmap not in self._read:
            self._read[bitmap] = _grey(self._paths[bitmap])
        y, x = divmod(place, 16)
        found = self._read[bitmap][64 * y : 64 * y + 64, 64 * x : 64 * x + 64]
        if found.shape != (64, 64):
            raise pipeline_error(
                f"Invalid image, {self._paths[bitmap]} is too small for patch {number}."
            )
        return found.copy()[..., None]

    def files(self, number):
        """The bitmap of a patch."""
        return (self._paths[number // 256],)


def _grey(path):
    cv2 = opencv()
    found = cv2.imread(path, cv2.IMREAD_GRAYSCALE)
    if found is None:
        raise pipeline_error(f"Invalid image, failed to read {path}: the image is damaged.")
    return found


def _numbers(path, width):
    """The numbers of a text file, in rows of `width`."""
    if not os.path.isfile(path):
        raise pipeline_error(
            f"Invalid file, failed to open {path}: PhotoTour info file is damaged or permission "
            "denied."
        )
    words = [w for line in lines_in(path) for w in line.split()]
    rows = [words[i : i + width] for i in range(0, len(words), width)]
    return [
        [whole_number(w, path, row) for w in values]
        for row, values in enumerate(rows, 1)
        if len(values) == width
    ]
