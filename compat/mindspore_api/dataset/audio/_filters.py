"""Recursive filters."""

from __future__ import annotations

import numpy as np

from . import validators
from ._base import AudioTensorOperation, TensorOperation, refuse
from .kernels import checks, filters


class _BiquadFilter(AudioTensorOperation):
    """A filter of second order with coefficients from a formula, clamped to [-1, 1]."""

    def compute(self, waveform):
        """The filtered signal [..., time] of floating point numbers."""
        name = type(self).__name__
        checks.need_rank(name, waveform, 1, checks.TIME)
        checks.need_real(name, waveform)
        return filters.biquad(waveform, self._coefficients())


class AllpassBiquad(_BiquadFilter):
    """Other phases, the same magnitudes.

    sample_rate (int): not 0. central_freq (float): Hz. Q (float, default 0.707): in (0, 1].
    """

    @validators.check_allpass_biquad
    def __init__(self, sample_rate, central_freq, Q=0.707):
        super().__init__()
        self.sample_rate = sample_rate
        self.central_freq = central_freq
        self.quality_factor = Q

    def parse(self):
        """Refuse a frequency of 0."""
        refuse(
            self.central_freq == 0,
            "AllpassBiquad: central_freq can not be equal to zero, but got: 0.000000",
        )
        return self

    def _coefficients(self):
        return filters.allpass(self.sample_rate, self.central_freq, self.quality_factor)


class BandBiquad(_BiquadFilter):
    """A band around a frequency, falling to both sides.

    sample_rate (int): not 0. central_freq (float): Hz. Q (float, default 0.707): in (0, 1].
    noise (bool, default False): for noise instead of notes.
    """

    @validators.check_band_biquad
    def __init__(self, sample_rate, central_freq, Q=0.707, noise=False):
        super().__init__()
        self.sample_rate = sample_rate
        self.central_freq = central_freq
        self.quality_factor = Q
        self.noise = noise

    def _coefficients(self):
        args = self.sample_rate, self.central_freq, self.quality_factor, self.noise
        return filters.band(*args)


class BandpassBiquad(_BiquadFilter):
    """Butterworth's band pass.

    sample_rate (int): not 0. central_freq (float): Hz. Q (float, default 0.707): in (0, 1].
    const_skirt_gain (bool, default False): a peak as high as Q instead of 0 dB.
    """

    @validators.check_bandpass_biquad
    def __init__(self, sample_rate, central_freq, Q=0.707, const_skirt_gain=False):
        super().__init__()
        self.sample_rate = sample_rate
        self.central_freq = central_freq
        self.quality_factor = Q
        self.const_skirt_gain = const_skirt_gain

    def _coefficients(self):
        args = self.sample_rate, self.central_freq, self.quality_factor, self.const_skirt_gain
        return filters.bandpass(*args)


class BandrejectBiquad(_BiquadFilter):
    """Butterworth's band reject.

    sample_rate (int): not 0. central_freq (float): Hz. Q (float, default 0.707): in (0, 1].
    """

    @validators.check_bandreject_biquad
    def __init__(self, sample_rate, central_freq, Q=0.707):
        super().__init__()
        self.sample_rate = sample_rate
        self.central_freq = central_freq
        self.quality_factor = Q

    def _coefficients(self):
        return filters.bandreject(self.sample_rate, self.central_freq, self.quality_factor)


class BassBiquad(_BiquadFilter):
    """More or less bass.

    sample_rate (int): not 0. gain (float): dB. central_freq (float, default 100.0): Hz.
    Q (float, default 0.707): in (0, 1].
    """

    @validators.check_bass_biquad
    def __init__(self, sample_rate, gain, central_freq=100.0, Q=0.707):
        super().__init__()
        self.sample_rate = sample_rate
        self.gain = gain
        self.central_freq = central_freq
        self.quality_factor = Q

    def _coefficients(self):
        return filters.bass(self.sample_rate, self.gain, self.central_freq, self.quality_factor)


class Biquad(TensorOperation):
    """A filter of second order, clamped to [-1, 1].

    b0, b1, b2 (float): of the input now, before, and before that. a0, a1, a2 (float): of the
    output; a0 is not 0.
    """

    @validators.check_biquad
    def __init__(self, b0, b1, b2, a0, a1, a2):
        super().__init__()
        self.b0 = b0
        self.b1 = b1
        self.b2 = b2
        self.a0 = a0
        self.a1 = a1
        self.a2 = a2

    compute = _BiquadFilter.compute

    def _coefficients(self):
        values = self.b0, self.b1, self.b2, self.a0, self.a1, self.a2
        return np.array(values, np.float32)


