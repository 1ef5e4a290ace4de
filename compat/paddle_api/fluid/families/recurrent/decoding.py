"""Decoders that run a cell step by step, and the loop that drives them."""

from __future__ import annotations

import collections
import contextlib

from ..._dtypes import canonical
from ..._structure import flatten, map_structure
from ..activation import softmax
from ..beam_search import gather_tree
from ..creation import assign, fill_constant, fill_constant_batch_size_like, zeros_like
from ..creation import range as arange_of
from ..elementwise.binary import (
    elementwise_add,
    elementwise_floordiv,
    elementwise_mod,
    elementwise_mul,
)
from ..elementwise.logic import equal, less_equal, logical_not, logical_or
from ..elementwise.unary import cast, log
from ..indexing import gather_nd
from ..join import stack
from ..random import sampling_id
from ..reduction import reduce_all
from ..shape.padding import pad
from ..shape.slicing import slice as slice_of
from ..shape.view import expand, reshape, squeeze, unsqueeze
from ..sort import argmax, topk
from .cells import _stacked, _time_first

import numpy as np  # isort: skip


class Decoder:
    """Base of decoders: `initialize`, `step` and, where wanted, `finalize`."""

    def initialize(self, inits):
        """(first inputs, first states, finished)."""
        raise NotImplementedError

    def step(self, time, inputs, states, **kwargs):
        """(outputs, next states, next inputs, finished)."""
        raise NotImplementedError

    def finalize(self, outputs, final_states, sequence_lengths):
        """(outputs, states) in their final form."""
        raise NotImplementedError


class BeamSearchDecoder(Decoder):
    """Beam search with a cell; outputs are scores, ids and parents (T, N, beams)."""

    OutputWrapper = collections.namedtuple(
        "OutputWrapper", ("scores", "predicted_ids", "parent_ids")
    )
    StateWrapper = collections.namedtuple(
        "StateWrapper", ("cell_states", "log_probs", "finished", "lengths")
    )

    def __init__(self, cell, start_token, end_token, beam_size, embedding_fn=None, output_fn=None):
        self.cell, self.beam_size = cell, beam_size
        self.embedding_fn, self.output_fn = embedding_fn, output_fn
        self.start_token, self.end_token = start_token, end_token

    @staticmethod
    def tile_beam_merge_with_batch(x, beam_size):
        """(N * beams, ...): every entry of the batch repeated."""
        x = unsqueeze(x, [1])
        x = expand(x, [1, beam_size] + [1] * (len(x.shape) - 2))
        return reshape(x, [-1, *x.shape[2:]])

    def _split_batch_beams(self, x):
        return reshape(x, (-1, self.beam_size, *x.shape[1:]))

    def _merge_batch_beams(self, x):
        return reshape(x, (-1, *x.shape[2:]))

    def _expand_to_beam_size(self, x):
        x = unsqueeze(x, [1])
        return expand(x, [1, self.beam_size] + [1] * (len(x.shape) - 2))

    def _mask_probs(self, probs, finished):
        """Finished beams go on with the end token only."""
        done = cast(finished, probs.dtype)
        wide = expand(unsqueeze(done, [2]), [1, 1, self.vocab_size])
        ended = elementwise_mul(wide, self.noend_mask_tensor, axis=-1)
        return ended - elementwise_mul(probs, done - 1, axis=0)

    def _gather(self, x, indices, batch_size):
        """x (N, beams, ...) at beam `indices` (N, beams)."""
        count = int(batch_size)
        rows = expand(unsqueeze(arange_of(0, count, 1, "int64"), [1]), [1, self.beam_size])
        return gather_nd(x, stack([rows, cast(indices, "int64")], 2))

    def initialize(self, initial_cell_states):
        """(inputs, states, finished) with one live beam."""
        self.kinf = 1e9
        state = flatten(initial_cell_states)[0]
        self.batch_size = state.shape[0]
        self.start_token_tensor = fill_constant([1], "int64", self.start_token)
        self.end_token_tensor = fill_constant([1], "int64", self.end_token)
        cells = map_structure(self._expand_to_beam_size, initial_cell_states)
        inputs = fill_constant([self.batch_size, self.beam_size], "int64", self.start_token)
        first = np.array([[0.0] + [-self.kinf] * (self.beam_size - 1)], "float32")
        scores = expand(assign(first), [self.batch_size, 1])
        finished = fill_constant([self.batch_size, self.beam_size], "bool", False)
        lengths = zeros_like(inputs)
        embedded = self.embedding_fn(inputs) if self.embedding_fn else inputs
        return embedded, self.StateWrapper(cells, scores, finished, lengths), finished

    def _beam_search_step(self, time, logits, next_cell_states, beam_state):
        self.vocab_size = logits.shape[-1]
        mask = np.full(self.vocab_size, -self.kinf, "float32")
        mask[self.end_token] = 0
        self.noend_mask_tensor = assign(mask)
        steps = self._mask_probs(log(softmax(logits)), beam_state.finished)
        scores = elementwise_add(steps, beam_state.log_probs, axis=0)
        flat = reshape(scores, [-1, self.beam_size * self.vocab_size])
        best, places = topk(flat, k=self.beam_size)
        size = fill_constant([1], "int64", self.vocab_size)
        beams, tokens = elementwise_floordiv(places, size), elementwise_mod(places, size)

        def kept(x):
            return self._gather(x, beams, self.batch_size)

        cells = map_structure(kept, next_cell_states)
        finished = self._gather_flags(beam_state.finished, beams)
        lengths = kept(beam_state.lengths)
        lengths = lengths + cast(logical_not(finished), lengths.dtype)
        finished = logical_or(finished, equal(tokens, self.end_token_tensor))
        state = self.StateWrapper(cells, best, finished, lengths)
        return self.OutputWrapper(best, tokens, beams), state

    def _gather_flags(self, flags, beams):
        return cast(self._gather(cast(flags, "int64"), beams, self.batch_size), "bool")

    def step(self, time, inputs, states, **kwargs):
        """One step of the search."""
        inputs = map_structure(self._merge_batch_beams, inputs)
        cells = map_structure(self._merge_batch_beams, states.cell_states)
        outputs, cells = self.cell(inputs, cells, **kwargs)
        outputs = map_structure(self._split_batch_beams, outputs)
        cells = map_structure(self._split_batch_beams, cells)
        if self.output_fn is not None:
            outputs = self.output_fn(outputs)
        found, state = self._beam_search_step(time, outputs, cells, states)
        ids = found.predicted_ids
        ids.stop_gradient = True
        following = self.embedding_fn(ids) if self.embedding_fn else ids
        return found, state, following, state.finished

    def finalize(self, outputs, final_states, sequence_lengths):
        """Sequences of ids (T, N, beams), followed back from the last step."""
        return gather_tree(outputs.predicted_ids, outputs.parent_ids), final_states


