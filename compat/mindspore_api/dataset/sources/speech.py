"""Speech with what is said: CMU Arctic, LibriTTS, LJ Speech, TED-LIUM."""

from __future__ import annotations

import os
import re

import numpy as np

from ..engine.errors import pipeline_error
from ..engine.source import MappableDataset
from ..transforms.failure import SYNTAX
from .arguments import (
    check_dir,
    check_options,
    check_source,
    check_types,
    check_valid_str,
    documented,
    replace_none,
)
from .rows import Rows, checked_count, label_of, lines_in, names_in, string
from .waves import sphere, wave


@documented
class CMUArcticDataset(MappableDataset):
    """CMU ARCTIC: columns `waveform` (float32), `sample_rate` (uint32), `transcript`,
    `utterance_id` (str).

    Args:
        name (str): The speaker: 'aew', 'ahw', 'aup', 'awb', 'axb', 'bdl', 'clb', 'eey', 'fem',
            'gka', 'jmk', 'ksp', 'ljm', 'lnh', 'rms', 'rxr', 'slp' or 'slt'. Default: None, 'aew'.
    """

    _SPEAKERS = [
        "aew", "ahw", "aup", "awb", "axb", "bdl", "clb", "eey", "fem", "gka", "jmk", "ksp", "ljm",
        "lnh", "rms", "rxr", "slp", "slt",
    ]  # fmt: skip

    def __init__(
        self, dataset_dir, name=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"name": self._SPEAKERS})
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.name = dataset_dir, replace_none(name, "aew")

    def _open(self):
        root = os.path.join(self.dataset_dir, f"cmu_us_{self.name}_arctic")
        path = os.path.join(root, "etc", "txt.done.data")
        if not os.path.isfile(path):
            raise pipeline_error(f"Invalid file, failed to find label file: {path}")
        items = [self._parsed(line, path, i) for i, line in enumerate(lines_in(path), 1)]
        checked_count(
            items, "", "", f"Invalid data, no valid data found in path: {self.dataset_dir}"
        )

        def load(item):
            name, transcript, utterance = item
            samples, _ = wave(os.path.join(root, "wav", f"{name}.wav"), 16000, "CMUArctic")
            return samples, label_of(16000), string(transcript), string(utterance)

        return Rows(["waveform", "sample_rate", "transcript", "utterance_id"], items, load)

    def _parsed(self, line, path, number):
        """(name, transcript, utterance) of a line like `( arctic_a0001 "Text." )`."""
        head, quote, rest = line.partition('"')
        transcript, closing, _ = rest.partition('"')
        if not quote or not closing:
            raise pipeline_error(
                f"Invalid file, the file may not be a CMUArctic dataset file: {path}, line {number}"
            )
        name = head[2:-1]
        utterance = name.rpartition("_")[2]
        if "_" not in name or not utterance:
            raise pipeline_error(
                f"Invalid utterance id, please check if it is in valid format: {name}, line "
                f"{number} of {path}"
            )
        return name, transcript, utterance


def ranges(**genres):
    """Names like blues.00012 of the ranges of each genre."""
    return [
        (genre, f"{genre}.{i:05d}.wav")
        for genre, bounds in genres.items()
        for low, high in bounds
        for i in range(low, high + 1)
    ]


@documented
class LibriTTSDataset(MappableDataset):
    """LibriTTS: columns `waveform` (float32), `sample_rate` (uint32), `original_text`,
    `normalized_text` (str), `speaker_id`, `chapter_id` (uint32), `utterance_id` (str).

    Args:
        usage (str): 'dev-clean', 'dev-other', 'test-clean', 'test-other', 'train-clean-100',
            'train-clean-360', 'train-other-500' or 'all'. Default: None, 'all'.
    """

    _PARTS = [
        "dev-clean", "dev-other", "test-clean", "test-other", "train-clean-100", "train-clean-360",
        "train-other-500",
    ]  # fmt: skip
    _COLUMNS = [
        "waveform", "sample_rate", "original_text", "normalized_text", "speaker_id", "chapter_id",
        "utterance_id",
    ]  # fmt: skip

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": [*self._PARTS, "all"]})
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")

    def _open(self):
        parts = self._PARTS if self.usage == "all" else [self.usage]
        items = []
        for part in parts:
            for path in _label_files(os.path.join(self.dataset_dir, part)):
                items += self._parsed(part, path)
        checked_count(items, "", "", (
            "Invalid data, no valid data matching the dataset API LibriTTSDataset. Please check "
            f"dataset API or file path: {self.dataset_dir}."
        ))  # fmt: skip

        def load(item):
            part, utterance, original, normalized, speaker, chapter = item
            folder = os.path.join(self.dataset_dir, part, str(speaker), str(chapter))
            samples, _ = wave(os.path.join(folder, f"{utterance}.wav"), 24000, "LibriTTS")
            return (
                samples, label_of(24000), string(original), string(normalized), label_of(speaker),
                label_of(chapter), string(utterance),
            )  # fmt: skip

        return Rows(self._COLUMNS, items, load)

    def _parsed(self, part, path):
        found = []
        for number, line in enumerate(lines_in(path), 1):
            utterance, original, normalized = [*line.split("\t", 2), "", ""][:3]
            match = re.fullmatch(r"(\d*)_(\d*)_[^_]*_[^_]*", utterance)
            if not match:
                raise pipeline_error(
                    "Invalid file, the file may not be a LibriTTS dataset file: "
                    f"{path}, line {number}"
                )
            speaker, chapter = (int(m or 0) % 2**32 for m in match.groups())
            found.append((part, utterance, original, normalized, speaker, chapter))
        return found


