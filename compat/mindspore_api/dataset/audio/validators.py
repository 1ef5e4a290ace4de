"""Checks of the arguments of operations on audio."""

from __future__ import annotations

import numpy as np

from ..core.validated import validated
from ..core.validator_helpers import (
    INT32_MAX,
    check_float32,
    check_float32_not_zero,
    check_int32,
    check_int32_not_zero,
    check_list_same_size,
    check_non_negative_float32,
    check_non_negative_int32,
    check_pos_float32,
    check_pos_int32,
    check_value,
    type_check,
)
from .utils import (
    BorderType,
    DensityFunction,
    FadeShape,
    GainType,
    Interpolation,
    MelType,
    Modulation,
    NormType,
    ResampleMethod,
    ScaleType,
    WindowType,
)

_NUMBER, _REAL, _INT, _BOOL = (int, float), (float, int), (int,), (bool,)


def _typed(types, check):
    """A check of type and then of value."""

    def checked(value, name):
        type_check(value, types, name)
        check(value, name)

    return checked


def _within(low, high, *open_ends):
    def check(value, name):
        type_check(value, _REAL, name)
        check_value(value, [low, high], name, *open_ends)

    return check


def _of(kind):
    return lambda value, name: type_check(value, (kind,), name)


def _optional(check):
    return lambda value, name: None if value is None else check(value, name)


_boolean = _of(bool)
_non_negative = _typed(_NUMBER, check_non_negative_float32)
_positive = _typed(_NUMBER, check_pos_float32)
_amount = _typed(_NUMBER, check_float32)
_coefficient = _typed(_REAL, check_float32)
_not_zero = _typed(_INT, check_int32_not_zero)
_quality = _within(0, 1, True)


def _rows(**checks):
    """A decorator that makes the checks of arguments in the order of the constructor's."""
    rows = tuple(checks.items())

    def check(*values):
        for (name, row), value in zip(rows, values, strict=True):
            row(value, name)

    return validated(check)


def _check_no_more(win_length, n_fft):
    if win_length > n_fft:
        raise ValueError(
            "Input win_length should be no more than n_fft, but got win_length: "
            f"{win_length} and n_fft: {n_fft}."
        )


def _check_one_of(sample_rate, rates, text):
    type_check(sample_rate, _INT, "sample_rate")
    if sample_rate not in rates:
        raise ValueError(f"{text}, but got {sample_rate}.")


check_amplitude_to_db = _rows(
    stype=_of(ScaleType), ref_value=_positive, amin=_positive, top_db=_positive
)
check_allpass_biquad = _rows(sample_rate=_not_zero, central_freq=_coefficient, Q=_quality)
check_bandreject_biquad = check_allpass_biquad
check_band_biquad = _rows(
    sample_rate=_not_zero, central_freq=_coefficient, Q=_quality, noise=_boolean
)
check_bandpass_biquad = _rows(
    sample_rate=_not_zero, central_freq=_coefficient, Q=_quality, const_skirt_gain=_boolean
)
check_bass_biquad = _rows(
    sample_rate=_not_zero, gain=_coefficient, central_freq=_coefficient, Q=_quality
)
check_treble_biquad = check_bass_biquad
check_biquad = _rows(
    b0=_coefficient, b1=_coefficient, b2=_coefficient,
    a0=_typed(_REAL, check_float32_not_zero), a1=_coefficient, a2=_coefficient,
)  # fmt: skip
check_highpass_biquad = _rows(sample_rate=_not_zero, cutoff_freq=_coefficient, Q=_quality)
check_lowpass_biquad = check_highpass_biquad
check_contrast = _rows(enhancement_amount=_within(0, 100))
check_db_to_amplitude = _rows(ref=_coefficient, power=_coefficient)
check_dc_shift = _rows(
    shift=_within(-2.0, 2.0),
    limiter_gain=_optional(lambda value, name: type_check(value, _REAL, name)),
)
check_dither = _rows(density_function=_of(DensityFunction), noise_shaping=_boolean)
check_gain = _rows(gain_db=_coefficient)
check_complex_norm = _rows(power=_non_negative)
check_magphase = check_complex_norm
check_mu_law_coding = _rows(quantization_channels=check_pos_int32)
check_overdrive = _rows(gain=_within(0, 100), color=_within(0, 100))
check_phaser = _rows(
    sample_rate=_typed(_INT, check_int32), gain_in=_within(0, 1), gain_out=_within(0, 1e9),
    delay_ms=_within(0, 5.0), decay=_within(0, 0.99), mod_speed=_within(0.1, 2),
    sinusoidal=_boolean,
)  # fmt: skip
check_flanger = _rows(
    sample_rate=_not_zero, delay=_within(0, 30), depth=_within(0, 10), regen=_within(-95, 95),
    width=_within(0, 100), speed=_within(0.1, 10), phase=_within(0, 100),
    modulation=_of(Modulation), interpolation=_of(Interpolation),
)  # fmt: skip
check_fade = _rows(
    fade_in_len=check_non_negative_int32, fade_out_len=check_non_negative_int32,
    fade_shape=_of(FadeShape),
)  # fmt: skip
_masked_length = _typed(_INT, check_non_negative_float32)
check_masking = _rows(
    iid_masks=_boolean, mask_param=_masked_length, mask_start=_masked_length,
    mask_value=_non_negative,
)  # fmt: skip
check_sliding_window_cmn = _rows(
    cmn_window=check_non_negative_int32, min_cmn_window=check_non_negative_int32,
    center=_boolean, norm_vars=_boolean,
)  # fmt: skip
check_time_stretch = _rows(
    hop_length=_optional(check_pos_int32), n_freq=check_pos_int32, fixed_rate=_optional(_positive)
)
check_phase_vocoder = _rows(rate=_positive, phase_advance=_of(np.ndarray))
check_detect_pitch_frequency = _rows(
    sample_rate=_not_zero, frame_time=_typed(_REAL, check_pos_float32), win_length=check_pos_int32,
    freq_low=_positive, freq_high=_positive,
)  # fmt: skip


