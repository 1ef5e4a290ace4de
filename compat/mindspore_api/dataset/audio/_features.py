"""Differences, normalised means, masks, pitches and voices."""

from __future__ import annotations

import numpy as np

from ..transforms.failure import fail
from . import validators
from ._base import AudioTensorOperation, RepeatedDraws
from .kernels import checks, features, rates
from .utils import BorderType, ResampleMethod, WindowType


class ComputeDeltas(AudioTensorOperation):
    """Local slopes along time of [..., freq, time].

    win_length (int, default 5): frames, at least 3. pad_mode (BorderType, default
    BorderType.EDGE): beyond the ends.
    """

    @validators.check_compute_deltas
    def __init__(self, win_length=5, pad_mode=BorderType.EDGE):
        super().__init__()
        self.win_len = win_length
        self.pad_mode = pad_mode

    def compute(self, spectra):
        """Floating point numbers of the same shape."""
        spectra = checks.signal("ComputeDeltas", spectra, 2, checks.FREQ_TIME)
        return features.deltas(spectra, self.win_len, self.pad_mode)


class SlidingWindowCmn(AudioTensorOperation):
    """Features [..., time, freq] less the mean of the frames around.

    cmn_window (int, default 600): frames. min_cmn_window (int, default 100): at the start, unless
    centered. center (bool, default False): the window around the frame, not before it. norm_vars
    (bool, default False): divide by the deviation.
    """

    @validators.check_sliding_window_cmn
    def __init__(self, cmn_window=600, min_cmn_window=100, center=False, norm_vars=False):
        super().__init__()
        self.cmn_window = cmn_window
        self.min_cmn_window = min_cmn_window
        self.center = center
        self.norm_vars = norm_vars

    def compute(self, values):
        """Floating point numbers."""
        values = checks.signal("SlidingWindowCmn", values, 2, checks.FREQ_TIME)
        return features.sliding_window_cmn(
            values, self.cmn_window, self.min_cmn_window, self.center, self.norm_vars
        )


class MaskAlongAxis(AudioTensorOperation):
    """One range of frequencies or times of [..., freq, time] set to a value.

    mask_start, mask_width (int). mask_value (float). axis (int): 1 for frequencies, 2 for times.
    """

    @validators.check_mask_along_axis
    def __init__(self, mask_start, mask_width, mask_value, axis):
        super().__init__()
        self.mask_start = mask_start
        self.mask_width = mask_width
        self.mask_value = mask_value
        self.axis = axis

    def compute(self, spectra):
        """Floating point numbers."""
        spectra = checks.signal("MaskAlongAxis", spectra, 2, checks.FREQ_TIME)
        return features.mask_along_axis(
            spectra, self.mask_width, self.mask_start, self.mask_value, self.axis
        )


class MaskAlongAxisIID(RepeatedDraws):
    """A random range of frequencies or times of [..., freq, time] set to a value.

    mask_param (int): most of them. mask_value (float). axis (int): 1 for frequencies, 2 for times.
    """

    @validators.check_mask_along_axis_iid
    def __init__(self, mask_param, mask_value, axis):
        super().__init__()
        self.mask_param = mask_param
        self.mask_value = mask_value
        self.axis = axis

    def compute(self, spectra):
        """Floating point numbers."""
        spectra = checks.signal("MaskAlongAxisIID", spectra, 2, checks.FREQ_TIME)
        if spectra.shape[self.axis - 3] < self.mask_param:
            dimension = "frequency" if self.axis == 1 else "time"
            fail(
                "MaskAlongAxisIID: mask_param should be less than or equal to the length of "
                f"{dimension} dimension."
            )
        return features.random_mask(
            spectra, self.mask_param, self.mask_value, self.axis, self.engine()
        )


