"""Questions and tasks in JSON files: SQuAD, CLUE."""

from __future__ import annotations

import json
import os

import numpy as np

from ..engine.errors import pipeline_error
from ..engine.source import Shuffle, SourceDataset
from .arguments import (
    check_files,
    check_options,
    check_source,
    check_types,
    documented,
    replace_none,
)
from .rows import string
from .streams import Stream, count_lines, strings, text_lines


@documented
class SQuADDataset(SourceDataset):
    """SQuAD 1.1 and 2.0: columns `context`, `question` (str), `text` (str, (n,)), `answer_start`
    (uint32, (n,)).

    Args:
        usage (str): 'train', 'dev' or 'all'. Default: None, 'all'.
    """

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None,
        shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": ["train", "dev", "all"]}, bools=())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")

    def _open(self):
        files = []
        for part in ["train", "dev"] if self.usage == "all" else [self.usage]:
            paths = [os.path.join(self.dataset_dir, f"{part}-v{v}.json") for v in ("1.1", "2.0")]
            found = [path for path in paths if os.path.isfile(path)]
            if not found:
                raise pipeline_error(
                    f"Invalid path, failed to find SQuAD {part} data file: {self.dataset_dir}"
                )
            files += found
        columns = ["context", "question", "text", "answer_start"]
        questions = {path: _questions(path) for path in files}
        return Stream(
            self, columns, files, lambda path: len(questions[path]),
            lambda path: (_answered(path, *q) for q in questions[path]),
        )  # fmt: skip


def _node(tree, name, path):
    if not isinstance(tree, dict) or name not in tree:
        raise pipeline_error(f"Invalid data, required node not found in JSON: {name}. File: {path}")
    return tree[name]


def _nodes(tree, name, path):
    found = _node(tree, name, path)
    if not isinstance(found, list):
        raise pipeline_error(f"Invalid data, node {name} in JSON is no list. File: {path}")
    return found


def _questions(path):
    """(context, question with its answers) of a file."""
    try:
        with open(path, "rb") as file:
            root = json.loads(file.read())
    except (OSError, ValueError, RecursionError) as error:
        raise pipeline_error(f"Invalid file, failed to parse JSON file: {path}") from error
    return [
        (_node(paragraph, "context", path), question)
        for article in _nodes(root, "data", path)
        for paragraph in _nodes(article, "paragraphs", path)
        for question in _nodes(paragraph, "qas", path)
    ]


def _answered(path, context, node):
    question, answers = _node(node, "question", path), _nodes(node, "answers", path)
    texts = [str(_node(answer, "text", path)) for answer in answers]
    starts = [_node(answer, "answer_start", path) for answer in answers]
    try:
        starts = np.array(starts or [-1], np.int64).astype(np.uint32)
    except (TypeError, ValueError, OverflowError) as error:
        raise pipeline_error(
            f"Invalid data, node answer_start in JSON is no number. File: {path}"
        ) from error
    return (*strings(str(context), str(question)), np.array(texts or [""]), starts)


@documented
class CLUEDataset(SourceDataset):
    """CLUE: columns by task and part, in the order of their names.

    Args:
        task (str): 'AFQMC', 'TNEWS', 'IFLYTEK', 'CMNLI', 'WSC' or 'CSL'. Default: 'AFQMC'.
        usage (str): 'train', 'test' or 'eval'. Default: 'train'.
    """

    # Column -> keys that lead to its value; "label" columns are missing for test, where "id" is.
    _PLAIN = {
        "AFQMC": ["sentence1", "sentence2"], "CMNLI": ["sentence1", "sentence2"],
        "CSL": ["id", "abst", "keyword"], "IFLYTEK": ["sentence"],
        "TNEWS": ["sentence", "keywords"], "WSC": ["idx", "text"],
    }  # fmt: skip
    _LABELS = {"IFLYTEK": ["label", "label_des"], "TNEWS": ["label", "label_desc"]}
    _SPANS = ["span1_index", "span2_index", "span1_text", "span2_text"]

    def __init__(
        self, dataset_files, task="AFQMC", usage="train", num_samples=None,
        num_parallel_workers=None, shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None,
        cache=None,
    ):  # fmt: skip
        check_files(locals())
        if task not in self._PLAIN:
            raise ValueError("task should be 'AFQMC', 'TNEWS', 'IFLYTEK', 'CMNLI', 'WSC' or 'CSL'.")
        if usage not in ["train", "test", "eval"]:
            raise ValueError("usage should be 'train', 'test' or 'eval'.")
        check_types(locals())
        check_options(locals())
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_files = self._find_files(dataset_files)
        self.usage, self.task = usage, task

    def _keys(self):
        """Column -> keys, sorted."""
        names = list(self._PLAIN[self.task])
        if self.usage != "test":
            names += self._LABELS.get(self.task, ["label"])
        elif self.task not in ("CSL", "WSC"):
            names.append("id")
        keys = {name: [name] for name in names}
        if self.task == "WSC":
            keys |= {name: ["target", name] for name in self._SPANS}
        return dict(sorted(keys.items()))

    def _open(self):
        keys = self._keys()

        def read(path):
            for number, line in enumerate(text_lines(path), 1):
                yield tuple(_looked_up(line, chain, path, number) for chain in keys.values())

        return Stream(self, list(keys), sorted(self.dataset_files), count_lines, read)


def _looked_up(line, chain, path, number):
    """The value behind a chain of keys in a line of JSON."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise pipeline_error(
            f"Invalid json, failed to parse {path}, line {number}: {error}"
        ) from error
    for key in chain:
        if not isinstance(value, dict) or key not in value:
            raise pipeline_error(
                "Invalid json file, in given JSON file, failed to find key: "
                f"{key}. Line {number} of {path}."
            )
        value = value[key]
    try:
        return _json_column(value)
    except (TypeError, OverflowError) as error:
        raise pipeline_error(
            f"Invalid json, the value of {chain[-1]} in line {number} of {path} is no text and no "
            "number."
        ) from error


def _json_column(value):
    if isinstance(value, str):
        return string(value)
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return np.array(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(value)
    if isinstance(value, float):
        return np.array(value, np.float32)
    return np.array(value, np.int32 if value < 0 else np.uint32)
