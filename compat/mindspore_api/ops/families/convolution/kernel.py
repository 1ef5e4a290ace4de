"""Kernel sizes, strides, padding and data formats as operators take them."""

from __future__ import annotations

from .....core.text import plain
from .... import _checkparam as validator
from .... import context

DESCRIPTOR = "could not create a descriptor for a dilated convolution forward propagation primitive"


def platform():
    """The device target as the texts name it."""
    return context.get_context("device_target")


def platform_takes_channels_last():
    """True where MindSpore computes in NHWC."""
    return platform() != "CPU"


def check_data_format(data_format, name, who):
    """ "NCHW" or "NHWC"; the latter not on CPU, as in MindSpore."""
    checked = validator.check_string(data_format, ["NCHW", "NHWC"], "format", name)
    if platform() == "CPU" and checked == "NHWC":
        raise ValueError(
            f"For '{name}', the 'NHWC' format is only supported in GPU target, but got the "
            f"'data_format' is {checked} and {who} is {platform()}."
        )
    return checked


def _positive_ints(entries):
    return all(type(n) is int and n > 0 for n in entries)


def pair_of(argument, value, name, four=False, text=None):
    """A pair of positive ints; with `four` (1, 1, a, b), which may also be given as such."""
    validator.check_value_type(argument, value, (int, tuple), name)
    lengths = "two or four" if four else "two"
    refusal = ValueError(
        f"For '{name}' attr '{argument}' must be an positive int number or a tuple of {lengths} "
        f"positive int numbers, but got {plain(value)}"
    )
    if isinstance(value, int):
        entries = (value, value)
    elif len(value) == 2 or (four and len(value) == 4):
        entries = value
    else:
        raise refusal
    if not _positive_ints(entries):
        raise refusal
    return (1, 1, *entries) if four and len(entries) == 2 else tuple(entries)


def triple_of(argument, value, name, positive=True):
    """Three positive ints (or not negative ones) from an int or a tuple of three."""
    validator.check_value_type(argument, value, (int, tuple), name)
    entries = (value,) * 3 if isinstance(value, int) else value
    low = 1 if positive else 0
    if len(entries) != 3 or not all(type(n) is int and n >= low for n in entries):
        raise ValueError(
            f"For '{name}', the parameter '{argument}' must be an positive integer or a tuple of "
            f"three positive integer, but got {plain(value)}"
        )
    return tuple(entries)


def check_pad_zero(name, pad, pad_mode, given, given_mode=None):
    """Padding is given only with pad_mode "pad", in exactly these letters."""
    if pad_mode != "pad" and pad != (0,) * len(pad):
        zeros = "(" + ", ".join("0" * len(pad)) + ")"
        mode = pad_mode if given_mode is None else given_mode
        raise ValueError(
            f"For '{name}', the 'pad' must be zero or {zeros} when 'pad_mode' is not \"pad\", but "
            f"got 'pad' is {plain(given)} and 'pad_mode' is {mode}."
        )
