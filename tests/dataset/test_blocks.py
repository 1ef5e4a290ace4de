"""Rows that go through together, or straight into a batch: values as of the rows one by one."""

import copy
import gc
import struct

import numpy as np
import pytest

pytest.importorskip("cv2")

from compat.core.data.workers import AdaptiveLanes
from compat.mindspore_api import dataset as ds
from compat.mindspore_api.common import dtype as mstype
from compat.mindspore_api.dataset import text, transforms, vision
from compat.mindspore_api.dataset.engine.node import Run
from compat.mindspore_api.dataset.engine.order import Sequential
from compat.mindspore_api.dataset.engine.seats import Arrays, Seats, seated
from compat.mindspore_api.dataset.engine.source import IndexedStage
from compat.mindspore_api.dataset.transforms.tables import Tail
from compat.mindspore_api.mindrecord import FileWriter, _integers


def write_idx(path, array):
    head = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    path.write_bytes(head + array.tobytes())


@pytest.fixture
def digits(tmp_path):
    """Seventy digits in two pairs of files."""
    draw = np.random.RandomState(0)
    for name, count in (("train", 40), ("t10k", 30)):
        pixels = draw.randint(0, 256, (count, 28, 28)).astype(np.uint8)
        write_idx(tmp_path / f"{name}-images-idx3-ubyte", pixels)
        labels = draw.randint(0, 10, count).astype(np.uint8)
        write_idx(tmp_path / f"{name}-labels-idx1-ubyte", labels)
    return ds.MnistDataset(str(tmp_path), shuffle=False)


def rows_of(dataset, parallel):
    """All rows of two epochs; in blocks only where the run may have workers."""
    before = ds.config.get_seed()
    ds.config.set_seed(5)
    run = Run(parallel)
    stage = dataset._build(run, root=True)
    try:
        return [row for _ in range(2) for row in stage.rows()]
    finally:
        run.close()
        ds.config.set_seed(before)


def assert_same_rows(dataset):
    together, singly = rows_of(dataset, True), rows_of(dataset, False)
    assert len(together) == len(singly) > 0
    for a, b in zip(together, singly, strict=True):
        assert len(a) == len(b)
        for x, y in zip(a, b, strict=True):
            assert x.dtype == y.dtype
            np.testing.assert_array_equal(x, y)


RESCALED = [vision.Rescale(1 / 255, 0.0), vision.Rescale(1 / 0.3081, -0.1307 / 0.3081)]
OPERATIONS = {
    "LeNet": [vision.Resize((32, 32)), *RESCALED, vision.HWC2CHW()],
    "normalised": [vision.Normalize([33.0], [78.0]), vision.HWC2CHW()],
    "numbers": [transforms.TypeCast(mstype.float16)],
    "tensors": [vision.ToTensor(), vision.Normalize([0.13], [0.3], is_hwc=False)],
    "padded": [vision.Pad(2), vision.CenterCrop(20)],
}


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("drop", [False, True])
def test_blocks_become_the_same_batches(digits, name, drop):
    mapped = digits.map(OPERATIONS[name], "image").map(transforms.TypeCast(mstype.int32), "label")
    assert_same_rows(mapped.batch(16, drop_remainder=drop))


@pytest.mark.parametrize("name", OPERATIONS)
def test_blocks_become_the_same_rows(digits, name):
    assert_same_rows(digits.map(OPERATIONS[name], "image").shuffle(20).project(["image"]))


def test_blocks_are_used(digits):
    run = Run(True)
    stage = digits.map(RESCALED, "image")._build(run, root=True)
    assert stage.in_blocks
    run.close()


def test_random_operations_and_functions_go_row_by_row(digits):
    for operation in (vision.RandomHorizontalFlip(), lambda x: x):
        run = Run(True)
        mapped = copy.deepcopy(digits).map(operation, "image")
        assert not mapped._build(run, root=True).in_blocks
        run.close()


