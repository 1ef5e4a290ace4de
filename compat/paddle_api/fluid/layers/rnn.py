"""Recurrent units, cells and decoders."""

from __future__ import annotations

from ..._publish import publish
from ..families import recurrent

publish(
    __name__,
    [
        recurrent.gru_unit,
        recurrent.lstm_unit,
    ],
)
