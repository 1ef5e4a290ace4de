"""Volume, decibels and the shapes of single samples."""

from __future__ import annotations

import math

import numpy as np

from ...transforms.failure import fail
from .banks import linspace
from .filters import recursion

_F = np.float32


def amplitude_to_db(values, multiplier, db_multiplier, top_db, amin=_F(1e-10)):
    """Decibels of an array, in each block at most `top_db` below its maximum."""
    dtype = values.dtype.type
    multiplier, amin = dtype(multiplier), dtype(amin)
    made = np.log10(np.maximum(values, amin)) * multiplier - multiplier * dtype(db_multiplier)
    blocks = made.reshape(-1, *made.shape[-3:]) if made.ndim > 2 else made.reshape(1, -1)
    axes = tuple(range(1, blocks.ndim))
    floor = blocks.max(axis=axes, keepdims=True) - dtype(top_db)
    return np.maximum(blocks, floor).reshape(values.shape)


def db_to_amplitude(waveform, ref, power):
    """Amplitudes of decibels."""
    wide = waveform.astype(np.float64)
    made = float(_F(ref)) * (10.0 ** (wide * 0.1)) ** float(_F(power))
    return made.astype(waveform.dtype)


def complex_norm(values, power):
    """Absolute values of complex numbers to a power."""
    wide = values.astype(np.float64)
    squares = wide[..., 0] ** 2 + wide[..., 1] ** 2
    return (squares ** (0.5 * float(_F(power)))).astype(values.dtype)


def angle(values):
    """Angles of complex numbers."""
    return np.arctan2(values[..., 1], values[..., 0])


def contrast(waveform, amount):
    """Louder without higher peaks."""
    dtype = waveform.dtype.type
    amount = dtype(_F(amount)) / dtype(750)
    quarter = (waveform * (math.pi / 2)).astype(dtype)
    return np.sin(quarter + amount * np.sin(quarter * dtype(4)))


def dc_shift(waveform, shift, limiter_gain):
    """All samples higher or lower, peaks limited."""
    dtype = waveform.dtype.type
    shift, gain = _F(shift), _F(limiter_gain)
    made = np.clip(waveform + dtype(shift), -1, 1)
    eps = np.finfo(_F).eps
    if abs(shift - gain) <= eps or abs(shift) <= eps:
        return made
    limit = _F(1.0 - float(abs(shift) - gain))
    if shift > 0:
        peaks = waveform > limit
        limited = (waveform - dtype(limit)) * dtype(gain) / dtype(_F(1) - limit)
        limited = np.minimum(limited + dtype(limit) + dtype(shift), dtype(limit))
    else:
        peaks = waveform < -limit
        limited = (waveform + dtype(limit)) * dtype(gain) / dtype(_F(1) - limit)
        limited = np.maximum(limited + dtype(limit) + dtype(shift), -dtype(limit))
    return np.where(peaks, limited, made)


def gain(waveform, gain_db):
    """The samples times a factor in decibels."""
    dtype = waveform.dtype.type
    if gain_db == 0:
        return waveform
    return waveform * dtype(10.0 ** float(dtype(_F(gain_db)) / dtype(20)))


def volume(waveform, factor, kind):
    """The samples times a factor, clamped."""
    dtype = waveform.dtype.type
    factor = dtype(_F(factor))
    if kind == "power":
        factor = dtype(10 * math.log10(factor))
    if kind != "amplitude" and (factor != 0 or kind == "power"):
        factor = dtype(10.0 ** float(factor / dtype(20)))
    if factor != 0 or kind == "amplitude":
        waveform = waveform * factor
    return np.clip(waveform, -1, 1)


def mu_law_decode(codes, channels):
    """Samples of mu-law codes."""
    dtype = codes.dtype.type
    mu = dtype(channels - 1)
    if mu == 0:
        fail("Decoding: invalid parameter, 'mu' can not be zero.")
    made = codes / mu * dtype(2) - dtype(1)
    grown = np.expm1((np.abs(made) * dtype(math.log1p(mu))).astype(np.float64)).astype(dtype)
    return np.sign(made) * grown / mu


def mu_law_encode(waveform, channels):
    """Mu-law codes of samples."""
    dtype = waveform.dtype.type
    mu = float(channels - 1)
    wide = waveform.astype(np.float64)
    with np.errstate(all="ignore"):
        made = (np.sign(wide) * np.log1p(mu * np.abs(wide)) / math.log1p(mu)).astype(dtype)
        made = (made + dtype(1)) / dtype(2) * dtype(mu)
        return (made + 0.5).astype(dtype).astype(np.int32)


# From nothing at 0 to all at 1, and from all to nothing.
_FADE_IN = {
    "linear": lambda x: x,
    "exponential": lambda x: 2.0 ** (x - 1.0) * x,
    "logarithmic": lambda x: np.log10(x + 0.1) + 1.0,
    "quarter_sine": lambda x: np.sin(x * math.pi / 2.0),
    "half_sine": lambda x: np.sin(x * math.pi - math.pi / 2.0) / 2.0 + 0.5,
}
_FADE_OUT = {
    "linear": lambda x: 1.0 - x,
    "exponential": lambda x: 2.0**-x * (1.0 - x),
    "logarithmic": lambda x: np.log10(1.1 - x) + 1.0,
    "quarter_sine": lambda x: np.sin(x * math.pi / 2.0 + math.pi / 2.0),
    "half_sine": lambda x: np.sin(x * math.pi + math.pi / 2.0) / 2.0 + 0.5,
}


def fade(waveform, fade_in_len, fade_out_len, shape):
    """Softer at the start and the end."""
    length = waveform.shape[-1]
    for name, value in (("fade_in_len", fade_in_len), ("fade_out_len", fade_out_len)):
        if value > length:
            fail(
                f"Fade: invalid parameter, '{name}' should be no greater than 'length of waveform',"
                f" but got: {name} {value} while length of waveform {length}."
            )
    dtype = waveform.dtype.type
    for count, curves, part in (
        (fade_in_len, _FADE_IN, np.s_[..., :fade_in_len]),
        (fade_out_len, _FADE_OUT, np.s_[..., length - fade_out_len :]),
    ):
        steps = linspace(0, 1, count, dtype).astype(np.float64)
        waveform[part] *= curves[shape.value](steps).astype(dtype)
    return waveform


def overdrive(waveform, gain_db, color):
    """Distortion of an overdriven amplifier."""
    dtype = waveform.dtype.type
    factor = _F(math.exp(float(_F(gain_db)) * math.log(10) / 20.0))
    hot = waveform * dtype(factor) + dtype(_F(color) / _F(200))
    bent = (hot - (hot * hot * hot).astype(np.float64) / 3.0).astype(dtype)
    bent = np.where(hot < -1, dtype(-2.0 / 3.0), np.where(hot > 1, dtype(2.0 / 3.0), bent))
    steady = recursion([1.0, -1.0], [1.0, -0.995], bent.astype(np.float64))
    return np.clip(waveform * 0.5 + steady * 0.75, -1, 1).astype(dtype)
