"""Pictures that text files list."""

from __future__ import annotations

import json
import os

import numpy as np

from ..engine.errors import pipeline_error
from ..engine.source import MappableDataset
from ..transforms.failure import SYNTAX
from .arguments import (
    TRAIN_TEST,
    check_file,
    check_options,
    check_source,
    check_types,
    documented,
    replace_none,
)
from .rows import (
    Rows,
    checked_count,
    folders_in,
    is_picture,
    label_of,
    lines_in,
    names_in,
    picture,
    string,
    whole_number,
)


@documented
class Food101Dataset(MappableDataset):
    """Food 101: columns `image` (uint8) and `label` (str)."""

    _PARTS = {"train": ["train"], "test": ["test"], "all": ["train", "test"]}

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        decode=False, sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": TRAIN_TEST}, bools=("decode", "shuffle"))
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.decode = dataset_dir, replace_none(decode, False)
        self.usage = replace_none(usage, "all")

    def _open(self):
        root = os.path.join(self.dataset_dir, "images")
        if not os.path.isdir(root):
            raise pipeline_error(f"Invalid path, Food101 image path: {root} does not exist.")
        classes = folders_in(root)
        if not classes:
            raise pipeline_error(f"Invalid path, no subfolder found under path: {root}")
        names = [
            line
            for part in self._PARTS[self.usage]
            for line in lines_in(os.path.join(self.dataset_dir, "meta", f"{part}.txt"), "text")
            if line
        ]
        checked_count(names, "", "", f"No valid train.txt or test.txt file under path: {root}")

        def load(name):
            label = next((c for c in classes if c in name), "")
            return picture(os.path.join(root, f"{name}.jpg"), self.decode), string(label)

        return Rows(["image", "label"], names, load)


@documented
class ManifestDataset(MappableDataset):
    """Pictures listed in a manifest file: columns `image` (uint8) and `label` (int32).

    Args:
        dataset_file (str): The manifest; each line the JSON of a picture.
        usage (str): The part: 'train', 'eval' or 'inference'. Default: 'train'.
    """

    def __init__(
        self, dataset_file, usage="train", num_samples=None, num_parallel_workers=None,
        shuffle=None, sampler=None, class_indexing=None, decode=False, num_shards=None,
        shard_id=None, cache=None,
    ):  # fmt: skip
        given = locals()
        check_file(dataset_file)
        check_types(given, bools=("shuffle", "decode"), strs=("usage",), dicts=("class_indexing",))
        check_options(given)
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_file, self.decode = dataset_file, replace_none(decode, False)
        self.usage = replace_none(usage, "train")
        self.class_indexing = replace_none(class_indexing, {})

    def _open(self):
        if self.usage not in ("train", "eval", "inference"):
            raise pipeline_error(
                f"ManifestDataset: usage: {self.usage} is invalid, it should be 'train', 'eval' or "
                "'inference'.",
                SYNTAX,
            )
        items, names, all_names = self._parsed()
        checked_count(items, "", "", (
            "Invalid data, ManifestDataset API can't read the data file (interface mismatch or no "
            f"data found). Check file path: {self.dataset_file}"
        ))  # fmt: skip
        labels = self.class_indexing or {name: i for i, name in enumerate(sorted(names))}

        def load(item):
            found = [labels[name] for name in item[1]]
            label = label_of(found[0] if len(found) == 1 else found, np.int32)
            return picture(item[0], self.decode), label

        return Rows(
            ["image", "label"], items, load, lambda item: labels[item[1][0]],
            num_classes=len(all_names), class_indexing={n: labels[n] for n in sorted(names)},
        )  # fmt: skip

    def _parsed(self):
        """(path, names of the labels) of each picture; names that are kept; all names."""
        items, kept, seen = [], set(), set()
        for number, line in enumerate(lines_in(self.dataset_file, "manifest"), 1):
            try:
                row = json.loads(line)
                found = self._picture(row, number)
                if found is None:
                    continue
                names = [self._name(a, number) for a in row["annotation"]]
            except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
                raise pipeline_error(
                    f"Invalid manifest file, parse ManiFest file: {self.dataset_file} failed at "
                    f"line {number}, {error}"
                ) from error
            seen.update(names)
            names = [n for n in names if not self.class_indexing or n in self.class_indexing]
            kept.update(names)
            if names:
                items.append((found, names))
        return items, kept, seen

    def _picture(self, row, number):
        """Path of the picture of a line, None where the line is not wanted."""
        path = row.get("source", "")
        if path == "":
            self._missing("'source'", number)
        if not is_picture(path, "manifest"):
            return None
        usage = row.get("usage", "")
        if usage == "":
            self._missing("'usage'", number)
        return path if usage.lower() == self.usage.lower() else None

    def _name(self, annotation, number):
        name = annotation.get("name", "")
        if name == "":
            self._missing("'name' attribute of label", number)
        return name

    def _missing(self, what, number):
        raise pipeline_error(
            f"Invalid manifest file, {what} is missing in file: {self.dataset_file} at line "
            f"{number}"
        )

    def get_class_indexing(self):
        """Class -> label."""
        if not self.class_indexing:
            self.class_indexing = dict(self._open().class_indexing)
        return self.class_indexing


