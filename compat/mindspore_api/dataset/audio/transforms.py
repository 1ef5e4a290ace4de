"""Operations on audio."""

from ._base import AudioTensorOperation
from ._features import (
    ComputeDeltas,
    DetectPitchFrequency,
    FrequencyMasking,
    MaskAlongAxis,
    MaskAlongAxisIID,
    PitchShift,
    Resample,
    SlidingWindowCmn,
    TimeMasking,
    Vad,
)
from ._filters import (
    AllpassBiquad,
    BandBiquad,
    BandpassBiquad,
    BandrejectBiquad,
    BassBiquad,
    Biquad,
    DeemphBiquad,
    EqualizerBiquad,
    Filtfilt,
    HighpassBiquad,
    LFilter,
    LowpassBiquad,
    RiaaBiquad,
    TrebleBiquad,
)
from ._levels import (
    AmplitudeToDB,
    Angle,
    ComplexNorm,
    Contrast,
    DBToAmplitude,
    DCShift,
    Dither,
    Fade,
    Flanger,
    Gain,
    Magphase,
    MuLawDecoding,
    MuLawEncoding,
    Overdrive,
    Phaser,
    Vol,
)
from ._spectra import (
    LFCC,
    MFCC,
    GriffinLim,
    InverseMelScale,
    InverseSpectrogram,
    MelScale,
    MelSpectrogram,
    PhaseVocoder,
    SpectralCentroid,
    Spectrogram,
    TimeStretch,
)

for _class in [value for value in list(globals().values()) if isinstance(value, type)]:
    _class.__module__ = __name__
