"""Spectrograms, what is made of them, and signals of them."""

from __future__ import annotations

import math

import numpy as np

from ..transforms.failure import fail
from . import cepstral_validators, validators
from ._base import AudioTensorOperation, RepeatedDraws, TensorOperation, refuse
from .kernels import banks, checks, spectra
from .utils import BorderType, MelType, NormMode, NormType, WindowType


class Spectrogram(TensorOperation):
    """Magnitudes of the spectra of frames.

    n_fft (int, default 400). win_length, hop_length (int, default None): samples, for None n_fft
    and half of that. pad (int, default 0): zeros to both sides. window (WindowType, default
    WindowType.HANN). power (float, default 2.0): of the magnitudes, 0 for spectra [..., 2].
    normalized (bool, default False): by the window. center (bool, default True): frames around
    their time. pad_mode (BorderType, default BorderType.REFLECT): then beyond the ends. onesided
    (bool, default True): half of the spectra.
    """

    @validators.check_spectrogram
    def __init__(
        self, n_fft=400, win_length=None, hop_length=None, pad=0, window=WindowType.HANN, power=2.0,
        normalized=False, center=True, pad_mode=BorderType.REFLECT, onesided=True,
    ):  # fmt: skip
        super().__init__()
        self.n_fft = n_fft
        self.win_length = win_length if win_length else n_fft
        self.hop_length = hop_length if hop_length else self.win_length // 2
        self.pad = pad
        self.window = window
        self.power = power
        self.normalized = normalized
        self.center = center
        self.pad_mode = pad_mode
        self.onesided = onesided

    def compute(self, waveform):
        """[..., freq, time] in floating point."""
        return _spectrogram(waveform, vars(self))


def _spectrogram(waveform, options):
    if waveform.dtype.kind not in "biuf":
        fail(
            "Spectrogram: input tensor type should be int, float or double, but got: "
            f"{checks.detype_name(waveform.dtype)}"
        )
    if waveform.ndim == 0:
        fail("Spectrogram: input tensor is not in shape of <..., time>.")
    names = (
        "n_fft", "win_length", "hop_length", "pad", "window", "power", "normalized", "center",
        "pad_mode", "onesided",
    )  # fmt: skip
    return spectra.spectrogram(checks.real(waveform), *(options[name] for name in names))


class SpectralCentroid(TensorOperation):
    """Mean frequencies of frames.

    sample_rate (int). n_fft (int, default 400). win_length, hop_length (int, default None):
    samples, for None n_fft and half of that. pad (int, default 0): zeros to both sides. window
    (WindowType, default WindowType.HANN).
    """

    @validators.check_spectral_centroid
    def __init__(
        self, sample_rate, n_fft=400, win_length=None, hop_length=None, pad=0,
        window=WindowType.HANN,
    ):  # fmt: skip
        super().__init__()
        self.sample_rate = sample_rate
        self.pad = pad
        self.window = window
        self.n_fft = n_fft
        self.win_length = win_length if win_length else n_fft
        self.hop_length = hop_length if hop_length else self.win_length // 2

    def parse(self):
        """Refuse a rate of 0."""
        refuse(
            self.sample_rate <= 0,
            f"SpectralCentroid: 'sample_rate' must be greater than 0, got: {self.sample_rate}",
        )
        return self

    def compute(self, waveform):
        """[..., 1, time] in floating point."""
        return spectra.centroid(
            checks.signal("SpectralCentroid", waveform), self.sample_rate, self.n_fft,
            self.win_length, self.hop_length, self.pad, self.window,
        )  # fmt: skip


