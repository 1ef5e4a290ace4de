"""`Dataset.save` against what MindSpore 2.0.0 writes and refuses."""

import numpy as np
import pytest

from compat.mindspore_api import dataset as ds
from compat.mindspore_api.mindrecord import FileReader


def column(values):
    return ds.NumpySlicesDataset({"a": values}, shuffle=False)


def saved(dataset, path):
    dataset.save(str(path))
    rows = ds.MindDataset(str(path), shuffle=False)
    return [row["a"] for row in rows.create_dict_iterator(num_epochs=1, output_numpy=True)]


@pytest.mark.parametrize(
    ("dtype", "kept"),
    [
        ("int8", "int32"), ("uint8", "uint8"), ("int16", "int32"), ("uint16", "int32"),
        ("uint32", "int64"), ("int32", "int32"), ("int64", "int64"), ("float32", "float32"),
        ("float64", "float64"),
    ],
)  # fmt: skip
def test_arrays_come_back(tmp_path, dtype, kept):
    values = np.array([[1, 0], [1, 1]], dtype)
    rows = saved(column(values), tmp_path / "rows")
    assert [row.dtype for row in rows] == [kept, kept]
    assert np.array_equal(rows, values)


def test_scalars_and_texts_come_back(tmp_path):
    assert saved(column(np.array([4, 2], "uint8")), tmp_path / "n") == [4, 2]
    assert saved(column(np.array(["x", "yy"])), tmp_path / "t") == ["x", "yy"]


def test_the_first_axis_may_vary(tmp_path):
    rows = ds.GeneratorDataset(lambda: ((np.arange(n + 1),) for n in range(3)), ["a"])
    assert [row.tolist() for row in saved(rows, tmp_path / "rows")] == [[0], [0, 1], [0, 1, 2]]


def test_other_axes_may_not_vary(tmp_path):
    rows = ds.GeneratorDataset(lambda: ((np.ones((2, n + 1)),) for n in range(3)), ["a"])
    with pytest.raises(RuntimeError, match="dynamic shape do not currently support saving"):
        rows.save(str(tmp_path / "rows"))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (np.ones((2, 1), "uint64"), "unsupported data type: uint64"),
        (np.array([b"x"]), "unsupported data type: bytes"),
        (np.ones((2, 1), "float16"), "got unexpected type when casting data: float16"),
        (np.ones((2, 1), "bool"), "got unexpected type when casting data: bool"),
        (np.array([["x", "y"]]), "can not support multi-dimensional string tensor"),
    ],
)
def test_types_that_files_do_not_have(tmp_path, values, message):
    with pytest.raises(RuntimeError, match=message):
        column(values).save(str(tmp_path / "rows"))


def test_nothing_to_save(tmp_path):
    with pytest.raises(RuntimeError, match=r"The pointer\[shard_header_\] is null"):
        column(np.arange(3)).skip(3).save(str(tmp_path / "rows"))


def test_several_files_hold_all_rows(tmp_path):
    column(np.arange(9)).save(str(tmp_path / "rows"), 3)
    reader = FileReader(str(tmp_path / "rows0"))
    assert sorted(row["a"] for row in reader.get_next()) == list(range(9))
    reader.close()


def test_size_is_told_before_columns_are_looked_for(tmp_path):
    saved(column(np.array([4, 2])), tmp_path / "rows")
    rows = ds.MindDataset(str(tmp_path / "rows"), ["nothing"])
    assert rows.get_dataset_size() == 2
    with pytest.raises(RuntimeError, match="column name: nothing can not found"):
        rows.create_dict_iterator()
