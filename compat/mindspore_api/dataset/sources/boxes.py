"""Pictures with boxes in files of their own: VOC, KITTI, WIDERFace."""

from __future__ import annotations

import os
from xml.etree import ElementTree

import numpy as np

from ..engine.errors import pipeline_error
from ..engine.source import MappableDataset
from .arguments import (
    check_decrypt,
    check_dir,
    check_file,
    check_options,
    check_source,
    check_types,
    documented,
    replace_none,
    type_check,
)
from .coco import META, column
from .rows import Rows, checked_count, folders_in, lines_in, names_in, picture, string


@documented
class VOCDataset(MappableDataset):
    """Pascal VOC.

    Columns: `image`, `target` (uint8) for 'Segmentation'; `image` (uint8), `bbox` (float32),
    `label`, `difficult`, `truncate` (uint32) for 'Detection'.

    Args:
        task (str): 'Segmentation' or 'Detection'. Default: 'Segmentation'.
        usage (str): Name of the list of pictures in `ImageSets`. Default: 'train'.
    """

    def __init__(
        self, dataset_dir, task="Segmentation", usage="train", class_indexing=None,
        num_samples=None, num_parallel_workers=None, shuffle=None, decode=False, sampler=None,
        num_shards=None, shard_id=None, cache=None, extra_metadata=False, decrypt=None,
    ):  # fmt: skip
        given = locals()
        check_dir(dataset_dir)
        type_check(task, (str,), "task")
        type_check(usage, (str,), "usage")
        if task == "Segmentation" and class_indexing is not None:
            raise ValueError("class_indexing is not supported in Segmentation task.")
        if task not in ("Segmentation", "Detection"):
            raise ValueError(f"Invalid task : {task}.")
        self.dataset_dir, self.task, self.usage = dataset_dir, task, usage
        check_decrypt(decrypt)
        check_file(self._list())
        check_types(given, bools=("shuffle", "decode"), dicts=("class_indexing",))
        check_options(given)
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.class_indexing = replace_none(class_indexing, {})
        self.decode, self.decrypt = replace_none(decode, False), decrypt
        self.extra_metadata = extra_metadata

    def _list(self):
        folder = "Segmentation" if self.task == "Segmentation" else "Main"
        root = os.path.realpath(self.dataset_dir)
        return os.path.join(root, "ImageSets", folder, f"{self.usage}.txt")

    def _member(self, folder, name, end):
        return os.path.join(self.dataset_dir, folder, name + end)

    def _open(self):
        names = [line.removesuffix("\r") for line in lines_in(self._list(), "ImageSets file")]
        meta = [META] if self.extra_metadata else []
        if self.task == "Segmentation":
            return Rows(["image", "target", *meta], [(n, None) for n in names], self._load)
        items = [(n, self._boxes(self._member("Annotations", n, ".xml"))) for n in names]
        items = [item for item in items if item[1]]
        checked_count(items, "", "", (
            "Invalid data, VOCDataset API can't read the data file (interface mismatch or no data "
            f"found). Check file in directory:{self.dataset_dir}"
        ))  # fmt: skip
        found = sorted({label for _, boxes in items for label, *_ in boxes})
        labels = self.class_indexing or {name: i for i, name in enumerate(found)}
        self._labels = labels
        columns = ["image", "bbox", "label", "difficult", "truncate", *meta]
        return Rows(
            columns, items, self._load, class_indexing={name: labels[name] for name in found}
        )

    def _load(self, item):
        name, boxes = item
        parts = [picture(self._member("JPEGImages", name, ".jpg"), self.decode, self.decrypt)]
        if boxes is None:
            target = self._member("SegmentationClass", name, ".png")
            parts.append(picture(target, self.decode, self.decrypt))
        else:
            parts.append(np.array([box for _, box, _, _ in boxes], np.float32))
            parts.append(column([self._labels[label] for label, *_ in boxes]))
            parts.append(column([difficult for _, _, difficult, _ in boxes]))
            parts.append(column([truncated for *_, truncated in boxes]))
        return (*parts, string(name)) if self.extra_metadata else tuple(parts)

    def _boxes(self, path):
        """(label, box, difficult, truncated) of the objects in an annotation file."""
        objects = _xml(path).findall("object")
        if not objects:
            raise pipeline_error(f"Invalid xml, the node of object is missing in {path}.")
        found = []
        for node in objects:
            box = node.find("bndbox")
            if box is None:
                raise pipeline_error(f"Invalid xml, the node of bndbox is missing in {path}")
            x0, y0, x1, y1 = (_value(box, n) for n in ("xmin", "ymin", "xmax", "ymax"))
            if not (x0 > 0 and y0 > 0 and x1 > x0 and y1 > y0):
                shown = ", ".join(str(int(v)) for v in (x0, y0, x1, y1))
                raise pipeline_error(
                    f"Invalid bndbox, the coordinate of bndbox in {path} should be greater than 0, "
                    f"but got {{{shown}}}"
                )
            label = node.findtext("name") or ""
            if label and (not self.class_indexing or label in self.class_indexing):
                flags = int(_value(node, "difficult")), int(_value(node, "truncated"))
                found.append((label, (x0, y0, x1 - x0, y1 - y0), *flags))
        return found

    def get_class_indexing(self):
        """Class -> label; for detection."""
        if self.task != "Detection":
            raise NotImplementedError("Only 'Detection' support get_class_indexing.")
        if not self.class_indexing:
            self.class_indexing = dict(self._open().class_indexing)
        return self.class_indexing


