"""Features of frames: differences, normalised means, masks, voices."""

from __future__ import annotations

import math

import numpy as np

from compat.core.data import streams

from ...transforms.failure import SYNTAX, fail
from .windows import beside

_F = np.float32


def deltas(spectra, win_length, mode):
    """Local slopes along time."""
    n = (win_length - 1) // 2
    padded = beside(spectra, n, n, mode)
    frames = np.lib.stride_tricks.sliding_window_view(padded, 2 * n + 1, axis=-1)
    dtype = spectra.dtype.type
    kernel = np.arange(-n, n + 1).astype(dtype)
    return np.matmul(frames, kernel) / dtype(n * (n + 1) * (2 * n + 1) // 3)


def _cmn_window(size, least, center, i, count):
    """First frame and end of the window of frame `i`."""
    start = i - size // 2 if center else i - size
    end = start + size if center else i + 1
    if start < 0:
        end -= start
        start = 0
    if not center and end > i:
        end = max(i + 1, least)
    if end > count:
        start = max(start - (end - count), 0)
        end = count
    return start, end


def sliding_window_cmn(features, size, least, center, norm_vars):
    """Features [..., frame, feature] without the mean of the frames around."""
    dtype = features.dtype.type
    shape = features.shape
    blocks = features.reshape(-1, *shape[-2:])
    made = np.empty_like(blocks)
    squares = blocks * blocks
    total = total_squares = None
    last_start = last_end = 0
    for i in range(blocks.shape[1]):
        start, end = _cmn_window(size, least, center, i, blocks.shape[1])
        if total is None:
            total, total_squares = (x[:, :end].sum(axis=1) for x in (blocks, squares))
        else:
            if start > last_start:
                total = total - blocks[:, last_start]
                total_squares = total_squares - squares[:, last_start]
            if end > last_end:
                total = total + blocks[:, last_end]
                total_squares = total_squares + squares[:, last_end]
        last_start, last_end = start, end
        frames = end - start
        if frames == 0:
            fail("SlidingWindowCmn: invalid parameter, 'cmn_window_frames' can not be zero.")
        made[:, i] = blocks[:, i] - total / dtype(frames)
        if norm_vars and frames == 1:
            made[:, i] = 0
        elif norm_vars:
            variance = total_squares / dtype(frames) - total * total / dtype(frames**2)
            with np.errstate(divide="ignore", invalid="ignore"):
                made[:, i] *= dtype(1) / np.sqrt(variance)
    made = made.reshape(shape)
    return np.squeeze(made) if len(shape) == 2 and shape[0] == 1 else made


def mask_along_axis(spectra, width, start, value, axis):
    """One range of frequencies (axis 1) or times (axis 2) set to `value`."""
    if width == 0:
        return spectra
    length = spectra.shape[axis - 3]
    if not 0 <= start <= length:
        fail(
            "MaskAlongAxis: invalid parameter, 'mask_start' should be less than the length of the "
            f"masked dimension, but got: 'mask_start' {start} and length {length}",
            SYNTAX,
        )
    if start + width > length:
        fail(
            "MaskAlongAxis: invalid parameter, the sum of 'mask_start' and 'mask_width' should be "
            "no more than the length of the masked dimension, but got: 'mask_start' "
            f"{start}, 'mask_width' {width} and length {length}",
            SYNTAX,
        )
    part = slice(start, start + width)
    spectra[(..., part, slice(None)) if axis == 1 else (..., part)] = _F(value)
    return spectra


def random_mask(spectra, most, value, axis, engine):
    """`mask_along_axis` of at most `most` rows or columns anywhere."""
    width = streams.uniform_int(engine, 0, most)
    start = streams.uniform_int(engine, 0, spectra.shape[axis - 3] - width)
    return mask_along_axis(spectra, width, start, value, axis)


def pitch(waveform, sample_rate, frame_time, win_length, freq_low, freq_high):
    """Frequencies of frames, from how alike a frame is to what follows it."""
    rows = waveform.reshape(-1, waveform.shape[-1])
    lags = math.ceil(_F(sample_rate) / _F(freq_low))
    frame = math.ceil(_F(sample_rate) * _F(frame_time))
    count = math.ceil(_F(rows.shape[1]) / _F(frame))
    padded = np.pad(rows, ((0, 0), (0, lags + count * frame - rows.shape[1])))
    first = padded[:, : count * frame].reshape(len(rows), count, frame)

    def total(products):
        # One after the other, as MindSpore rounds.
        return np.cumsum(products, axis=-1, dtype=products.dtype)[..., -1]

    energy = total(first * first)
    alike = np.empty((len(rows), count, lags), rows.dtype)
    for lag in range(1, lags + 1):
        later = padded[:, lag : lag + count * frame].reshape(first.shape)
        other = total(later * later)
        with np.errstate(divide="ignore", invalid="ignore"):
            value = total(first * later) / energy / other
        alike[..., lag - 1] = np.where((energy != 0) & (other != 0), value, 0)

    least = math.ceil(_F(sample_rate) / _F(freq_high))
    best = np.argmax(alike[..., least:], axis=-1) + least
    half = np.argmax(alike[..., least : max(lags // 2, least + 1)], axis=-1) + least
    best_value, half_value = (
        np.take_along_axis(alike, at[..., None], -1)[..., 0] for at in (best, half)
    )
    index = np.where(half_value > best_value * rows.dtype.type(0.99), half, best) + 1

    before = (win_length - 1) // 2
    frames = np.pad(index, ((0, 0), (before, 0)), "edge")
    frames = np.lib.stride_tricks.sliding_window_view(frames, win_length, axis=-1)
    smooth = np.sort(frames, axis=-1)[..., before]
    made = (sample_rate / (1e-9 + smooth)).astype(_F)
    return made.reshape(*waveform.shape[:-1], made.shape[-1])


def voice(waveform, sample_rate, trigger_level, times, measure, lifters):
    """The signal from where a voice begins.

    `times`: seconds of search, before the trigger. `measure`: frequency and duration. `lifters`:
    the frequencies of filters and of lifters, high pass and low pass each. MindSpore 2.0 measures
    nothing but silence: it masks a spectrum with values it never fills in. So the level is 0 in
    every frame, and what triggers is a `trigger_level` of 0 or less.
    """
    dtype = waveform.dtype.type
    search_time, pre_trigger_time = map(dtype, times)
    measure_freq, measure_duration = map(dtype, measure)
    size = int(sample_rate * measure_duration + 0.5)
    dft = max(16, 1 << max(size - 1, 0).bit_length())
    period = int(sample_rate / measure_freq + 0.5)
    measures = math.ceil(search_time * measure_freq)
    kept = int(pre_trigger_time * sample_rate + 0.5) + measures * period + size
    hp_filter, lp_filter, hp_lifter, lp_lifter = map(dtype, lifters)
    start = max(int(hp_filter / sample_rate * dft + 0.5), 1)
    end = min(int(lp_filter / sample_rate * dft + 0.5), dft // 2)
    if end <= start:
        fail(
            "Vad: the end of spectrum must be greater than the start. Check if `hp_filter_freq` is "
            "too large or `lp_filter_freq` is too small."
        )
    start = math.ceil(sample_rate * 0.5 / lp_lifter)
    end = min(math.floor(sample_rate * 0.5 / hp_lifter), dft // 4)
    if end <= start:
        fail(
            "Vad: the end of cepstrum must be greater than the start. Check if `hp_lifter_freq` is "
            "too large or `lp_lifter_freq` is too small."
        )
    length = waveform.shape[-1]
    position, flushed = length, 0
    if trigger_level <= 0 and 0 < size <= length:
        position, flushed = size, measures * period
    first = position - kept + flushed
    if first < -length:
        first = 0
    elif first < 0:
        first += length
    return waveform[..., first:]
