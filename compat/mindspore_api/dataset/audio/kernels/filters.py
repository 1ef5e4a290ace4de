"""Recursive filters, and the coefficients of those of second order."""

from __future__ import annotations

import importlib
import math

import numpy as np

from ...transforms.failure import fail

_F = np.float32


def recursion(b, a, waveform):
    """The difference equation in the precision of the samples."""
    # SciPy's filters take half a second to load.
    return importlib.import_module("scipy.signal").lfilter(b, a, waveform, axis=-1)


def lfilter(waveform, a_coeffs, b_coeffs, clamp):
    """The difference equation along time, from silence."""
    dtype = waveform.dtype
    a, b = (np.asarray(x).astype(dtype) for x in (a_coeffs, b_coeffs))
    if a[0] == 0:
        fail("Invalid data, the first value of 'a_coeffs' should not be 0, but got 0.")
    # SciPy has no filter in float16, where the order of roundings shows.
    made = (_half if dtype == np.float16 else recursion)(b, a, waveform)
    if clamp:
        np.clip(made, -1, 1, out=made)
    return made


def _half(b, a, waveform):
    """`recursion` in float16, step by step."""
    a, b = np.append(a[:1], a[1:] / a[0]), b / a[0]
    made = np.zeros_like(waveform)
    order = len(a) - 1
    heard = np.pad(waveform, [(0, 0)] * (waveform.ndim - 1) + [(order, 0)])
    said = np.zeros_like(heard)
    for i in range(waveform.shape[-1]):
        value = np.zeros(waveform.shape[:-1], np.float16)
        for j in range(order + 1):
            value = value + b[j] * heard[..., i + order - j]
        for j in range(1, order + 1):
            value = value - a[j] * said[..., i + order - j]
        said[..., i + order] = made[..., i] = value
    return made


def filtfilt(waveform, a_coeffs, b_coeffs, clamp):
    """The filter forward and then backward."""
    forward = lfilter(waveform, a_coeffs, b_coeffs, False)
    return lfilter(forward[..., ::-1], a_coeffs, b_coeffs, clamp)[..., ::-1]


def biquad(waveform, coeffs):
    """The filter (b0, b1, b2, a0, a1, a2), clamped."""
    dtype = waveform.dtype
    b, a = np.split(np.asarray(coeffs, np.float64).astype(dtype), 2)
    return lfilter(waveform, a, b, True)


def _angle(freq, sample_rate, q):
    w0 = 2 * math.pi * float(_F(freq)) / sample_rate
    return w0, math.sin(w0) / 2 / float(_F(q))


def _shelf_gain(gain):
    return math.exp(float(_F(gain) / _F(40)) * math.log(10))


def allpass(sample_rate, central_freq, q):
    """Coefficients of AllpassBiquad."""
    w0, alpha = _angle(central_freq, sample_rate, q)
    b1 = -2 * math.cos(w0)
    return 1 - alpha, b1, 1 + alpha, 1 + alpha, b1, 1 - alpha


def band(sample_rate, central_freq, q, noise):
    """Coefficients of BandBiquad."""
    w0 = 2 * math.pi * float(_F(central_freq)) / sample_rate
    width = float(_F(central_freq) / _F(q))
    a2 = math.exp(-2 * math.pi * width / sample_rate)
    if a2 == 0:
        fail(
            "BandBiquad: zero division error, 'central_freq / Q / sample_rate' got a big negative "
            "value."
        )
    a1 = -4 * a2 / (1 + a2) * math.cos(w0)
    b0 = float(np.sqrt(1 - a1 * a1 / (4 * a2))) * (1 - a2)
    if noise:
        if b0 == 0:
            fail("BandBiquad: zero division error, 'b0' can not be zero.")
        b0 *= math.sqrt(((1 + a2) * (1 + a2) - a1 * a1) * (1 - a2) / (1 + a2)) / b0
    return b0, 0.0, 0.0, 1.0, a1, a2


def bandpass(sample_rate, central_freq, q, const_skirt_gain):
    """Coefficients of BandpassBiquad, which MindSpore computes in float32."""
    w0 = _F(2 * math.pi * float(_F(central_freq)) / sample_rate)
    alpha = _F(_F(math.sin(w0)) / _F(2) / _F(q))
    peak = _F(math.sin(w0)) / _F(2) if const_skirt_gain else alpha
    return peak, 0.0, -peak, 1 + alpha, _F(-2) * _F(math.cos(w0)), 1 - alpha