@documented
class Places365Dataset(MappableDataset):
    """Places 365: columns `image` (uint8) and `label` (uint32).

    Args:
        usage (str): 'train-standard', 'train-challenge' or 'val'. Default: None, 'train-standard'.
        small (bool): The pictures of 256 by 256 pixels. Default: True.
    """

    _LISTS = {
        "train-standard": (
            "places365_train_standard.txt", "data_256_standard", "data_large_standard",
        ),
        "train-challenge": (
            "places365_train_challenge.txt", "data_256_challenge", "data_large_challenge",
        ),
        "val": ("places365_val.txt", "val_256", "val_large"),
    }  # fmt: skip

    def __init__(
        self, dataset_dir, usage=None, small=True, decode=False, num_samples=None,
        num_parallel_workers=None, shuffle=None, sampler=None, num_shards=None, shard_id=None,
        cache=None,
    ):  # fmt: skip
        check_source(
            locals(), words={"usage": list(self._LISTS)}, bools=("shuffle", "small", "decode")
        )
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir = os.path.abspath(dataset_dir)
        self.usage, self.small = replace_none(usage, "train-standard"), small
        self.decode = decode

    def _open(self):
        listing, small, large = self._LISTS[self.usage]
        _words_of(os.path.join(self.dataset_dir, "categories_places365.txt"), "Places365")
        path = os.path.join(self.dataset_dir, listing)
        words = _words_of(path, "Places365")
        root = os.path.join(self.dataset_dir, small if self.small else large)
        items = [
            (os.path.join(root, name.lstrip("/")), whole_number(label, path, row))
            for row, (name, label) in enumerate(zip(words[::2], words[1::2], strict=False), 1)
        ]
        checked_count(items, "", "", (
            "Invalid data, no valid data matching the dataset API Places365Dataset. Please check "
            f"dataset API or file path: {self.dataset_dir}."
        ))  # fmt: skip

        def load(item):
            if not os.path.exists(item[0]):
                raise pipeline_error(
                    f"Invalid file path, Places365 image: {item[0]} does not exists."
                )
            return picture(item[0], self.decode), label_of(item[1])

        return Rows(["image", "label"], items, load, lambda item: item[1])


def _words_of(path, name):
    if not os.path.isfile(path):
        raise pipeline_error(
            f"Invalid file, failed to open {path}: {name} file is damaged or permission denied."
        )
    return [word for line in lines_in(path) for word in line.split()]


@documented
class SUN397Dataset(MappableDataset):
    """SUN 397: columns `image` (uint8) and `label` (uint32)."""

    def __init__(
        self, dataset_dir, num_samples=None, num_parallel_workers=None, shuffle=None, decode=False,
        sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), bools=("shuffle", "decode"))
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.decode = dataset_dir, replace_none(decode, False)

    def _open(self):
        classes = _words_of(os.path.join(self.dataset_dir, "ClassName.txt"), "SUN397")
        items = []
        for name, label in sorted({name: i for i, name in enumerate(classes)}.items()):
            folder = os.path.join(self.dataset_dir, name.lstrip("/"))
            if not os.path.isdir(folder):
                raise pipeline_error(f"Invalid path, {name} does not exist or permission denied.")
            items += [
                (os.path.join(folder, n), label)
                for n in names_in(folder)
                if n.startswith("sun_") and n.endswith(".jpg")
            ]
        checked_count(items, "", "", (
            "Invalid data, no valid data matching the dataset API SUN397Dataset. Please check "
            f"dataset API or file path: {self.dataset_dir}."
        ))  # fmt: skip

        def load(item):
            return picture(item[0], self.decode), label_of(item[1])

        return Rows(["image", "label"], items, load, lambda item: item[1])
