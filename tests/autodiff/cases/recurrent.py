"""Cases of recurrent layers."""

from __future__ import annotations

from compat.core import op

from .case import add, normal


def _some(*shapes):
    return [normal(*s, seed=i) * 0.5 for i, s in enumerate(shapes)]


def _lstm():
    shapes = ((3, 2, 2), (2, 3), (2, 3), (12, 2), (12, 3), (12,))
    add("lstm", "", lambda *xs: op.lstm(*xs), *_some(*shapes), tolerance=1e-6)
    add(
        "lstm_training",
        "",
        lambda *xs: tuple(op.lstm_training(*xs)[:3]),
        *_some(*shapes),
        tolerance=1e-6,
    )

    def gradient(gy, gh, gc, *xs):
        y, _, _, reserve = op.lstm_training(*xs)
        return tuple(op.lstm_grad(gy, gh, gc, *xs, y, reserve))

    cotangents = ((3, 2, 3), (2, 3), (2, 3))
    add("lstm_grad", "", gradient, *_some(*cotangents, *shapes), tolerance=1e-5)


def _gru():
    shapes = ((3, 2, 2), (2, 3), (9, 2), (9, 3), (9,), (9,))
    add("gru", "", lambda *xs: op.gru(*xs), *_some(*shapes), tolerance=1e-6)
    add(
        "gru_training",
        "",
        lambda *xs: tuple(op.gru_training(*xs)[:2]),
        *_some(*shapes),
        tolerance=1e-6,
    )

    def gradient(gy, gh, *xs):
        y, _, reserve = op.gru_training(*xs)
        return tuple(op.gru_grad(gy, gh, *xs, y, reserve))

    add("gru_grad", "", gradient, *_some((3, 2, 3), (2, 3), *shapes), tolerance=1e-5)


def _gru_unit():
    shapes = ((2, 9), (2, 3), (3, 9))

    for origin in (False, True):

        def gradient(g, *xs, origin=origin):
            _, gates, kept = op.gru_unit(*xs, origin)
            return tuple(op.gru_unit_grad(g, *xs, gates, kept, origin))

        def state(*xs, origin=origin):
            return op.gru_unit(*xs, origin)[0]

        name = "origin" if origin else ""
        add("gru_unit", name, state, *_some(*shapes), tolerance=1e-6)
        add("gru_unit_grad", name, gradient, *_some((2, 3), *shapes), tolerance=1e-6)


_lstm()
_gru()
_gru_unit()
