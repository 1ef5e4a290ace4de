"""COCO: pictures with boxes, polygons, key points and captions in a JSON file."""

from __future__ import annotations

import json
import os

import numpy as np

from ..engine.errors import pipeline_error
from ..engine.source import MappableDataset
from .arguments import (
    check_decrypt,
    check_dir,
    check_file,
    check_no_classes,
    check_options,
    check_types,
    documented,
    replace_none,
    type_check,
)
from .rows import Rows, checked_count, picture, string

META = "_meta-filename"


def column(values, dtype=np.uint32):
    """Numbers as a column matrix."""
    return np.array(values, dtype).reshape(-1, 1)


class _Annotations:
    """The JSON of a COCO annotation file, its parts checked where they are asked for."""

    def __init__(self, path):
        self.path = path
        try:
            with open(path, "rb") as file:
                self.root = json.loads(file.read())
        except (OSError, ValueError, RecursionError) as error:
            raise pipeline_error(
                f"Invalid annotation file, Coco Dataset annotation file:{path} load failed, error "
                f"description: {error}"
            ) from error

    def get(self, node, name):
        """The attribute of a node."""
        if not isinstance(node, dict) or name not in node:
            raise pipeline_error(
                f"Invalid annotation, the attribute of '{name}' is missing in annotation file: "
                f"{self.path}."
            )
        return node[name]

    def number(self, node, name):
        """An attribute that is an integer."""
        value = self.get(node, name)
        if not isinstance(value, (int, float)) or abs(value) >= 2**63:
            self.fault(name)
        return int(value)

    def numbers(self, values, name):
        """A list of numbers."""
        if not isinstance(values, list) or not all(isinstance(v, (int, float)) for v in values):
            self.fault(name)
        return values

    def nodes(self, node, name):
        """An attribute that is a list."""
        found = self.get(node, name)
        if not isinstance(found, list):
            self.fault(name)
        return found

    def fault(self, name):
        """Raise for an attribute that is of another kind."""
        raise pipeline_error(
            f"Invalid annotation, the attribute of '{name}' is damaged in annotation file: "
            f"{self.path}."
        )


