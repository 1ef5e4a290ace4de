"""`to_json`, `serialize`, `deserialize`, `compare`: as recorded from MindSpore 2.0.0."""

import json
import os
import stat
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("cv2")
pytest.importorskip("PIL.Image")

import compat.mindspore_api.dataset as ds
from compat.mindspore_api.dataset import transforms, vision

from . import description_cases

RECORDED = json.loads(Path(__file__).with_name("descriptions.json").read_text("utf-8"))
NOT_READ = ("unsupported operation", "unsupported sampler", "Failed to find")


@pytest.fixture(scope="module")
def found():
    return description_cases.answers()


@pytest.mark.parametrize("case", RECORDED)
def test_description_is_mindspores(case, found):
    assert found[case] == RECORDED[case]
    assert repr(found[case]) == repr(RECORDED[case])  # whole numbers and floats apart


def test_every_case_is_recorded(found):
    assert sorted(found) == sorted(RECORDED)


def test_descriptions_come_back_or_are_refused_by_name(tmp_path):
    same, lines = 0, ds.TextFileDataset(_written(tmp_path), shuffle=False).to_json()
    for name, make in description_cases.pipelines(str(tmp_path)).items():
        given = make().to_json()
        if name.startswith("operation"):
            given["children"] = [lines]
        again = _described_again(given)
        same += again == given
        assert again == given or any(text in str(again) for text in NOT_READ), name
    assert same > 100


def _described_again(given):
    try:
        return ds.deserialize(given).to_json()
    except RuntimeError as error:
        return error


def _written(folder):
    path = folder / "lines.txt"
    path.write_text("a\nb\n")
    return str(path)


def _pictures(folder):
    cv2 = pytest.importorskip("cv2")
    draw = np.random.RandomState(3)
    for name in ("one", "two"):
        (folder / name).mkdir()
        for i in range(3):
            picture = draw.randint(0, 255, (20, 24, 3), np.uint8)
            cv2.imwrite(str(folder / name / f"{i}.png"), picture)
    return str(folder)


def _pipeline(folder):
    made = ds.ImageFolderDataset(folder, num_parallel_workers=2)
    steps = [vision.Decode(), vision.RandomCrop(12, 2), vision.RandomColorAdjust(0.4, hue=0.1)]
    made = made.map(steps, ["image"], num_parallel_workers=2)
    made = made.map([vision.ToPIL(), vision.RandomRotation(20), vision.ToTensor()], ["image"])
    made = made.map(transforms.OneHot(2, 0.1), ["label"])
    return made.shuffle(3).batch(2, True).repeat(2)


def test_pipeline_of_a_file_gives_the_same_rows(tmp_path):
    (tmp_path / "data").mkdir()
    before = ds.config.get_seed()
    ds.config.set_seed(11)
    try:
        first, path = _pipeline(_pictures(tmp_path / "data")), str(tmp_path / "p.json")
        ds.serialize(first, path)
        second = ds.deserialize(json_filepath=path)
        assert ds.compare(first, second)
        assert second.get_dataset_size() == 6
        rows = [
            list(d.create_tuple_iterator(num_epochs=1, output_numpy=True)) for d in (first, second)
        ]
        for ours, again in zip(*rows, strict=True):
            for a, b in zip(ours, again, strict=True):
                assert a.shape[0] == 2
                if a.ndim == 2:  # the Python side draws from Python's own generator
                    np.testing.assert_array_equal(a, b)
    finally:
        ds.config.set_seed(before)


def test_only_the_owner_reads_the_file(tmp_path):
    path = str(tmp_path / "p.json")
    ds.serialize(ds.TextFileDataset(_written(tmp_path)), path)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("{", "failed to parse json file"),
        ("[1]", "holds no dict"),
        ("{}", "Failed to find children"),
        ('{"children": []}', "Failed to find op_type"),
        ('{"children": [], "op_type": "Filter"}', "unsupported operation type: Filter"),
    ],
)
def test_damaged_file_is_an_error_at_the_first_use(tmp_path, content, text):
    path = tmp_path / "p.json"
    path.write_text(content)
    made = ds.deserialize(json_filepath=str(path))
    with pytest.raises(RuntimeError, match=text):
        made.get_dataset_size()


def test_missing_file_is_an_error_at_the_first_use():
    with pytest.raises(RuntimeError, match="failed to open json file"):
        ds.deserialize(json_filepath="/nowhere/p.json").to_json()


@pytest.mark.parametrize(
    ("module", "name"), [("os", "system"), ("mindspore.dataset.engine", "json"), ("nothing", "x")]
)
def test_file_cannot_name_code_to_run(tmp_path, module, name):
    lines = ds.TextFileDataset(_written(tmp_path)).map(vision.ToPIL(), ["text"]).to_json()
    lines["operations"] = [
        {"python_module": module, "tensor_op_name": name, "tensor_op_params": {}}
    ]
    with pytest.raises(RuntimeError, match="unsupported operation"):
        ds.deserialize(lines).to_json()