class InverseSpectrogram(AudioTensorOperation):
    """The signal of spectra [..., freq, time, 2].

    length (int, default None): samples. n_fft (int, default 400). win_length, hop_length (int,
    default None): samples, for None n_fft and half of that. pad (int, default 0): samples to leave
    out at both ends. window (WindowType, default WindowType.HANN). normalized (bool, default
    False), center (bool, default True), pad_mode (BorderType, default BorderType.REFLECT),
    onesided (bool, default True): as in Spectrogram.
    """

    @validators.check_inverse_spectrogram
    def __init__(
        self, length=None, n_fft=400, win_length=None, hop_length=None, pad=0,
        window=WindowType.HANN, normalized=False, center=True, pad_mode=BorderType.REFLECT,
        onesided=True,
    ):  # fmt: skip
        super().__init__()
        self.length = length if length is not None else 0
        self.n_fft = n_fft
        self.win_length = win_length if win_length is not None else n_fft
        self.hop_length = hop_length if hop_length is not None else self.win_length // 2
        self.pad = pad
        self.window = window
        self.normalized = normalized
        self.center = center
        self.pad_mode = pad_mode
        self.onesided = onesided

    def compute(self, values):
        """[..., time] in floating point."""
        checks.need_frames("InverseSpectrogram", values, "<..., freq, time, complex=2>")
        checks.need_number("InverseSpectrogram", values)
        return spectra.inverse_spectrogram(
            checks.real(values), self.length, self.n_fft, self.win_length, self.hop_length,
            self.pad, self.window, self.normalized, self.center,
        )  # fmt: skip


class GriffinLim(RepeatedDraws):
    """A signal whose spectra have the magnitudes [..., freq, time].

    n_fft (int, default 400). n_iter (int, default 32). win_length, hop_length (int, default None):
    samples, for None n_fft and half of that. window_type (WindowType, default WindowType.HANN).
    power (float, default 2.0): of the magnitudes. momentum (float, default 0.99): below 1. length
    (int, default None): samples. rand_init (bool, default True): start with random phases.
    """

    @validators.check_griffin_lim
    def __init__(
        self, n_fft=400, n_iter=32, win_length=None, hop_length=None, window_type=WindowType.HANN,
        power=2.0, momentum=0.99, length=None, rand_init=True,
    ):  # fmt: skip
        super().__init__()
        self.n_fft = n_fft
        self.n_iter = n_iter
        self.win_length = win_length if win_length else self.n_fft
        self.hop_length = hop_length if hop_length else self.win_length // 2
        self.window_type = window_type
        self.power = power
        self.momentum = momentum
        self.length = length if length else 0
        self.rand_init = rand_init

    def parse(self):
        """Refuse lengths that one frame fills, and momenta that grow."""
        refuse(0 < self.length <= self.n_fft, "GriffinLim: n_fft must be less than length.")
        refuse(
            self.momentum >= 1,
            "GriffinLim: momentum equal to or greater than 1 can be unstable, but got: "
            f"{self.momentum:f}",
        )
        return self

    def compute(self, magnitudes):
        """[..., time] in floating point."""
        engine = self.engine() if self.rand_init else None
        return spectra.griffin_lim(
            checks.real(magnitudes), self.n_fft, self.n_iter, self.win_length, self.hop_length,
            self.window_type, self.power, self.momentum, self.length, engine,
        )  # fmt: skip


class MelScale(AudioTensorOperation):
    """Spectra [..., freq, time] on the Mel scale.

    n_mels (int, default 128). sample_rate (int, default 16000). f_min (float, default 0.0), f_max
    (float, default None): Hz, for None half of the rate. n_stft (int, default 201): frequencies.
    norm (NormType, default NormType.NONE). mel_type (MelType, default MelType.HTK).
    """

    @validators.check_mel_scale
    def __init__(
        self, n_mels=128, sample_rate=16000, f_min=0.0, f_max=None, n_stft=201, norm=NormType.NONE,
        mel_type=MelType.HTK,
    ):  # fmt: skip
        super().__init__()
        self.n_mels = n_mels
        self.sample_rate = sample_rate
        self.f_min = f_min
        self.f_max = f_max if f_max is not None else sample_rate // 2
        self.n_stft = n_stft
        self.norm = norm
        self.mel_type = mel_type

    def parse(self):
        """Refuse a single frequency."""
        if self.n_stft == 1:
            fail("MelScale: n_stft can not be 1.")
        return self

    def compute(self, values):
        """[..., n_mels, time] in floating point."""
        checks.need_rank("MelScale", values, 2, checks.FREQ_TIME)
        if values.shape[-2] != self.n_stft:
            fail(
                "MelScale: invalid parameter, 'n_stft' should be equal to 'freq', but got: n_stft "
                f"{self.n_stft} while freq {values.shape[-2]}."
            )
        checks.need_number("MelScale", values)
        return spectra.mel_scale(
            checks.real(values), self.n_mels, self.sample_rate, self.f_min, self.f_max, self.n_stft,
            self.norm, self.mel_type,
        )  # fmt: skip