def dynamic_decode(
    decoder,
    inits=None,
    max_step_num=None,
    output_time_major=False,
    impute_finished=False,
    is_test=False,
    return_length=False,
    **kwargs,
):
    """(outputs, final states[, lengths]) of a decoder run until all has finished.

    At most `max_step_num + 1` steps. In Paddle 1.8.5 this builds static graphs only; `is_test`,
    which saves memory there, has no effect here.
    """
    inputs, states, finished = decoder.initialize(inits)
    lengths = cast(zeros_like(cast(finished, "int64")), "int64")
    outputs, step = [], 0
    while not bool(reduce_all(finished)) and (max_step_num is None or step <= max_step_num):
        time = fill_constant([1], "int64", step)
        found, following, inputs, now = decoder.step(time, inputs, states, **kwargs)
        lengths = elementwise_add(lengths, cast(logical_not(finished), "int64"))
        if impute_finished:
            following = _imputed(states, following, finished)
        finished = logical_or(now, finished)
        outputs.append(found)
        states, step = following, step + 1
    outputs = _stacked(outputs)
    with contextlib.suppress(NotImplementedError):  # decoders may do without
        outputs, states = decoder.finalize(outputs, states, lengths)
    if not output_time_major:
        outputs = map_structure(_time_first, outputs)
    return (outputs, states, lengths) if return_length else (outputs, states)


def _imputed(states, following, finished):
    """Former states where all has finished."""

    def one(old, new):
        kind = canonical(old.dtype)
        if kind == "bool":
            old, new = cast(old, "float32"), cast(new, "float32")
        mask = cast(finished, old.dtype)
        found = elementwise_mul(old, mask, axis=0) - elementwise_mul(new, mask - 1, axis=0)
        return cast(found, "bool") if kind == "bool" else found

    return map_structure(one, states, following)


