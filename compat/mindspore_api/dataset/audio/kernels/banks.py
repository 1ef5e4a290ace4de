"""Filter banks, and the matrix of the discrete cosine transform."""

from __future__ import annotations

import math

import numpy as np

from ...transforms.failure import fail

_HZ_PER_MEL = 200.0 / 3  # Slaney's scale is linear up to 1000 Hz
_LOG_START = 1000.0
_LOG_STEP = math.log(6.4) / 27.0


def linspace(start, end, count, dtype):
    """`count` numbers from `start` to `end`, as MindSpore rounds them."""
    start, end = dtype(start), dtype(end)
    if start > end:
        fail(
            "Linspace: invalid parameter, 'start' should be no greater than 'end', but got: start "
            f"{start:f} while end {end:f}."
        )
    step = dtype(0) if count == 1 else (end - start) / dtype(count - 1)
    return start + np.arange(count).astype(dtype) * step


def cosines(n_mfcc, n_mels, norm):
    """The matrix [n_mels, n_mfcc] of a discrete cosine transform."""
    angles = np.float32(np.pi / n_mels * (np.arange(n_mels)[:, None] + 0.5) * np.arange(n_mfcc))
    matrix = np.cos(angles.astype(np.float64)).astype(np.float32)
    if norm != "ortho":
        return matrix * np.float32(2)
    matrix[:, 0] *= np.float32(1) / np.sqrt(np.float32(2))
    return matrix * np.float32(math.sqrt(2.0 / n_mels))


def _triangles(freqs, points):
    widths = np.diff(points)
    slopes = points[None, :] - freqs[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        down = -slopes[:, :-2] / widths[:-1]
        up = slopes[:, 2:] / widths[1:]
    return np.maximum(freqs.dtype.type(0), np.minimum(down, up))


def linear(n_freqs, f_min, f_max, n_filter, sample_rate):
    """A bank [n_freqs, n_filter] of triangles evenly spread over frequencies."""
    freqs = linspace(0, sample_rate / 2, n_freqs, np.float32)
    return _triangles(freqs, linspace(f_min, f_max, n_filter + 2, np.float32))


def _to_mel(hz, slaney):
    if not slaney:
        return 2595.0 * math.log10(1.0 + hz / 700.0)
    if hz >= _LOG_START:
        return _LOG_START / _HZ_PER_MEL + math.log(hz / _LOG_START) / _LOG_STEP
    return hz / _HZ_PER_MEL


def _from_mel(mels, slaney):
    wide = mels.astype(np.float64)
    if not slaney:
        return (700.0 * (10.0 ** (wide / 2595.0) - 1.0)).astype(mels.dtype)
    start = _LOG_START / _HZ_PER_MEL
    upper = _LOG_START * np.exp(_LOG_STEP * (np.maximum(wide, start) - start))
    return np.where(wide >= start, upper, _HZ_PER_MEL * wide).astype(mels.dtype)


def mel(n_freqs, f_min, f_max, n_mels, sample_rate, norm, mel_type, dtype=np.float32):
    """A bank [n_freqs, n_mels] of triangles evenly spread over the Mel scale."""
    slaney = mel_type == "slaney"
    freqs = linspace(0, sample_rate / 2, n_freqs, dtype)
    low, high = (_to_mel(float(np.float32(f)), slaney) for f in (f_min, f_max))
    points = _from_mel(linspace(low, high, n_mels + 2, dtype), slaney)
    bank = _triangles(freqs, points)
    if norm == "slaney":
        bank = bank * (dtype(2) / (points[2:] - points[:-2]))
    return bank