@validated
def check_compute_deltas(win_length, pad_mode):
    """Of ComputeDeltas."""
    type_check(pad_mode, (BorderType,), "pad_mode")
    type_check(win_length, _INT, "win_length")
    check_value(win_length, (3, INT32_MAX), "win_length")


@validated
def check_deemph_biquad(sample_rate):
    """Of DeemphBiquad."""
    text = "Argument sample_rate should be 44100 or 48000"
    _check_one_of(sample_rate, (44100, 48000), text)


@validated
def check_riaa_biquad(sample_rate):
    """Of RiaaBiquad."""
    text = "sample_rate should be one of [44100, 48000, 88200, 96000]"
    _check_one_of(sample_rate, (44100, 48000, 88200, 96000), text)


@validated
def check_equalizer_biquad(sample_rate, center_freq, gain, q):
    """Of EqualizerBiquad."""
    _not_zero(sample_rate, "sample_rate")
    _coefficient(center_freq, "central_freq")
    _coefficient(gain, "gain")
    _quality(q, "Q")


@validated
def check_lfilter(a_coeffs, b_coeffs, clamp):
    """Of LFilter and Filtfilt."""
    lists = {"a_coeffs": a_coeffs, "b_coeffs": b_coeffs}
    for name, values in lists.items():
        type_check(values, (list, tuple), name)
    for name, values in lists.items():
        for i, value in enumerate(values):
            _coefficient(value, f"{name}[{i}]")
    check_list_same_size(a_coeffs, b_coeffs, "a_coeffs", "b_coeffs")
    _boolean(clamp, "clamp")


@validated
def check_mask_along_axis(mask_start, mask_width, mask_value, axis):
    """Of MaskAlongAxis."""
    type_check(mask_start, _INT, "mask_start")
    type_check(mask_width, _INT, "mask_width")
    type_check(mask_value, _NUMBER, "mask_value")
    type_check(axis, _INT, "axis")
    check_non_negative_int32(mask_start, "mask_start")
    check_pos_int32(mask_width, "mask_width")
    check_float32(mask_value, "mask_value")
    check_value(axis, [1, 2], "axis")


@validated
def check_mask_along_axis_iid(mask_param, mask_value, axis):
    """Of MaskAlongAxisIID."""
    check_non_negative_int32(mask_param, "mask_param")
    _amount(mask_value, "mask_value")
    type_check(axis, _INT, "axis")
    check_value(axis, [1, 2], "axis")


@validated
def check_vol(gain, gain_type):
    """Of Vol."""
    type_check(gain, _NUMBER, "gain")
    type_check(gain_type, (GainType,), "gain_type")
    check = {GainType.AMPLITUDE: check_non_negative_float32, GainType.POWER: check_pos_float32}
    check.get(gain_type, check_float32)(gain, "gain")


