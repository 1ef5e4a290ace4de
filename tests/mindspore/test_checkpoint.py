"""Checkpoint files: bytes as the original writes them, damaged files, loading into networks."""

import stat
from pathlib import Path

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.core.errors import FileFormatError
from compat.core.serialize import mindspore_checkpoint, whole
from compat.mindspore_api import nn
from compat.mindspore_api.train.serialization import (
    async_ckpt_thread_status,
    load_checkpoint,
    load_param_into_net,
    save_checkpoint,
)

GOLDEN = Path(__file__).parents[1] / "golden" / "mindspore" / "small.ckpt"
INTS = [f"{kind}{bits}" for bits in (8, 16, 32, 64) for kind in ("int", "uint")]
KINDS = [*INTS, "float16", "float32", "float64", "bool"]


def recorded_items():
    """What the original was given for the recorded file."""
    grid = np.arange(6).reshape(2, 3) - 2
    items = [{"name": f"p.{k}", "data": ms.Tensor(grid.astype(k))} for k in KINDS]
    items.append({"name": "s.f", "data": ms.Tensor(np.float32(1.5))})
    items.append({"name": "s.i", "data": ms.Tensor(3, ms.int64)})
    items.append({"name": "s.b", "data": ms.Tensor(True)})
    items.append({"name": "one", "data": ms.Tensor(np.ones(1, np.float32))})
    return items


RECORDED_EXTRA = {"epoch": 3, "lr": 0.5, "note": "héllo", "flag": True}


def network():
    return nn.SequentialCell(nn.Dense(2, 3), nn.BatchNorm1d(3), nn.Dense(3, 1, has_bias=False))


def saved(tmp_path, cell):
    path = str(tmp_path / "net.ckpt")
    save_checkpoint(cell, path)
    return path


def test_bytes_equal_those_of_the_original(tmp_path):
    path = tmp_path / "ours"
    save_checkpoint(recorded_items(), str(path), append_dict=RECORDED_EXTRA)
    assert (tmp_path / "ours.ckpt").read_bytes() == GOLDEN.read_bytes()


def test_files_of_the_original_are_read():
    found = load_checkpoint(str(GOLDEN))
    assert list(found)[-4:] == ["epoch", "lr", "note", "flag"]
    assert found["note"] == "héllo"
    assert [str(found[f"p.{k}"].dtype).lower() for k in KINDS] == KINDS
    assert found["p.float16"].asnumpy().tolist() == [[-2, -1, 0], [1, 2, 3]]
    assert [found[name].shape for name in ("s.f", "s.b")] == [(), (1,)]


def test_networks_come_back(tmp_path):
    net, twin = network(), network()
    for p in net.get_parameters():
        p.set_data(ms.Tensor(np.random.RandomState(3).rand(*p.shape).astype(np.float32)))
    path = saved(tmp_path, net)
    assert load_checkpoint(path, twin).keys() == net.parameters_dict().keys()
    for a, b in zip(net.get_parameters(), twin.get_parameters(), strict=True):
        np.testing.assert_array_equal(a.asnumpy(), b.asnumpy())


def test_the_file_is_read_only_and_can_be_replaced(tmp_path):
    path = saved(tmp_path, network())
    assert stat.S_IMODE(Path(path).stat().st_mode) == 0o400
    assert saved(tmp_path, network()) == path


@pytest.mark.parametrize("length", [1, 7, 60, 200, 810])
def test_a_truncated_file_is_refused(tmp_path, length):
    path = tmp_path / "cut.ckpt"
    path.write_bytes(GOLDEN.read_bytes()[:length])
    with pytest.raises(ValueError, match="Failed to read the checkpoint file"):
        load_checkpoint(str(path))


def test_every_changed_byte_is_read_or_refused_cleanly():
    data = GOLDEN.read_bytes()
    refused = 0
    for i in range(len(data)):
        for value in (0, 0x7F, 0xFF):
            changed = data[:i] + bytes([value]) + data[i + 1 :]
            try:
                mindspore_checkpoint.decoded(changed)
            except FileFormatError:
                refused += 1
    assert refused > len(data) / 4


def test_a_failed_write_leaves_the_old_file_whole(tmp_path, monkeypatch):
    path = saved(tmp_path, network())
    before = Path(path).read_bytes()

    def broken(*args):
        raise OSError("no space left")

    monkeypatch.setattr(whole.os, "fsync", broken)
    with pytest.raises(OSError, match="no space left"):
        save_checkpoint(nn.Dense(2, 2), path)
    assert Path(path).read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["net.ckpt"]


def test_saving_in_the_background(tmp_path):
    path = str(tmp_path / "later.ckpt")
    save_checkpoint(network(), path, async_save=True)
    while async_ckpt_thread_status():
        pass
    assert len(load_checkpoint(path)) == 7


def test_prefixes_choose(tmp_path):
    path = saved(tmp_path, network())
    assert list(load_checkpoint(path, specify_prefix="2.")) == ["2.weight"]
    assert "2.weight" not in load_checkpoint(path, filter_prefix=["2."])
    chosen = load_checkpoint(path, choice_func=lambda name: name.endswith("bias"))
    assert list(chosen) == ["0.bias"]
    with pytest.raises(ValueError, match="empty after filter"):
        load_checkpoint(path, specify_prefix="nothing")


def test_names_behind_a_prefix_are_found(tmp_path):
    net = network()
    found = {f"backbone.{p.name}": p for p in net.get_parameters()}
    assert load_param_into_net(network(), found)[0] == []


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        (lambda: load_checkpoint(3), TypeError, "must be string, but got <class 'int'>"),
        (lambda: load_checkpoint("a.bin"), ValueError, "should end with '.ckpt'"),
        (lambda: load_checkpoint("/nowhere/a.ckpt"), ValueError, "does not exist"),
        (lambda: save_checkpoint(3, "a"), TypeError, "must be nn.Cell or list"),
        (lambda: save_checkpoint([], 3), TypeError, "must be string, but got"),
        (lambda: save_checkpoint([], "/tmp"), IsADirectoryError, "it must be a file name"),
        (lambda: save_checkpoint([], "a", enc_key="k"), ValueError, "enc_key"),
        (lambda: load_param_into_net(3, {}), TypeError, "should be a Cell"),
        (lambda: load_param_into_net(nn.ReLU(), []), TypeError, "should be a dict"),
        (lambda: load_param_into_net(nn.ReLU(), {"a": 3}), TypeError, "'str' and 'Parameter'"),
    ],
)
def test_wrong_arguments(call, error, text):
    with pytest.raises(error, match=text):
        call()


def test_shapes_and_dtypes_must_fit():
    net = nn.Dense(2, 3)
    wrong = {"weight": ms.Parameter(ms.Tensor(np.ones((3, 3), np.float32)), name="weight")}
    with pytest.raises(RuntimeError, match="should have the same shape"):
        load_param_into_net(net, wrong)
    half = {"weight": ms.Parameter(ms.Tensor(np.ones((3, 2), np.float16)), name="weight")}
    with pytest.raises(RuntimeError, match="should have the same type"):
        load_param_into_net(net, half, strict_load=True)
    assert load_param_into_net(net, half)[0] == ["bias"]
    assert net.weight.dtype == ms.float32
    assert net.weight.asnumpy().tolist() == [[1, 1]] * 3