class _Masking(RepeatedDraws):
    """A range, random if asked for, set to a value."""

    def compute(self, spectra):
        """Floating point numbers."""
        name, axis, parameter, dimension, label = self._names
        most = getattr(self, parameter)
        checks.need_rank(name, spectra, 2, checks.FREQ_TIME)
        length = spectra.shape[axis - 3]
        if length < most:
            fail(
                f"{name}: invalid parameter, '{parameter}' should be less than or equal to the "
                f"length of {dimension} dimension, but got: '{label}' {most} and length {length}"
            )
        checks.need_number(name, spectra)
        spectra = checks.real(spectra)
        if self.iid_masks:
            return features.random_mask(spectra, most, self.mask_value, axis, self.engine())
        return features.mask_along_axis(spectra, most, self.mask_start, self.mask_value, axis)


class FrequencyMasking(_Masking):
    """A range of frequencies of [..., freq, time] set to a value.

    iid_masks (bool, default False): a random range. freq_mask_param (int, default 0): its length,
    or most of it. mask_start (int, default 0). mask_value (float, default 0.0).
    """

    _names = "FrequencyMasking", 1, "frequency_mask_param", "frequency", "frequency_mask_param"

    @validators.check_masking
    def __init__(self, iid_masks=False, freq_mask_param=0, mask_start=0, mask_value=0.0):
        super().__init__()
        self.iid_masks = iid_masks
        self.frequency_mask_param = freq_mask_param
        self.mask_start = mask_start
        self.mask_value = mask_value


class TimeMasking(_Masking):
    """A range of times of [..., freq, time] set to a value.

    iid_masks (bool, default False): a random range. time_mask_param (int, default 0): its length,
    or most of it. mask_start (int, default 0). mask_value (float, default 0.0).
    """

    _names = "TimeMasking", 2, "time_mask_param", "time", "frequency_mask_param"

    @validators.check_masking
    def __init__(self, iid_masks=False, time_mask_param=0, mask_start=0, mask_value=0.0):
        super().__init__()
        self.iid_masks = iid_masks
        self.time_mask_param = time_mask_param
        self.mask_start = mask_start
        self.mask_value = mask_value


class DetectPitchFrequency(AudioTensorOperation):
    """Pitches of frames.

    sample_rate (int): not 0. frame_time (float, default 0.01): seconds. win_length (int, default
    30): frames of the median that smooths. freq_low, freq_high (float, default 85 and 3400): Hz.
    """

    @validators.check_detect_pitch_frequency
    def __init__(self, sample_rate, frame_time=0.01, win_length=30, freq_low=85, freq_high=3400):
        super().__init__()
        self.sample_rate = sample_rate
        self.frame_time = frame_time
        self.win_length = win_length
        self.freq_low = freq_low
        self.freq_high = freq_high

    def compute(self, waveform):
        """Hz as float32."""
        checks.need_rank("DetectPitchFrequency", waveform, 1, checks.TIME)
        checks.need_real("DetectPitchFrequency", waveform)
        return features.pitch(
            waveform, self.sample_rate, self.frame_time, self.win_length, int(self.freq_low),
            int(self.freq_high),
        )  # fmt: skip


