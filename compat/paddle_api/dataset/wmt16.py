"""WMT 2016, Multi30K: captions of pictures in English and German."""

from __future__ import annotations

import collections
import os

from compat.core.serialize import whole

from . import common
from ._files import member, text

__all__ = ["train", "test", "validation", "fetch", "get_dict"]

DATA_URL = "http://paddlemodels.bj.bcebos.com/wmt/wmt16.tar.gz"
DATA_MD5 = "0c38be43600334966403524a40dcd81e"
TOTAL_EN_WORDS = 11250
TOTAL_DE_WORDS = 19220
START_MARK = "<s>"
END_MARK = "<e>"
UNK_MARK = "<unk>"


def _pairs(tar_file, name):
    """(English, German) of each line."""
    with member(tar_file, name) as file:
        for line in file:
            columns = text(line).strip().split("\t")
            if len(columns) == 2:
                yield columns


def _build_dict(tar_file, dict_size, save_path, lang):
    """Write the most frequent words of the training captions, one a line, behind three marks."""
    column = 0 if lang == "en" else 1
    counts = collections.Counter()
    for pair in _pairs(tar_file, "wmt16/train"):
        counts.update(pair[column].split())
    words = sorted(counts, key=counts.__getitem__, reverse=True)  # ties as they were found
    lines = [START_MARK, END_MARK, UNK_MARK, *words][: max(dict_size, 3)]
    os.makedirs(os.path.dirname(save_path), exist_ok=True)
    whole.write_whole(save_path, [f"{line}\n".encode() for line in lines])


def _load_dict(tar_file, dict_size, lang, reverse=False):
    path = os.path.join(common.DATA_HOME, f"wmt16/{lang}_{dict_size}.dict")
    if not os.path.exists(path) or len(_lines(path)) != dict_size:
        _build_dict(tar_file, dict_size, path, lang)
    numbered = enumerate(text(line).strip() for line in _lines(path))
    return dict(numbered) if reverse else {word: i for i, word in numbered}


def _lines(path):
    with open(path, "rb") as file:
        return file.readlines()


def reader_creator(tar_file, file_name, src_dict_size, trg_dict_size, src_lang):
    """A reader of (source, target, target one word ahead)."""

    def reader():
        source_dict = _load_dict(tar_file, src_dict_size, src_lang)
        target_dict = _load_dict(tar_file, trg_dict_size, "de" if src_lang == "en" else "en")
        start, end, unknown = (source_dict[m] for m in (START_MARK, END_MARK, UNK_MARK))
        for pair in _pairs(tar_file, file_name):
            source, target = pair if src_lang == "en" else pair[::-1]
            source = [source_dict.get(w, unknown) for w in source.split()]
            target = [target_dict.get(w, unknown) for w in target.split()]
            yield [start, *source, end], [start, *target], [*target, end]

    return reader


def _reader_of(name, src_dict_size, trg_dict_size, src_lang):
    if src_lang not in ("en", "de"):
        raise ValueError(
            "An error language type.  Only support: en (for English); de(for Germany)."
        )
    most = (TOTAL_EN_WORDS, TOTAL_DE_WORDS)[:: 1 if src_lang == "en" else -1]
    return reader_creator(
        tar_file=common.download(DATA_URL, "wmt16", DATA_MD5, "wmt16.tar.gz"),
        file_name=f"wmt16/{name}",
        src_dict_size=min(src_dict_size, most[0]),
        trg_dict_size=min(trg_dict_size, most[1]),
        src_lang=src_lang,
    )


def train(src_dict_size, trg_dict_size, src_lang="en"):
    """A reader of the training captions; the sizes count three marks."""
    return _reader_of("train", src_dict_size, trg_dict_size, src_lang)


def test(src_dict_size, trg_dict_size, src_lang="en"):
    """A reader of the test captions; the sizes count three marks."""
    return _reader_of("test", src_dict_size, trg_dict_size, src_lang)


def validation(src_dict_size, trg_dict_size, src_lang="en"):
    """A reader of the validation captions; the sizes count three marks."""
    return _reader_of("val", src_dict_size, trg_dict_size, src_lang)


def get_dict(lang, dict_size, reverse=False):
    """The dictionary that a reader has built: word -> number, or number -> word."""
    dict_size = min(dict_size, TOTAL_EN_WORDS if lang == "en" else TOTAL_DE_WORDS)
    path = os.path.join(common.DATA_HOME, f"wmt16/{lang}_{dict_size}.dict")
    assert os.path.exists(path), (
        "Word dictionary does not exist. Please invoke paddle.dataset.wmt16.train/test/validation "
        "first to build the dictionary."
    )
    return _load_dict(
        os.path.join(common.DATA_HOME, "wmt16", "wmt16.tar.gz"), dict_size, lang, reverse
    )


def fetch():
    """Fetch the file."""
    common.download(DATA_URL, "wmt16", DATA_MD5, "wmt16.tar.gz")