class DeemphBiquad(_BiquadFilter):
    """The curve of compact discs undone. sample_rate (int): 44100 or 48000."""

    @validators.check_deemph_biquad
    def __init__(self, sample_rate):
        super().__init__()
        self.sample_rate = sample_rate

    def _coefficients(self):
        return filters.deemph(self.sample_rate)


class EqualizerBiquad(_BiquadFilter):
    """A peak around a frequency.

    sample_rate (int): not 0. center_freq (float): Hz. gain (float): dB.
    Q (float, default 0.707): in (0, 1].
    """

    @validators.check_equalizer_biquad
    def __init__(self, sample_rate, center_freq, gain, Q=0.707):
        super().__init__()
        self.sample_rate = sample_rate
        self.center_freq = center_freq
        self.gain = gain
        self.quality_factor = Q

    def _coefficients(self):
        args = self.sample_rate, self.center_freq, self.gain, self.quality_factor
        return filters.equalizer(*args)


class HighpassBiquad(_BiquadFilter):
    """Without low frequencies.

    sample_rate (int): not 0. cutoff_freq (float): Hz. Q (float, default 0.707): in (0, 1].
    """

    @validators.check_highpass_biquad
    def __init__(self, sample_rate, cutoff_freq, Q=0.707):
        super().__init__()
        self.sample_rate = sample_rate
        self.cutoff_freq = cutoff_freq
        self.quality_factor = Q

    def _coefficients(self):
        return filters.highpass(self.sample_rate, self.cutoff_freq, self.quality_factor)


class LowpassBiquad(_BiquadFilter):
    """Without high frequencies.

    sample_rate (int): not 0. cutoff_freq (float): Hz. Q (float, default 0.707): in (0, 1].
    """

    @validators.check_lowpass_biquad
    def __init__(self, sample_rate, cutoff_freq, Q=0.707):
        super().__init__()
        self.sample_rate = sample_rate
        self.cutoff_freq = cutoff_freq
        self.quality_factor = Q

    def _coefficients(self):
        return filters.lowpass(self.sample_rate, self.cutoff_freq, self.quality_factor)


class RiaaBiquad(_BiquadFilter):
    """The curve of records. sample_rate (int): 44100, 48000, 88200 or 96000."""

    @validators.check_riaa_biquad
    def __init__(self, sample_rate):
        super().__init__()
        self.sample_rate = sample_rate

    def _coefficients(self):
        return filters.riaa(self.sample_rate)


class TrebleBiquad(_BiquadFilter):
    """More or less treble.

    sample_rate (int): not 0. gain (float): dB. central_freq (float, default 3000): Hz.
    Q (float, default 0.707): in (0, 1].
    """

    @validators.check_treble_biquad
    def __init__(self, sample_rate, gain, central_freq=3000, Q=0.707):
        super().__init__()
        self.sample_rate = sample_rate
        self.gain = gain
        self.central_freq = central_freq
        self.quality_factor = Q

    def _coefficients(self):
        return filters.treble(self.sample_rate, self.gain, self.central_freq, self.quality_factor)


class _Recursive(AudioTensorOperation):
    """A filter of any order."""

    @validators.check_lfilter
    def __init__(self, a_coeffs, b_coeffs, clamp=True):
        super().__init__()
        self.a_coeffs = a_coeffs
        self.b_coeffs = b_coeffs
        self.clamp = clamp

    def parse(self):
        """Refuse lists without a first coefficient to divide by."""
        name = type(self).__name__.lower()
        for label, values in (("a_coeffs", self.a_coeffs), ("b_coeffs", self.b_coeffs)):
            refuse(len(values) == 0, f"{name}: {label} can not be an empty vector.")
        refuse(
            self.a_coeffs[0] == 0,
            f"{name}: a_coeffs[0] can not be equal to zero, but got: 0.000000",
        )
        return self

    def compute(self, waveform):
        """The filtered signal [..., time] of floating point numbers."""
        name = type(self).__name__
        checks.need_rank(name, waveform, 1, checks.TIME)
        checks.need_real(name, waveform)
        a, b = (np.asarray(x, np.float32) for x in (self.a_coeffs, self.b_coeffs))
        return type(self)._filter(waveform, a, b, self.clamp)


class LFilter(_Recursive):
    """A difference equation.

    a_coeffs, b_coeffs (list or tuple of float): of the output and the input, now first.
    clamp (bool, default True): to [-1, 1].
    """

    _filter = staticmethod(filters.lfilter)


class Filtfilt(_Recursive):
    """A difference equation forward and then backward.

    a_coeffs, b_coeffs (list or tuple of float): of the output and the input, now first.
    clamp (bool, default True): to [-1, 1].
    """

    _filter = staticmethod(filters.filtfilt)
