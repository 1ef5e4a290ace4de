"""Options of the operations on audio, and the matrices some of them multiply with."""

from __future__ import annotations

from enum import Enum

from ..core.validator_helpers import (
    check_non_negative_float32,
    check_non_negative_int32,
    check_pos_float32,
    check_pos_int32,
    type_check,
)
from ..transforms.failure import OperationError
from .kernels import banks


class BorderType(str, Enum):
    """What is put beside a signal.

    CONSTANT: zeros; EDGE: the outermost value; REFLECT: the mirror image without the outermost
    value; SYMMETRIC: the mirror image with it.
    """

    CONSTANT: str = "constant"
    EDGE: str = "edge"
    REFLECT: str = "reflect"
    SYMMETRIC: str = "symmetric"


class DensityFunction(str, Enum):
    """Distribution of the noise of Dither: triangular, rectangular or Gaussian."""

    TPDF: str = "TPDF"
    RPDF: str = "RPDF"
    GPDF: str = "GPDF"


class FadeShape(str, Enum):
    """Curve along which Fade changes the volume."""

    QUARTER_SINE: str = "quarter_sine"
    HALF_SINE: str = "half_sine"
    LINEAR: str = "linear"
    LOGARITHMIC: str = "logarithmic"
    EXPONENTIAL: str = "exponential"


class GainType(str, Enum):
    """What a gain is a factor of, or that it is in decibels."""

    AMPLITUDE: str = "amplitude"
    POWER: str = "power"
    DB: str = "db"


class Interpolation(str, Enum):
    """How Flanger reads between two samples."""

    LINEAR: str = "linear"
    QUADRATIC: str = "quadratic"


class MelType(str, Enum):
    """Formula of the Mel scale."""

    HTK: str = "htk"
    SLANEY: str = "slaney"


class Modulation(str, Enum):
    """Wave that modulates the delay of Flanger."""

    SINUSOIDAL: str = "sinusoidal"
    TRIANGULAR: str = "triangular"


class NormMode(str, Enum):
    """Norm of a discrete cosine transform."""

    ORTHO: str = "ortho"
    NONE: str = "none"


class NormType(str, Enum):
    """Whether triangles of a filter bank have equal areas."""

    SLANEY: str = "slaney"
    NONE: str = "none"


class ResampleMethod(str, Enum):
    """Window of the sinc function that resamples."""

    SINC_INTERPOLATION: str = "sinc_interpolation"
    KAISER_WINDOW: str = "kaiser_window"


class ScaleType(str, Enum):
    """Whether a value is a power or a magnitude."""

    POWER: str = "power"
    MAGNITUDE: str = "magnitude"


class WindowType(str, Enum):
    """Window that a frame of a signal is multiplied with."""

    BARTLETT: str = "bartlett"
    BLACKMAN: str = "blackman"
    HAMMING: str = "hamming"
    HANN: str = "hann"
    KAISER: str = "kaiser"


def create_dct(n_mfcc, n_mels, norm=NormMode.NONE):
    """The matrix [n_mels, n_mfcc] of a discrete cosine transform."""
    for name, value, kind in (
        ("n_mfcc", n_mfcc, int),
        ("n_mels", n_mels, int),
        ("norm", norm, NormMode),
    ):
        if not isinstance(value, kind):
            raise TypeError(
                f"{name} with value {value} is not of type {kind}, but got {type(value)}."
            )
    for name, value in (("n_mfcc", n_mfcc), ("n_mels", n_mels)):
        if value <= 0:
            raise ValueError(f"{name} must be greater than 0, but got {value}.")
    return banks.cosines(n_mfcc, n_mels, norm)


def linear_fbanks(n_freqs, f_min, f_max, n_filter, sample_rate):
    """A bank [n_freqs, n_filter] of triangles evenly spread over frequencies."""
    _check_bank(n_freqs, f_min, f_max, n_filter, "n_filter", sample_rate)
    return _built(banks.linear, n_freqs, f_min, f_max, n_filter, sample_rate)


def melscale_fbanks(
    n_freqs, f_min, f_max, n_mels, sample_rate, norm=NormType.NONE, mel_type=MelType.HTK
):
    """A bank [n_freqs, n_mels] of triangles evenly spread over the Mel scale."""
    _check_bank(n_freqs, f_min, f_max, n_mels, "n_mels", sample_rate)
    type_check(norm, (NormType,), "norm")
    type_check(mel_type, (MelType,), "mel_type")
    return _built(banks.mel, n_freqs, f_min, f_max, n_mels, sample_rate, norm, mel_type)


def _check_bank(n_freqs, f_min, f_max, filters, name, sample_rate):
    type_check(n_freqs, (int,), "n_freqs")
    check_non_negative_int32(n_freqs, "n_freqs")
    type_check(f_min, (int, float), "f_min")
    check_non_negative_float32(f_min, "f_min")
    type_check(f_max, (int, float), "f_max")
    check_pos_float32(f_max, "f_max")
    if f_min > f_max:
        raise ValueError(
            f"Input f_min should be no more than f_max, but got f_min: {f_min} and f_max: {f_max}."
        )
    type_check(filters, (int,), name)
    check_pos_int32(filters, name)
    type_check(sample_rate, (int,), "sample_rate")
    check_pos_int32(sample_rate, "sample_rate")


def _built(make, *args):
    try:
        return make(*args)
    except OperationError as error:
        raise RuntimeError(str(error)) from error
