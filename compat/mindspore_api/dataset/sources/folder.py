"""A folder for each class."""

from __future__ import annotations

import os

import numpy as np

from ..engine.errors import pipeline_error
from ..engine.source import MappableDataset
from .arguments import (
    check_dir,
    check_options,
    check_source,
    check_types,
    check_valid_str,
    documented,
    replace_none,
)
from .rows import Rows, checked_count, folders_in, label_of, names_in, picture

_CALTECH_ENDINGS = (".jpg", ".JPEG")
_LSUN_CLASSES = [
    "bedroom", "bridge", "church_outdoor", "classroom", "conference_room", "dining_room",
    "kitchen", "living_room", "restaurant", "tower",
]  # fmt: skip

_WHAT = "image folder file path"


def _ending(name):
    return os.path.splitext(name)[1] if "." in name[1:] else name[name.rfind(".") :]


def _files(folder, extensions):
    return [name for name in names_in(folder) if not extensions or _ending(name) in extensions]


def _labelled(root, folders, labels, extensions=()):
    """(file, label) of all files in the folders, in their order."""
    return [
        (os.path.join(root, folder, name), labels[i])
        for i, folder in enumerate(folders)
        for name in _files(os.path.join(root, folder), extensions)
    ]


def _pictures(items, decode, dtype, decrypt=None, **facts):
    def load(item):
        return picture(item[0], decode, decrypt), label_of(item[1], dtype)

    return Rows(["image", "label"], items, load, lambda item: item[1], **facts)


@documented
class ImageFolderDataset(MappableDataset):
    """Pictures in folders named by their class: columns `image` (uint8) and `label` (int32).

    Classes are numbered in the order of their names.
    """

    def __init__(
        self, dataset_dir, num_samples=None, num_parallel_workers=None, shuffle=None, sampler=None,
        extensions=None, class_indexing=None, decode=False, num_shards=None, shard_id=None,
        cache=None, decrypt=None,
    ):  # fmt: skip
        check_source(
            locals(), bools=("shuffle", "decode"), lists=("extensions",), dicts=("class_indexing",)
        )
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir = dataset_dir
        self.extensions = replace_none(extensions, [])
        self.class_indexing = replace_none(class_indexing, {})
        self.decode, self.decrypt = replace_none(decode, False), decrypt

    def _open(self):
        given = self.class_indexing
        folders = [f for f in folders_in(self.dataset_dir) if not given or f in given]
        labels = [given[f] if given else i for i, f in enumerate(folders)]
        items = _labelled(self.dataset_dir, folders, labels, self.extensions)
        checked_count(items, type(self).__name__, self.dataset_dir, what=_WHAT)
        indexing = dict(zip(folders, labels, strict=True))
        return _pictures(
            items, self.decode, np.int32, self.decrypt, num_classes=len(given or folders),
            class_indexing=given or indexing,
        )  # fmt: skip

    def get_class_indexing(self):
        """Class -> label."""
        if not self.class_indexing:
            folders = checked_count(
                folders_in(self.dataset_dir), type(self).__name__, self.dataset_dir, what=_WHAT
            )
            self.class_indexing = {name: i for i, name in enumerate(folders)}
        return self.class_indexing

    def num_classes(self):
        """How many classes there are."""
        found = folders_in(self.dataset_dir)
        for name in self.class_indexing:
            if name not in found:
                raise pipeline_error(
                    f"Invalid subdirectory, class: {name} doesn't exist in {self.dataset_dir} ."
                )
        return len(self.class_indexing or found)


@documented
class Caltech256Dataset(MappableDataset):
    """Caltech 256: columns `image` (uint8) and `label` (int32)."""

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
        folders = folders_in(self.dataset_dir)
        items = _labelled(self.dataset_dir, folders, range(len(folders)), _CALTECH_ENDINGS)
        checked_count(items, "Caltech256Dataset", self.dataset_dir, what=_WHAT)
        return _pictures(items, self.decode, np.int32, num_classes=len(folders))