class InverseMelScale(RepeatedDraws):
    """Spectra [..., freq, time] whose Mel spectra are near the input, found by descent.

    n_stft (int): frequencies. n_mels (int, default 128). sample_rate (int, default 16000). f_min
    (float, default 0.0), f_max (float, default None): Hz, for None half of the rate. max_iter (int,
    default 100000). tolerance_loss, tolerance_change (float, default 1e-5 and 1e-8): end of the
    descent. sgdargs (dict, default None): `sgd_lr` and `sgd_momentum`, for None 0.1 and 0.9. norm
    (NormType, default NormType.NONE). mel_type (MelType, default MelType.HTK).
    """

    @validators.check_inverse_mel_scale
    def __init__(
        self, n_stft, n_mels=128, sample_rate=16000, f_min=0.0, f_max=None, max_iter=100000,
        tolerance_loss=1e-5, tolerance_change=1e-8, sgdargs=None, norm=NormType.NONE,
        mel_type=MelType.HTK,
    ):  # fmt: skip
        super().__init__()
        self.n_stft = n_stft
        self.n_mels = n_mels
        self.sample_rate = sample_rate
        self.f_min = f_min
        self.f_max = f_max if f_max is not None else sample_rate // 2
        self.max_iter = max_iter
        self.tolerance_loss = tolerance_loss
        self.tolerance_change = tolerance_change
        self.sgdargs = {"sgd_lr": 0.1, "sgd_momentum": 0.9} if sgdargs is None else sgdargs
        self.norm = norm
        self.mel_type = mel_type

    def parse(self):
        """Refuse a single frequency."""
        if self.n_stft == 1:
            fail("InverseMelScale: n_stft can not be equal to 1, but got: 1")
        return self

    def compute(self, mels):
        """[..., freq, time] in floating point."""
        # The momentum has no effect: MindSpore forgets the direction after every step.
        return spectra.inverse_mel_scale(
            checks.signal("InverseMelScale", mels, 2, checks.FREQ_TIME), self.n_stft, self.n_mels,
            self.sample_rate, self.f_min, self.f_max, self.max_iter, self.tolerance_loss,
            self.tolerance_change, self.sgdargs["sgd_lr"], self.norm, self.mel_type, self.engine(),
        )  # fmt: skip


class TimeStretch(AudioTensorOperation):
    """Spectra [..., freq, frame, 2] of a faster signal of the same pitch.

    hop_length (int, default None): samples, for None n_freq - 1. n_freq (int, default 201).
    fixed_rate (float, default None): how much faster, for None 1.
    """

    @validators.check_time_stretch
    def __init__(self, hop_length=None, n_freq=201, fixed_rate=None):
        super().__init__()
        self.n_freq = n_freq
        self.hop_length = hop_length if hop_length is not None else n_freq - 1
        self.fixed_rate = fixed_rate if fixed_rate is not None else 1

    def compute(self, values):
        """[..., freq, frame, 2] in floating point."""
        checks.need_frames("TimeStretch", values)
        checks.need_number("TimeStretch", values)
        values = checks.real(values)
        phase = math.pi * float(np.float32(self.hop_length))
        advance = banks.linspace(0, phase, self.n_freq, values.dtype.type)
        return spectra.time_stretch(values, self.fixed_rate, advance)


