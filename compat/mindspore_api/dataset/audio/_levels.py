"""Volume, decibels, distortion, modulated delays."""

from __future__ import annotations

import math

import numpy as np

from ..transforms.failure import SYNTAX, fail
from . import validators
from ._base import AudioTensorOperation, RepeatedDraws
from .kernels import checks, effects, levels
from .utils import (
    DensityFunction,
    FadeShape,
    GainType,
    Interpolation,
    Modulation,
    ScaleType,
)


class AmplitudeToDB(AudioTensorOperation):
    """Decibels of powers or magnitudes [..., freq, time].

    stype (ScaleType, default ScaleType.POWER). ref_value, amin (float, default 1.0 and 1e-10):
    their maximum is 0 dB. top_db (float, default 80.0): range below the maximum.
    """

    @validators.check_amplitude_to_db
    def __init__(self, stype=ScaleType.POWER, ref_value=1.0, amin=1e-10, top_db=80.0):
        super().__init__()
        self.stype = stype
        self.ref_value = ref_value
        self.amin = amin
        self.top_db = top_db

    def compute(self, spectra):
        """Decibels in floating point."""
        spectra = checks.signal("AmplitudeToDB", spectra, 2, checks.FREQ_TIME)
        multiplier = 10.0 if self.stype == ScaleType.POWER else 20.0
        zero = np.float32(math.log10(np.float32(max(self.amin, self.ref_value))))
        return levels.amplitude_to_db(spectra, multiplier, zero, np.float32(self.top_db))


class Angle(AudioTensorOperation):
    """Angles of complex numbers [..., 2]."""

    def compute(self, values):
        """Radians."""
        checks.need_complex("Angle", values)
        checks.need_number("Angle", values)
        return levels.angle(checks.real(values))


class ComplexNorm(AudioTensorOperation):
    """Absolute values of complex numbers [..., 2]. power (float, default 1.0): at least 0."""

    @validators.check_complex_norm
    def __init__(self, power=1.0):
        super().__init__()
        self.power = power

    def compute(self, values):
        """Floating point numbers."""
        checks.need_complex("ComplexNorm", values)
        checks.need_number("ComplexNorm", values)
        return levels.complex_norm(checks.real(values), self.power)


class Magphase(AudioTensorOperation):
    """Absolute values and angles of complex numbers [..., 2].

    power (float, default 1.0): of the absolute values, at least 0.
    """

    one_to_one = False

    @validators.check_magphase
    def __init__(self, power=1.0):
        super().__init__()
        self.power = power

    def compute(self, *columns):
        """Two arrays."""
        values = columns[0]
        checks.need_complex("Magphase", values)
        checks.need_number("Magphase", values)
        values = checks.real(values)
        return levels.complex_norm(values, self.power), levels.angle(values)


class Contrast(AudioTensorOperation):
    """Louder at the same peaks. enhancement_amount (float, default 75.0): 0 to 100."""

    @validators.check_contrast
    def __init__(self, enhancement_amount=75.0):
        super().__init__()
        self.enhancement_amount = enhancement_amount

    def compute(self, waveform):
        """A signal in floating point."""
        return levels.contrast(checks.signal("Contrast", waveform), self.enhancement_amount)


class DBToAmplitude(AudioTensorOperation):
    """Powers or magnitudes of decibels.

    ref (float): of 0 dB. power (float): 1 for powers, 0.5 for magnitudes.
    """

    @validators.check_db_to_amplitude
    def __init__(self, ref, power):
        super().__init__()
        self.ref = ref
        self.power = power

    def compute(self, waveform):
        """A signal in floating point."""
        return levels.db_to_amplitude(
            checks.signal("DBToAmplitude", waveform), self.ref, self.power
        )


class DCShift(AudioTensorOperation):
    """All samples higher or lower.

    shift (float): -2 to 2. limiter_gain (float, default None): for peaks.
    """

    @validators.check_dc_shift
    def __init__(self, shift, limiter_gain=None):
        super().__init__()
        self.shift = shift
        self.limiter_gain = limiter_gain if limiter_gain else shift

    def compute(self, waveform):
        """A signal in floating point."""
        return levels.dc_shift(checks.signal("DCShift", waveform), self.shift, self.limiter_gain)


class Dither(RepeatedDraws):
    """16 bits with noise in place of distortion.

    density_function (DensityFunction, default DensityFunction.TPDF): of the noise. noise_shaping
    (bool, default False): move the error to other frequencies.
    """

    @validators.check_dither
    def __init__(self, density_function=DensityFunction.TPDF, noise_shaping=False):
        super().__init__()
        self.density_function = density_function
        self.noise_shaping = noise_shaping

    def compute(self, waveform):
        """A signal in floating point."""
        waveform = checks.signal("Dither", waveform)
        density = self.density_function.value
        return effects.dither(waveform, density, self.noise_shaping, self.engine())


class Fade(AudioTensorOperation):
    """Softer at the start and the end.

    fade_in_len, fade_out_len (int, default 0): samples. fade_shape (FadeShape, default
    FadeShape.LINEAR): curve.
    """

    @validators.check_fade
    def __init__(self, fade_in_len=0, fade_out_len=0, fade_shape=FadeShape.LINEAR):
        super().__init__()
        self.fade_in_len = fade_in_len
        self.fade_out_len = fade_out_len
        self.fade_shape = fade_shape

    def compute(self, waveform):
        """A signal in floating point, or the input where nothing is asked for."""
        faded = checks.signal("Fade", waveform)
        if self.fade_in_len == self.fade_out_len == 0:
            return waveform
        return levels.fade(faded, self.fade_in_len, self.fade_out_len, self.fade_shape)