@documented
class CocoDataset(MappableDataset):
    """COCO.

    Columns behind `image` (uint8), by task:

    - Detection: `bbox` (float32), `category_id`, `iscrowd` (uint32)
    - Stuff: `segmentation` (float32), `iscrowd` (uint32)
    - Keypoint: `keypoints` (float32), `num_keypoints` (uint32)
    - Panoptic: `bbox` (float32), `category_id`, `iscrowd`, `area` (uint32)
    - Captioning: `captions` (str)

    Args:
        annotation_file (str): The JSON file.
        task (str): One of the five above. Default: 'Detection'.
    """

    _COLUMNS = {
        "Detection": ["bbox", "category_id", "iscrowd"],
        "Stuff": ["segmentation", "iscrowd"],
        "Keypoint": ["keypoints", "num_keypoints"],
        "Panoptic": ["bbox", "category_id", "iscrowd", "area"],
        "Captioning": ["captions"],
    }

    def __init__(
        self, dataset_dir, annotation_file, task="Detection", num_samples=None,
        num_parallel_workers=None, shuffle=None, decode=False, sampler=None, num_shards=None,
        shard_id=None, cache=None, extra_metadata=False, decrypt=None,
    ):  # fmt: skip
        given = locals()
        check_dir(dataset_dir)
        check_file(annotation_file)
        type_check(task, (str,), "task")
        if task not in self._COLUMNS:
            raise ValueError(f"Invalid task type: {task}.")
        check_decrypt(decrypt)
        check_types(given, bools=("shuffle", "decode"))
        check_no_classes("CocoDataset", sampler)
        check_options(given)
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.annotation_file, self.task = dataset_dir, annotation_file, task
        self.decode, self.decrypt = replace_none(decode, False), decrypt
        self.extra_metadata = extra_metadata

    def _open(self):
        notes = _Annotations(self.annotation_file)
        names = {
            notes.number(n, "id"): notes.get(n, "file_name")
            for n in notes.nodes(notes.root, "images")
        }
        categories = self._categories(notes)
        found = self._gathered(notes, names, {ids[0] for ids in categories.values()})
        items = [(name, found[name]) for name in names.values() if name in found]
        checked_count(items, "", "", (
            "Invalid data, 'CocoDataset' API can't read the data file (interface mismatch or no "
            f"data found). Check file in directory: {self.dataset_dir}."
        ))  # fmt: skip
        columns = ["image", *self._COLUMNS[self.task], *([META] if self.extra_metadata else [])]
        return Rows(columns, items, self._load, class_indexing=categories)

    def _categories(self, notes):
        """Name -> [id], for panoptic data [id, isthing]."""
        found = {}
        if self.task in ("Detection", "Panoptic"):
            for node in notes.nodes(notes.root, "categories"):
                info = [notes.number(node, "id")]
                name = notes.get(node, "name")
                if self.task == "Panoptic":
                    info.append(notes.number(node, "isthing"))
                found[name] = info
        return found

    def _gathered(self, notes, names, known):
        """File name -> (rows of numbers, rows of attributes) or captions."""
        found = {}
        for node in notes.nodes(notes.root, "annotations"):
            image = notes.number(node, "image_id")
            if image not in names:
                raise pipeline_error(
                    f"Invalid annotation, the attribute of 'image_id': {image} is missing in the "
                    f"node of 'image' from annotation file: {self.annotation_file}"
                )
            kept = found.setdefault(names[image], ([], []))
            _COLLECT[self.task](notes, node, known, *kept)
            if not kept[0]:
                del found[names[image]]
        return found

    def _load(self, item):
        name, (rows, attributes) = item
        image = picture(os.path.join(self.dataset_dir, name), self.decode, self.decrypt)
        if self.task == "Captioning":
            parts = [np.array(rows).reshape(-1, 1)]
        else:
            width = max(map(len, rows))
            padded = [[*row, *[-1.0] * (width - len(row))] for row in rows]
            count = len(self._COLUMNS[self.task]) - 1
            others = [[a[i] for a in attributes] for i in range(count)]
            parts = [np.array(padded, np.float32), *(column(values) for values in others)]
        if self.extra_metadata:
            parts.append(string(self._stem(name)))
        return image, *parts

    def _stem(self, name):
        stem, dot, _ = name.partition(".")
        if not dot:
            raise pipeline_error(
                f"Invalid image, 'image_id': {name} should be with suffix like \".jpg\""
            )
        return stem

    def get_class_indexing(self):
        """Class -> [id] (for panoptic data [id, isthing])."""
        if self.task not in ("Detection", "Panoptic"):
            raise NotImplementedError("Only 'Detection' and 'Panoptic' support get_class_indexing.")
        return self._open().class_indexing


def _check_category(notes, category, known):
    if category not in known:
        raise pipeline_error(
            f"Invalid annotation, the attribute of 'category_id': {category} is missing in the "
            f"node of 'categories' from annotation file: {notes.path}"
        )
    return category


def _collect_detection(notes, node, known, rows, attributes):
    notes.number(node, "id")
    rows.append(notes.numbers(notes.get(node, "bbox"), "bbox"))
    category = _check_category(notes, notes.number(node, "category_id"), known)
    crowd = notes.number(node, "iscrowd") if "iscrowd" in node else 0
    attributes.append((category, crowd))


def _collect_stuff(notes, node, known, rows, attributes):
    notes.number(node, "id")
    crowd = notes.number(node, "iscrowd")
    segmentation = notes.get(node, "segmentation")
    attributes.append((crowd,))
    if crowd == 0:
        if not isinstance(segmentation, list):
            notes.fault("segmentation")
        rows += [notes.numbers(part, "segmentation") for part in segmentation]
    elif crowd == 1:
        rows.append(notes.numbers(notes.get(segmentation, "counts"), "counts"))


def _collect_keypoints(notes, node, known, rows, attributes):
    notes.number(node, "id")
    attributes.append((notes.number(node, "num_keypoints"),))
    rows.append(notes.numbers(notes.get(node, "keypoints"), "keypoints"))


def _collect_panoptic(notes, node, known, rows, attributes):
    for info in notes.nodes(node, "segments_info"):
        rows.append(notes.numbers(notes.get(info, "bbox"), "bbox"))
        category = _check_category(notes, notes.number(info, "category_id"), known)
        attributes.append((category, notes.number(info, "iscrowd"), notes.number(info, "area")))


def _collect_captions(notes, node, known, rows, attributes):
    notes.number(node, "id")
    rows.append(str(notes.get(node, "caption")))


_COLLECT = {
    "Detection": _collect_detection, "Stuff": _collect_stuff, "Keypoint": _collect_keypoints,
    "Panoptic": _collect_panoptic, "Captioning": _collect_captions,
}  # fmt: skip
