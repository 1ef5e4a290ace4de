"""Single words of speech: Speech Commands, YesNo."""

from __future__ import annotations

import os
import re

import numpy as np

from ..engine.errors import pipeline_error
from ..engine.source import MappableDataset
from .arguments import (
    check_source,
    documented,
    replace_none,
)
from .rows import Rows, checked_count, label_of, lines_in, names_in, string
from .waves import wave


@documented
class SpeechCommandsDataset(MappableDataset):
    """Speech Commands: columns `waveform` (float32), `sample_rate` (int32), `label`, `speaker_id`
    (str), `utterance_number` (int32).

    Args:
        usage (str): 'train', 'test', 'valid' or 'all'. Default: None, 'all'.
    """

    _LISTS = {"test": "testing_list.txt", "valid": "validation_list.txt"}

    def __init__(
        self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
        sampler=None, num_shards=None, shard_id=None, cache=None,
    ):  # fmt: skip
        check_source(locals(), words={"usage": ["train", "test", "valid", "all"]})
        super().__init__(
            num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache
        )
        self.dataset_dir, self.usage = dataset_dir, replace_none(usage, "all")

    def _open(self):
        if self.usage == "all":
            paths = self._all()
        elif self.usage == "train":
            paths = self._all() - self._listed("test") - self._listed("valid")
        else:
            paths = self._listed(self.usage)
        columns = ["waveform", "sample_rate", "label", "speaker_id", "utterance_number"]
        return Rows(columns, sorted(paths), self._load)

    def _listed(self, part):
        path = os.path.join(self.dataset_dir, self._LISTS[part])
        lines = lines_in(path) if os.path.isfile(path) else []
        return {os.path.join(self.dataset_dir, line) for line in lines}

    def _all(self):
        folders = [
            os.path.join(self.dataset_dir, n)
            for n in names_in(self.dataset_dir)
            if "_background_noise_" not in n and os.path.isdir(os.path.join(self.dataset_dir, n))
        ]
        found = {os.path.join(f, n) for f in folders for n in names_in(f) if n.endswith(".wav")}
        checked_count(found, "", "", f"Invalid file, no .wav files found under {self.dataset_dir}")
        return found

    def _load(self, path):
        match = re.fullmatch(r"(.*)_nohash_(\d+)\.wav", os.path.basename(path))
        if not match or not match[1]:
            raise pipeline_error(
                f"Invalid file name, failed to get file info: {os.path.basename(path)}"
            )
        samples, rate = wave(path)
        label = os.path.basename(os.path.dirname(path))
        number = label_of(int(match[2]) % 2**31, np.int32)
        return samples, label_of(rate, np.int32), string(label), string(match[1]), number


@documented
class YesNoDataset(MappableDataset):
    """YesNo: columns `waveform` (float32), `sample_rate` (int32), `label` (int32, (8,))."""

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
        # In the order of the file system, as in MindSpore.
        names = [n for n in os.listdir(self.dataset_dir) if n.endswith(".wav")]
        checked_count(names, "", "", f"Invalid file, no .wav files found under {self.dataset_dir}")
        return Rows(["waveform", "sample_rate", "label"], names, self._load)

    def _load(self, name):
        path = os.path.join(self.dataset_dir, name)
        try:
            labels = [int(word) for word in name[:15].split("_") if word]
        except ValueError as error:
            raise pipeline_error(
                f"Invalid file name, {path} should be eight zeros and ones: {error}"
            ) from error
        samples, rate = wave(path)
        return samples, label_of(rate, np.int32), np.array(labels, np.int32)
