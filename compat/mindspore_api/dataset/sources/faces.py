"""Pictures of people: CelebA, LFW."""

from __future__ import annotations

import os

import numpy as np

from ..engine.errors import pipeline_error
from ..engine.source import MappableDataset
from .arguments import (
    check_no_classes,
    check_source,
    documented,
    replace_none,
)
from .rows import (
    Rows,
    checked_count,
    label_of,
    lines_in,
    picture,
    whole_number,
)


@documented
class CelebADataset(MappableDataset):
    """CelebA: columns `image` (uint8) and `attr` (uint32, 1 for each attribute that a face has).

    Args:
        usage (str): 'train', 'valid', 'test' or 'all'. Default: 'all'.
    """

    _TYPES = {"train": 0, "valid": 1, "test": 2}

    def __init__(
        self, dataset_dir, num_parallel_workers=None, shuffle=None, usage="all", sampler=None,
        decode=False, extensions=None, num_samples=None, num_shards=None, shard_id=None,
        cache=None, decrypt=None,
    ):  # fmt: skip
        check_source(locals(), bools=("shuffle", "decode"), lists=("extensions",))
        if usage is not None and usage not in ("all", *self._TYPES):
            raise ValueError("usage should be 'all', 'train', 'valid' or 'test'.")
        check_no_classes("CelebADataset", sampler)
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.decode, self.decrypt = (
            dataset_dir,
            replace_none(decode, False),
            decrypt,
        )
        self.extensions, self.usage = replace_none(extensions, []), replace_none(usage, "all")

    def _open(self):
        path = os.path.join(self.dataset_dir, "list_attr_celeba.txt")
        partition = os.path.join(self.dataset_dir, "list_eval_partition.txt")
        if self.usage != "all" and not os.path.exists(partition):
            raise RuntimeError("Partition file can not be found when usage is not 'all'.")
        if not os.path.isfile(path):
            raise pipeline_error(f"Invalid file path, {path} does not exist.")
        lines = lines_in(path, "attr file")
        if lines:
            self._check_head(lines[0], path)
        rows = [(i, line) for i, line in enumerate(lines[2:], 3) if line]
        if self.usage != "all":
            rows = _of_part(rows, lines_in(partition), self._TYPES[self.usage])
        items = [item for item in (self._item(i, line, path) for i, line in rows) if item]
        checked_count(items, "CelebADataset", self.dataset_dir)

        def load(item):
            image = picture(os.path.join(self.dataset_dir, item[0]), self.decode, self.decrypt)
            return image, np.array(item[1], np.uint32)

        return Rows(["image", "attr"], items, load)

    def _check_head(self, head, path):
        try:
            int(head)
        except ValueError as error:
            raise pipeline_error(
                f"Invalid rows_num, failed to convert rows_num: {head} to unsigned long in {path}."
            ) from error

    def _item(self, number, line, path):
        name, *words = line.split()
        if self.extensions and os.path.splitext(name)[1] not in self.extensions:
            return None
        return name, [whole_number(w, path, number) == 1 for w in words]


def _of_part(rows, partition, wanted):
    """Rows beside which the partition file has the number `wanted`."""
    kept = []
    for row, line in zip(rows, partition, strict=False):
        words = line.split()
        if len(words) == 2 and words[1] == str(wanted):
            kept.append(row)
    return kept


@documented
class LFWDataset(MappableDataset):
    """Labeled Faces in the Wild.

    Columns: `image` (uint8) and `label` (uint32) for 'people'; `image1`, `image2` and `label`
    (uint32, 1 for one person) for 'pairs'.

    Args:
        task (str): 'people' or 'pairs'. Default: None, 'people'.
        usage (str): '10fold', 'train', 'test' or 'all' (train and test). Default: None, 'all'.
        image_set (str): 'original', 'funneled' or 'deepfunneled'. Default: None, 'funneled'.
    """

    _FOLDERS = {
        "original": "lfw", "funneled": "lfw_funneled", "deepfunneled": "lfw-deepfunneled",
    }  # fmt: skip
    _LISTS = {
        "10fold": [""], "train": ["DevTrain"], "test": ["DevTest"], "all": ["DevTrain", "DevTest"],
    }  # fmt: skip

    def __init__(
        self, dataset_dir, task=None, usage=None, image_set=None, num_samples=None,
        num_parallel_workers=None, shuffle=None, decode=False, sampler=None, num_shards=None,
        shard_id=None, cache=None,
    ):  # fmt: skip
        words = {
            "task": ["people", "pairs"], "usage": list(self._LISTS),
            "image_set": list(self._FOLDERS),
        }  # fmt: skip
        check_source(locals(), words=words, bools=("shuffle", "decode"))
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.decode = dataset_dir, replace_none(decode, False)
        self.task, self.usage = replace_none(task, "people"), replace_none(usage, "all")
        self.image_set = replace_none(image_set, "funneled")

    def _open(self):
        parse = self._people if self.task == "people" else self._pairs
        items = []
        for part in self._LISTS[self.usage]:
            path = os.path.join(self.dataset_dir, f"{self.task}{part}.txt")
            rows = [line.split() for line in lines_in(path)] if os.path.isfile(path) else []
            if not rows:
                raise pipeline_error(
                    f"Invalid file, LFW annotation file is empty. Check file path: {path}"
                )
            try:
                items += parse(rows)
            except (IndexError, ValueError) as error:
                raise pipeline_error(
                    f"Invalid file, LFW annotation file is damaged: {path}, {error}"
                ) from error
        names = os.path.join(self.dataset_dir, "lfw-names.txt")
        labels = {line.split()[0]: i for i, line in enumerate(lines_in(names)) if line.split()}

        def load_person(item):
            return self._picture(*item), label_of(labels.get(item[0], 0))

        def load_pair(item):
            first, second, same = item
            return self._picture(*first), self._picture(*second), label_of(same)

        if self.task == "people":
            return Rows(["image", "label"], items, load_person)
        return Rows(["image1", "image2", "label"], items, load_pair)

    def _picture(self, name, number):
        folder = os.path.join(self.dataset_dir, self._FOLDERS[self.image_set], name)
        return picture(os.path.join(folder, f"{name}_{number:0>4}.jpg"), self.decode)

    def _people(self, rows):
        """(name, number of the picture) of the lines, fold by fold."""
        folds, begin = (int(rows[0][0]), 1) if self.usage == "10fold" else (1, 0)
        found = []
        for _ in range(folds):
            count = int(rows[begin][0])
            if count > len(rows):
                raise ValueError(f"{count} lines are announced")
            for name, pictures, *_ in rows[begin + 1 : begin + 1 + count]:
                found += [(name, str(k)) for k in range(1, min(int(pictures), 10**4) + 1)]
            begin += count + 1
        return found

    def _pairs(self, rows):
        """Pairs of one person, then of two, fold by fold."""
        folds, count = 1, int(rows[0][0])
        if self.usage == "10fold":
            folds, count = count, int(rows[0][1])
        if 2 * count * folds > len(rows) - 1:
            raise ValueError(f"{2 * count * folds} lines are announced")
        found, begin = [], 1
        for _ in range(folds):
            for name, first, second in rows[begin : begin + count]:
                found.append(((name, first), (name, second), 1))
            for name, first, other, second in rows[begin + count : begin + 2 * count]:
                found.append(((name, first), (other, second), 0))
            begin += 2 * count
        return found
