"""Datasets of sounds, under the names of MindSpore's module."""

from __future__ import annotations

import sys

from compat import _public
from compat._source import show_sources

from ..sources.commands import SpeechCommandsDataset, YesNoDataset
from ..sources.music import GTZANDataset
from ..sources.speech import CMUArcticDataset, LibriTTSDataset, LJSpeechDataset, TedliumDataset

__all__ = [
    "CMUArcticDataset",
    "GTZANDataset",
    "LJSpeechDataset",
    "LibriTTSDataset",
    "SpeechCommandsDataset",
    "TedliumDataset",
    "YesNoDataset",
]

show_sources(sys.modules[__name__], [globals()[name] for name in __all__])
for _name in __all__:
    _public.rehome(globals()[_name], __name__)  # where programs know them to be
