"""Pictures with pictures that belong to them: Cityscapes, DIV2K."""

from __future__ import annotations

import json
import os

from ..engine.errors import pipeline_error
from ..engine.source import MappableDataset
from .arguments import (
    check_dir,
    check_options,
    check_types,
    check_valid_str,
    documented,
    replace_none,
)
from .rows import (
    Rows,
    checked_count,
    folders_in,
    names_in,
    picture,
    string,
)


@documented
class CityscapesDataset(MappableDataset):
    """Cityscapes: columns `image` (uint8) and `task` (uint8; JSON text for polygons).

    Args:
        usage (str): 'train', 'test', 'val' or 'all' for fine, 'train', 'train_extra', 'val' or
            'all' for coarse annotations. Default: 'train'.
        quality_mode (str): 'fine' or 'coarse'. Default: 'fine'.
        task (str): 'instance', 'semantic', 'polygon' or 'color'. Default: 'instance'.
    """

    _PARTS = {"fine": ["train", "test", "val"], "coarse": ["train", "train_extra", "val"]}
    _FOLDERS = {"fine": "gtFine", "coarse": "gtCoarse"}
    _ENDS = {
        "instance": "_instanceIds.png", "semantic": "_labelIds.png", "color": "_color.png",
        "polygon": "_polygons.json",
    }  # fmt: skip

    def __init__(
        self, dataset_dir, usage="train", quality_mode="fine", task="instance", num_samples=None,
        num_parallel_workers=None, shuffle=None, decode=None, sampler=None, num_shards=None,
        shard_id=None, cache=None,
    ):  # fmt: skip
        given = locals()
        check_dir(dataset_dir)
        check_valid_str(task, ["instance", "semantic", "polygon", "color"], "task")
        check_valid_str(quality_mode, ["fine", "coarse"], "quality_mode")
        check_valid_str(usage, [*self._PARTS[quality_mode], "all"], "usage")
        check_types(given, bools=("shuffle", "decode"))
        check_options(given)
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage, self.task = dataset_dir, usage, task
        self.quality_mode, self.decode = quality_mode, replace_none(decode, False)

    def _open(self):
        parts = self._PARTS[self.quality_mode] if self.usage == "all" else [self.usage]
        items = [pair for part in parts for pair in self._pairs(part)]
        checked_count(items, "", "", (
            "Invalid data, no valid data matching the dataset API 'CityscapesDataset'. Please check"
            f" dataset API or file path: {self.dataset_dir}."
        ))  # fmt: skip

        def load(item):
            image = picture(item[0], self.decode)
            if self.task == "polygon":
                return image, string(_compact_json(item[1]))
            return image, picture(item[1], self.decode)

        return Rows(["image", "task"], items, load)

    def _pairs(self, part):
        """(picture, annotation) of all towns, sorted."""
        kind = self._FOLDERS[self.quality_mode]
        images = os.path.join(self.dataset_dir, "leftImg8bit", part)
        tasks = os.path.join(self.dataset_dir, kind, part)
        for folder, what in ((images, "image"), (tasks, "task")):
            if not os.path.isdir(folder):
                raise pipeline_error(
                    f"Invalid path, Cityscapes Dataset {what} dir: {folder} is not a directory "
                    "path."
                )
        found = []
        for town in folders_in(images):
            for name in names_in(os.path.join(images, town)):
                if name.endswith(".png"):
                    stem = name.partition("_leftImg8bit")[0]
                    task = os.path.join(tasks, town, f"{stem}_{kind}{self._ENDS[self.task]}")
                    found.append((os.path.join(images, town, name), task))
        for _, task in found:
            if not os.path.exists(task):
                raise pipeline_error(
                    f"Invalid file, Cityscapes Dataset task file: {task} does not exist."
                )
        return sorted(found)


def _compact_json(path):
    try:
        with open(path, "rb") as file:
            found = json.loads(file.read())
    except (OSError, ValueError, RecursionError) as error:
        raise pipeline_error(
            f"Invalid file, failed to open {path}, the json is damaged or permission denied."
        ) from error
    return json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@documented
class DIV2KDataset(MappableDataset):
    """DIV2K: columns `hr_image` and `lr_image` (uint8).

    Args:
        usage (str): 'train', 'valid' or 'all'. Default: 'train'.
        downgrade (str): 'bicubic', 'unknown', 'mild', 'difficult' or 'wild'. Default: 'bicubic'.
        scale (int): 2, 3, 4 or 8. Default: 2.
    """

    _LETTERS = {"mild": "m", "difficult": "d", "wild": "w"}

    def __init__(
        self, dataset_dir, usage="train", downgrade="bicubic", scale=2, num_samples=None,
        num_parallel_workers=None, shuffle=None, decode=None, sampler=None, num_shards=None,
        shard_id=None, cache=None,
    ):  # fmt: skip
        self._check(locals())
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage, self.scale = dataset_dir, usage, scale
        self.downgrade, self.decode = downgrade, replace_none(decode, False)

    def _check(self, given):
        downgrade, scale = given["downgrade"], given["scale"]
        check_dir(given["dataset_dir"])
        check_valid_str(given["usage"], ["train", "valid", "all"], "usage")
        check_valid_str(downgrade, ["bicubic", "unknown", *self._LETTERS], "downgrade")
        check_types(given, ints=("scale",))
        if scale not in [2, 3, 4, 8]:
            raise ValueError("Input scale is not within the valid set of [2, 3, 4, 8].")
        if scale == 8 and downgrade != "bicubic":
            raise ValueError("DIV2KNode: scale equal to 8 is allowed only in bicubic downgrade.")
        if downgrade in self._LETTERS and scale != 4:
            raise ValueError(f"DIV2KNode: {downgrade} downgrade requires scale equal to 4.")
        check_types(given, bools=("shuffle", "decode"))
        check_options(given)

    def _open(self):
        parts = ["train", "valid"] if self.usage == "all" else [self.usage]
        items = [pair for part in parts for pair in self._pairs(part)]
        checked_count(items, "", "", (
            "Invalid data, no valid data matching the dataset API 'DIV2KDataset'. Please check "
            f"dataset API or file path: {self.dataset_dir}."
        ))  # fmt: skip

        def load(item):
            return picture(item[0], self.decode), picture(item[1], self.decode)

        return Rows(["hr_image", "lr_image"], items, load)

    def _low_folder(self, part):
        if self.scale == 8:
            return f"DIV2K_{part}_LR_x8"
        folder = f"DIV2K_{part}_LR_{self.downgrade}"
        return folder if self.downgrade in self._LETTERS else os.path.join(folder, f"X{self.scale}")

    def _pairs(self, part):
        high = os.path.join(self.dataset_dir, f"DIV2K_{part}_HR")
        low = os.path.join(self.dataset_dir, self._low_folder(part))
        for folder, what in ((high, "hr"), (low, "lr")):
            if not os.path.isdir(folder):
                raise pipeline_error(
                    f"Invalid path, div2k {what} image dir: {folder} is not a directory."
                )
        end = f"x{self.scale}{self._LETTERS.get(self.downgrade, '')}.png"
        found = []
        for name in names_in(high):
            if name.endswith(".png"):
                path = os.path.join(low, name[: -len(".png")] + end)
                if not os.path.exists(path):
                    raise pipeline_error(f"Invalid file, div2k image file: {path} does not exist.")
                found.append((os.path.join(high, name), path))
        return found
