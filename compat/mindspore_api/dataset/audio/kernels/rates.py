"""Other sampling rates, and other pitches."""

from __future__ import annotations

import math

import numpy as np

from ...transforms.failure import fail
from . import banks, spectra
from .windows import beside

_F = np.float32


def _kernel(old, new, count, kaiser, width, rolloff, beta, dtype):
    """Sinc functions around the first samples: [sample, tap], first taps, taps before a sample."""
    base = _F(min(old, new)) * _F(rolloff)
    reach = math.ceil(_F(width * old) / base)
    rows = np.arange(count)
    first = rows * old // new
    # Beyond these taps the window is 0.
    taps = first[:, None] + np.arange(2 * reach + 2)
    times = (taps - reach).astype(dtype) / dtype(old)
    times = times + (-rows.astype(dtype) / dtype(new))[:, None]
    times = np.clip(times * dtype(base), -width, width)
    if kaiser:
        share = np.square(times.astype(np.float64) / width)
        beta = float(_F(beta))
        shape = np.i0(beta * np.sqrt(1 - share)) / np.i0(beta)
    else:
        shape = np.cos(times.astype(np.float64) * math.pi / width / 2) ** 2
    x = (times * dtype(math.pi)).astype(np.float64)
    scale = float(dtype(base / _F(old)))
    sinc = np.where(x == 0, scale, scale * np.sin(x) / np.where(x == 0, 1, x))
    return (sinc * shape).astype(dtype), first, reach


def resample(waveform, orig_freq, new_freq, kaiser, width, rolloff, beta):
    """The signal at another sampling rate."""
    dtype = waveform.dtype.type
    gcd = math.gcd(int(orig_freq), int(new_freq))
    if gcd == 0:
        fail("Resample: gcd cannot be equal to 0.")
    old, new = (math.floor(_F(f) / _F(gcd)) for f in (orig_freq, new_freq))
    if old == 0:
        fail("Resample: invalid parameter, 'orig_freq_prime' cannot be zero.")
    if new == 0:
        fail("Resample: invalid parameter, 'des_freq' can not be zero.")
    length = waveform.shape[-1]
    count = math.ceil(new * length / old)
    kernel, first, reach = _kernel(old, new, min(new, count), kaiser, width, rolloff, beta, dtype)
    padded = beside(waveform, reach, reach + old, "constant")
    frames = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape[1], axis=-1)
    starts = np.arange(0, length, old)[:, None] + first
    made = np.einsum("...jrt,rt->...jr", frames[..., starts, :], kernel)
    return made.reshape(*waveform.shape[:-1], -1)[..., :count]


def pitch_shift(
    waveform, sample_rate, n_steps, bins_per_octave, n_fft, win_length, hop_length, kind
):
    """The signal at another pitch."""
    dtype = waveform.dtype.type
    length = waveform.shape[-1]
    rows = waveform.reshape(-1, length)
    values = spectra.spectrogram(
        rows, n_fft, win_length, hop_length, 0, kind, 0, False, True, "reflect", True
    )
    advance = banks.linspace(0, math.pi * hop_length, values.shape[-3], dtype)
    rate = _F(2.0 ** float(_F(-n_steps) / _F(bins_per_octave)))
    stretched = spectra.joined(spectra.time_stretch(values, rate, advance))
    count = int(_F(length) / rate + 0.5)
    signals = np.stack([
        spectra.istft(x, dtype, n_fft, hop_length, win_length, kind, True, count)
        for x in stretched
    ])  # fmt: skip
    shifted = resample(
        signals, int(_F(sample_rate) / rate), sample_rate, False, 6, 0.99, 14.769656459379492
    )[:, :length]
    shifted = beside(shifted, 0, length - shifted.shape[-1], "constant")
    return shifted.reshape(waveform.shape)
