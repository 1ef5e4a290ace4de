"""Pictures that files of MATLAB describe: Caltech 101, Flowers 102, SBD, SVHN."""

from __future__ import annotations

import os

import numpy as np

from compat.core.errors import FileFormatError
from compat.core.serialize import matlab

from ..engine.datasets_user_defined import GeneratorDataset
from ..engine.errors import pipeline_error
from .arguments import check_dir, check_file, check_source, documented, replace_none
from .class_names import CATEGORIES, FLOWERS
from .rows import read_bytes


def _mat(path):
    """The variables in a file of MATLAB."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        return matlab.arrays(data)
    except FileFormatError as error:
        raise pipeline_error(f"Invalid file, failed to read {path}: {error}") from error


def _rgb(path):
    from PIL import Image

    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def _picture(path, decode, error, text):
    if not os.path.exists(path):
        raise error(text.format(path))
    return _rgb(path) if decode else read_bytes(path)


class _Caltech101:
    """Random access to the pictures."""

    _CONTOURS = {
        "Faces": "Faces_2", "Faces_easy": "Faces_3", "Motorbikes": "Motorbikes_16",
        "airplanes": "Airplanes_Side_2",
    }  # fmt: skip
    _TEXT = "file {} does not exist or permission denied!"

    def __init__(self, folder, target, decode):
        folder = os.path.realpath(folder)
        self._images = os.path.join(folder, "101_ObjectCategories")
        self._contours = os.path.join(folder, "Annotations")
        self._decode, self._target = decode, target
        targets = ["category", "annotation"] if target == "all" else [target]
        self.column_names = ["image", *targets]
        self._names = [n for n in sorted(os.listdir(self._images)) if n != "BACKGROUND_Google"]
        self._rows = [
            (label, i + 1)
            for label, name in enumerate(self._names)
            if os.path.isdir(os.path.join(self._images, name))
            for i in range(len(os.listdir(os.path.join(self._images, name))))
        ]

    def __getitem__(self, index):
        label, number = self._rows[index]
        name = self._names[label]
        path = os.path.join(self._images, name, f"image_{number:04d}.jpg")
        row = [_picture(path, self._decode, ValueError, "The image " + self._TEXT)]
        if self._target != "annotation":
            row.append(label)
        if self._target != "category":
            folder = os.path.join(self._contours, self._CONTOURS.get(name, name))
            path = os.path.join(folder, f"annotation_{number:04d}.mat")
            if not os.path.exists(path):
                raise ValueError("The annotation " + self._TEXT.format(path))
            row.append(_mat(path)["obj_contour"])
        return tuple(row)

    def __len__(self):
        return len(self._rows)


@documented
class Caltech101Dataset(GeneratorDataset):
    """Caltech 101: columns `image` (uint8), `category` (int64) and `annotation` (float64).

    Args:
        target_type (str): 'category', 'annotation' or 'all'. Default: None, 'category'.
    """

    def __init__(
        self, dataset_dir, target_type=None, num_samples=None, num_parallel_workers=1, shuffle=None,
        decode=False, sampler=None, num_shards=None, shard_id=None,
    ):  # fmt: skip
        words = {"target_type": ["category", "annotation", "all"]}
        check_source(locals(), words=words, bools=("shuffle", "decode"))
        self.dataset_dir, self.decode = dataset_dir, replace_none(decode, False)
        self.target_type = replace_none(target_type, "category")
        rows = _Caltech101(dataset_dir, self.target_type, self.decode)
        super().__init__(
            rows, column_names=rows.column_names, num_samples=num_samples,
            num_parallel_workers=num_parallel_workers, shuffle=shuffle, sampler=sampler,
            num_shards=num_shards, shard_id=shard_id,
        )  # fmt: skip

    def get_class_indexing(self):
        """Name of each category -> its number."""
        return {name: number for number, name in enumerate(CATEGORIES)}


class _Flowers102:
    """Random access to the pictures."""

    _PARTS = {"train": ["trnid"], "test": ["tstid"], "valid": ["valid"]}
    _PARTS["all"] = ["trnid", "tstid", "valid"]

    def __init__(self, folder, task, usage, decode):
        self._folder, self._decode = os.path.realpath(folder), decode
        self._segments = task == "Segmentation"
        self.column_names = ["image", *(["segmentation"] * self._segments), "label"]
        labels = _mat(os.path.join(self._folder, "imagelabels.mat"))["labels"][0]
        self._labels = labels.astype(np.uint32) - np.uint32(1)
        parts = _mat(os.path.join(self._folder, "setid.mat"))
        self._rows = [n for part in self._PARTS[usage] for n in parts[part][0].tolist()]

    def __getitem__(self, index):
        number = self._rows[index]
        row = [self._read("jpg", "image", number, "image")]
        if self._segments:
            row.append(self._read("segmim", "segmim", number, "segmentation"))
        return (*row, self._labels[number - 1])

    def _read(self, folder, prefix, number, what):
        path = os.path.join(self._folder, folder, f"{prefix}_{number:05d}.jpg")
        return _picture(path, self._decode, RuntimeError, f"Can not find {what} file: {{}}")

    def __len__(self):
        return len(self._rows)


@documented
class Flowers102Dataset(GeneratorDataset):
    """Flowers 102: columns `image`, `segmentation` (uint8) and `label` (uint32).

    Args:
        task (str): 'Classification' or 'Segmentation', which has one column more. Default:
            'Classification'.
    """

    def __init__(
        self, dataset_dir, task="Classification", usage="all", num_samples=None,
        num_parallel_workers=1, shuffle=None, decode=False, sampler=None, num_shards=None,
        shard_id=None,
    ):  # fmt: skip
        given = locals()
        check_dir(dataset_dir)
        check_dir(os.path.join(dataset_dir, "jpg"))
        check_file(os.path.join(dataset_dir, "imagelabels.mat"))
        check_file(os.path.join(dataset_dir, "setid.mat"))
        words = {
            "usage": ["train", "valid", "test", "all"], "task": ["Classification", "Segmentation"]
        }  # fmt: skip
        check_source(given, words=words, bools=("shuffle", "decode"))
        if task == "Segmentation":
            check_dir(os.path.join(dataset_dir, "segmim"))
        self.dataset_dir = os.path.realpath(dataset_dir)
        self.task, self.usage = replace_none(task, "Classification"), replace_none(usage, "all")
        self.decode = replace_none(decode, False)
        rows = _Flowers102(self.dataset_dir, self.task, self.usage, self.decode)
        super().__init__(
            rows, column_names=rows.column_names, num_samples=num_samples,
            num_parallel_workers=num_parallel_workers, shuffle=shuffle, sampler=sampler,
            num_shards=num_shards, shard_id=shard_id,
        )  # fmt: skip

    def get_class_indexing(self):
        """Name of each flower -> its number."""
        return {name: number for number, name in enumerate(FLOWERS)}


class _SBD:
    """Random access to the pictures."""

    _CATEGORIES = 20
    column_names = ["image", "task"]

    def __init__(self, folder, task, usage, decode):
        self._folder, self._task, self._decode = folder, task, decode
        self._rows = []
        for part in ["train", "val"] if usage == "all" else [usage]:
            path = os.path.join(folder, f"{part}.txt")
            if not os.path.exists(path):
                raise FileNotFoundError(f"SBDataset: {path} not found")
            with open(path, encoding="utf-8") as file:
                self._rows += [line.strip() for line in file]

    def __getitem__(self, index):
        name = self._rows[index]
        path = os.path.join(self._folder, "img", f"{name}.jpg")
        image = _rgb(path) if self._decode else read_bytes(path)
        found = _mat(os.path.join(self._folder, "cls", f"{name}.mat"))["GTcls"][self._task]
        if self._task == "Boundaries":
            return image, np.stack(found[: self._CATEGORIES])
        return image, np.asarray(found)

    def __len__(self):
        return len(self._rows)


@documented
class SBDataset(GeneratorDataset):
    """Semantic boundaries: columns `image` and `task` (uint8).

    Args:
        task (str): 'Boundaries' or 'Segmentation'. Default: 'Boundaries'.
        usage (str): 'train', 'val', 'train_noval' or 'all'. Default: 'all'.
    """

    def __init__(
        self, dataset_dir, task="Boundaries", usage="all", num_samples=None, num_parallel_workers=1,
        shuffle=None, decode=None, sampler=None, num_shards=None, shard_id=None,
    ):  # fmt: skip
        words = {
            "usage": ["train", "val", "train_noval", "all"], "task": ["Boundaries", "Segmentation"]
        }  # fmt: skip
        check_source(locals(), words=words, bools=("shuffle", "decode"))
        rows = _SBD(dataset_dir, task, usage, replace_none(decode, False))
        super().__init__(
            rows, column_names=rows.column_names, num_samples=num_samples,
            num_parallel_workers=num_parallel_workers, shuffle=shuffle, sampler=sampler,
            num_shards=num_shards, shard_id=shard_id,
        )  # fmt: skip


class _SVHN:
    """All pictures in memory."""

    column_names = ["image", "label"]

    def __init__(self, folder, parts):
        found = [_mat(os.path.join(folder, f"{part}_32x32.mat")) for part in parts]
        self._images = np.concatenate(
            [np.ascontiguousarray(np.transpose(f["X"], [3, 0, 1, 2])) for f in found]
        )
        labels = np.concatenate([f["y"].astype(np.uint32).ravel() for f in found])
        self._labels = np.where(labels == 10, 0, labels).astype(np.uint32)

    def __getitem__(self, index):
        return self._images[index], self._labels[index]

    def __len__(self):
        return len(self._images)


@documented
class SVHNDataset(GeneratorDataset):
    """House numbers: columns `image` (uint8, (32, 32, 3)) and `label` (uint32).

    Args:
        usage (str): 'train', 'test', 'extra' or 'all'. Default: None, 'all'.
    """

    _PARTS = ["train", "test", "extra"]

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=1, shuffle=None,
        sampler=None, num_shards=None, shard_id=None,
    ):  # fmt: skip
        given = locals()
        check_dir(dataset_dir)
        check_source({**given, "shuffle": None}, words={"usage": [*self._PARTS, "all"]})
        parts = self._PARTS if usage in (None, "all") else [usage]
        for part in parts if usage else []:
            check_file(os.path.join(dataset_dir, f"{part}_32x32.mat"))
        check_source(given)
        self.dataset_dir, self.usage = os.path.realpath(dataset_dir), replace_none(usage, "all")
        rows = _SVHN(self.dataset_dir, parts)
        super().__init__(
            rows, column_names=rows.column_names, num_samples=num_samples,
            num_parallel_workers=num_parallel_workers, shuffle=shuffle, sampler=sampler,
            num_shards=num_shards, shard_id=shard_id,
        )  # fmt: skip