class DecodeHelper:
    """Base of helpers: what `BasicDecoder` feeds to its cell and samples from it."""

    def initialize(self):
        """(first inputs, finished)."""

    def sample(self, time, outputs, states):
        """Ids from outputs."""

    def next_inputs(self, time, outputs, states, sample_ids):
        """(finished, next inputs, states)."""


class TrainingHelper(DecodeHelper):
    """Feeds the steps of given inputs."""

    def __init__(self, inputs, sequence_length, time_major=False):
        self.inputs, self.sequence_length, self.time_major = inputs, sequence_length, time_major

        def padded(x):
            front = [0, 1] if time_major else [0, 0, 0, 1]
            return pad(x, front + [0] * (2 * len(x.shape) - len(front)))

        self.inputs_ = map_structure(padded, inputs)

    def initialize(self):
        """The first step."""
        zero = fill_constant([1], self.sequence_length.dtype, 0)
        first = map_structure(lambda x: self._step(x, 0), self.inputs)
        return first, equal(self.sequence_length, zero)

    def _step(self, x, t):
        axis = 0 if self.time_major else 1
        return squeeze(slice_of(x, axes=[axis], starts=[t], ends=[t + 1]), axes=[axis])

    def sample(self, time, outputs, states):
        """The most likely ids."""
        return argmax(outputs, axis=-1)

    def next_inputs(self, time, outputs, states, sample_ids):
        """The next step of the inputs."""
        following = int(time) + 1
        limit = fill_constant([1], self.sequence_length.dtype, following)
        finished = less_equal(self.sequence_length, limit)
        return finished, map_structure(lambda x: self._step(x, following), self.inputs_), states


class GreedyEmbeddingHelper(DecodeHelper):
    """Feeds the embedding of the most likely ids."""

    def __init__(self, embedding_fn, start_tokens, end_token):
        self.embedding_fn, self.start_tokens = embedding_fn, start_tokens
        self.end_token = fill_constant([1], "int64", end_token)

    def initialize(self):
        """The embedding of the start tokens."""
        finished = fill_constant_batch_size_like(self.start_tokens, [-1], "bool", False)
        return self.embedding_fn(self.start_tokens), finished

    def sample(self, time, outputs, states):
        """The most likely ids."""
        return argmax(outputs, axis=-1)

    def next_inputs(self, time, outputs, states, sample_ids):
        """The embedding of the sampled ids."""
        return equal(sample_ids, self.end_token), self.embedding_fn(sample_ids), states


class SampleEmbeddingHelper(GreedyEmbeddingHelper):
    """Feeds the embedding of ids drawn from the softmax of the outputs."""

    def __init__(self, embedding_fn, start_tokens, end_token, softmax_temperature=None, seed=None):
        super().__init__(embedding_fn, start_tokens, end_token)
        self.seed, self.softmax_temperature = seed, None
        if softmax_temperature is not None:
            self.softmax_temperature = fill_constant([1], "float32", softmax_temperature)

    def sample(self, time, outputs, states):
        """Ids drawn at random."""
        if self.softmax_temperature is not None:
            outputs = outputs / self.softmax_temperature
        return sampling_id(softmax(outputs), seed=self.seed or 0, dtype=self.start_tokens.dtype)


class BasicDecoder(Decoder):
    """A cell with a helper that feeds it; outputs are those of the cell and the sampled ids."""

    OutputWrapper = collections.namedtuple("OutputWrapper", ("cell_outputs", "sample_ids"))

    def __init__(self, cell, helper, output_fn=None):
        self.cell, self.helper, self.output_fn = cell, helper, output_fn

    def initialize(self, initial_cell_states):
        """What the helper starts with."""
        inputs, finished = self.helper.initialize()
        return inputs, initial_cell_states, finished

    def step(self, time, inputs, states, **kwargs):
        """One step of the cell."""
        outputs, states = self.cell(inputs, states, **kwargs)
        if self.output_fn is not None:
            outputs = self.output_fn(outputs)
        ids = self.helper.sample(time=time, outputs=outputs, states=states)
        ids.stop_gradient = True
        finished, inputs, states = self.helper.next_inputs(
            time=time, outputs=outputs, states=states, sample_ids=ids
        )
        return self.OutputWrapper(outputs, ids), states, inputs, finished