class PhaseVocoder(AudioTensorOperation):
    """Spectra [..., freq, frame, 2] of a faster signal of the same pitch.

    rate (float): how much faster. phase_advance (numpy.ndarray): [freq, 1], what a frame adds.
    """

    @validators.check_phase_vocoder
    def __init__(self, rate, phase_advance):
        super().__init__()
        self.rate = rate
        self.phase_advance = phase_advance

    def parse(self):
        """Refuse phases of another shape."""
        refuse(
            self.phase_advance.ndim != 2 or self.phase_advance.shape[-1] != 1,
            "PhaseVocoder: invalid parameter, 'phase_advance' should be in shape of <freq, 1>.",
        )
        return self

    def compute(self, values):
        """[..., freq, frame, 2] in floating point."""
        checks.need_frames("PhaseVocoder", values)
        checks.need_number("PhaseVocoder", values)
        count, freq = len(self.phase_advance), values.shape[-3]
        if count != freq:
            fail(
                "PhaseVocoder: invalid parameter, 'first dimension of 'phase_advance'' should be "
                "equal to 'freq dimension length of input tensor', but got: first dimension of "
                f"'phase_advance' {count} while freq dimension length of input tensor {freq}."
            )
        own, given = (checks.detype_name(x.dtype) for x in (self.phase_advance, values))
        if own != given:
            fail(
                "PhaseVocoder: invalid parameter, data type of phase_advance should be equal to "
                f"data type of input tensor, but got: data type of phase_advance {own} while data "
                f"type of input tensor {given}."
            )
        values = checks.real(values)
        return spectra.time_stretch(values, self.rate, self.phase_advance[:, 0])


class MelSpectrogram(AudioTensorOperation):
    """Magnitudes of the spectra of frames, on the Mel scale.

    sample_rate (int, default 16000). f_min (float, default 0.0), f_max (float, default None): Hz,
    for None half of the rate. n_mels (int, default 128). norm (NormType, default NormType.NONE).
    mel_scale (MelType, default MelType.HTK). The others are Spectrogram's.
    """

    @validators.check_mel_spectrogram
    def __init__(
        self, sample_rate=16000, n_fft=400, win_length=None, hop_length=None, f_min=0.0, f_max=None,
        pad=0, n_mels=128, window=WindowType.HANN, power=2.0, normalized=False, center=True,
        pad_mode=BorderType.REFLECT, onesided=True, norm=NormType.NONE, mel_scale=MelType.HTK,
    ):  # fmt: skip
        super().__init__()
        self.sample_rate = sample_rate
        self.n_fft = n_fft
        self.win_length = win_length if win_length is not None else n_fft
        self.hop_length = hop_length if hop_length is not None else self.win_length // 2
        self.f_min = f_min
        self.f_max = f_max if f_max is not None else sample_rate // 2
        self.pad = pad
        self.n_mels = n_mels
        self.window = window
        self.power = power
        self.normalized = normalized
        self.center = center
        self.pad_mode = pad_mode
        self.onesided = onesided
        self.norm = norm
        self.mel_scale = mel_scale

    def compute(self, waveform):
        """[..., n_mels, time] in floating point."""
        return _mel_spectrogram(waveform, self.sample_rate, vars(self), self.norm)


def _mel_spectrogram(waveform, sample_rate, options, norm):
    n_fft = options["n_fft"]
    if waveform.ndim and n_fft >= 2 * waveform.shape[-1]:
        fail("MelSpectrogram: Padding size should be less than the corresponding input dimension.")
    made = _spectrogram(waveform, options)
    return spectra.mel_scale(
        made, options["n_mels"], sample_rate, options["f_min"], options["f_max"], n_fft // 2 + 1,
        norm, options["mel_scale"],
    )  # fmt: skip


# What LFCC and MFCC hand to Spectrogram unless told otherwise.
_FRAMES = {
    "pad": 0, "window": WindowType.HANN, "power": 2.0, "normalized": False, "center": True,
    "pad_mode": BorderType.REFLECT, "onesided": True,
}  # fmt: skip


