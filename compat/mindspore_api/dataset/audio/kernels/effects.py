"""Modulated delays, and dither."""

from __future__ import annotations

import math

import numpy as np

from compat.core.data import streams

from .windows import bartlett

_F = np.float32


def wave_table(sinusoidal, size, low, high, phase, whole=False):
    """One period of a wave between `low` and `high` as float32, or as whole numbers."""
    offset = int(float(_F(phase)) / math.pi / 2 * size + 0.5)
    point = (np.arange(size) + offset) % size
    if sinusoidal:
        table = ((np.sin(point * math.pi / size * 2) + 1) / 2).astype(_F)
    else:
        table = (point * 2.0 / size).astype(_F)
        quarter = 4 * point // size
        table = np.select(
            [quarter == 0, quarter == 3], [table + 0.5, table - 1.5], 1.5 - table
        ).astype(_F)
    table = table * (_F(high) - _F(low)) + _F(low)
    if not whole:
        return table
    return np.where(table < 0, table - 0.5, table + 0.5).astype(np.int32)


def phaser(waveform, sample_rate, gain_in, gain_out, delay_ms, decay, mod_speed, sinusoidal):
    """The signal and a delayed copy whose delay swings."""
    dtype = waveform.dtype.type
    decay = dtype(_F(decay))
    rows = waveform.reshape(-1, waveform.shape[-1]) * dtype(_F(gain_in))
    length = int(float(_F(delay_ms)) * 0.001 * sample_rate + 0.5)
    period = int(_F(sample_rate) / _F(mod_speed) + 0.5)
    table = wave_table(sinusoidal, period, 1.0, length, math.pi / 2, whole=True)
    time = np.arange(rows.shape[-1])
    reads = ((time % length + table[time % period]) % length).tolist()
    delayed = np.zeros((length, len(rows)), rows.dtype)
    made = np.empty((rows.shape[-1], len(rows)), rows.dtype)
    position = 0
    for i, column in enumerate(np.ascontiguousarray(rows.T)):
        position = position + 1 if position + 1 < length else 0
        made[i] = column + delayed[reads[i]]
        delayed[position] = made[i] * decay
    return np.clip(made.T * dtype(_F(gain_out)), -1, 1).reshape(waveform.shape)


def flanger(waveform, sample_rate, delay, depth, regen, width, speed, phase, sinusoidal, quadratic):
    """The signal and a delayed copy whose delay swings, fed back."""
    dtype = waveform.dtype.type
    feedback, gain, channel_phase = (dtype(_F(x)) / dtype(100) for x in (regen, width, phase))
    delay_min, delay_depth = (dtype(_F(x)) / dtype(1000) for x in (delay, depth))
    in_gain = dtype(1) / (dtype(1) + gain)
    gain = gain / (dtype(1) + gain) * (dtype(1) - abs(feedback))
    length = int((delay_min + delay_depth) * dtype(sample_rate) + 0.5) + 2
    period = int(_F(sample_rate) / _F(speed))
    low = math.floor(delay_min * dtype(sample_rate) + 0.5)
    table = wave_table(sinusoidal, period, low, length - 2.0, 3 * math.pi / 2)

    rows = waveform.reshape(-1, *waveform.shape[-2:])
    count = rows.shape[-1]
    shifts = np.array([int(j * period * channel_phase + 0.5) for j in range(rows.shape[1])])
    swings = table[(np.arange(count)[:, None] + shifts) % period].astype(dtype)
    whole = swings.astype(np.int64)
    part = swings - whole.astype(dtype)

    # past[t + length] holds what was written at time t: zeros before the start.
    past = np.zeros((count + length, *rows.shape[:2]), dtype)
    channel = np.arange(rows.shape[1])

    def echo(at, whole, part):
        """What is heard of the past at positions `at` of it."""
        first = past[at - whole, :, channel]
        second = past[at - (whole + 1) % length, :, channel] - first
        part = part[..., None]
        if not quadratic:
            return first + second * part
        third = past[at - (whole + 2) % length, :, channel] - first
        bend = (third * 0.5 - second).astype(dtype)
        slope = (second * 2 - third * 0.5).astype(dtype)
        return first + (bend * part + slope) * part

    columns = np.moveaxis(rows, -1, 0)
    if feedback == 0:
        past[length:] = columns
        echoes = echo((np.arange(count) + length)[:, None], whole, part)
    else:
        echoes = np.zeros((count, rows.shape[1], rows.shape[0]), dtype)
        last = np.zeros((rows.shape[1], rows.shape[0]), dtype)
        for t in range(count):
            past[t + length] = columns[t] + last.T * feedback
            last = echoes[t] = echo(t + length, whole[t], part[t])
    made = columns * in_gain + np.swapaxes(echoes, 1, 2) * gain
    return np.clip(np.moveaxis(made, 0, -1), -1, 1).reshape(waveform.shape)


def _rounded(values):
    """Nearest whole numbers, halves away from 0."""
    return np.copysign(np.floor(np.abs(values) + values.dtype.type(0.5)), values)


def dither(waveform, density, noise_shaping, engine):
    """16 bits with noise in place of distortion."""
    dtype = waveform.dtype.type
    rows = waveform.reshape(-1, waveform.shape[-1])
    scaled = rows * dtype(2**15 - 2)

    def place():
        channel = streams.uniform_int(engine, 0, len(rows) - 1) if len(rows) > 1 else 0
        time = rows.shape[1] - 1
        return channel, streams.uniform_int(engine, 0, time) if time > 0 else 0

    start = place()
    if density == "TPDF":
        scaled = scaled + bartlett(rows.shape[1]).astype(dtype)
    elif density == "RPDF":
        scaled = scaled + rows[start]
    else:
        total = rows[start]
        for _ in range(6):
            at = place()
            total = total + rows[at]
            rows[at] = total
        scaled = scaled + total
    made = _rounded(scaled) / dtype(2**15)
    if noise_shaping:
        made[:, 1:] += (made - rows)[:, :-1].copy()
    return made.reshape(waveform.shape)
