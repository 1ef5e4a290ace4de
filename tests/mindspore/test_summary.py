"""Event files: what is recorded, read back with a reader of its own."""

import json
import os
import struct
import zlib

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.core.serialize import wire
from compat.mindspore_api import Model, Tensor, nn, ops
from compat.mindspore_api import dataset as ds
from compat.mindspore_api.train import SummaryCollector, SummaryRecord


def messages(path):
    """The messages of a file; checks sizes."""
    data, at, found = path.read_bytes(), 0, []
    while at < len(data):
        (size,) = struct.unpack_from("<Q", data, at)
        found.append(list(wire.fields(data[at + 12 : at + 12 + size])))
        at += 16 + size
    assert at == len(data)
    return found


def values(event):
    """{tag: [fields]} of a summary event."""
    summary = next(v for n, v in event if n == 5)
    parts = [list(wire.fields(v)) for n, v in wire.fields(summary) if n == 1]
    return {bytes(fields[0][1]).decode(): dict(fields[1:]) for fields in parts}


def number(field, code="<f"):
    return struct.unpack(code, bytes(field))[0]


def only(folder, ending):
    (path,) = [p for p in folder.iterdir() if p.name.endswith(ending)]
    return path


def test_a_record_holds_every_kind_of_value(tmp_path):
    with SummaryRecord(str(tmp_path), "pre", "_suf") as record:
        record.add_value("scalar", "loss", Tensor(0.5))
        record.add_value("tensor", "t", Tensor(np.arange(6).reshape(2, 3).astype(np.int32)))
        record.add_value("histogram", "h", Tensor(np.array([1, 2, 3, np.nan, np.inf], np.float32)))
        record.add_value("image", "i", Tensor(np.ones((3, 1, 4, 5), np.float32)))
        assert record.record(7) is True
        assert record.log_dir == str(only(tmp_path, "_suf"))
    version, event = messages(only(tmp_path, "_suf"))
    assert bytes(dict(version)[3]) == b"MindSpore.Event:1"
    assert dict(event)[2] == 7
    found = values(event)
    assert number(found["loss"][3]) == 0.5
    tensor = list(wire.fields(found["t"][8]))
    assert [v for n, v in tensor if n == 1] == [2, 3]
    histogram = list(wire.fields(found["h"][9]))
    buckets = [dict(wire.fields(v)) for n, v in histogram if n == 1]
    assert [b[3] for b in buckets] == [1, 2]
    assert (dict(histogram)[2], dict(histogram)[3], dict(histogram)[8]) == (1, 1, 5)
    image = dict(wire.fields(found["i"][4]))
    assert (image[1], image[2], image[3]) == (4, 15, 3)
    png = bytes(image[4])
    size = struct.unpack(">I", png[33:37])[0]
    rows = zlib.decompress(png[41 : 41 + size])
    assert rows == (b"\x00" + b"\xff" * 45) * 4


def test_records_are_framed_with_their_checksums(tmp_path):
    with SummaryRecord(str(tmp_path)) as record:
        record.add_value("scalar", "x", Tensor(1.0))
        record.record(1)
    head = only(tmp_path, "_MS").read_bytes()[:12]
    # CRC32C of eight bytes, computed bit by bit.
    crc = 0xFFFFFFFF
    for byte in head[:8]:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    masked = ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF
    assert struct.unpack("<I", head[8:])[0] == masked


@pytest.mark.parametrize(
    ("plugin", "name", "value", "error"),
    [
        ("nope", "x", Tensor(1.0), ValueError),
        ("scalar", "", Tensor(1.0), ValueError),
        ("scalar", "x", 1.0, TypeError),
        ("scalar", "x", Tensor([1.0, 2.0]), ValueError),
        ("image", "x", Tensor([1.0, 2.0]), ValueError),
        ("histogram", "x", Tensor(1.0), ValueError),
    ],
)
def test_wrong_values(tmp_path, plugin, name, value, error):
    with SummaryRecord(str(tmp_path)) as record, pytest.raises(error):
        record.add_value(plugin, name, value)