def _xml(path):
    """The root of an XML file. Entities of its own make a file invalid."""
    if not os.path.exists(path):
        raise pipeline_error(f"Invalid file path, {path} does not exist.")
    try:
        with open(path, "rb") as file:
            data = file.read()
        if b"<!ENTITY" in data:
            raise ValueError("it defines entities")
        return ElementTree.fromstring(data)
    except (OSError, ValueError, ElementTree.ParseError, LookupError) as error:
        raise pipeline_error(
            f"Invalid xml, failed to load {path}: the xml file is damaged or incorrect format."
        ) from error


def _value(node, name):
    """The number in a child, as float32; 0 where there is none."""
    try:
        value = np.float32(node.findtext(name, "0").strip())
    except ValueError:
        return np.float32(0)
    return value if np.isfinite(value) else np.float32(0)


@documented
class KITTIDataset(MappableDataset):
    """KITTI object detection.

    Columns: `image` (uint8); for training also `label` (uint32), `truncated` (float32), `occluded`
    (uint32), `alpha`, `bbox`, `dimensions`, `location` and `rotation_y` (float32).

    Args:
        usage (str): 'train' or 'test'. Default: None, 'train'.
    """

    # Column -> numbers of a line behind the label.
    _PARTS = {
        "truncated": slice(0, 1), "occluded": slice(1, 2), "alpha": slice(2, 3),
        "bbox": slice(3, 7), "dimensions": slice(7, 10), "location": slice(10, 13),
        "rotation_y": slice(13, 14),
    }  # fmt: skip
    _NUMBERS = 14

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        decode=False, sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": ["train", "test"]}, bools=("shuffle", "decode"))
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "train")
        self.decode = replace_none(decode, False)

    def _open(self):
        part = "training" if self.usage == "train" else "testing"
        root = os.path.join(self.dataset_dir, "data_object_image_2", part, "image_2")
        images = [os.path.join(root, f"{i:06d}.png") for i in range(len(names_in(root)))]
        if self.usage == "test":
            return Rows(["image"], images, lambda path: (picture(path, self.decode),))
        notes = os.path.join(self.dataset_dir, "data_object_label_2", part, "label_2")
        items = [
            (path, self._objects(os.path.join(notes, f"{i:06d}.txt")))
            for i, path in enumerate(images)
        ]
        items = [item for item in items if item[1]]
        checked_count(items, "", "", (
            "Invalid data, no valid data matching the dataset API KITTIDataset. Please check file "
            "path or dataset API."
        ))  # fmt: skip
        names = sorted({label for _, objects in items for label, _ in objects})
        labels = {name: i for i, name in enumerate(names)}

        def load(item):
            table = np.array([numbers for _, numbers in item[1]], np.float32)
            parts = {name: table[:, part] for name, part in self._PARTS.items()}
            parts["occluded"] = parts["occluded"].astype(np.int64).astype(np.uint32)
            label = column([labels[name] for name, _ in item[1]])
            return picture(item[0], self.decode), label, *parts.values()

        return Rows(["image", "label", *self._PARTS], items, load)

    def _objects(self, path):
        """(label, numbers) of the lines of an annotation file."""
        if not os.path.exists(path):
            raise pipeline_error(f"Invalid path, {path} does not exist.")
        found = []
        for number, line in enumerate(lines_in(path), 1):
            label, *words = line.split() or [""]
            try:
                numbers = [float(w) for w in words[: self._NUMBERS]]
            except ValueError:
                numbers = []
            if len(numbers) != self._NUMBERS:
                raise pipeline_error(
                    f"Invalid file, the format of the annotation file is not as expected, got "
                    f"{len(words)} parameters in line {number} of {path}."
                )
            found.append((label, numbers))
        return found


