"""Texts in two languages."""

from __future__ import annotations

import os
from xml.etree import ElementTree

from ..core.validator_helpers import check_valid_list_tuple
from ..engine.errors import pipeline_error
from ..engine.source import Shuffle, SourceDataset
from .arguments import (
    check_dir,
    check_options,
    check_types,
    check_valid_str,
    documented,
    replace_none,
    type_check,
)
from .lines import parts
from .rows import lines_in
from .streams import Stream, count_lines, strings, text_lines


@documented
class Multi30kDataset(SourceDataset):
    """Multi30k: columns `text`, `translation` (str).

    Args:
        usage (str): 'train', 'test', 'valid' or 'all'. Default: None, 'all'.
        language_pair (Sequence[str]): ('en', 'de') or ('de', 'en'). Default: None, ['en', 'de'].
    """

    _NAMES = {
        "train": "training/train.en", "test": "mmt16_task1_test/test.en",
        "valid": "validation/val.en",
    }  # fmt: skip

    def __init__(
        self, dataset_dir, usage=None, language_pair=None, num_samples=None,
        num_parallel_workers=None, shuffle=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        given = locals()
        check_dir(dataset_dir)
        if usage is not None:
            check_valid_str(usage, ["train", "test", "valid", "all"], "usage")
        if language_pair is not None:
            self._check_pair(language_pair)
        check_types(given, bools=("shuffle", "decode"))
        check_options(given)
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")
        self.language_pair = replace_none(language_pair, ["en", "de"])
        self.shuffle = replace_none(shuffle, Shuffle.GLOBAL)

    def _check_pair(self, pair):
        type_check(pair, (list, tuple), "language_pair")
        if len(pair) != 2:
            raise ValueError(
                f"language_pair should be a list or tuple of length 2, but got {len(pair)}"
            )
        if list(pair) not in [["en", "de"], ["de", "en"]]:
            raise ValueError(
                f"language_pair can only be ['en', 'de'] or ['en', 'de'], but got {pair}"
            )

    def _open(self):
        turned = self.language_pair[0] == "de"

        def read(path):
            head, dot, _ = os.path.basename(path).partition(".")
            other = os.path.join(os.path.dirname(path), f"{head}{dot}de")
            both = zip(text_lines(path, empty=True), text_lines(other, empty=True), strict=False)
            for english, german in both:
                if english or german:
                    yield strings(*((german, english) if turned else (english, german)))

        return Stream(self, ["text", "translation"], parts(self, self._NAMES), count_lines, read)


_TAGS = (
    "<url", "<keywords", "<talkid", "<description", "<reviewer", "<translator", "<title",
    "<speaker", "<doc", "</doc",
)  # fmt: skip


def _tagged_pairs(source, target):
    """Pairs of lines of two texts with tags, without those that hold a tag."""
    pairs = zip(lines_in(source), lines_in(target), strict=False)
    for number, (first, second) in enumerate(pairs, 1):
        if not any(tag in first or tag in second for tag in _TAGS):
            if not first or not second:
                raise pipeline_error(
                    f"Invalid file, read an empty line. Line {number} of {source}."
                )
            yield first.strip(" "), second.strip(" ")


def _xml_pairs(source, target):
    """Pairs of segments of two XML files."""
    for first_doc, second_doc in zip(_documents(source), _documents(target), strict=False):
        pairs = zip(first_doc.iter("seg"), second_doc.iter("seg"), strict=False)
        for first, second in pairs:
            yield (first.text or "").strip(" "), (second.text or "").strip(" ")


def _documents(path):
    try:
        with open(path, "rb") as file:
            data = file.read()
        if b"<!ENTITY" in data:
            raise ValueError("it defines entities")
        return list(ElementTree.fromstring(data).iter("doc"))
    except (OSError, ValueError, ElementTree.ParseError, LookupError) as error:
        raise pipeline_error(f"Invalid file, failed to load xml file: {path}") from error


class _Translations(SourceDataset):
    """Pairs of sentences of the IWSLT evaluations."""

    def _open(self):
        pairs = {}
        for part in ["train", "valid", "test"] if self.usage == "all" else [self.usage]:
            source, target = self._files(part)
            for path in (source, target):
                if not os.path.isfile(path):
                    raise pipeline_error(f"Invalid file, failed to open file: {path}")
            read = _tagged_pairs if part == "train" else _xml_pairs
            pairs[source] = [pair for pair in read(source, target) if all(pair)]
        return Stream(
            self, ["text", "translation"], list(pairs), lambda path: len(pairs[path]),
            lambda path: (strings(*pair) for pair in pairs[path]),
        )  # fmt: skip

    def _files(self, part):
        """Paths of both languages."""
        names = self._train if part == "train" else self._sets[part]
        return [os.path.join(self._folder, name + end) for name, end in names]


def _check_languages(pair, valid):
    if pair is None:
        return
    if not isinstance(pair, (list, tuple)):
        raise TypeError("language_pair should be a type list or tuple of length 2.")
    words = valid if isinstance(pair, list) else tuple(map(tuple, valid))
    check_valid_list_tuple(pair, words, (str,), "language_pair")


def _both(name, pair, end):
    """Names of a file in both languages."""
    return [(f"{name}.{'-'.join(pair)}.{language}", end) for language in pair]


@documented
class IWSLT2016Dataset(_Translations):
    """IWSLT 2016: columns `text`, `translation` (str).

    Args:
        usage (str): 'train', 'test', 'valid' or 'all'. Default: None, 'all'.
        language_pair (Sequence[str]): From and to. Default: None, ['de', 'en'].
        valid_set (str): 'dev2010' or 'tst2010' to 'tst2014'. Default: None, 'tst2013'.
        test_set (str): As `valid_set`. Default: None, 'tst2014'.
    """

    _PAIRS = [
        ["en", "ar"], ["en", "ar"], ["en", "de"], ["en", "fr"], ["en", "cs"], ["ar", "en"],
        ["fr", "en"], ["de", "en"], ["cs", "en"],
    ]  # fmt: skip
    _SETS = ["dev2010", "tst2010", "tst2011", "tst2012", "tst2013", "tst2014"]

    def __init__(
        self, dataset_dir, usage=None, language_pair=None, valid_set=None, test_set=None,
        num_samples=None, shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None,
        num_parallel_workers=None, cache=None,
    ):  # fmt: skip
        given = locals()
        check_dir(dataset_dir)
        if usage is not None:
            check_valid_str(usage, ["train", "test", "valid", "all"], "usage")
        _check_languages(language_pair, self._PAIRS)
        for name in ("valid_set", "test_set"):
            if given[name] is not None:
                check_valid_str(given[name], self._SETS, name)
        check_types(given)
        check_options(given)
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")
        self.language_pair = replace_none(language_pair, ["de", "en"])
        self.valid_set = replace_none(valid_set, "tst2013")
        self.test_set = replace_none(test_set, "tst2014")

    @property
    def _folder(self):
        source, target = self.language_pair
        return os.path.join(self.dataset_dir, "texts", source, target, f"{source}-{target}")

    @property
    def _train(self):
        return _both("train.tags", self.language_pair, "")

    @property
    def _sets(self):
        sets = {"valid": self.valid_set, "test": self.test_set}
        return {
            part: _both(f"IWSLT16.TED.{name}", self.language_pair, ".xml")
            for part, name in sets.items()
        }


@documented
class IWSLT2017Dataset(_Translations):
    """IWSLT 2017: columns `text`, `translation` (str).

    Args:
        usage (str): 'train', 'test', 'valid' or 'all'. Default: None, 'all'.
        language_pair (Sequence[str]): From and to, of 'en', 'de', 'it', 'nl' and 'ro'. Default:
            None, ['de', 'en'].
    """

    _PAIRS = [
        ["en", "nl"], ["en", "de"], ["en", "it"], ["en", "ro"], ["ro", "de"], ["ro", "en"],
        ["ro", "nl"], ["ro", "it"], ["de", "ro"], ["de", "en"], ["de", "nl"], ["de", "it"],
        ["it", "en"], ["it", "nl"], ["it", "de"], ["it", "ro"], ["nl", "de"], ["nl", "en"],
        ["nl", "it"], ["nl", "ro"],
    ]  # fmt: skip

    def __init__(
        self, dataset_dir, usage=None, language_pair=None, num_samples=None,
        shuffle=Shuffle.GLOBAL, num_shards=None, shard_id=None, num_parallel_workers=None,
        cache=None,
    ):  # fmt: skip
        given = locals()
        check_dir(dataset_dir)
        if usage is not None:
            check_valid_str(usage, ["train", "test", "valid", "all"], "usage")
        _check_languages(language_pair, self._PAIRS)
        check_types(given)
        check_options(given)
        super().__init__(num_parallel_workers, num_samples, shuffle, num_shards, shard_id, cache)
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")
        self.language_pair = replace_none(language_pair, ["de", "en"])

    @property
    def _folder(self):
        languages = "DeEnItNlRo"
        folder = os.path.join("texts", languages, languages, f"{languages}-{languages}")
        return os.path.join(self.dataset_dir, folder)

    @property
    def _train(self):
        return _both("train.tags", self.language_pair, "")

    @property
    def _sets(self):
        sets = {"valid": "dev2010", "test": "tst2010"}
        return {
            part: _both(f"IWSLT17.TED.{name}", self.language_pair, ".xml")
            for part, name in sets.items()
        }