def _check_mel_freq(f_min, f_max, sample_rate):
    _amount(f_min, "f_min")
    if f_max is not None:
        _positive(f_max, "f_max")
        if f_min >= f_max:
            raise ValueError("MelScale: f_max should be greater than f_min.")
    elif f_min >= sample_rate // 2:
        raise ValueError(
            "MelScale: sample_rate // 2 should be greater than f_min when f_max is set to None."
        )


def _check_mel_scale(n_mels, sample_rate, f_min, f_max, n_stft, norm, mel_type):
    check_pos_int32(n_mels, "n_mels")
    check_pos_int32(sample_rate, "sample_rate")
    _check_mel_freq(f_min, f_max, sample_rate)
    check_pos_int32(n_stft, "n_stft")
    type_check(norm, (NormType,), "norm")
    type_check(mel_type, (MelType,), "mel_type")


check_mel_scale = validated(_check_mel_scale)


@validated
def check_inverse_mel_scale(
    n_stft, n_mels, sample_rate, f_min, f_max, max_iter, tolerance_loss, tolerance_change, sgdargs,
    norm, mel_type,
):  # fmt: skip
    """Of InverseMelScale."""
    _check_mel_scale(n_mels, sample_rate, f_min, f_max, n_stft, norm, mel_type)
    check_pos_int32(max_iter, "max_iter")
    _positive(tolerance_loss, "tolerance_loss")
    _positive(tolerance_change, "tolerance_change")
    if sgdargs is not None:
        rate, momentum = sgdargs["sgd_lr"], sgdargs["sgd_momentum"]
        _non_negative(rate, "sgd_lr")
        _non_negative(momentum, "sgd_momentum")


def _check_frames(window, normalized, center, pad_mode, onesided, pad):
    type_check(window, (WindowType,), "window")
    type_check(normalized, _BOOL, "normalized")
    type_check(center, _BOOL, "center")
    type_check(pad_mode, (BorderType,), "pad_mode")
    type_check(onesided, _BOOL, "onesided")
    check_non_negative_int32(pad, "pad")


def _check_lengths(hop_length, win_length, n_fft):
    _optional(check_pos_int32)(hop_length, "hop_length")
    if win_length is not None:
        check_pos_int32(win_length, "win_length")
        _check_no_more(win_length, n_fft)


@validated
def check_inverse_spectrogram(
    length, n_fft, win_length, hop_length, pad, window, normalized, center, pad_mode, onesided
):
    """Of InverseSpectrogram."""
    _optional(check_non_negative_int32)(length, "length")
    check_pos_int32(n_fft, "n_fft")
    _check_frames(window, normalized, center, pad_mode, onesided, pad)
    _check_lengths(hop_length, win_length, n_fft)


@validated
def check_spectrogram(
    n_fft, win_length, hop_length, pad, window, power, normalized, center, pad_mode, onesided
):
    """Of Spectrogram."""
    check_pos_int32(n_fft, "n_fft")
    if win_length is not None:
        check_pos_int32(win_length, "win_length")
        _check_no_more(win_length, n_fft)
    _optional(check_pos_int32)(hop_length, "hop_length")
    check_non_negative_int32(pad, "pad")
    type_check(window, (WindowType,), "window")
    _non_negative(power, "power")
    _boolean(normalized, "normalized")
    _boolean(center, "center")
    _boolean(onesided, "onesided")
    type_check(pad_mode, (BorderType,), "pad_mode")


@validated
def check_spectral_centroid(sample_rate, n_fft, win_length, hop_length, pad, window):
    """Of SpectralCentroid."""
    check_non_negative_int32(sample_rate, "sample_rate")
    check_non_negative_int32(pad, "pad")
    type_check(window, (WindowType,), "window")
    check_pos_int32(n_fft, "n_fft")
    if win_length is not None:
        check_pos_int32(win_length, "win_length")
        _check_no_more(win_length, n_fft)
    _optional(check_pos_int32)(hop_length, "hop_length")


@validated
def check_griffin_lim(
    n_fft, n_iter, win_length, hop_length, window_type, power, momentum, length, rand_init
):
    """Of GriffinLim."""
    check_pos_int32(n_fft, "n_fft")
    check_pos_int32(n_iter, "n_iter")
    if win_length is not None:
        check_non_negative_int32(win_length, "win_length")
        _check_no_more(win_length, n_fft)
    _optional(check_non_negative_int32)(hop_length, "hop_length")
    type_check(window_type, (WindowType,), "window_type")
    _positive(power, "power")
    _non_negative(momentum, "momentum")
    _optional(check_non_negative_int32)(length, "length")
    _boolean(rand_init, "rand_init")


