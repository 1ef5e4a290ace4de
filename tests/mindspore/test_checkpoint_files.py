"""Encrypted checkpoints, slices of several devices, and the files of a training run."""

import base64
import stat
from types import SimpleNamespace

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import Model, Parameter, Tensor, nn, train
from compat.mindspore_api import dataset as ds

pytest.importorskip("cryptography")
KEY = b"0123456789abcdef0123456789abcdef"
VALUES = np.arange(6, dtype=np.float32).reshape(2, 3)
# Written by MindSpore 2.0.0: the parameter "w" with VALUES, keys of 16, 32 and 16 bytes.
RECORDED = {
    ("AES-GCM", 16): "2F46f2eIaS7VPK6deuPkm5l37kxGAAAAEAAAAIWaeRqObvP4VB66wAnx42cuAAAA6o1nzvZH6Ib0"
    "YmEp8CaT/TmbAzzIHTz1jy4a/NNpiwELlYr89VdwSnFUzwlyzg==",
    ("AES-CBC", 32): "2V46f0gAAAAQAAAAQuE92LnKX4Ef18c7aSmMljAAAAB5JZLDn5IMwfm/4+lLvjXkUQkxul3hNby4"
    "eVO0Rt7Ck6qTPi7nytV//Tn8c4EJYzw=",
    ("SM4-CBC", 16): "2l46f0gAAAAQAAAAgJab1Vi6U7ejgbdyUYNs9jAAAAAgf/DDWgzBz4VcAAj2C6ZNX1y6VeQBt7fl"
    "KpApZPJSXnTRJ3i87PWquQGK4F1w0Ac=",
}


@pytest.fixture
def files(tmp_path):
    """Paths as text."""
    return lambda name: str(tmp_path / name)


@pytest.mark.parametrize(("mode", "size"), RECORDED)
def test_encrypted_files_of_mindspore_are_read(files, mode, size):
    with open(files("w.ckpt"), "wb") as file:
        file.write(base64.b64decode(RECORDED[mode, size]))
    found = ms.load_checkpoint(files("w.ckpt"), dec_key=KEY[:size], dec_mode=mode)
    assert np.array_equal(found["w"].asnumpy(), VALUES)


@pytest.mark.parametrize(("mode", "size"), [("AES-GCM", 24), ("AES-CBC", 16), ("SM4-CBC", 16)])
def test_encrypted_files_come_back_with_the_right_key_only(files, mode, size):
    key = KEY[:size]
    items = [{"name": "w", "data": Tensor(VALUES)}]
    ms.save_checkpoint(items, files("w.ckpt"), enc_key=key, enc_mode=mode)
    found = ms.load_checkpoint(files("w.ckpt"), dec_key=key, dec_mode=mode)
    assert np.array_equal(found["w"].asnumpy(), VALUES)
    for wrong in ({}, {"dec_key": b"x" * size, "dec_mode": mode}, {"dec_key": b"short"}):
        with pytest.raises(ValueError, match="may be encrypted or tempered with"):
            ms.load_checkpoint(files("w.ckpt"), **wrong)


@pytest.mark.parametrize(
    ("key", "mode"), [(b"short", "AES-GCM"), (KEY[:24], "SM4-CBC"), (KEY, "X")]
)
def test_keys_and_modes_that_do_not_suit_are_refused(files, key, mode):
    with pytest.raises(ValueError, match="Encrypt failed"):
        ms.save_checkpoint([], files("w.ckpt"), enc_key=key, enc_mode=mode)


def test_a_changed_encrypted_file_is_refused(files):
    data = bytearray(base64.b64decode(RECORDED["AES-GCM", 16]))
    unused = range(40, 44)  # bytes of the nonce that AES-GCM does not take
    for i in [i for i in range(0, len(data), 3) if i not in unused]:
        changed = bytes(data[:i]) + bytes([data[i] ^ 1]) + bytes(data[i + 1 :])
        with open(files("w.ckpt"), "wb") as file:
            file.write(changed)
        with pytest.raises(ValueError, match="Failed to read the checkpoint"):
            ms.load_checkpoint(files("w.ckpt"), dec_key=KEY[:16])


