"""Recurrent networks with `seq_length`: every sequence as if it were alone."""

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import Tensor, nn, ops

STEPS, SIZE, HIDDEN = 6, 3, 4
LENGTHS = [6, 2, 0, 1]


def network(kind, **options):
    made = getattr(nn, kind)(SIZE, HIDDEN, num_layers=2, **options)
    draw = np.random.RandomState(0)
    for parameter in made.get_parameters():
        parameter.set_data(Tensor(draw.uniform(-1, 1, parameter.shape).astype(np.float32)))
    return made


def states(kind, n, layers):
    draw = np.random.RandomState(1)
    h, c = (Tensor(draw.randn(layers, n, HIDDEN).astype(np.float32)) for _ in range(2))
    return (h, c) if kind == "LSTM" else h


def alone(states, i):
    """The states of one sequence."""
    parts = states if isinstance(states, tuple) else (states,)
    parts = tuple(part[:, i : i + 1] for part in parts)
    return parts if isinstance(states, tuple) else parts[0]


def arrays(result):
    y, last = result
    return [y.asnumpy(), *(x.asnumpy() for x in (last if isinstance(last, tuple) else (last,)))]


def given():
    x = np.random.RandomState(2).randn(STEPS, len(LENGTHS), SIZE).astype(np.float32)
    for i, length in enumerate(LENGTHS):
        x[length:, i] = 9  # what stands behind the end does not matter
    return x


CASES = [
    ("LSTM", {}),
    ("LSTM", {"bidirectional": True}),
    ("LSTM", {"has_bias": False}),
    ("GRU", {"bidirectional": True}),
    ("GRU", {"has_bias": False}),
    ("RNN", {"nonlinearity": "relu"}),
    ("RNN", {"bidirectional": True}),
]


@pytest.mark.parametrize(("kind", "options"), CASES)
def test_every_sequence_is_as_if_alone(kind, options):
    net, x = network(kind, **options), given()
    start = states(kind, len(LENGTHS), 4 if options.get("bidirectional") else 2)
    y, *last = arrays(net(Tensor(x), start, Tensor(LENGTHS, ms.int32)))
    for i, length in enumerate(LENGTHS):
        assert not y[length:, i].any()
        if not length:
            first = start if isinstance(start, tuple) else (start,)
            for found, before in zip(last, first, strict=True):
                np.testing.assert_array_equal(found[:, i], before.asnumpy()[:, i])
            continue
        own, *own_last = arrays(net(Tensor(x[:length, i : i + 1]), alone(start, i)))
        np.testing.assert_allclose(y[:length, i], own[:, 0], rtol=1e-5, atol=1e-6)
        for found, expected in zip(last, own_last, strict=True):
            np.testing.assert_allclose(found[:, i], expected[:, 0], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("kind", "options"), CASES)
def test_gradients_are_those_of_the_sequences_alone(kind, options):
    net, x = network(kind, **options), given()
    start = states(kind, len(LENGTHS), 4 if options.get("bidirectional") else 2)

    def loss(result):
        y, last = result
        last = last if isinstance(last, tuple) else (last,)
        return (y * y).sum() + sum(ops.sin(part).sum() for part in last)

    parameters = net.trainable_params()

    def gradients(function, x):
        of_x, of_weights = ops.grad(function, 0, parameters)(Tensor(x))
        return [of_x.asnumpy(), *(g.asnumpy() for g in of_weights)]

    lengths = Tensor(LENGTHS, ms.int32)
    of_x, *found = gradients(lambda x: loss(net(x, start, lengths)), x)
    wanted = [np.zeros_like(g) for g in found]
    for i, length in enumerate(LENGTHS):
        assert not of_x[length:, i].any()
        if length:
            own = x[:length, i : i + 1]
            of_own, *parts = gradients(lambda x, i=i: loss(net(x, alone(start, i))), own)
            np.testing.assert_allclose(of_x[:length, i], of_own[:, 0], rtol=1e-4, atol=1e-5)
            wanted = [a + b for a, b in zip(wanted, parts, strict=True)]
    for a, b in zip(found, wanted, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("kind", ["LSTM", "GRU"])
def test_no_number_behind_the_end_spoils_the_rest(kind):
    net, x = network(kind), given()
    wanted = arrays(net(Tensor(x), None, Tensor(LENGTHS, ms.int32)))
    x[4:, 1] = np.nan
    found = arrays(net(Tensor(x), None, Tensor(LENGTHS, ms.int32)))
    for a, b in zip(found, wanted, strict=True):
        np.testing.assert_array_equal(a, b)
