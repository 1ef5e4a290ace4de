"""Damaged files: rows, or one error of a pipeline that names the file; never a hang or a crash.

`tox -e damage` reads 5,000 versions of each file instead of 200.
"""

import json
import os

import numpy as np
import pytest

import compat.mindspore_api.dataset as ds
from compat.mindspore_api.mindrecord import FileReader

from . import file_cases

MUTATIONS = int(os.environ.get("COMPAT_MUTATIONS", 200))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("files")
    file_cases.write_all(made)
    return made


def damaged(data, state):
    """The content of a file with one to four mistakes in it."""
    data = bytearray(data)
    for _ in range(state.randint(1, 5)):
        kind, at = state.randint(6), state.randint(len(data) + 1)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << state.randint(8)
        elif kind == 1 and at < len(data):
            data[at] = (0, 255, 127, 128)[state.randint(4)]
        elif kind == 2:
            del data[at:]
        elif kind == 3:
            data[at:at] = state.bytes(state.randint(1, 9))
        elif kind == 4:
            del data[at : at + state.randint(1, 9)]
        else:
            data[at : at + 4] = state.bytes(4)
    return bytes(data)


def rows(dataset):
    """All rows, without threads."""
    source = dataset._source()
    if hasattr(source, "rows"):
        return sum(1 for _ in source.rows(0))
    for i in range(len(source)):
        source.row(i)
    return len(source)


def check(path, read, name=None, count=MUTATIONS):
    """Read many damaged versions of a file."""
    whole, state = path.read_bytes(), np.random.RandomState(11)
    refused = 0
    try:
        for _ in range(count):
            path.write_bytes(damaged(whole, state))
            try:
                read()
            except (RuntimeError, ValueError) as error:
                refused += 1
                assert (name or path.name) in str(error), error  # noqa: PT017
    finally:
        path.write_bytes(whole)
    read()
    assert refused


def test_idx_pictures(folder):
    path = folder / "mnist" / "t10k-images-idx3-ubyte"
    check(path, lambda: rows(ds.MnistDataset(str(folder / "mnist"), "test")), "mnist")


def test_idx_labels(folder):
    path = folder / "mnist" / "t10k-labels-idx1-ubyte"
    check(path, lambda: rows(ds.MnistDataset(str(folder / "mnist"), "test")), "mnist")


def test_tfrecord(folder):
    path = folder / "tf" / "1.tfrecord"
    check(path, lambda: rows(ds.TFRecordDataset(str(path))))


def test_csv(folder):
    path = folder / "csv" / "1.csv"
    given = {"column_defaults": [0, "", 0.5, ""], "column_names": ["n", "q", "r", "s"]}
    check(path, lambda: rows(ds.CSVDataset(str(path), **given)))


def test_json_lines(folder):
    path = folder / "clue" / "train.json"
    check(path, lambda: rows(ds.CLUEDataset(str(path), task="AFQMC", usage="train")))


def test_sentences(folder):
    path = folder / "tagged" / "train.txt"
    check(path, lambda: rows(ds.CoNLL2000Dataset(str(folder / "tagged"), "train")), "train.txt")


def test_coco(tmp_path):
    path = tmp_path / "notes.json"
    boxes = [{"image_id": 1, "category_id": 2, "bbox": [1, 2, 3, 4], "iscrowd": 0, "id": 1}]
    content = {
        "images": [{"id": 1, "file_name": "a.jpg"}], "annotations": boxes,
        "categories": [{"id": 2, "name": "cat"}],
    }  # fmt: skip
    path.write_text(json.dumps(content))
    (tmp_path / "a.jpg").write_bytes(b"picture")
    found = ("notes.json", "a.jpg", str(tmp_path))

    def read():
        try:
            rows(ds.CocoDataset(str(tmp_path), str(path), "Detection"))
        except RuntimeError as error:
            assert any(name in str(error) for name in found)  # noqa: PT017
            raise RuntimeError("notes.json") from error

    check(path, read)


def test_voc(tmp_path):
    for name in ("JPEGImages", "Annotations", "ImageSets/Main"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "ImageSets/Main/train.txt").write_text("1\n")
    (tmp_path / "JPEGImages/1.jpg").write_bytes(b"picture")
    path = tmp_path / "Annotations" / "1.xml"
    path.write_text(
        "<annotation><object><name>cat</name><difficult>0</difficult><truncated>1</truncated>"
        "<bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax></bndbox></object>"
        "</annotation>"
    )
    check(path, lambda: rows(ds.VOCDataset(str(tmp_path), "Detection", "train")), str(tmp_path))


@pytest.mark.parametrize("end", ["", ".db"])
def test_mindrecord(folder, end):
    path = folder / "mind" / f"rows.mindrecord1{end}"

    def read():
        rows(ds.MindDataset(str(folder / "mind" / "rows.mindrecord0")))

    check(path, read, "mind", count=MUTATIONS // 5)


def test_mindrecord_reader(folder):
    path = folder / "mind" / "rows.mindrecord0"

    def read():
        reader = FileReader(str(path))
        try:
            return sum(1 for _ in reader.get_next())
        finally:
            reader.close()

    check(path, read, "mind", count=MUTATIONS // 5)


@pytest.mark.parametrize("end", ["jpg", "png", "bmp"])
def test_pictures(tmp_path, monkeypatch, end):
    monkeypatch.chdir(tmp_path)  # as MindSpore, Decode leaves a picture it cannot read there
    cv2, vision = pytest.importorskip("cv2"), pytest.importorskip(f"{ds.__name__}.vision")
    (tmp_path / "one").mkdir()
    path = tmp_path / "one" / f"1.{end}"
    draw = np.random.RandomState(2)
    assert cv2.imwrite(str(path), draw.randint(0, 255, (17, 19, 3)).astype(np.uint8))
    pipeline = ds.ImageFolderDataset(str(tmp_path)).map(vision.Decode(), ["image"], None, None, 1)

    def read():
        for row in pipeline.create_tuple_iterator(num_epochs=1, output_numpy=True):
            assert row[0].ndim == 3

    check(path, read, count=MUTATIONS // 2)