def _with_defaults(options, **more):
    """The dict given, or a new one, with what it lacks filled in."""
    options = {} if options is None else options
    options.setdefault("n_fft", 400)
    options.setdefault("win_length", options["n_fft"])
    options.setdefault("hop_length", options["win_length"] // 2)
    for name, value in (_FRAMES | more).items():
        options.setdefault(name, value)
    return options


class LFCC(AudioTensorOperation):
    """Cepstra of frames, of evenly spread bands.

    sample_rate (int, default 16000). n_filter (int, default 128): bands. n_lfcc (int, default 40).
    f_min (float, default 0.0), f_max (float, default None): Hz, for None half of the rate.
    dct_type (int, default 2). norm (NormMode, default NormMode.ORTHO). log_lf (bool, default
    False): of logarithms, not of decibels. speckwargs (dict, default None): Spectrogram's.
    """

    @cepstral_validators.check_lfcc
    def __init__(
        self, sample_rate=16000, n_filter=128, n_lfcc=40, f_min=0.0, f_max=None, dct_type=2,
        norm=NormMode.ORTHO, log_lf=False, speckwargs=None,
    ):  # fmt: skip
        super().__init__()
        self.sample_rate = sample_rate
        self.n_filter = n_filter
        self.n_lfcc = n_lfcc
        self.f_min = f_min
        self.f_max = f_max if f_max is not None else sample_rate // 2
        self.dct_type = dct_type
        self.norm = norm
        self.log_lf = log_lf
        self.speckwargs = _with_defaults(speckwargs)
        self.window = self.speckwargs["window"]
        self.pad_mode = self.speckwargs["pad_mode"]

    def parse(self):
        """Refuse copies of the outermost sample beyond the ends."""
        if self.pad_mode == BorderType.EDGE:
            fail("LFCC: invalid BorderType, kEdge is not supported.")
        return self

    def compute(self, waveform):
        """[..., n_lfcc, time] in float32."""
        options = self.speckwargs
        made = _spectrogram(waveform, options).astype(np.float32)
        bank = banks.linear(
            options["n_fft"] // 2 + 1, self.f_min, self.f_max, self.n_filter, self.sample_rate
        )
        bands = np.matmul(bank.T, made)
        return spectra.cepstrum(bands, self.n_lfcc, self.norm, self.log_lf)


class MFCC(AudioTensorOperation):
    """Cepstra of frames, on the Mel scale.

    sample_rate (int, default 16000). n_mfcc (int, default 40). dct_type (int, default 2). norm
    (NormMode, default NormMode.ORTHO). log_mels (bool, default False): of logarithms, not of
    decibels. melkwargs (dict, default None): MelSpectrogram's.
    """

    @cepstral_validators.check_mfcc
    def __init__(
        self, sample_rate=16000, n_mfcc=40, dct_type=2, norm=NormMode.ORTHO, log_mels=False,
        melkwargs=None,
    ):  # fmt: skip
        super().__init__()
        self.sample_rate = sample_rate
        self.n_mfcc = n_mfcc
        self.dct_type = dct_type
        self.norm = norm
        self.log_mels = log_mels
        self.melkwargs = _with_defaults(
            melkwargs, f_min=0.0, f_max=sample_rate // 2, n_mels=128, norm=NormType.NONE,
            mel_scale=MelType.HTK,
        )  # fmt: skip
        self.window = self.melkwargs["window"]
        self.pad_mode = self.melkwargs["pad_mode"]
        self.norm_mel = self.melkwargs["norm"]
        self.mel_scale = self.melkwargs["mel_scale"]

    def parse(self):
        """Refuse more coefficients than bands, and copies of the outermost sample as borders."""
        n_mels = self.melkwargs["n_mels"]
        if self.n_mfcc > n_mels:
            fail(
                "MFCC: n_mels should be greater than or equal to n_mfcc, but got n_mfcc: "
                f"{self.n_mfcc} and n_mels: {n_mels}"
            )
        if self.pad_mode == BorderType.EDGE:
            fail("MFCC: invalid BorderType, kEdge is not supported.")
        return self

    def compute(self, waveform):
        """[..., n_mfcc, time] in float32."""
        bands = _mel_spectrogram(waveform, self.sample_rate, self.melkwargs, self.norm_mel)
        bands = bands.astype(np.float32)
        return spectra.cepstrum(bands, self.n_mfcc, self.norm, self.log_mels)
