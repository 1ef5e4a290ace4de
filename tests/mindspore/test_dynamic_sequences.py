"""Sequences of unknown length in compiled functions: `mutable(x, dynamic_len=True)`."""

import pytest

from compat.mindspore_api import Tensor, jit, mutable
from compat.mindspore_api.ops import functional as F


def compiled(function):
    return jit(function)()


def test_a_sum_of_sequences_is_of_unknown_length():
    three = [3]
    grown = compiled(lambda: _with_length(mutable([1, 2], True) + three))
    assert grown == ([1, 2, 3], True)
    grown = compiled(lambda: _with_length(three + mutable([1, 2], True)))
    assert grown == ([3, 1, 2], True)


def _with_length(sequence):
    return sequence, F.is_sequence_shape_unknown(sequence)


def test_a_slice_is_of_unknown_length():
    part = compiled(lambda: _with_length(mutable([1, 2, 3], True)[:2]))
    assert part == ([1, 2], True)


@pytest.mark.parametrize("dynamic", [True, False])
def test_mutable_values_are_unknown_and_the_length_when_asked(dynamic):
    pair = mutable((Tensor([1]), Tensor([2])), dynamic)
    ask = jit(lambda x: (F.is_sequence_value_unknown(x), F.is_sequence_shape_unknown(x)))
    assert ask(pair) == (True, dynamic)


def test_elements_are_not_constant():
    assert not compiled(lambda: F.isconstant(mutable([1, 2], True)[0]))
    assert compiled(lambda: F.isconstant([1, 2][0]))


def test_an_empty_sequence_learns_its_element():
    def grow():
        x = mutable([], True)
        before = F.is_dynamic_sequence_element_unknown(x)
        x.append(1)
        return before, F.is_dynamic_sequence_element_unknown(x)

    assert compiled(grow) == (True, False)
    with pytest.raises(TypeError, match="variable length sequence"):
        F.is_dynamic_sequence_element_unknown([])


@pytest.mark.parametrize(
    ("values", "message"),
    [((1, 2.0), "type"), ((1, Tensor([1])), "type"), (((1, 2), (1,)), "shape")],
)
def test_elements_are_alike(values, message):
    with pytest.raises(ValueError, match=f"The element {message} do not match"):
        compiled(lambda: mutable(values, True))


@pytest.mark.parametrize("value", [2.0, (1,), Tensor([1])])
def test_a_new_element_is_like_the_others(value):
    x = mutable([1, 2], True)
    new = [value]
    for change in (lambda: x.append(value), lambda: x.__setitem__(0, value), lambda: x + new):
        with pytest.raises(TypeError, match=r"dynamic length|is not same with the element"):
            compiled(change)
    x.append(value)  # outside a compiled function it is a list
    assert len(x) == 3


def test_the_length_does_not_become_known_again():
    with pytest.raises(RuntimeError, match="to constant length"):
        compiled(lambda: mutable(mutable((1, 2), True)))