def bandreject(sample_rate, central_freq, q):
    """Coefficients of BandrejectBiquad."""
    w0, alpha = _angle(central_freq, sample_rate, q)
    b1 = -2 * math.cos(w0)
    return 1, b1, 1, 1 + alpha, b1, 1 - alpha


def bass(sample_rate, gain, central_freq, q):
    """Coefficients of BassBiquad."""
    w0, alpha = _angle(central_freq, sample_rate, q)
    up = _shelf_gain(gain)
    t1, t2, t3 = 2 * math.sqrt(up) * alpha, (up - 1) * math.cos(w0), (up + 1) * math.cos(w0)
    a0 = (up + 1) + t2 + t1
    return (
        up * ((up + 1) - t2 + t1) / a0,
        2 * up * ((up - 1) - t3) / a0,
        up * ((up + 1) - t2 - t1) / a0,
        1.0,
        -2 * ((up - 1) + t3) / a0,
        ((up + 1) + t2 - t1) / a0,
    )


def _high_shelf(w0, alpha, up):
    t1, t2, t3 = 2 * np.sqrt(up) * alpha, (up - 1) * np.cos(w0), (up + 1) * np.cos(w0)
    return (
        up * ((up + 1) + t2 + t1),
        -2 * up * ((up - 1) + t3),
        up * ((up + 1) + t2 - t1),
        (up + 1) - t2 + t1,
        2 * ((up - 1) - t3),
        (up + 1) - t2 - t1,
    )


def treble(sample_rate, gain, central_freq, q):
    """Coefficients of TrebleBiquad, which MindSpore computes in float32."""
    w0 = _F(2 * math.pi * float(_F(central_freq)) / sample_rate)
    alpha = _F(math.sin(w0)) / _F(2) / _F(q)
    return _high_shelf(w0, alpha, _F(_shelf_gain(gain)))


# Central frequency, slope and gain of the curve of compact discs.
_DEEMPHASIS = {44100: (5283, 0.4845, -9.477), 48000: (5356, 0.479, -9.62)}


def deemph(sample_rate):
    """Coefficients of DeemphBiquad."""
    central_freq, slope, gain = _DEEMPHASIS[sample_rate]
    w0 = 2 * math.pi * central_freq / sample_rate
    up = math.exp(gain / 40 * math.log(10))
    alpha = math.sin(w0) / 2 * math.sqrt((up + 1 / up) * (1 / slope - 1) + 2)
    return _high_shelf(w0, alpha, up)


def equalizer(sample_rate, center_freq, gain, q):
    """Coefficients of EqualizerBiquad."""
    w0, alpha = _angle(center_freq, sample_rate, q)
    up = math.exp(float(_F(gain)) / 40.0 * math.log(10))
    b1 = -2.0 * math.cos(w0)
    return 1 + alpha * up, b1, 1 - alpha * up, 1 + alpha / up, b1, 1 - alpha / up


def highpass(sample_rate, cutoff_freq, q):
    """Coefficients of HighpassBiquad."""
    w0, alpha = _angle(cutoff_freq, sample_rate, q)
    b0 = (1 + math.cos(w0)) / 2
    return b0, -1 - math.cos(w0), b0, 1 + alpha, -2 * math.cos(w0), 1 - alpha


def lowpass(sample_rate, cutoff_freq, q):
    """Coefficients of LowpassBiquad."""
    w0, alpha = _angle(cutoff_freq, sample_rate, q)
    b0 = (1 - math.cos(w0)) / 2
    return b0, 1 - math.cos(w0), b0, 1 + alpha, -2 * math.cos(w0), 1 - alpha


# Zeros and poles of the curve of records.
_RIAA = {
    44100: ((-0.2014898, 0.9233820), (0.7083149, 0.9924091)),
    48000: ((-0.1766069, 0.9321590), (0.7396325, 0.9931330)),
    88200: ((-0.1168735, 0.9648312), (0.8590646, 0.9964002)),
    96000: ((-0.1141486, 0.9676817), (0.8699137, 0.9966946)),
}


def riaa(sample_rate):
    """Coefficients of RiaaBiquad, which MindSpore computes in float32."""
    b, a = (np.array([1, -(_F(x) + _F(y)), _F(x) * _F(y)], _F) for x, y in _RIAA[sample_rate])
    turns = _F(2 * math.pi * 1000 / sample_rate) * np.arange(3, dtype=_F)
    power = [np.dot(k, np.cos(turns)) ** 2 + np.dot(k, np.sin(turns)) ** 2 for k in (b, a)]
    b = b * _F(1 / np.sqrt(power[0] / power[1]))  # 0 dB at 1 kHz
    return (*b, *a)