class Flanger(AudioTensorOperation):
    """The signal [..., channel, time] and a copy with a swinging delay.

    sample_rate (int): not 0. delay (float, default 0.0): ms, to 30. depth (float, default 2.0):
    swing in ms, to 10. regen (float, default 0.0): feedback in percent, -95 to 95. width (float,
    default 71.0): part of the copy in percent. speed (float, default 0.5): swings a second, 0.1 to
    10. phase (float, default 25.0): between channels, in percent. modulation (Modulation, default
    Modulation.SINUSOIDAL). interpolation (Interpolation, default Interpolation.LINEAR).
    """

    @validators.check_flanger
    def __init__(
        self, sample_rate, delay=0.0, depth=2.0, regen=0.0, width=71.0, speed=0.5, phase=25.0,
        modulation=Modulation.SINUSOIDAL, interpolation=Interpolation.LINEAR,
    ):  # fmt: skip
        super().__init__()
        self.sample_rate = sample_rate
        self.delay = delay
        self.depth = depth
        self.regen = regen
        self.width = width
        self.speed = speed
        self.phase = phase
        self.modulation = modulation
        self.interpolation = interpolation

    def compute(self, waveform):
        """A signal of the input's type."""
        checks.need_rank("Flanger", waveform, 2, "<..., channel, time>")
        if waveform.shape[-2] > 4:
            fail(
                "Flanger: the channel of input tensor dose not match the requirement of operator. "
                "Expecting tensor with channel less than or equal to 4. But got channel: "
                f"{waveform.shape[-2]}",
                SYNTAX,
            )
        checks.need_number("Flanger", waveform)
        made = effects.flanger(
            checks.real(waveform), self.sample_rate, self.delay, self.depth, self.regen, self.width,
            self.speed, self.phase, self.modulation == Modulation.SINUSOIDAL,
            self.interpolation == Interpolation.QUADRATIC,
        )  # fmt: skip
        return made.astype(waveform.dtype)


class Gain(AudioTensorOperation):
    """Louder or softer. gain_db (float, default 1.0): dB."""

    @validators.check_gain
    def __init__(self, gain_db=1.0):
        super().__init__()
        self.gain_db = gain_db

    def compute(self, waveform):
        """A signal in floating point."""
        return levels.gain(checks.signal("Gain", waveform), self.gain_db)


class MuLawDecoding(AudioTensorOperation):
    """Samples of mu-law codes. quantization_channels (int, default 256)."""

    @validators.check_mu_law_coding
    def __init__(self, quantization_channels=256):
        super().__init__()
        self.quantization_channels = quantization_channels

    def compute(self, waveform):
        """A signal in floating point."""
        waveform = checks.signal("MuLawDecoding", waveform)
        return levels.mu_law_decode(waveform, self.quantization_channels)


class MuLawEncoding(AudioTensorOperation):
    """Mu-law codes of samples from -1 to 1. quantization_channels (int, default 256)."""

    @validators.check_mu_law_coding
    def __init__(self, quantization_channels=256):
        super().__init__()
        self.quantization_channels = quantization_channels

    def compute(self, waveform):
        """Codes as int32."""
        waveform = checks.signal("MuLawEncoding", waveform)
        return levels.mu_law_encode(waveform, self.quantization_channels)


class Overdrive(AudioTensorOperation):
    """Distortion. gain (float, default 20.0): dB, to 100. color (float, default 20.0): of the
    even harmonics, to 100.
    """

    @validators.check_overdrive
    def __init__(self, gain=20.0, color=20.0):
        super().__init__()
        self.gain = gain
        self.color = color

    def compute(self, waveform):
        """A signal in floating point."""
        return levels.overdrive(checks.signal("Overdrive", waveform), self.gain, self.color)


class Phaser(AudioTensorOperation):
    """The signal and a decaying copy with a swinging delay.

    sample_rate (int). gain_in (float, default 0.4): to 1. gain_out (float, default 0.74). delay_ms
    (float, default 3.0): to 5. decay (float, default 0.4): to 0.99. mod_speed (float, default
    0.5): swings a second, 0.1 to 2. sinusoidal (bool, default True): or triangular.
    """

    @validators.check_phaser
    def __init__(
        self, sample_rate, gain_in=0.4, gain_out=0.74, delay_ms=3.0, decay=0.4, mod_speed=0.5,
        sinusoidal=True,
    ):  # fmt: skip
        super().__init__()
        self.decay = decay
        self.delay_ms = delay_ms
        self.gain_in = gain_in
        self.gain_out = gain_out
        self.mod_speed = mod_speed
        self.sample_rate = sample_rate
        self.sinusoidal = sinusoidal

    def compute(self, waveform):
        """A signal in floating point."""
        return effects.phaser(
            checks.signal("Phaser", waveform), self.sample_rate, self.gain_in, self.gain_out,
            self.delay_ms, self.decay, self.mod_speed, self.sinusoidal,
        )  # fmt: skip


class Vol(AudioTensorOperation):
    """Louder or softer, clamped to [-1, 1].

    gain (float). gain_type (GainType, default GainType.AMPLITUDE): what `gain` multiplies.
    """

    @validators.check_vol
    def __init__(self, gain, gain_type=GainType.AMPLITUDE):
        super().__init__()
        self.gain = gain
        self.gain_type = gain_type

    def compute(self, waveform):
        """A signal in floating point."""
        return levels.volume(checks.signal("Vol", waveform), self.gain, self.gain_type.value)