@validated
def check_pitch_shift(sample_rate, n_steps, bins_per_octave, n_fft, win_length, hop_length, window):
    """Of PitchShift."""
    check_non_negative_int32(sample_rate, "sample_rate")
    check_int32(n_steps, "n_steps")
    check_int32_not_zero(bins_per_octave, "bins_per_octave")
    check_pos_int32(n_fft, "n_fft")
    type_check(window, (WindowType,), "window")
    if win_length is not None:
        check_pos_int32(win_length, "win_length")
        _check_no_more(win_length, n_fft)
    _optional(check_pos_int32)(hop_length, "hop_length")


@validated
def check_resample(orig_freq, new_freq, resample_method, lowpass_filter_width, rolloff, _):
    """Of Resample."""
    frequency = _typed(_REAL, check_pos_float32)
    frequency(orig_freq, "orig_freq")
    frequency(new_freq, "new_freq")
    type_check(resample_method, (ResampleMethod,), "resample_method")
    check_pos_int32(lowpass_filter_width, "lowpass_filter_width")
    type_check(rolloff, (float,), "rolloff")
    check_value(rolloff, [0, 1.0], "rolloff", True, False)


_MEL_OPTIONS = (
    "n_fft", "win_length", "hop_length", "f_min", "f_max", "pad", "power", "normalized", "center",
    "onesided", "window", "pad_mode", "norm", "mel_scale", "n_mels",
)  # fmt: skip


@validated
def check_mel_spectrogram(
    sample_rate, n_fft, win_length, hop_length, f_min, f_max, pad, n_mels, window, power,
    normalized, center, pad_mode, onesided, norm, mel_scale,
):  # fmt: skip
    """Of MelSpectrogram."""
    check_non_negative_int32(sample_rate, "sample_rate")
    check_pos_int32(n_fft, "n_fft")
    check_non_negative_int32(n_mels, "n_mels")
    type_check(f_min, (float,), "f_min")
    if f_max is not None:
        check_non_negative_float32(f_max, "f_max")
        if f_min > f_max:
            raise ValueError(
                "f_max should be greater than or equal to f_min, but got f_min: "
                f"{f_min} and f_max: {f_max}."
            )
    elif f_min >= sample_rate // 2:
        raise ValueError(
            "MelSpectrogram: sample_rate // 2 should be greater than f_min when f_max is set to "
            f"None, but got f_min: {f_min}."
        )
    type_check(norm, (NormType,), "norm")
    type_check(mel_scale, (MelType,), "mel_type")
    check_pos_float32(power, "power")
    _check_frames(window, normalized, center, pad_mode, onesided, pad)
    _check_lengths(hop_length, win_length, n_fft)


@validated
def check_vad(
    sample_rate, trigger_level, trigger_time, search_time, allowed_gap, pre_trigger_time,
    boot_time, noise_up_time, noise_down_time, noise_reduction_amount, measure_freq,
    measure_duration, measure_smooth_time, hp_filter_freq, lp_filter_freq, hp_lifter_freq,
    lp_lifter_freq,
):  # fmt: skip
    """Of Vad."""
    check_pos_int32(sample_rate, "sample_rate")
    _amount(trigger_level, "trigger_level")
    _non_negative(trigger_time, "trigger_time")
    _non_negative(search_time, "search_time")
    _non_negative(allowed_gap, "allowed_gap")
    _non_negative(pre_trigger_time, "pre_trigger_time")
    _non_negative(boot_time, "boot_time")
    _non_negative(noise_up_time, "noise_up_time")
    _non_negative(noise_down_time, "noise_down_time")
    if noise_up_time < noise_down_time:
        raise ValueError(
            "Input noise_up_time should be greater than noise_down_time, but got noise_up_time: "
            f"{noise_up_time} and noise_down_time: {noise_down_time}."
        )
    _non_negative(noise_reduction_amount, "noise_reduction_amount")
    _positive(measure_freq, "measure_freq")
    if measure_duration:
        _non_negative(measure_duration, "measure_duration")
    _non_negative(measure_smooth_time, "measure_smooth_time")
    _positive(hp_filter_freq, "hp_filter_freq")
    _positive(lp_filter_freq, "lp_filter_freq")
    _positive(hp_lifter_freq, "hp_lifter_freq")
    _positive(lp_lifter_freq, "lp_lifter_freq")
