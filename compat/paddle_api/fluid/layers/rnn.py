"""Recurrent units, cells and decoders."""

from __future__ import annotations

from ..._publish import publish
from ..families import sequence
from ..families.recurrent import cells, decoding, units

publish(
    __name__,
    [
        cells.GRUCell,
        cells.LSTMCell,
        cells.RNNCell,
        cells.rnn,
        decoding.BasicDecoder,
        decoding.BeamSearchDecoder,
        decoding.DecodeHelper,
        decoding.Decoder,
        decoding.GreedyEmbeddingHelper,
        decoding.SampleEmbeddingHelper,
        decoding.TrainingHelper,
        decoding.dynamic_decode,
        sequence.dynamic_gru,
        sequence.dynamic_lstm,
        sequence.dynamic_lstmp,
        units.gru_unit,
        units.lstm_unit,
    ],
)