def test_a_row_that_fails_in_a_block_is_named_as_if_alone(digits):
    mapped = copy.deepcopy(digits).map([vision.Crop((20, 20), 20)], "image").batch(8)
    with pytest.raises(RuntimeError, match="Crop height dimension") as together:
        rows_of(mapped, True)
    with pytest.raises(RuntimeError) as singly:
        rows_of(mapped, False)
    dropped = digits.map([vision.Crop((20, 20), 20)], "image").batch(90, drop_remainder=True)
    with pytest.raises(RuntimeError, match="Crop height dimension"):
        rows_of(dropped, True)
    assert str(together.value) == str(singly.value)
    assert "images-idx3-ubyte" in str(singly.value)


class Failing:
    """A source of blocks of which one cannot be read."""

    columns = ["x"]

    def __len__(self):
        return 100

    def row(self, i):
        if i == 70:
            raise ValueError("row 70")
        return (np.array(i),)

    def block(self, numbers):
        if 70 in numbers:
            raise KeyError("a block")
        return (numbers.copy(),)

    def files(self, i):
        return (f"file {i}",)


@pytest.mark.parametrize("workers", [1, 2])
def test_rows_in_front_of_one_that_fails_in_a_block(workers):
    run, found = Run(True), []
    stage = IndexedStage(Failing(), Sequential(100), run, workers)
    with pytest.raises(RuntimeError, match="row 70"):
        for block, done in stage.done(16):
            found.extend(done.rows(block.files()))
    run.close()
    assert [int(row[0]) for row in found] == list(range(70))
    assert found[3].files == ("file 3",)


def test_rows_of_blocks_have_their_own_memory(digits):
    first, second, *_ = rows_of(digits.map(RESCALED, "image"), True)
    before = second[0].copy()
    first[0][:] = 9
    np.testing.assert_array_equal(second[0], before)
    assert first[0].base is None


@pytest.mark.parametrize("width", [4, 7, 0])
def test_records_come_in_blocks(tmp_path, width):
    draw, path = np.random.RandomState(1), str(tmp_path / "rows.mindrecord")
    writer = FileWriter(path, 2)
    schema = {
        "a": {"type": "int64", "shape": [-1]}, "b": {"type": "float32", "shape": [2, 2]},
        "c": {"type": "int32"}, "d": {"type": "bytes"}, "e": {"type": "float64"},
    }  # fmt: skip
    writer.add_schema(schema, "")
    rows = [
        {
            "a": (draw.randint(-300, 300, width or i % 5 + 1) << draw.randint(0, 40)).astype("i8"),
            "b": draw.rand(2, 2).astype(np.float32), "c": int(draw.randint(99)), "d": b"ab",
            "e": float(draw.rand()),
        }
        for i in range(40)
    ]  # fmt: skip
    writer.write_raw_data(rows)
    writer.commit()
    dataset = ds.MindDataset(path + "0", ["c", "b", "a", "e"], shuffle=False)
    cast = transforms.TypeCast(mstype.int32)
    run = Run(True)
    assert copy.deepcopy(dataset)._build(run, root=True).in_blocks
    other = ds.MindDataset(path + "0", ["d", "a"], shuffle=False)
    assert not other._build(run, root=True).in_blocks
    run.close()
    assert_same_rows(copy.deepcopy(dataset).map(cast, "a"))
    if width:
        assert_same_rows(dataset.map(cast, "a").batch(8))


def test_compressed_integers_expand_alone_and_together():
    draw = np.random.RandomState(2)
    for count in range(30):
        for dtype in ("int32", "int64"):
            limit = np.iinfo(dtype)
            numbers = draw.randint(limit.min, limit.max, count, dtype)
            numbers >>= draw.randint(0, limit.bits, count).astype(dtype)
            data = _integers.compress(numbers.tobytes(), dtype)
            np.testing.assert_array_equal(_integers.expand(data, dtype), numbers)
            together = _integers.expand_rows([data, data], dtype)
            if count % 4 or not count:
                assert together is None
            else:
                np.testing.assert_array_equal(together, [numbers, numbers])


