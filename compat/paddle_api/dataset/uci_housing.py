"""Boston housing: 13 features of a district and the price of its houses."""

from __future__ import annotations

import os
import tarfile
import tempfile

import numpy as np

from . import common

__all__ = ["train", "test"]

URL = "http://paddlemodels.bj.bcebos.com/uci_housing/housing.data"
MD5 = "d4accdce7a25600298819f8e28e8d593"
feature_names = [
    *("CRIM", "ZN", "INDUS", "CHAS", "NOX", "RM", "AGE", "DIS", "RAD", "TAX", "PTRATIO", "B"),
    "LSTAT",
]
UCI_TRAIN_DATA = None
UCI_TEST_DATA = None
FLUID_URL_MODEL = (
    "https://github.com/PaddlePaddle/book/raw/develop/01.fit_a_line/fluid/fit_a_line.fluid.tar"
)
FLUID_MD5_MODEL = "6e6dd637ccd5993961f68bfbde46090b"


def feature_range(maximums, minimums):
    """Draw the ranges of the features to `image/ranges.png`, if matplotlib is installed."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        return
    figure = Figure(figsize=(10, 6))
    axes = FigureCanvasAgg(figure).figure.add_subplot()
    places = list(range(len(maximums)))
    axes.bar(places, maximums - minimums, color="r", align="center")
    axes.set_title("feature scale")
    axes.set_xticks(places, feature_names)
    axes.set_xlim(-1, len(maximums))
    os.makedirs("./image", exist_ok=True)
    figure.savefig("image/ranges.png", dpi=48)


def load_data(filename, feature_num=14, ratio=0.8):
    """Read the file once; features are centred and divided by their range."""
    global UCI_TRAIN_DATA, UCI_TEST_DATA
    if UCI_TRAIN_DATA is not None and UCI_TEST_DATA is not None:
        return
    data = np.fromfile(filename, sep=" ")
    if data.size % feature_num:
        raise ValueError(
            f"{filename} is damaged: {data.size} numbers are no rows of {feature_num}; row "
            f"{data.size // feature_num + 1} is incomplete"
        )
    data = data.reshape(data.shape[0] // feature_num, feature_num)
    highest, lowest = data.max(axis=0), data.min(axis=0)
    mean = data.sum(axis=0) / data.shape[0]
    feature_range(highest[:-1], lowest[:-1])
    for i in range(feature_num - 1):
        data[:, i] = (data[:, i] - mean[i]) / (highest[i] - lowest[i])
    offset = int(data.shape[0] * ratio)
    UCI_TRAIN_DATA, UCI_TEST_DATA = data[:offset], data[offset:]


def _reader(rows):
    def reader():
        for row in rows:
            yield row[:-1], row[-1:]

    return reader


def train():
    """A reader of (13 features, price): the first 80 % of the rows."""
    load_data(common.download(URL, "uci_housing", MD5))
    return _reader(UCI_TRAIN_DATA)


def test():
    """A reader of (13 features, price): the last 20 % of the rows."""
    load_data(common.download(URL, "uci_housing", MD5))
    return _reader(UCI_TEST_DATA)


def fluid_model():
    """The folder of a trained model, unpacked to a new place."""
    path = common.download(FLUID_URL_MODEL, "uci_housing", FLUID_MD5_MODEL, "fit_a_line.fluid.tar")
    folder = tempfile.mkdtemp()
    with tarfile.open(path) as tar:
        tar.extractall(folder, filter="data")
    return folder


def predict_reader():
    """The features of one test sample, as a tuple of one."""
    load_data(common.download(URL, "uci_housing", MD5))
    return (UCI_TEST_DATA[0][:-1],)


def fetch():
    """Fetch the file."""
    common.download(URL, "uci_housing", MD5)