def layout(matrix, mapping):
    return SimpleNamespace(
        dev_matrix=[SimpleNamespace(dim=matrix)],
        tensor_map=[SimpleNamespace(dim=mapping)],
        field=0,
    )


def test_slices_follow_each_other_without_a_strategy():
    parts = [Parameter(Tensor(VALUES[i : i + 1]), name="w") for i in range(2)]
    merged = ms.merge_sliced_parameter(parts)
    assert merged.name == "w"
    assert np.array_equal(merged.asnumpy(), VALUES)


@pytest.mark.parametrize(
    ("matrix", "mapping"), [([2, 2], [1, 0]), ([2, 2], [0, 1]), ([4], [-1, 0])]
)
def test_slices_are_put_where_the_layout_says(matrix, mapping):
    whole = np.arange(32, dtype=np.float32).reshape(4, 8)
    counts = [matrix[-1 - m] if m >= 0 else 1 for m in mapping]
    parts = []
    for rank in range(int(np.prod(matrix))):
        place = np.unravel_index(rank, matrix)
        where = [int(place[-1 - m]) if m >= 0 else 0 for m in mapping]
        block = np.split(np.split(whole, counts[0], 0)[where[0]], counts[1], 1)[where[1]]
        parts.append(Parameter(Tensor(np.ascontiguousarray(block)), name="w"))
    merged = ms.merge_sliced_parameter(parts, {"w": layout(matrix, mapping)})
    assert np.array_equal(merged.asnumpy(), whole)


@pytest.mark.parametrize(
    ("slices", "strategy", "error", "text"),
    [
        ((), None, TypeError, "should be list"),
        ([], None, ValueError, "should not be empty"),
        ([3], None, TypeError, "should be 'Parameter'"),
        ([Parameter(Tensor(VALUES), "w")], {"v": 1}, KeyError, "should be a key"),
        ([Parameter(Tensor(VALUES), "w")], {"w": layout([2], [0, -1])}, ValueError, "device_count"),
    ],
)
def test_wrong_slices(slices, strategy, error, text):
    with pytest.raises(error, match=text):
        ms.merge_sliced_parameter(slices, strategy)


# -- the files of a run ------------------------------------------------------------------------


class Fails(train.Callback):
    def on_train_step_end(self, run_context):
        if run_context.original_args().cur_step_num == 4:
            raise OverflowError


def run(directory, config, *more, mode=ms.GRAPH_MODE):
    net = nn.Dense(1, 1)
    model = Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.1))
    x = np.ones((6, 1), np.float32)
    before = ms.get_context("mode")
    ms.set_context(mode=mode)
    try:
        checkpoints = train.ModelCheckpoint("a", directory, config)
        data = ds.NumpySlicesDataset((x, x), shuffle=False).batch(2)
        model.train(2, data, [checkpoints, *more], dataset_sink_mode=False)
    finally:
        ms.set_context(mode=before)


def test_the_directory_is_private_and_the_graph_lies_beside_the_checkpoints(tmp_path):
    folder = tmp_path / "new"
    run(str(folder), train.CheckpointConfig(3))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    graph = folder / "a-graph.meta"
    assert sorted(p.name for p in folder.iterdir()) == ["a-1_3.ckpt", "a-2_3.ckpt", graph.name]
    assert stat.S_IMODE(graph.stat().st_mode) == 0o600
    assert b"Default/network/_backbone" in graph.read_bytes()


def test_no_graph_is_written_without_compiling(tmp_path):
    run(str(tmp_path / "new"), train.CheckpointConfig(3), mode=ms.PYNATIVE_MODE)
    assert not list(tmp_path.glob("*/*.meta"))


def test_an_interrupted_run_leaves_its_state_when_asked(tmp_path):
    config = train.CheckpointConfig(
        100, exception_save=True, append_info=["epoch_num", {"rate": 0.5}]
    )
    with pytest.raises(OverflowError):
        run(str(tmp_path), config, Fails())
    found = ms.load_checkpoint(str(tmp_path / "a-2_1_breakpoint.ckpt"))
    assert (int(found["epoch_num"]), float(found["rate"])) == (2, 0.5)
    with pytest.raises(OverflowError):
        run(str(tmp_path), train.CheckpointConfig(100), Fails())
    assert len(list(tmp_path.glob("*breakpoint*"))) == 1
