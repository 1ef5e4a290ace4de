"""Spectrograms, and signals of them."""

from __future__ import annotations

import math

import numpy as np

from compat.core.data import streams

from ...transforms.failure import fail
from . import banks
from .levels import amplitude_to_db
from .windows import beside, window

_F = np.float32


def pairs(values, dtype):
    """Complex numbers as a last dimension of real and imaginary parts."""
    return np.stack([values.real, values.imag], -1).astype(dtype)


def joined(values):
    """Complex numbers of a last dimension of real and imaginary parts."""
    wide = values.astype(np.float64)
    return wide[..., 0] + 1j * wide[..., 1]


def stft(waveform, n_fft, win_length, hop_length, pad, kind, normalized, center, pad_mode):
    """Spectra of frames: complex numbers [..., n_fft // 2 + 1, frame]."""
    frame_window = window(kind, win_length, n_fft)
    padded = beside(waveform, pad, pad, "constant")
    if center:
        padded = beside(padded, n_fft // 2, n_fft // 2, pad_mode)
    length = padded.shape[-1]
    if n_fft > length:
        fail(
            f"Spectrogram: n_fft should be more than 0 and less than {length}, but got n_fft: "
            f"{n_fft}."
        )
    if hop_length == 0:
        fail("Spectrogram: hop_length can not be zero.")
    frames = np.lib.stride_tricks.sliding_window_view(padded, n_fft, axis=-1)
    frames = frames[..., ::hop_length, :] * frame_window.astype(waveform.dtype)
    made = np.swapaxes(np.fft.rfft(frames.astype(np.float64), axis=-1), -1, -2)
    energy = math.sqrt(float(np.sum(frame_window.astype(np.float64) ** 2)))
    if energy == 0:
        fail("Window: the total value of window function can not be zero.")
    return made / energy if normalized else made


def spectrogram(
    waveform, n_fft, win_length, hop_length, pad, kind, power, normalized, center, pad_mode,
    onesided,
):  # fmt: skip
    """Magnitudes of spectra to a power; for power 0 the spectra."""
    made = stft(waveform, n_fft, win_length, hop_length, pad, kind, normalized, center, pad_mode)
    if not onesided:
        # MindSpore repeats the lower half without conjugating it.
        rest = n_fft - np.arange(n_fft // 2 + 1, n_fft)
        made = np.concatenate([made, made[..., rest, :]], axis=-2)
    if power == 0:
        return pairs(made, waveform.dtype)
    return (np.abs(made) ** float(_F(power))).astype(waveform.dtype)


def centroid(waveform, sample_rate, n_fft, win_length, hop_length, pad, kind):
    """Mean frequencies of frames, weighted with magnitudes."""
    magnitudes = spectrogram(
        waveform, n_fft, win_length, hop_length, pad, kind, 1.0, False, True, "reflect", True
    )
    dtype = waveform.dtype.type
    freqs = banks.linspace(0, sample_rate // 2, n_fft // 2 + 1, dtype).astype(np.float64)
    wide = magnitudes.astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        made = np.sum(freqs[:, None] * wide, axis=-2, keepdims=True) / wide.sum(-2, keepdims=True)
    return made.astype(dtype)


def istft(spectra, dtype, n_fft, hop_length, win_length, kind, center, length):
    """The signal of complex spectra [freq, frame], of `length` samples unless 0."""
    if n_fft != (spectra.shape[0] - 1) * 2:
        fail("GriffinLim: the frequency of the input should equal to n_fft / 2 + 1")
    frame_window = window(kind, win_length, n_fft)
    count = spectra.shape[1]
    if length and hop_length:
        padded = length + n_fft if center else length
        count = min(count, math.ceil(_F(padded) / _F(hop_length)))
    frames = np.fft.irfft(spectra[:, :count], n_fft, axis=0).T * frame_window.astype(np.float64)
    signal = np.zeros(n_fft + hop_length * (count - 1))
    weights = np.zeros(len(signal), _F)
    squares = frame_window**2
    for i, frame in enumerate(frames):
        part = slice(i * hop_length, i * hop_length + n_fft)
        signal[part] += frame
        weights[part] += squares
    np.divide(signal, weights, out=signal, where=weights > np.finfo(_F).tiny)
    if length == 0 and center:
        return signal[n_fft // 2 : len(signal) - n_fft // 2].astype(dtype)
    signal = signal[n_fft // 2 if center else 0 :][:length]
    return np.pad(signal, (0, length - len(signal))).astype(dtype)


def inverse_spectrogram(
    spectra, length, n_fft, win_length, hop_length, pad, kind, normalized, center
):
    """The signal of spectra [..., freq, frame, 2]."""
    values = joined(spectra.reshape(-1, *spectra.shape[-3:]))
    if normalized:
        frame_window = window(kind, win_length, n_fft)
        values = values * float(_F(math.sqrt(float(np.sum(frame_window**2)))))
    size = length + 2 * pad if length else (spectra.shape[-2] - 1) * hop_length
    made = np.stack([
        istft(x[: n_fft // 2 + 1], spectra.dtype, n_fft, hop_length, win_length, kind, center, size)
        for x in values
    ])  # fmt: skip
    if pad:
        made = made[:, pad:-pad].astype(_F)
    return made.reshape(*spectra.shape[:-3], made.shape[-1])


def griffin_lim(
    magnitudes, n_fft, n_iter, win_length, hop_length, kind, power, momentum, length, engine
):
    """A signal whose spectra have the magnitudes; random phases at first if there is an engine."""
    dtype = magnitudes.dtype
    blocks = magnitudes.reshape(-1, *magnitudes.shape[-2:])
    blocks = (blocks.astype(np.float64) ** float(_F(1) / _F(power))).astype(dtype)
    share = _F(momentum) / (_F(1) + _F(momentum))
    inertia = float(share / (_F(1) + share))  # MindSpore takes the share of the share
    made = []
    for block in blocks.astype(np.float64):
        if engine is None:
            phases = np.ones(block.shape, complex)
        else:
            draws = [streams.uniform_real(engine, 0.0, 1.0) for _ in range(2 * block.size)]
            draws = np.array(draws).reshape(block.shape[1], block.shape[0], 2).swapaxes(0, 1)
            phases = draws[..., 1] + 1j * draws[..., 0]
        before = np.zeros(block.shape, complex)
        inverse = (dtype, n_fft, hop_length, win_length, kind, True, length)
        for _ in range(n_iter):
            signal = istft(phases * block, *inverse)
            rebuilt = stft(signal, n_fft, win_length, hop_length, 0, kind, False, True, "reflect")
            rebuilt = np.resize(joined(pairs(rebuilt, dtype)), block.shape)
            phases = rebuilt - before * inertia if momentum else rebuilt
            phases = phases / (np.abs(phases) + 1e-16)
            before = rebuilt
        made.append(istft(phases * block, *inverse))
    return made[0] if magnitudes.ndim == 2 else np.stack(made)


def mel_scale(spectra, n_mels, sample_rate, f_min, f_max, n_stft, norm, mel_type):
    """Spectra [..., freq, time] on the Mel scale."""
    dtype = spectra.dtype.type
    bank = banks.mel(n_stft, f_min, f_max, n_mels, sample_rate, norm, mel_type, dtype)
    return np.matmul(bank.T, spectra)


def inverse_mel_scale(
    mels, n_stft, n_mels, sample_rate, f_min, f_max, max_iter, tolerance_loss, tolerance_change,
    rate, norm, mel_type, engine,
):  # fmt: skip
    """Spectra [..., freq, time] whose Mel spectra are near, found by gradient descent."""
    dtype = mels.dtype.type
    if abs(f_max) <= np.finfo(_F).eps:
        f_max = sample_rate // 2
    bank = banks.mel(n_stft, f_min, f_max, n_mels, sample_rate, norm, mel_type, dtype)
    if n_mels != mels.shape[-2]:
        fail("InverseMelScale: n_mels must be equal to the penultimate dimension of input.")
    draw = streams.uniform_float if dtype is np.float32 else streams.uniform_real
    rate, tolerance_loss, tolerance_change = map(_F, (rate, tolerance_loss, tolerance_change))
    time = mels.shape[-1]
    made = []
    for target in mels.reshape(-1, *mels.shape[-2:]):
        guess = np.array([draw(engine, 0.0, 1.0) for _ in range(n_stft * time)], dtype).reshape(
            n_stft, time
        )
        loss = np.finfo(dtype).max
        for _ in range(max_iter):
            diff = target - np.matmul(bank.T, guess)
            new_loss = np.mean(np.square(diff))
            if new_loss < tolerance_loss or abs(loss - new_loss) < tolerance_change:
                break
            loss = new_loss
            guess = guess + np.matmul(bank, diff) * (dtype(rate) / dtype(time))
        made.append(np.maximum(guess, 0))
    leading = mels.shape[:-2] if mels.ndim > 2 else (1,)
    return np.stack(made).reshape(*leading, n_stft, time)


def time_stretch(spectra, rate, advance):
    """Spectra [..., freq, frame, 2] for a faster signal of the same pitch.

    `advance`: the phase a frame adds to each frequency. As in MindSpore, rate 1 leaves
    [rest, freq, frame, 2].
    """
    dtype = spectra.dtype.type
    blocks = spectra.reshape(-1, *spectra.shape[-3:])
    rate = _F(rate)
    if abs(float(rate) - 1.0) <= np.finfo(_F).eps:
        return blocks
    frames = blocks.shape[2]
    steps = np.arange(math.ceil(frames / rate) + 1, dtype=_F) * rate
    steps = steps[steps < frames].astype(dtype)
    at = steps.astype(np.int64)
    weight = np.fmod(steps, dtype(1))

    padded = np.pad(blocks, ((0, 0), (0, 0), (0, 2), (0, 0)))
    angles, sizes = (
        np.arctan2(padded[..., 1], padded[..., 0]),
        np.sqrt(padded[..., 1] ** 2 + padded[..., 0] ** 2),
    )
    rows = np.arange(blocks.shape[0] * blocks.shape[1]) % len(advance)
    advance = advance[rows].reshape(*blocks.shape[:2], 1)
    phase = (angles[..., at + 1] - angles[..., at] - advance).astype(np.float64)
    turns = phase / (2 * math.pi)
    turns = np.copysign(np.floor(np.abs(turns) + 0.5), turns)
    phase = (phase - 2 * math.pi * turns + advance).astype(dtype)
    phase = np.concatenate([angles[..., :1], phase[..., :-1]], axis=-1)
    phase = np.cumsum(phase, axis=-1, dtype=dtype)
    size = weight * sizes[..., at + 1] + (dtype(1) - weight) * sizes[..., at]
    made = np.stack([np.cos(phase) * size, np.sin(phase) * size], -1)
    return made.reshape(*spectra.shape[:-2], len(at), 2)


def cepstrum(bands, coefficients, norm, logarithm):
    """Cosine transform of logarithms or decibels of bands [..., band, time]."""
    logs = np.log(bands + _F(1e-6)) if logarithm else amplitude_to_db(bands, 10.0, 0.0, 80.0)
    return np.matmul(banks.cosines(coefficients, bands.shape[-2], norm).T, logs)
