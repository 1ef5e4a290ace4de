"""Shapes, joining, slicing."""

from __future__ import annotations

import numpy as np
import pytest

from .reference import assert_same, run, run_default, samples

DTYPES = ["float32", "int64", "bool"]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(24,), (4, 6), (2, 1, 3, 4), (1, 24, 1)])
def test_reshape_is_in_c_order(shape, dtype):
    x = samples((2, 3, 4), "int64").astype(dtype)
    assert_same(run("reshape", x, shape), x.reshape(shape), dtype)


def test_reshape_to_and_from_rank_0():
    assert_same(run("reshape", np.array([[2.0]]), ()), 2.0, "float64")
    assert_same(run("reshape", np.array(2.0), (1, 1)), [[2.0]], "float64")
    assert_same(run("reshape", np.zeros((0, 3)), (2, 0)), np.zeros((2, 0)), "float64")


def test_reshape_of_a_permuted_array():
    x = samples((2, 3, 4), "float32")
    assert_same(
        run("reshape", x.transpose(2, 0, 1), (8, 3)), x.transpose(2, 0, 1).reshape(8, 3), "float32"
    )


@pytest.mark.parametrize("axes", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_permute_dims(axes):
    x = samples((2, 3, 4), "float32")
    assert_same(run("permute_dims", x, axes), x.transpose(axes), "float32")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ((), (2, 3)),
        ((3,), (2, 3)),
        ((2, 1), (2, 3)),
        ((1, 3), (4, 2, 3)),
        ((1, 3), (0, 3)),
        ((), ()),
    ],
)
@pytest.mark.parametrize("dtype", DTYPES)
def test_broadcast_to(source, target, dtype):
    x = samples(source, "int64").astype(dtype)
    assert_same(run("broadcast_to", x, target), np.broadcast_to(x, target), dtype)


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("dtype", DTYPES)
def test_concat(axis, dtype):
    extents = [2, 0, 3]
    shape = (2, 3, 4)
    xs = [samples((*shape[:axis], n, *shape[axis + 1 :]), "int64") for n in extents]
    xs = [x.astype(dtype) for x in xs]
    assert_same(run("concat", xs, axis), np.concatenate(xs, axis), dtype)


@pytest.mark.parametrize("function", [run, run_default])
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_stack(function, axis):
    xs = [samples((2, 3), "float32", seed=i) for i in range(3)]
    assert_same(function("stack", xs, axis), np.stack(xs, axis), "float32")


@pytest.mark.parametrize("function", [run, run_default])
def test_stack_of_rank_0(function):
    xs = [np.array(1, "int32"), np.array(2, "int32")]
    assert_same(function("stack", xs, 0), [1, 2], "int32")


@pytest.mark.parametrize("axis", [(), (0,), (2,), (0, 2), (0, 1, 2)])
def test_flip(axis):
    x = samples((2, 3, 4), "float32")
    assert_same(run("flip", x, axis), np.flip(x, axis), "float32")


@pytest.mark.parametrize("function", [run, run_default])
@pytest.mark.parametrize("repeats", [(1, 1), (2, 1), (1, 3), (2, 3), (0, 2)])
def test_tile(function, repeats):
    x = samples((2, 3), "float32")
    assert_same(function("tile", x, repeats), np.tile(x, repeats), "float32")


@pytest.mark.parametrize("dtype", ["float32", "int32"])
@pytest.mark.parametrize("widths", [((0, 0), (0, 0)), ((1, 0), (0, 2)), ((2, 1), (1, 1))])
@pytest.mark.parametrize("value", [0, 3, -1])
def test_pad_with_a_constant(widths, value, dtype):
    x = samples((2, 3), dtype)
    expected = np.pad(x, widths, constant_values=value)
    assert_same(run("pad", x, widths, "constant", value), expected, dtype)


def test_pad_with_special_constants():
    x = samples((2,), "float32")
    for value in (float("inf"), float("nan"), 0.5):
        expected = np.pad(x, ((1, 2),), constant_values=value)
        assert_same(run("pad", x, ((1, 2),), "constant", value), expected, "float32")
    mask = np.array([False, True])
    assert_same(run("pad", mask, ((1, 0),), "constant", True), [1, 0, 1], "bool")
    assert_same(run("pad", np.array(1.5), (), "constant", 0.0), 1.5, "float64")


@pytest.mark.parametrize("mode", ["reflect", "symmetric", "edge", "wrap"])
@pytest.mark.parametrize("widths", [((0, 0), (1, 1)), ((1, 2), (2, 0)), ((0, 1), (3, 3))])
def test_pad_modes(mode, widths):
    x = samples((3, 4), "float32")
    assert_same(run("pad", x, widths, mode, None), np.pad(x, widths, mode), "float32")


SLICES = [
    ((0, 0), (4, 5), (1, 1)),
    ((1, 2), (3, 5), (1, 1)),
    ((0, 1), (4, 5), (2, 3)),
    ((3, 4), (-1, -1), (-1, -1)),
    ((3, 4), (0, 1), (-2, -1)),
    ((2, 0), (2, 5), (1, 1)),
    ((0, 4), (1, -1), (1, -4)),
]


def walked(begin, end, step):
    return np.ix_(*(np.array(range(*s), "int64") for s in zip(begin, end, step, strict=True)))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("begin", "end", "step"), SLICES)
def test_strided_slice_walks_as_range_does(begin, end, step, dtype):
    x = samples((4, 5), "int64").astype(dtype)
    assert_same(run("strided_slice", x, begin, end, step), x[walked(begin, end, step)], dtype)


@pytest.mark.parametrize(("begin", "end", "step"), SLICES)
def test_strided_update_replaces_what_the_slice_reads(begin, end, step):
    x = samples((4, 5), "float32")
    expected = x.copy()
    updates = samples(x[walked(begin, end, step)].shape, "float32", seed=5)
    expected[walked(begin, end, step)] = updates
    assert_same(run("strided_update", x, updates, begin, end, step), expected, "float32")


def test_slices_of_rank_0():
    x = np.array(1.5)
    assert_same(run("strided_slice", x, (), (), ()), 1.5, "float64")
    assert_same(run("strided_update", x, np.array(2.5), (), (), ()), 2.5, "float64")
