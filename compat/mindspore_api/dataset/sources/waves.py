"""Waves in files."""

from __future__ import annotations

import os
import re

import numpy as np

from ..engine.errors import pipeline_error
from .rows import noted, text_of

_LOUDEST = np.float32(32767)


_WAVE_HEAD = 44


def wave(path, rate=None, name=""):
    """(samples of shape (1, n) in float32, sample rate) of a wave file with 16-bit samples."""
    if not os.path.isfile(path):
        raise pipeline_error(f"Invalid file path, failed to find waveform file: {path}")
    with open(noted(path), "rb") as file:
        head = file.read(_WAVE_HEAD)
        if len(head) < _WAVE_HEAD:
            raise pipeline_error(f"Invalid file, {path} is too short for a waveform file.")
        found = int.from_bytes(head[24:28], "little")
        width = int.from_bytes(head[34:36], "little") // 8
        size = int.from_bytes(head[40:44], "little")
        if width == 0:
            raise pipeline_error(
                "ReadWaveFile: zero division error, bits per sample of the audio can not be zero. "
                f"File: {path}"
            )
        count = size // width
        data = file.read(2 * count)
    if len(data) < 2 * count:
        raise pipeline_error(
            f"Invalid file, {path} announces {count} samples, but holds {len(data) // 2}."
        )
    if rate is not None and found != rate:
        raise pipeline_error(
            f"Invalid file, sampling rate of {name} wav file must be {rate}, file path: {path}"
        )
    samples = np.frombuffer(data, "<i2").astype(np.float32) / _LOUDEST
    return samples[None], found


def sphere(path, start, end):
    """(silence as long as the span from `start` to `end` seconds, sample rate) of a SPHERE file.

    MindSpore gives silence of the right length: it looks the samples up in the wrong place.
    """
    if not os.path.isfile(path):
        raise pipeline_error(f"Invalid file, failed to open file: {path}")
    with open(noted(path), "rb") as file:
        head = file.read(1024)
    if len(head) < 1024:
        raise pipeline_error(
            f"Invalid data, failed to read head part from sph file: {path}, re-download dataset"
            "(make sure the data is true)."
        )
    found = re.search(r"sample_rate +\S+ +(\d+)", text_of(head))
    rate = int(found[1]) if found else 0
    first, last = int(start * rate), int(end * rate)
    if not 0 <= first <= last or 2 * (last - first) + first > os.path.getsize(path):
        raise pipeline_error(
            f"Invalid data, failed to read data part from sph file: {path}, re-download dataset"
            "(make sure the data is true)."
        )
    return np.zeros((1, last - first), np.float32), rate
