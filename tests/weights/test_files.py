"""`compat inspect` and `compat convert`: every format both ways, damaged and hostile files."""

from __future__ import annotations

import json
import pickle
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from compat.cli import main
from compat.core.errors import FileFormatError
from compat.weights import formats

SUFFIXES = [".ckpt", ".pdparams", ".pdopt", ".npz", ".safetensors", ".pth"]


def needs(suffix: str) -> None:
    if suffix == ".pth":
        pytest.importorskip("torch")


def arrays() -> dict[str, np.ndarray]:
    random = np.random.RandomState(3)
    return {
        "conv.weight": random.standard_normal((4, 3, 2, 2)).astype("float32"),
        "steps": np.array(7, "int64"),
        "half": random.standard_normal(5).astype("float16"),
        "mask": np.array([[True], [False]]),
        "one": np.array([2.5], "float32"),
    }


def compat(*words: object):
    return CliRunner().invoke(main, [str(w) for w in words])


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_written_is_read_again(tmp_path, suffix):
    needs(suffix)
    path = tmp_path / f"a{suffix}"
    formats.write(path, formats.Weights(arrays(), {"epoch": "3"}))
    found = formats.read(path)
    for name, x in arrays().items():
        np.testing.assert_array_equal(found.arrays[name], x)
        assert found.arrays[name].dtype == x.dtype
        assert found.arrays[name].shape == x.shape
    assert str(found.values.get("epoch", found.arrays.get("epoch"))) == "3"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_damaged_files_are_named_and_nothing_is_left_behind(tmp_path, suffix):
    needs(suffix)
    path, target = tmp_path / f"a{suffix}", tmp_path / "b.npz"
    formats.write(path, formats.Weights(arrays()))
    whole = path.read_bytes()
    for data in (b"", b"nonsense" * 9, whole[: len(whole) // 2]):
        path.write_bytes(data)
        for words in (["inspect", path], ["convert", path, target]):
            done = compat(*words)
            assert done.exit_code == 1, (data[:8], done.output)
            assert isinstance(done.exception, SystemExit)
            assert path.name in done.output.replace("\n", "")
            assert not target.exists()


def test_a_pickle_that_would_run_something_is_refused(tmp_path):
    pytest.importorskip("torch")

    class Evil:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "ran",))

    for suffix in (".pdparams", ".pdopt", ".pth"):
        path = tmp_path / f"a{suffix}"
        path.write_bytes(pickle.dumps({"w": Evil()}))
        assert compat("inspect", path).exit_code == 1
    assert not (tmp_path / "ran").exists()


def test_npz_with_objects_or_beyond_the_bound_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.npz"
    np.savez(path, w=np.array([{}], dtype=object))
    with pytest.raises(FileFormatError, match=r"a\.npz"):
        formats.read(path)
    monkeypatch.setattr(formats, "MOST_BYTES", 1000)
    np.savez_compressed(path, w=np.zeros(10000))
    assert zipfile.is_zipfile(path)
    with pytest.raises(FileFormatError, match="would take"):
        formats.read(path)


def test_inspect_shows_statistics_and_sums(tmp_path):
    path = tmp_path / "a.npz"
    np.savez(path, w=np.array([[1.0, 3.0]], "float32"), bad=np.array([np.nan, 1.0]))
    facts = json.loads(compat("inspect", path, "--json").output)
    row = next(e for e in facts["entries"] if e["name"] == "w")
    assert (row["shape"], row["dtype"]) == ([1, 2], "float32")
    assert (row["min"], row["max"], row["mean"], row["std"]) == (1.0, 3.0, 2.0, 1.0)
    assert facts["sum"] == {"arrays": 2, "numbers": 4, "bytes": 24, "not_finite": 1}
    shown = compat("inspect", path, "--like", "w").output
    assert "(1, 2)" in shown
    assert "bad" not in shown


def test_inspect_reads_mindrecord(tmp_path):
    from compat.mindspore_api.mindrecord import FileWriter

    path = tmp_path / "rows.mindrecord"
    writer = FileWriter(str(path))
    writer.add_schema({"label": {"type": "int32"}, "x": {"type": "float32", "shape": [2]}}, "s")
    writer.write_raw_data([{"label": n, "x": np.full(2, n, "float32")} for n in range(5)])
    writer.commit()
    facts = json.loads(compat("inspect", path, "--json").output)
    assert facts["sum"]["rows"] == 5
    assert {e["name"]: e.get("max") for e in facts["entries"]} == {"label": 4.0, "x": 4.0}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["inspect", "nowhere.ckpt"], 2, "nowhere.ckpt"),
        (["inspect", "a.txt"], 1, ".safetensors"),
        (["convert", "a.npz", "no/such/folder/b.npz"], 1, "no/such/folder"),
        (["convert", "a.npz", "b.npz", "--to", "jax"], 2, "mindspore"),
        (["convert", "a.npz", "b.npz", "--map", "nothing=x"], 1, "nothing=x"),
        (["convert", "a.npz", "b.npz", "--map", "no-file.txt"], 2, "no-file.txt"),
        (["convert", "a.npz", "b.npz", "--map", "w=v"], 1, "both be called v"),
        (["convert", "a.npz", "b.npz", "--mpa", "w=v"], 2, "--map"),
    ],
    ids=str,
)
def test_mistakes_are_told(tmp_path, monkeypatch, words, status, said):
    monkeypatch.chdir(tmp_path)
    np.savez("a.npz", w=np.ones(2), v=np.ones(2))
    Path("a.txt").write_text("text")
    done = compat(*words)
    assert done.exit_code == status
    assert said in done.output.replace("\n", "")
    assert not Path("b.npz").exists()


def test_a_missing_library_names_its_extra(tmp_path, monkeypatch):
    for module in [m for m in sys.modules if m.partition(".")[0] == "safetensors"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "safetensors", None)
    path = tmp_path / "a.safetensors"
    path.write_bytes(b"x")
    done = compat("inspect", path)
    assert done.exit_code == 1
    assert "pip install 'compat[safetensors]'" in done.output


def _giant(shape):
    header = str({"descr": "<f4", "fortran_order": False, "shape": shape}).ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00v\x00" + header.encode()


@pytest.mark.parametrize(
    "content",
    [_giant((2**40,)), _giant((2**31, 2**31)), b"\x93NUMPY\x09\x00", b"text", b""],
    ids=["giant", "overflow", "version", "text", "empty"],
)
def test_an_archive_whose_members_are_no_arrays_is_refused(content, tmp_path):
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.npy", content)
    with pytest.raises(FileFormatError, match=r"a\.npz"):
        formats.read(path)


def test_damage_to_compressed_arrays_is_one_error(tmp_path):
    path = tmp_path / "a.npz"
    np.savez_compressed(path, x=np.arange(1000))
    data = bytearray(path.read_bytes())
    for at in range(0, len(data), 8):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        try:
            formats.read(path)
        except FileFormatError:
            continue