@pytest.fixture
def lines(tmp_path):
    """A hundred lines of words."""
    path, draw = tmp_path / "lines.txt", np.random.RandomState(4)
    words = ["deep", "lëarning", "on", "  ", "\x1c", "numbers"]
    path.write_text("\n".join(" ".join(draw.choice(words, 6)) for _ in range(100)), "utf-8")
    return str(path)


VOCABULARY = text.Vocab.from_list(["deep", "lëarning", "on", "numbers"])
TEXTS = {
    "numbers": [
        text.WhitespaceTokenizer(), text.Lookup(VOCABULARY, "on", mstype.int16),
        transforms.PadEnd([8], -1),
    ],
    "words": [text.CaseFold(), text.WhitespaceTokenizer()],
    "scripts": [text.UnicodeScriptTokenizer(), text.AddToken("[B]")],
    "letters": [text.UnicodeCharTokenizer(), text.Lookup(VOCABULARY, "deep")],
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("shuffle", [True, False])
def test_lists_become_the_same_rows(lines, name, shuffle):
    rows = ds.TextFileDataset(lines, shuffle=shuffle).map(TEXTS[name], "text")
    run = Run(True)
    assert rows._build(run, root=True).in_lists
    run.close()
    assert_same_rows(rows)


def test_rows_in_front_of_one_that_fails_in_a_list(lines):
    with open(lines, "a", encoding="utf-8") as file:
        file.write("\nunknown\n")
    known = text.Vocab.from_list(["deep", "lëarning", "on", "numbers", "\x1c"])
    operations = [text.WhitespaceTokenizer(), text.Lookup(known)]
    found = []
    for parallel in (True, False):
        run = Run(parallel)
        rows = ds.TextFileDataset(lines, shuffle=False).map(operations, "text")
        stage, count = rows._build(run, root=True), 0
        with pytest.raises(RuntimeError, match=r"unknown.*vocab") as error:
            for _ in stage.rows():
                count += 1
        run.close()
        found.append((count, str(error.value)))
    assert found[0] == found[1]
    assert found[0][0] == 100
    assert lines in found[0][1]


TAILS = {
    "normalised": [vision.Normalize([3.0, 4.0, 5.0], [7.0, 8.0, 9.0]), vision.HWC2CHW()],
    "one mean": [vision.Rescale(1 / 255, 0.5), vision.Normalize([0.4], [0.3]), vision.HWC2CHW()],
    "tensors": [vision.ToTensor(), vision.Normalize([0.1, 0.2, 0.3], [0.4, 0.5, 0.6], False)],
    "channels last": [vision.Normalize([3.0, 4.0, 5.0], [7.0, 8.0, 9.0])],
    "cast": [vision.HWC2CHW(), transforms.TypeCast(mstype.float32)],
}


@pytest.mark.parametrize("name", TAILS)
@pytest.mark.parametrize("channels", [1, 3])
def test_a_table_gives_what_the_operations_give(name, channels):
    image = np.random.RandomState(3).randint(0, 256, (11, 6, channels)).astype(np.uint8)
    tail = Tail(TAILS[name])
    assert tail.start == 0
    if channels == 1 and name in ("normalised", "tensors", "channels last"):
        assert not tail.fits(image)  # as many means as channels; the operations refuse the image
        return
    wanted = image
    for operation in TAILS[name]:
        wanted = operation.compute(wanted)
    assert tail.fits(image)
    made = tail.apply(image, np.empty)
    assert made.dtype == wanted.dtype
    np.testing.assert_array_equal(made, wanted)


def test_pictures_that_no_table_takes():
    tail = Tail(TAILS["normalised"])
    assert not tail.fits(np.zeros((4, 4, 3), np.float32))
    assert not tail.fits(np.zeros((4, 4), np.uint8))
    assert not tail.fits(np.zeros((4, 4, 5), np.uint8))
    assert not Tail([transforms.TypeCast(mstype.int32)]).fits(np.zeros((4, 4, 3), np.uint8))
    assert Tail([vision.Rescale(1.0, 0.0), vision.Crop((0, 0), 2)]).start == 2


class Pictures:
    """Pictures of bytes, one of another size if asked for."""

    def __init__(self, odd=None):
        self.odd = odd

    def __len__(self):
        return 21

    def __getitem__(self, i):
        size = 12 if i == self.odd else 10
        return np.random.RandomState(i).randint(0, 256, (size, 10, 3)).astype(np.uint8), i


@pytest.mark.parametrize("workers", [1, 2])
def test_pictures_are_written_into_their_batch(workers):
    operations = [vision.RandomHorizontalFlip(), *TAILS["normalised"]]

    def mapped():
        rows = ds.GeneratorDataset(Pictures(), ["x", "i"], shuffle=False)
        return rows.map(operations, "x", num_parallel_workers=workers)

    found, wanted = rows_of(mapped().batch(8), True), rows_of(mapped(), True)
    assert [len(batch[0]) for batch in found] == [8, 8, 5] * 2
    for place in (0, 1):
        joined = np.concatenate([batch[place] for batch in found])
        np.testing.assert_array_equal(joined, [row[place] for row in wanted])


def test_a_picture_of_another_size_is_refused_by_the_batch():
    rows = ds.GeneratorDataset(Pictures(odd=11), ["x", "i"], shuffle=False)
    batches = rows.map(TAILS["normalised"], "x").batch(8).create_tuple_iterator(num_epochs=1)
    assert next(batches)[0].shape == (8, 3, 10, 10)
    with pytest.raises(RuntimeError, match="Inconsistent batch shapes"):
        next(batches)


@pytest.mark.parametrize("as_arrays", [True, False])
def test_batches_that_are_kept_stay_as_they_are(as_arrays):
    pictures = np.random.RandomState(6).randint(0, 256, (96, 64, 64, 3)).astype(np.uint8)
    rows = ds.NumpySlicesDataset(pictures, ["x"], shuffle=False)
    dataset = rows.map(TAILS["normalised"], "x", num_parallel_workers=2).batch(32)
    iterator = dataset.create_tuple_iterator(num_epochs=6, output_numpy=as_arrays)
    kept = [row[0] for _ in range(6) for row in iterator]
    for i, batch in enumerate(kept):
        found = batch if as_arrays else batch.asnumpy()
        assert found.nbytes > 2**20  # large enough to be used again, if it were let go of
        start = 32 * (i % 3)
        wanted = [pictures[start + k] for k in range(32)]
        for operation in TAILS["normalised"]:
            wanted = [operation.compute(x) for x in wanted]
        np.testing.assert_array_equal(found, wanted)


def test_arrays_are_used_again_when_nobody_holds_them():
    arrays = Arrays(3)
    first = arrays.empty((512, 1024), np.float32)
    place = first.ctypes.data
    assert arrays.empty((512, 1024), np.float32).ctypes.data != place
    view = first[3]
    del first
    assert arrays.empty((512, 1024), np.float32).ctypes.data != place  # a view holds it
    del view
    gc.collect()
    other = arrays.empty((512, 1024), np.float64)
    assert other.dtype == np.float64
    again = [arrays.empty((512, 1024), np.float32) for _ in range(2)]
    assert place in [a.ctypes.data for a in again]


def test_seats_in_another_order_are_no_batch():
    seats = Seats(2, Arrays(1))
    rows = [seats.of(k).array(0, (3,), np.float32) for k in range(4)]
    assert seated(rows[:2]) is rows[0].base
    assert seated(rows[:1]).shape == (1, 3)
    assert seated([rows[1], rows[0]]) is None
    assert seated([rows[0], rows[3]]) is None


def test_one_slow_item_does_not_move_lanes_to_threads():
    pool = AdaptiveLanes([lambda x: x])
    pool._took.extend([1.0] * 7 + [1e-6])
    pool.submit(0, 1)
    assert pool.window == 1