class Vad(AudioTensorOperation):
    """The signal from where a voice begins.

    sample_rate (int). trigger_level (float, default 7.0): of a voice. trigger_time (float, default
    0.25): shorter sounds are ignored. search_time, allowed_gap (float, default 1.0 and 0.25): how
    far to look back for softer sounds. pre_trigger_time (float, default 0.0): kept before.
    boot_time (float, default 0.35), noise_up_time, noise_down_time (float, default 0.1 and 0.01),
    noise_reduction_amount (float, default 1.35): of the estimate of noise. measure_freq (float,
    default 20.0), measure_duration (float, default None), measure_smooth_time (float, default
    0.4): of measuring. hp_filter_freq, lp_filter_freq, hp_lifter_freq, lp_lifter_freq (float,
    default 50.0, 6000.0, 150.0 and 2000.0): Hz. All times are in seconds.
    """

    @validators.check_vad
    def __init__(
        self, sample_rate, trigger_level=7.0, trigger_time=0.25, search_time=1.0, allowed_gap=0.25,
        pre_trigger_time=0.0, boot_time=0.35, noise_up_time=0.1, noise_down_time=0.01,
        noise_reduction_amount=1.35, measure_freq=20.0, measure_duration=None,
        measure_smooth_time=0.4, hp_filter_freq=50.0, lp_filter_freq=6000.0, hp_lifter_freq=150.0,
        lp_lifter_freq=2000.0,
    ):  # fmt: skip
        super().__init__()
        self.sample_rate = sample_rate
        self.trigger_level = trigger_level
        self.trigger_time = trigger_time
        self.search_time = search_time
        self.allowed_gap = allowed_gap
        self.pre_trigger_time = pre_trigger_time
        self.boot_time = boot_time
        self.noise_up_time = noise_up_time
        self.noise_down_time = noise_down_time
        self.noise_reduction_amount = noise_reduction_amount
        self.measure_freq = measure_freq
        self.measure_duration = measure_duration if measure_duration else 2.0 / measure_freq
        self.measure_smooth_time = measure_smooth_time
        self.hp_filter_freq = hp_filter_freq
        self.lp_filter_freq = lp_filter_freq
        self.hp_lifter_freq = hp_lifter_freq
        self.lp_lifter_freq = lp_lifter_freq

    def compute(self, waveform):
        """A signal in floating point."""
        lifters = (
            self.hp_filter_freq,
            self.lp_filter_freq,
            self.hp_lifter_freq,
            self.lp_lifter_freq,
        )
        return features.voice(
            checks.signal("Vad", waveform), self.sample_rate, self.trigger_level,
            (np.float32(self.search_time), np.float32(self.pre_trigger_time)),
            (np.float32(self.measure_freq), np.float32(self.measure_duration)),
            [np.float32(freq) for freq in lifters],
        )  # fmt: skip


class Resample(AudioTensorOperation):
    """The signal at another sampling rate.

    orig_freq, new_freq (float, default 16000). resample_method (ResampleMethod, default
    ResampleMethod.SINC_INTERPOLATION). lowpass_filter_width (int, default 6): zeros of the filter
    to each side. rolloff (float, default 0.99): in (0, 1]. beta (float, default None): of Kaiser's
    window, for None 14.769656459379492.
    """

    @validators.check_resample
    def __init__(
        self, orig_freq=16000, new_freq=16000, resample_method=ResampleMethod.SINC_INTERPOLATION,
        lowpass_filter_width=6, rolloff=0.99, beta=None,
    ):  # fmt: skip
        super().__init__()
        self.orig_freq = orig_freq
        self.new_freq = new_freq
        self.resample_method = resample_method
        self.lowpass_filter_width = lowpass_filter_width
        self.rolloff = rolloff
        self.beta = beta if beta is not None else 14.769656459379492

    def compute(self, waveform):
        """A signal in floating point, or the input at the same rate."""
        if self.orig_freq == self.new_freq:
            return waveform
        return rates.resample(
            checks.signal("Resample", waveform), self.orig_freq, self.new_freq,
            self.resample_method == ResampleMethod.KAISER_WINDOW, self.lowpass_filter_width,
            self.rolloff, self.beta,
        )  # fmt: skip


class PitchShift(AudioTensorOperation):
    """The signal at another pitch.

    sample_rate (int). n_steps (int): up. bins_per_octave (int, default 12): steps. n_fft (int,
    default 512). win_length, hop_length (int, default None): samples, for None n_fft and a quarter
    of that. window (WindowType, default WindowType.HANN).
    """

    @validators.check_pitch_shift
    def __init__(
        self, sample_rate, n_steps, bins_per_octave=12, n_fft=512, win_length=None,
        hop_length=None, window=WindowType.HANN,
    ):  # fmt: skip
        super().__init__()
        self.sample_rate = sample_rate
        self.n_steps = n_steps
        self.bins_per_octave = bins_per_octave
        self.n_fft = n_fft
        self.win_length = win_length if win_length is not None else n_fft
        self.hop_length = hop_length if hop_length is not None else self.win_length // 4
        self.window = window

    def compute(self, waveform):
        """A signal in floating point."""
        return rates.pitch_shift(
            checks.signal("PitchShift", waveform), self.sample_rate, self.n_steps,
            self.bins_per_octave, self.n_fft, self.win_length, self.hop_length, self.window,
        )  # fmt: skip