def test_there_is_one_recorder_at_a_time_and_none_after_close(tmp_path):
    with SummaryRecord(str(tmp_path)) as record:
        with pytest.raises(RuntimeError, match="only one instance"):
            SummaryRecord(str(tmp_path))
        record.close()
        assert record.record(1) is False
        with pytest.raises(ValueError, match="has been closed"):
            record.__enter__()
    SummaryRecord(str(tmp_path)).close()


class Watched(nn.Cell):
    """Hands its mean to the recorder."""

    def __init__(self):
        super().__init__()
        self.dense, self.scalar = nn.Dense(4, 3), ops.ScalarSummary()

    def construct(self, x):
        y = self.dense(x)
        self.scalar("mean", y.mean())
        return y


def collect(folder, **settings):
    ms.set_seed(1)
    net = Watched()
    loss = nn.SoftmaxCrossEntropyWithLogits(True, "mean")
    model = Model(net, loss, nn.Momentum(net.trainable_params(), 0.1, 0.9), metrics={"acc"})
    x = np.random.RandomState(0).randn(24, 4).astype(np.float32)
    y = np.random.RandomState(1).randint(0, 3, 24).astype(np.int32)
    data = ds.NumpySlicesDataset((x, y), shuffle=False).batch(8)
    collector = SummaryCollector(str(folder), collect_freq=2, **settings)
    model.train(3, data, callbacks=[collector], dataset_sink_mode=False)


def test_a_run_is_collected_as_by_mindspore(tmp_path):
    collect(tmp_path)
    events = messages(only(tmp_path, "_MS"))
    found = [(dict(e).get(2), values(e)) for e in events if 5 in dict(e)]
    # Steps and losses recorded from MindSpore 2.0.0; the end of an epoch counts as its last step.
    assert [step for step, _ in found] == [1, 1, 2, 4, 6, 6, 8]
    losses = [number(v["loss/auto"][3]) for _, v in found if "loss/auto" in v]
    wanted = [1.1019788, 1.0946223, 0.94617414, 1.0622363, 1.0622363, 0.965891]
    np.testing.assert_allclose(losses, wanted, atol=1e-5)
    assert {"mean", "loss/auto", "dense.weight/auto", "dense.bias/auto"} <= set(found[2][1])
    (event,) = messages(only(tmp_path, "_lineage"))
    training = dict(wire.fields(dict(event)[6]))
    assert bytes(dict(wire.fields(training[1]))[1]) == b"Momentum"
    assert dict(wire.fields(training[2]))[2] == 24
    facts = json.loads((tmp_path / "ckpt_dir" / "train_metadata.json").read_text())
    assert list(facts["model_params_file_map"]) == [str(i) for i in range(1, 10)]
    assert all(os.path.isfile(p) for p in facts["model_params_file_map"].values())


def test_only_what_is_asked_for_is_collected(tmp_path):
    wanted = {"collect_metric": True}
    collect(tmp_path, collect_specified_data=wanted, keep_default_action=False)
    events = [e for e in messages(only(tmp_path, "_MS")) if 5 in dict(e)]
    assert set().union(*map(values, events)) == {"loss/auto", "mean"}
    assert not [p for p in tmp_path.iterdir() if p.name.endswith(("_lineage", "ckpt_dir"))]


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"collect_freq": 0}, ValueError),
        ({"collect_freq": "1"}, TypeError),
        ({"collect_specified_data": {"nope": True}}, ValueError),
        ({"collect_specified_data": {"histogram_regular": "("}}, ValueError),
        ({"collect_specified_data": {"collect_landscape": {"unit": "hour"}}}, ValueError),
        ({"custom_lineage_data": {"a": []}}, TypeError),
        ({"export_options": {"tensor_format": "txt"}}, ValueError),
    ],
)
def test_wrong_settings(tmp_path, settings, error):
    with pytest.raises(error):
        SummaryCollector(str(tmp_path), **settings)
