"""What operations on sounds write of themselves; MindSpore does not read it."""

from __future__ import annotations

from . import form
from .form import Form


def _sgd(op):
    return {key: form.single(value) for key, value in op.sgdargs.items()}


def _advance(op):
    return form.array(op.phase_advance)


_OF_SPECTRUM = ("center", "hop_length", "n_fft", "normalized", "onesided", "pad", "pad_mode",
                "win_length", "window")  # fmt: skip


def _lfcc(op):
    given = op.speckwargs
    found = {key: form.plain(given[key]) for key in _OF_SPECTRUM}
    own = ("dct_type", "log_lf", "n_filter", "n_lfcc", "norm", "sample_rate")
    found |= {key: form.plain(getattr(op, key)) for key in own}
    return found | {
        "f_max": form.single(op.f_max), "f_min": form.single(op.f_min),
        "power": form.single(given["power"]),
    }  # fmt: skip


def _mfcc(op):
    given = op.melkwargs
    found = {key: form.plain(given[key]) for key in (*_OF_SPECTRUM, "n_mels", "mel_scale")}
    own = ("dct_type", "log_mels", "n_mfcc", "norm", "sample_rate")
    found |= {key: form.plain(getattr(op, key)) for key in own}
    found |= {key: form.single(given[key]) for key in ("f_max", "f_min", "power")}
    return found | {"norm_mel": form.plain(given["norm"])}


AUDIO = {
    "AllpassBiquad": Form("sample_rate", singles=("central_freq",), Q="quality_factor"),
    "AmplitudeToDB": Form("stype", singles=("amin", "ref_value", "top_db")),
    "BandBiquad": Form("noise", "sample_rate", singles=("central_freq",), Q="quality_factor"),
    "BandpassBiquad": Form(
        "const_skirt_gain", "sample_rate", singles=("central_freq",), Q="quality_factor"
    ),
    "BandrejectBiquad": Form("sample_rate", singles=("central_freq",), Q="quality_factor"),
    "BassBiquad": Form("sample_rate", singles=("central_freq", "gain"), Q="quality_factor"),
    "Biquad": Form(singles=("a0", "a1", "a2", "b0", "b1", "b2")),
    "ComplexNorm": Form(singles=("power",)),
    "ComputeDeltas": Form("pad_mode", win_length=(lambda op: op.win_len, None)),
    "Contrast": Form(singles=("enhancement_amount",)),
    "DBToAmplitude": Form(singles=("power", "ref")),
    "DCShift": Form(singles=("limiter_gain", "shift")),
    "DeemphBiquad": Form("sample_rate"),
    "DetectPitchFrequency": Form(
        "freq_high", "freq_low", "sample_rate", "win_length", singles=("frame_time",)
    ),
    "Dither": Form("density_function", "noise_shaping"),
    "EqualizerBiquad": Form("sample_rate", singles=("center_freq", "gain"), Q="quality_factor"),
    "Fade": Form("fade_in_len", "fade_out_len", "fade_shape"),
    "Filtfilt": Form("clamp", singles=("a_coeffs", "b_coeffs")),
    "Flanger": Form(
        "interpolation",
        "modulation",
        "sample_rate",
        singles=("delay", "depth", "phase", "regen", "speed", "width"),
    ),
    "FrequencyMasking": Form(
        "frequency_mask_param", "iid_masks", "mask_start", singles=("mask_value",)
    ),
    "Gain": Form(singles=("gain_db",)),
    "GriffinLim": Form(
        "hop_length",
        "length",
        "n_fft",
        "n_iter",
        "rand_init",
        "win_length",
        "window_type",
        singles=("momentum", "power"),
    ),
    "HighpassBiquad": Form("sample_rate", singles=("cutoff_freq",), Q="quality_factor"),
    "InverseMelScale": Form(
        "max_iter",
        "mel_type",
        "n_mels",
        "n_stft",
        "norm",
        "sample_rate",
        singles=("f_max", "f_min", "tolerance_change", "tolerance_loss"),
        sgdargs=(_sgd, None),
    ),
    "InverseSpectrogram": Form(
        "center",
        "hop_length",
        "length",
        "n_fft",
        "normalized",
        "onesided",
        "pad",
        "pad_mode",
        "win_length",
        "window",
    ),
    "LFilter": Form("clamp", singles=("a_coeffs", "b_coeffs")),
    "LowpassBiquad": Form("sample_rate", singles=("cutoff_freq",), Q="quality_factor"),
    "Magphase": Form(singles=("power",)),
    "MaskAlongAxis": Form("axis", "mask_start", "mask_width", singles=("mask_value",)),
    "MaskAlongAxisIID": Form("axis", "mask_param", singles=("mask_value",)),
    "MelScale": Form(
        "mel_type", "n_mels", "n_stft", "norm", "sample_rate", singles=("f_max", "f_min")
    ),
    "MelSpectrogram": Form(
        "center",
        "hop_length",
        "mel_scale",
        "n_fft",
        "n_mels",
        "norm",
        "normalized",
        "onesided",
        "pad",
        "pad_mode",
        "sample_rate",
        "win_length",
        "window",
        singles=("f_max", "f_min", "power"),
    ),
    "MuLawDecoding": Form("quantization_channels"),
    "MuLawEncoding": Form("quantization_channels"),
    "Overdrive": Form(singles=("color", "gain")),
    "Phaser": Form(
        "sample_rate",
        "sinusoidal",
        singles=("decay", "delay_ms", "gain_in", "gain_out", "mod_speed"),
    ),
    "PhaseVocoder": Form(whole=(_advance, None)),
    "PitchShift": Form(
        "bins_per_octave", "hop_length", "n_fft", "n_steps", "sample_rate", "win_length", "window"
    ),
    "Resample": Form(
        "lowpass_filter_width",
        "resample_method",
        singles=("beta", "new_freq", "orig_freq", "rolloff"),
    ),
    "RiaaBiquad": Form("sample_rate"),
    "SlidingWindowCmn": Form("center", "cmn_window", "min_cmn_window", "norm_vars"),
    "LFCC": Form(whole=(_lfcc, None)),
    "MFCC": Form(whole=(_mfcc, None)),
    "SpectralCentroid": Form("hop_length", "n_fft", "pad", "sample_rate", "win_length", "window"),
    "Spectrogram": Form(
        "center",
        "hop_length",
        "n_fft",
        "normalized",
        "onesided",
        "pad",
        "pad_mode",
        "win_length",
        "window",
        singles=("power",),
    ),
    "TimeMasking": Form("iid_masks", "mask_start", "time_mask_param", singles=("mask_value",)),
    "TimeStretch": Form("n_freq", singles=("fixed_rate", "hop_length")),
    "TrebleBiquad": Form("sample_rate", singles=("central_freq", "gain"), Q="quality_factor"),
    "Vad": Form(
        "sample_rate",
        singles=(
            "allowed_gap",
            "boot_time",
            "hp_filter_freq",
            "hp_lifter_freq",
            "lp_filter_freq",
            "lp_lifter_freq",
            "measure_duration",
            "measure_freq",
            "measure_smooth_time",
            "noise_down_time",
            "noise_reduction_amount",
            "noise_up_time",
            "pre_trigger_time",
            "search_time",
            "trigger_level",
            "trigger_time",
        ),
    ),
    "Vol": Form("gain_type", singles=("gain",)),
}