def _label_files(folder):
    """One list of texts in each folder, folders as the file system lists them."""
    if not os.path.isdir(folder):
        return []
    found = []
    for entry in os.scandir(folder):
        if entry.is_dir():
            found += _label_files(entry.path)
        elif entry.name.endswith(".trans.tsv") and len(entry.name) > len(".trans.tsv"):
            return [*found, entry.path]
    return found


@documented
class LJSpeechDataset(MappableDataset):
    """LJ Speech: columns `waveform` (float32), `sample_rate` (int32), `transcription`,
    `normalized_transcription` (str)."""

    def __init__(
        self, dataset_dir, num_samples=None, num_parallel_workers=None, shuffle=None, sampler=None,
        num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals())
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir = dataset_dir

    def _open(self):
        path = os.path.join(self.dataset_dir, "metadata.csv")
        if not os.path.isfile(path):
            raise pipeline_error(f"Invalid file, failed to find LJSpeech metadata file: {path}")
        items = [line.split("|") for line in lines_in(path)]
        for number, item in enumerate(items, 1):
            if len(item) < 3:
                raise pipeline_error(
                    f"Invalid file, line {number} of {path} has {len(item)} fields, 3 are expected."
                )
        checked_count(items, "", "", (
            "Reading failed, unable to read valid data from the LJSpeech metadata file: "
            f"{path}."
        ))  # fmt: skip

        def load(item):
            samples, rate = wave(os.path.join(self.dataset_dir, "wavs", f"{item[0]}.wav"))
            return samples, label_of(rate, np.int32), string(item[1]), string(item[2])

        columns = ["waveform", "sample_rate", "transcription", "normalized_transcription"]
        return Rows(columns, items, load)


@documented
class TedliumDataset(MappableDataset):
    """TED-LIUM: columns `waveform` (float32), `sample_rate` (int32), `transcript`, `talk_id`,
    `speaker_id`, `identifier` (str).

    Args:
        release (str): 'release1', 'release2' or 'release3'.
        usage (str): 'train', 'test', 'dev' or 'all'; for release 3 only 'all'. Default: None,
            'all'.
        extensions (str): Ending of the recordings. Default: None, '.sph'.
    """

    _COLUMNS = ["waveform", "sample_rate", "transcript", "talk_id", "speaker_id", "identifier"]

    def __init__(
        self, dataset_dir, release, usage=None, extensions=None, num_samples=None,
        num_parallel_workers=None, shuffle=None, sampler=None, num_shards=None, shard_id=None,
        cache=None,
    ):  # fmt: skip
        given = locals()
        check_valid_str(release, ["release1", "release2", "release3"], "release")
        check_dir(dataset_dir)
        if usage is not None:
            words = ["all"] if release == "release3" else ["train", "test", "dev", "all"]
            check_valid_str(usage, words, "usage")
        check_types(given, bools=("shuffle",))
        check_options(given)
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.release = dataset_dir, release
        self.usage, self.extensions = replace_none(usage, "all"), replace_none(extensions, ".sph")

    def _open(self):
        if self.extensions != ".sph":
            raise pipeline_error(
                f"TedliumDataset: extension {self.extensions} is not supported.", SYNTAX
            )
        parts = ["train", "test", "dev"] if self.usage == "all" else [self.usage]
        items = []
        for part in ["data"] if self.release == "release3" else parts:
            folder = os.path.join(self.dataset_dir, part, "stm")
            for name in (n for n in names_in(folder) if n.endswith(".stm")):
                path = os.path.join(folder, name)
                items += [(str(i), line, part, path) for i, line in enumerate(lines_in(path))]
        checked_count(items, "", "", (
            "Invalid data, no valid data matching the dataset API TedliumDataset. Please check "
            "file path or dataset API."
        ))  # fmt: skip
        # By the number of the line as text, then by the name of the talk.
        items.sort(key=lambda item: (item[0], item[1].partition(" ")[0], item[2]))
        return Rows(self._COLUMNS, items, self._load)

    def _load(self, item):
        number, line, part, stm = item
        words = line.split(" ", 6)
        if len(words) != 7:
            raise pipeline_error(
                f"Invalid data, stm data was broken: line {int(number) + 1} of {stm}."
            )
        talk, _, speaker, start, end, identifier, transcript = words
        path = os.path.join(self.dataset_dir, part, "sph", talk + self.extensions)
        try:
            samples, rate = sphere(path, float(start), float(end))
        except ValueError as error:
            raise pipeline_error(
                f"Invalid data, stm data was broken: line {int(number) + 1} of {stm}, {error}."
            ) from error
        return (
            samples, label_of(rate, np.int32), string(transcript), string(talk), string(speaker),
            string(identifier),
        )  # fmt: skip
