"""CoNLL 2005: semantic roles in sentences of the Wall Street Journal (its free test part)."""

from __future__ import annotations

import gzip

from . import common
from ._files import member, text

__all__ = ["test", "get_dict", "get_embedding"]

DATA_URL = "http://paddlemodels.bj.bcebos.com/conll05st/conll05st-tests.tar.gz"
DATA_MD5 = "387719152ae52d60422c016e92a742fc"
WORDDICT_URL = "http://paddlemodels.bj.bcebos.com/conll05st%2FwordDict.txt"
WORDDICT_MD5 = "ea7fb7d4c75cc6254716f0177a506baa"
VERBDICT_URL = "http://paddlemodels.bj.bcebos.com/conll05st%2FverbDict.txt"
VERBDICT_MD5 = "0d2977293bbb6cbefab5b0f97db1e77c"
TRGDICT_URL = "http://paddlemodels.bj.bcebos.com/conll05st%2FtargetDict.txt"
TRGDICT_MD5 = "d8c7f03ceb5fc2e5a0fa7503a4353751"
EMB_URL = "http://paddlemodels.bj.bcebos.com/conll05st%2Femb"
EMB_MD5 = "bf436eb0faa1f6f9103017f8be57cdb7"
UNK_IDX = 0


def load_label_dict(filename):
    """Label -> number: two for each role (B- and I-), then "O"."""
    with open(filename, encoding="utf-8") as file:
        lines = [line.strip() for line in file]
    roles = dict.fromkeys(line[2:] for line in lines if line.startswith(("B-", "I-")))
    found = {}
    for role in roles:
        found["B-" + role], found["I-" + role] = len(found), len(found) + 1
    found["O"] = len(found)
    return found


def load_dict(filename):
    """Line -> its number."""
    with open(filename, encoding="utf-8") as file:
        return {line.strip(): i for i, line in enumerate(file)}


def _labels(marks):
    """B-, I- and O labels of brackets such as `(A0*`, `*`, `*)`."""
    role, inside = "O", False
    for mark in marks:
        if mark == "*":
            yield "I-" + role if inside else "O"
        elif mark == "*)":
            yield "I-" + role
            inside = False
        elif "(" in mark:
            role = mark[1 : mark.find("*")]
            yield "B-" + role
            inside = ")" not in mark
        else:
            raise RuntimeError(f"Unexpected label: {mark}")


def _sentences(words_file, props_file):
    """(words, columns of the properties) of each sentence."""
    words, rows = [], []
    for word, properties in zip(words_file, props_file, strict=False):
        columns = text(properties).split()
        if columns:
            words.append(text(word).strip())
            rows.append(columns)
        elif rows:
            yield words, list(zip(*rows, strict=True))
            words, rows = [], []


def corpus_reader(data_path, words_name, props_name):
    """A reader of (words, verb, labels), one for each verb of a sentence."""

    def reader():
        with (
            member(data_path, words_name) as packed_words,
            member(data_path, props_name) as packed_props,
            gzip.open(packed_words) as words_file,
            gzip.open(packed_props) as props_file,
        ):
            for words, (verbs, *columns) in _sentences(words_file, props_file):
                found = [verb for verb in verbs if verb != "-"]
                for verb, marks in zip(found, columns, strict=False):
                    yield words, verb, list(_labels(marks))

    return reader


def _context(sentence, at):
    """The words at the verb and two places around it; outside the sentence bos and eos."""
    inside = range(len(sentence))
    return [
        sentence[at + d] if at + d in inside else "bos" if d < 0 else "eos" for d in range(-2, 3)
    ]


def reader_creator(corpus_reader, word_dict=None, predicate_dict=None, label_dict=None):
    """A reader of nine sequences: words, five of the verb's context, verb, mark, labels."""

    def reader():
        for sentence, predicate, labels in corpus_reader():
            count, at = len(sentence), labels.index("B-V")
            mark = [1 if abs(i - at) <= 2 else 0 for i in range(len(labels))]
            words = [word_dict.get(w, UNK_IDX) for w in sentence]
            around = [[word_dict.get(w, UNK_IDX)] * count for w in _context(sentence, at)]
            verb = [predicate_dict.get(predicate)] * count
            yield (words, *around, verb, mark, [label_dict.get(w) for w in labels])

    return reader


def get_dict():
    """The dictionaries of words, verbs and labels."""
    return (
        load_dict(common.download(WORDDICT_URL, "conll05st", WORDDICT_MD5)),
        load_dict(common.download(VERBDICT_URL, "conll05st", VERBDICT_MD5)),
        load_label_dict(common.download(TRGDICT_URL, "conll05st", TRGDICT_MD5)),
    )


def get_embedding():
    """The path of trained vectors of words."""
    return common.download(EMB_URL, "conll05st", EMB_MD5)


def test():
    """A reader of the free test part, which serves for training as well."""
    dictionaries = get_dict()
    reader = corpus_reader(
        common.download(DATA_URL, "conll05st", DATA_MD5),
        words_name="conll05st-release/test.wsj/words/test.wsj.words.gz",
        props_name="conll05st-release/test.wsj/props/test.wsj.props.gz",
    )
    return reader_creator(reader, *dictionaries)


def fetch():
    """Fetch the five files."""
    get_dict()
    get_embedding()
    common.download(DATA_URL, "conll05st", DATA_MD5)
