"""WMT 2014: French and English sentences (a small part)."""

from __future__ import annotations

from itertools import islice

from . import common
from ._files import members, text

__all__ = ["train", "test", "get_dict"]

URL_DEV_TEST = "http://www-lium.univ-lemans.fr/~schwenk/cslm_joint_paper/data/dev+test.tgz"
MD5_DEV_TEST = "7d7897317ddd8ba0ae5c5fa7248d3ff5"
URL_TRAIN = "http://paddlemodels.bj.bcebos.com/wmt/wmt14.tgz"
MD5_TRAIN = "0791583d57d5beb693b9414c5b36798c"
URL_MODEL = "http://paddlemodels.bj.bcebos.com/wmt%2Fwmt14.tgz"
MD5_MODEL = "0cb4a5366189b6acba876491c8724fa3"
START = "<s>"
END = "<e>"
UNK = "<unk>"
UNK_IDX = 2
_LONGEST = 80


def _read_dicts(tar_file, dict_size):
    """Word -> number in the source and in the target language."""
    found = []
    for suffix in ("src.dict", "trg.dict"):
        files = list(members(tar_file, lambda name, end=suffix: name.endswith(end)))
        if len(files) != 1:
            raise ValueError(f"{tar_file} holds {len(files)} files named {suffix}, expected one")
        found.append(_read_dict(tar_file, files[0][0], dict_size))
    return found


def _read_dict(tar_file, name, size):
    for _, file in members(tar_file, lambda other: other == name):
        return {text(line).strip(): i for i, line in enumerate(islice(file, size))}
    return {}


def reader_creator(tar_file, file_name, dict_size):
    """A reader of (source, target, target one word ahead); longer than 80 words are left out."""

    def reader():
        source_dict, target_dict = _read_dicts(tar_file, dict_size)
        for _, file in members(tar_file, lambda name: name.endswith(file_name)):
            for line in file:
                columns = text(line).strip().split("\t")
                if len(columns) != 2:
                    continue
                words = [START, *columns[0].split(), END]
                source = [source_dict.get(w, UNK_IDX) for w in words]
                target = [target_dict.get(w, UNK_IDX) for w in columns[1].split()]
                if max(len(source), len(target)) <= _LONGEST:
                    yield source, [target_dict[START], *target], [*target, target_dict[END]]

    return reader


def _reader_of(name, dict_size):
    return reader_creator(common.download(URL_TRAIN, "wmt14", MD5_TRAIN), name, dict_size)


def train(dict_size):
    """A reader of the training sentences."""
    return _reader_of("train/train", dict_size)


def test(dict_size):
    """A reader of the test sentences."""
    return _reader_of("test/test", dict_size)


def gen(dict_size):
    """A reader of the sentences to translate."""
    return _reader_of("gen/gen", dict_size)


def get_dict(dict_size, reverse=True):
    """The dictionaries of both languages: number -> word, or word -> number."""
    found = _read_dicts(common.download(URL_TRAIN, "wmt14", MD5_TRAIN), dict_size)
    if reverse:
        found = [{number: word for word, number in words.items()} for words in found]
    return tuple(found)


def fetch():
    """Fetch sentences and trained model."""
    common.download(URL_TRAIN, "wmt14", MD5_TRAIN)
    common.download(URL_MODEL, "wmt14", MD5_MODEL)
