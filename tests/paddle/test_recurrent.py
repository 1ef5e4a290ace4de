"""Cells run over time, and decoding; in Paddle 1.8.5 these loops build static graphs only."""

import numpy as np
import paddle.fluid as fluid
import pytest

L = fluid.layers


@pytest.fixture(autouse=True)
def dynamic():
    with fluid.dygraph.guard():
        yield


def variable(array):
    return fluid.dygraph.to_variable(np.asarray(array))


class Adding(L.RNNCell):
    """The state is the sum of the inputs so far, the output its double."""

    def call(self, inputs, states):
        total = states + inputs
        return total * 2.0, total

    @property
    def state_shape(self):
        return [2]


X = np.arange(12, dtype="float32").reshape(2, 3, 2)


def test_rnn_runs_a_cell_over_time():
    out, last = L.rnn(Adding(), variable(X))
    np.testing.assert_array_equal(out.numpy(), 2 * X.cumsum(1))
    np.testing.assert_array_equal(last.numpy(), X.sum(1))


def test_rnn_keeps_states_behind_the_end_of_a_sequence():
    _, last = L.rnn(Adding(), variable(X), sequence_length=variable(np.array([1, 3])))
    np.testing.assert_array_equal(last.numpy(), [X[0, 0], X[1].sum(0)])


def test_rnn_backwards_and_time_first():
    out, _ = L.rnn(Adding(), variable(X.transpose(1, 0, 2)), time_major=True, is_reverse=True)
    want = 2 * X[:, ::-1].cumsum(1)[:, ::-1]
    np.testing.assert_array_equal(out.numpy(), want.transpose(1, 0, 2))


def test_rnn_has_gradients():
    x = variable(X)
    x.stop_gradient = False
    _, states = L.rnn(L.LSTMCell(4), x)
    L.reduce_sum(states[0]).backward()
    assert np.abs(x.gradient()).min() > 0


SCORES = np.log(np.array([[0.1, 0.2, 0.3, 0.4], [0.1, 0.5, 0.2, 0.2]], "float32"))


class Table(L.RNNCell):
    """Logits by the last token; counts the steps in its state."""

    def __init__(self, logits):
        self.logits = variable(logits)

    def call(self, inputs, states):
        return L.gather(self.logits, inputs), states + 1.0


def all_sequences(logits, steps, start, end):
    """(score, tokens) of every sequence of `steps` tokens that stays at the end token."""
    found = [(0.0, [start])]
    for _ in range(steps):
        grown = []
        for score, tokens in found:
            if len(tokens) > 1 and tokens[-1] == end:
                grown.append((score, [*tokens, end]))
                continue
            row = logits[tokens[-1]] - np.log(np.exp(logits[tokens[-1]]).sum())
            grown += [(score + row[k], [*tokens, k]) for k in range(len(row))]
        found = grown
    return sorted(found, key=lambda pair: -pair[0])


def test_beam_search_finds_the_best_sequences():
    logits = np.random.RandomState(3).standard_normal((4, 4)).astype("float32")
    decoder = L.BeamSearchDecoder(Table(logits), start_token=0, end_token=3, beam_size=16)
    ids, states = L.dynamic_decode(
        decoder, inits=variable(np.zeros((1, 1), "float32")), max_step_num=2
    )
    want = all_sequences(logits, 3, 0, 3)[:5]
    got = ids.numpy()[0].T[:5].tolist()
    assert got == [tokens[1:] for _, tokens in want]
    np.testing.assert_allclose(states.log_probs.numpy()[0, :5], [s for s, _ in want], rtol=1e-5)


def test_greedy_decoding_stops_at_the_end():
    logits = np.full((4, 4), -5.0, "float32")
    logits[0, 2] = logits[2, 1] = logits[1, 3] = 5.0
    helper = L.GreedyEmbeddingHelper(lambda ids: ids, variable(np.array([0, 2])), 3)
    decoder = L.BasicDecoder(Table(logits), helper)
    outputs, _, lengths = L.dynamic_decode(
        decoder, inits=variable(np.zeros((2, 1), "float32")), return_length=True
    )
    assert outputs.sample_ids.numpy().tolist()[0] == [2, 1, 3]
    assert lengths.numpy().tolist() == [3, 2]
