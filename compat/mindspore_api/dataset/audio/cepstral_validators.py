"""Checks of the arguments of cepstral coefficients."""

from __future__ import annotations

from ..core.validated import validated
from ..core.validator_helpers import (
    check_non_negative_float32,
    check_non_negative_int32,
    check_pos_int32,
    type_check,
)
from .utils import BorderType, MelType, NormMode, NormType, WindowType
from .validators import (
    _MEL_OPTIONS,
    _boolean,
    _check_frames,
    _check_mel_freq,
    _non_negative,
    _optional,
)


def _check_dct_type(dct_type):
    if dct_type != 2:
        raise ValueError(f"Input dct_type must be 2, but got : {dct_type}.")


@validated
def check_lfcc(sample_rate, n_filter, n_lfcc, f_min, f_max, dct_type, norm, log_lf, speckwargs):
    """Of LFCC."""
    check_non_negative_int32(sample_rate, "sample_rate")
    check_pos_int32(n_filter, "n_filter")
    check_pos_int32(n_lfcc, "n_lfcc")
    _boolean(log_lf, "log_lf")
    type_check(norm, (NormMode,), "norm")
    _non_negative(f_min, "f_min")
    if f_max is not None:
        _non_negative(f_max, "f_max")
        if f_min > f_max:
            raise ValueError(
                "f_max should be greater than or equal to f_min, but got f_min: "
                f"{f_min} and f_max: {f_max}."
            )
    elif f_min >= sample_rate // 2:
        raise ValueError(
            "Input sample_rate // 2 should be greater than f_min when f_max is set to None, but "
            f"got f_min: {f_min} and sample_rate: {sample_rate}."
        )
    _check_dct_type(dct_type)
    if speckwargs is not None:
        type_check(speckwargs, (dict,), "speckwargs")
        _check_speckwargs(n_lfcc, speckwargs)


def _check_speckwargs(n_lfcc, options):
    window, pad_mode, n_fft, win_length, pad, power = (
        options[name] for name in ("window", "pad_mode", "n_fft", "win_length", "pad", "power")
    )
    type_check(window, (WindowType,), "window")
    type_check(pad_mode, (BorderType,), "pad_mode")
    check_non_negative_int32(pad, "pad")
    type_check(power, (float,), "power")
    check_non_negative_float32(power, "power")
    if n_fft < n_lfcc:
        raise ValueError(
            "n_fft should be greater than or equal to n_lfcc, but got n_fft: "
            f"{n_fft} and n_lfcc: {n_lfcc}."
        )
    if win_length > n_fft:
        raise ValueError(
            "win_length must be less than or equal to n_fft, but got win_length: "
            f"{win_length} and n_fft: {n_fft}."
        )


@validated
def check_mfcc(sample_rate, n_mfcc, dct_type, norm, log_mels, melkwargs):
    """Of MFCC."""
    check_non_negative_int32(sample_rate, "sample_rate")
    _boolean(log_mels, "log_mels")
    type_check(norm, (NormMode,), "norm")
    check_non_negative_int32(n_mfcc, "n_mfcc")
    _check_dct_type(dct_type)
    if melkwargs is not None:
        type_check(melkwargs, (dict,), "melkwargs")
        _check_melkwargs(sample_rate, n_mfcc, melkwargs)


def _check_melkwargs(sample_rate, n_mfcc, options):
    (
        n_fft, win_length, hop_length, f_min, f_max, pad, power, normalized, center, onesided,
        window, pad_mode, norm, mel_scale, n_mels,
    ) = (options[name] for name in _MEL_OPTIONS)  # fmt: skip
    check_pos_int32(n_fft, "n_fft")
    check_pos_int32(n_mels, "n_mels")
    _check_mel_freq(f_min, f_max, sample_rate)
    type_check(norm, (NormType,), "norm")
    type_check(mel_scale, (MelType,), "mel_type")
    _non_negative(power, "power")
    _check_frames(window, normalized, center, pad_mode, onesided, pad)
    _optional(check_pos_int32)(hop_length, "hop_length")
    _optional(check_non_negative_float32)(f_max, "f_max")
    _optional(check_non_negative_int32)(win_length, "win_length")
    if n_mels < n_mfcc:
        raise ValueError(
            "Input n_mels should be greater than or equal to n_mfcc, but got n_mfcc: "
            f"{n_mfcc} and n_mels: {n_mels}."
        )