@documented
class OmniglotDataset(MappableDataset):
    """Omniglot: columns `image` (uint8) and `label` (int32), one label for each character.

    Args:
        background (bool): The folder `images_background`, else `images_evaluation`. Default: None,
            True.
    """

    def __init__(
        self, dataset_dir, background=None, num_samples=None, num_parallel_workers=None,
        shuffle=None, decode=False, sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), bools=("shuffle", "background", "decode"))
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.decode = dataset_dir, replace_none(decode, False)
        self.background = replace_none(background, True)

    def _open(self):
        part = "images_background" if self.background else "images_evaluation"
        root = os.path.join(self.dataset_dir, part)
        if not os.path.isdir(root):
            raise pipeline_error(
                f"Invalid dataset_dir, {root} may not exist or the path is not a directory."
            )
        folders = sorted(
            os.path.join(alphabet, letter)
            for alphabet in folders_in(root)
            for letter in folders_in(os.path.join(root, alphabet))
        )
        items = _labelled(root, folders, range(len(folders)))
        checked_count(items, "OmniglotDataset", root, what=_WHAT)
        return _pictures(items, self.decode, np.int32, num_classes=len(folders))


@documented
class LSUNDataset(MappableDataset):
    """LSUN: columns `image` (uint8) and `label` (uint32).

    Args:
        usage (str): 'train', 'test', 'valid' or 'all' (train and valid). Default: None, 'all'.
        classes (list[str]): Scenes to read. Default: None, all ten.
    """

    def __init__(
        self, dataset_dir, usage=None, classes=None, num_samples=None, num_parallel_workers=None,
        shuffle=None, decode=False, sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_lsun(locals())
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.decode = dataset_dir, replace_none(decode, False)
        self.usage, self.classes = replace_none(usage, "all"), replace_none(classes, [])

    def _folders(self):
        """(folders, scenes found)."""
        if self.usage == "test":
            return ["test"], []
        parts = {"train": ["_train"], "valid": ["_val"], "all": ["_train", "_val"]}[self.usage]
        folders, scenes = [], set()
        for name in names_in(self.dataset_dir):
            for part in parts:
                found = [c for c in self.classes or _LSUN_CLASSES if c + part in name]
                folders += [name] * len(found)
                scenes.update(found)
        return folders, scenes

    def _open(self):
        folders, scenes = self._folders()
        items = _labelled(self.dataset_dir, folders, range(len(folders)))
        checked_count(items, "LSUNDataset", self.dataset_dir, what=_WHAT)
        return _pictures(items, self.decode, np.uint32, num_classes=len(scenes))


def check_lsun(given):
    """Check the arguments of `LSUNDataset`."""
    check_dir(given["dataset_dir"])
    if given["usage"] is not None:
        check_valid_str(given["usage"], ["train", "test", "valid", "all"], "usage")
    check_types(given, bools=("shuffle", "decode"), lists=("classes",))
    for name in given["classes"] or ():
        check_valid_str(name, _LSUN_CLASSES, "classes")
    check_options(given)


@documented
class RenderedSST2Dataset(MappableDataset):
    """Rendered SST2: columns `image` (uint8) and `label` (uint32).

    Args:
        usage (str): 'train', 'val', 'test' or 'all'. Default: None, 'all'.
    """

    _FOLDERS = {"all": ("train", "test", "valid"), "val": ("val", "valid")}

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        decode=False, sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(
            locals(), words={"usage": ["val", "all", "train", "test"]}, bools=("shuffle", "decode")
        )
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.decode = dataset_dir, replace_none(decode, False)
        self.usage = replace_none(usage, "all")

    def _open(self):
        wanted = self._FOLDERS.get(self.usage, (self.usage,))
        classes, folders = {}, []
        # Classes are numbered as the file system lists them, as MindSpore does.
        for part in (p for p in os.listdir(self.dataset_dir) if p in wanted):
            for name in os.listdir(os.path.join(self.dataset_dir, part)):
                if os.path.isdir(os.path.join(self.dataset_dir, part, name)):
                    classes.setdefault(name, len(classes))
                    folders.append((os.path.join(part, name), classes[name]))
        folders.sort()
        paths, labels = [f for f, _ in folders], [label for _, label in folders]
        items = _labelled(self.dataset_dir, paths, labels, (".png",))
        checked_count(items, "RenderedSST2Dataset", self.dataset_dir, what=_WHAT)
        return _pictures(items, self.decode, np.uint32, num_classes=len(classes))
