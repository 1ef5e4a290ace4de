"""Data sets: samples as Paddle 1.8.5 reads them, checksums, damaged and missing files."""

import contextlib
import gzip
import hashlib
import importlib
import io
import json
import struct
import sys
from pathlib import Path

import numpy as np
import pytest
import scipy.io
from paddle.dataset import cifar, common, flowers, image, mnist, movielens, uci_housing, voc2012

from compat.core.errors import FileFormatError
from compat.core.serialize import matlab

TESTS = Path(__file__).parents[1]
RECORDED = json.loads((TESTS / "golden/paddle/datasets.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def program():
    """The program that made the recorded answers."""
    sys.path.insert(0, str(TESTS / "oracle"))
    try:
        return importlib.import_module("paddle_datasets")
    finally:
        sys.path.pop(0)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache folder."""
    monkeypatch.setattr(common, "DATA_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def fresh(monkeypatch):
    """Modules that keep what they have read forget it."""
    for name in ("MOVIE_INFO", "USER_INFO"):
        monkeypatch.setattr(movielens, name, None)
    for name in ("UCI_TRAIN_DATA", "UCI_TEST_DATA"):
        monkeypatch.setattr(uci_housing, name, None)


def close(a, b):
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(map(close, a, b))
    if isinstance(a, float):
        return a == pytest.approx(b, rel=1e-5, abs=1e-3)
    return a == b


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("name", RECORDED)
def test_samples_are_those_of_paddle(name, program):
    found = json.loads(json.dumps(program.samples(name)))
    assert found.keys() == RECORDED[name].keys()
    for key, expected in RECORDED[name].items():
        assert close(expected, found[key]), key


def test_a_missing_file_is_one_message_with_path_size_and_checksum(cache, monkeypatch):
    url = "http://127.0.0.1:9/train-images-idx3-ubyte.gz"
    monkeypatch.setattr(mnist, "TRAIN_IMAGE_URL", url)
    with pytest.raises(RuntimeError) as raised:
        mnist.train()
    text = str(raised.value)
    assert text.startswith(f"Cannot download {url} within retry limit 3 (it is not there;")
    assert f"The program reads {cache}/mnist/train-images-idx3-ubyte.gz" in text
    assert "(MD5 f68b3c2dcbeaaa9fbdd348bbdeb94873, 9912422 bytes)" in text
    assert list((cache / "mnist").iterdir()) == []


def test_a_file_with_another_checksum_is_named_with_it(cache, monkeypatch):
    monkeypatch.setattr(cifar, "CIFAR10_URL", "http://127.0.0.1:9/cifar-10-python.tar.gz")
    (cache / "cifar").mkdir()
    (cache / "cifar/cifar-10-python.tar.gz").write_bytes(b"half of it")
    digest = hashlib.md5(b"half of it").hexdigest()
    with pytest.raises(RuntimeError, match=f"its checksum was {digest}"):
        cifar.train10()
    assert (cache / "cifar/cifar-10-python.tar.gz").read_bytes() == b"half of it"


def test_a_file_that_is_fetched_lands_whole(cache, tmp_path_factory):
    source = tmp_path_factory.mktemp("server") / "data.bin"
    source.write_bytes(b"content")
    digest = hashlib.md5(b"content").hexdigest()
    path = common.download(source.as_uri(), "some", digest)
    assert path == str(cache / "some/data.bin")
    assert Path(path).read_bytes() == b"content"
    with pytest.raises(RuntimeError, match="what came has the checksum"):
        common.download(source.as_uri(), "other", "0" * 32)


def put(module, attribute, path, data):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    setattr(module, attribute, hashlib.md5(data).hexdigest())


def test_a_damaged_file_is_one_error_that_names_file_and_row(cache, monkeypatch):
    for name in ("TRAIN_IMAGE_MD5", "TRAIN_LABEL_MD5"):
        monkeypatch.setattr(mnist, name, None)
    pictures = gzip.compress(struct.pack(">IIII", 2051, 200, 28, 28) + b"\0" * 784 * 150)
    labels = gzip.compress(struct.pack(">II", 2049, 200) + b"\1" * 200)
    put(mnist, "TRAIN_IMAGE_MD5", cache / "mnist/train-images-idx3-ubyte.gz", pictures)
    put(mnist, "TRAIN_LABEL_MD5", cache / "mnist/train-labels-idx1-ubyte.gz", labels)
    with pytest.raises(ValueError, match=r"images-idx3.*150 pictures.*row 200"):
        list(mnist.train()())
    put(mnist, "TRAIN_LABEL_MD5", cache / "mnist/train-labels-idx1-ubyte.gz", labels[:20])
    with pytest.raises(ValueError, match=r"labels-idx1-ubyte\.gz is damaged"):
        list(mnist.train()())


@pytest.mark.usefixtures("fresh")
def test_a_row_that_cannot_be_read_is_named(cache, monkeypatch, program):
    monkeypatch.setattr(movielens, "MD5", None)
    data = program.zipped([("ml-1m/movies.dat", b"1::A (1995)::X\n2::B\n")])
    put(movielens, "MD5", cache / "movielens/movielens%2Fml-1m.zip", data)
    with pytest.raises(ValueError, match=r"ml-1m\.zip: ml-1m/movies\.dat, row 2: damaged"):
        movielens.max_movie_id()


def test_pickles_of_pictures_run_nothing(cache, monkeypatch, program):
    monkeypatch.setattr(cifar, "CIFAR10_MD5", None)
    data = program.tar([("c/data_batch_1", b"cos\nsystem\n(S'true'\ntR.")])
    put(cifar, "CIFAR10_MD5", cache / "cifar/cifar-10-python.tar.gz", data)
    with pytest.raises(ValueError, match=r"data_batch_1 is damaged \(the file asks for os.system"):
        list(cifar.train10()())


def test_segmentation_pairs_pictures_and_classes(cache, monkeypatch, program):
    pillow = pytest.importorskip("PIL.Image")
    monkeypatch.setattr(voc2012, "VOC_MD5", None)

    def png(array):
        out = io.BytesIO()
        pillow.fromarray(array).save(out, "PNG")
        return out.getvalue()

    folder = "VOCdevkit/VOC2012/"
    picture = np.arange(72, dtype="uint8").reshape(4, 6, 3)
    files = [
        (f"{folder}ImageSets/Segmentation/train.txt", b"a\nb\n"),
        (f"{folder}JPEGImages/a.jpg", png(picture)),
        (f"{folder}SegmentationClass/a.png", png(picture[:, :, 0])),
    ]
    path = cache / "voc2012/VOCtrainval_11-May-2012.tar"
    put(voc2012, "VOC_MD5", path, program.tar(files))
    samples = voc2012.test()()
    data, classes = next(samples)
    np.testing.assert_array_equal(data, picture)
    np.testing.assert_array_equal(classes, picture[:, :, 0])
    with pytest.raises(ValueError, match=r"JPEGImages/b\.jpg cannot be read"):
        next(samples)


def matlab_file(**arrays):
    out = io.BytesIO()
    scipy.io.savemat(out, arrays, do_compression=True)
    return out.getvalue()


def test_flowers_are_split_by_their_numbers(cache, monkeypatch, program):
    for name in ("DATA_MD5", "LABEL_MD5", "SETID_MD5"):
        monkeypatch.setattr(flowers, name, None)
    files = [(f"jpg/image_{i:05d}.jpg", bytes([i])) for i in (1, 2, 3, 4)]
    put(flowers, "DATA_MD5", cache / "flowers/102flowers.tgz", program.tar(files))
    labels = matlab_file(labels=np.array([[3, 1, 2, 5]], "uint8"))
    put(flowers, "LABEL_MD5", cache / "flowers/imagelabels.mat", labels)
    parts = {"tstid": [[1, 3]], "trnid": [[2]], "valid": [[4]]}
    put(flowers, "SETID_MD5", cache / "flowers/setid.mat", matlab_file(**parts))
    for _ in range(2):  # the second time from the files of the first
        found = [
            list(part(mapper=lambda s: s, use_xmap=False)())
            for part in (flowers.train, flowers.test, flowers.valid)
        ]
        assert found == [[(b"\1", 2), (b"\3", 1)], [(b"\2", 0)], [(b"\4", 4)]]


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("dtype", ["uint8", "int16", "int64", "float32", "float64"])
def test_arrays_of_matlab_files(compressed, dtype):
    out = io.BytesIO()
    value = np.arange(6).reshape(2, 3).astype(dtype)
    scipy.io.savemat(out, {"a": value, "text": "abc", "b": 3}, do_compression=compressed)
    found = matlab.arrays(out.getvalue())
    np.testing.assert_array_equal(found["a"], value)
    assert found["b"].tolist() == [[3]]
    for cut in range(len(out.getvalue())):
        with contextlib.suppress(FileFormatError):
            matlab.arrays(out.getvalue()[:cut])


def test_crops_and_flips_of_pictures():
    picture = np.arange(2 * 3 * 3).reshape(2, 3, 3)
    np.testing.assert_array_equal(image.center_crop(picture, 1)[0, 0], picture[0, 1])
    np.testing.assert_array_equal(image.left_right_flip(picture), picture[:, ::-1])
    np.testing.assert_array_equal(image.to_chw(picture), picture.transpose(2, 0, 1))
    np.random.seed(0)
    top, left = np.random.randint(0, 1), np.random.randint(0, 2)
    np.random.seed(0)
    np.testing.assert_array_equal(
        image.random_crop(picture, 2), picture[top : top + 2, left : left + 2]
    )


def test_files_of_samples_are_shared_out(tmp_path, capsys):
    common.split(lambda: iter(range(10)), 3, str(tmp_path / "part-%05d"))
    pattern = str(tmp_path / "part-*")
    found = [list(common.cluster_files_reader(pattern, 2, i)()) for i in range(2)]
    assert sorted(found[0] + found[1]) == list(range(10))
    assert capsys.readouterr().out.count("append file: ") == 3