@documented
class WIDERFaceDataset(MappableDataset):
    """WIDER FACE.

    Columns: `image` (uint8); except for test also `bbox`, `blur`, `expression`, `illumination`,
    `occlusion`, `pose` and `invalid` (int32).

    Args:
        usage (str): 'train', 'test', 'valid' or 'all' (train and valid). Default: None, 'all'.
    """

    _WIDTH = 10
    _NAMES = ["blur", "expression", "illumination", "occlusion", "pose", "invalid"]
    _PARTS = {"train": ["train"], "valid": ["val"], "all": ["train", "val"], "test": ["test"]}

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        decode=False, sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(
            locals(), words={"usage": ["train", "test", "valid", "all"]},
            bools=("decode", "shuffle"),
        )  # fmt: skip
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")
        self.decode = replace_none(decode, False)

    def _open(self):
        images, notes, folders = [], {}, set()
        for part in self._PARTS[self.usage]:
            root = os.path.join(self.dataset_dir, f"WIDER_{part}", "images")
            images += self._images(root, folders)
            if part != "test":
                self._parse(part, root, notes)
        if self.usage == "test":
            return Rows(["image"], images, lambda path: (picture(path, self.decode),))

        def load(path):
            table = np.array(notes.get(path, []), np.int32).reshape(-1, self._WIDTH)
            return picture(path, self.decode), table[:, :4], *table[:, 4:].T

        return Rows(["image", "bbox", *self._NAMES], images, load)

    def _images(self, root, folders):
        """Pictures in the folders; files as the file system lists them, as in MindSpore."""
        if not os.path.isdir(root):
            raise pipeline_error(f"Invalid path, failed to open WIDERFace folder: {root}")
        folders.update(folders_in(root))
        if not folders:
            raise pipeline_error(f"Invalid file, no subfolder found under path: {root}")
        found = []
        for folder in sorted(folders):
            path = os.path.join(root, folder)
            if os.path.isdir(path):
                found += [os.path.join(path, n) for n in os.listdir(path) if n.endswith(".jpg")]
        if not found:
            raise pipeline_error(f"Invalid file, no .jpg file found under path: {root}")
        return found

    def _parse(self, part, root, notes):
        """Fill in picture -> rows of ten numbers."""
        path = os.path.join(self.dataset_dir, "wider_face_split", f"wider_face_{part}_bbx_gt.txt")
        lines = lines_in(path) if os.path.isfile(path) else []
        at = 0
        while at + 1 < len(lines):
            name = os.path.join(root, lines[at])
            count = self._numbers(lines[at + 1], path, at + 2)[:1]
            if not count:
                raise pipeline_error(
                    f"Invalid data, failed to read the number of bbox: {lines[at + 1]}, line "
                    f"{at + 2} of {path}"
                )
            # A picture without a face has one line of zeros.
            end = at + 2 + max(count[0], 1)
            rows = [
                self._numbers(lines[i], path, i + 1) for i in range(at + 2, min(end, len(lines)))
            ]
            if any(len(row) != self._WIDTH for row in rows):
                raise pipeline_error(
                    f"Invalid parameter, only annotation with size multiple of eight are accepted, "
                    f"but got other lines behind line {at + 2} of {path}"
                )
            if end <= len(lines):
                notes[name] = rows
            at = end

    def _numbers(self, line, path, number):
        try:
            return [int(word) for word in line.split()]
        except ValueError as error:
            raise pipeline_error(
                f"Invalid data, failed to parse the annotation {line} in line {number} of {path}"
            ) from error
