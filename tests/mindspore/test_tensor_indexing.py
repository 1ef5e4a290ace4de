"""`x[...]` and `x[...] = value`; results recorded from MindSpore 2.0.0."""

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import Tensor

from ..oracle import mindspore_cases as cases
from .golden import assert_same, evaluate, recorded


@pytest.mark.parametrize("expression", cases.READS)
def test_read_as_recorded(expression):
    found = evaluate(expression, cases.indexed)
    assert_same(found, recorded("reads")[expression])


@pytest.mark.parametrize("statement", cases.WRITES)
def test_write_as_recorded(statement):
    def run():
        names = cases.indexed(ms)
        exec(statement, names)
        return names[statement[0]]

    assert_same(cases.outcome(ms, run), recorded("writes")[statement])


def test_negative_steps_are_assigned():
    x = Tensor(np.zeros((3, 2), np.float32))
    x[::-1] = Tensor(np.arange(6, dtype=np.float32).reshape(3, 2))
    assert x.asnumpy().tolist() == [[4, 5], [2, 3], [0, 1]]


def test_assignment_reaches_the_tensor_a_slice_came_from():
    x = Tensor(np.zeros((2, 2), np.float32))
    x[0][1] = 5
    assert x.asnumpy().tolist() == [[0, 5], [0, 0]]


def test_assignment_leaves_other_handles_alone():
    x = Tensor([1.0, 2.0])
    y = x + 0
    x[0] = 9
    assert y.asnumpy().tolist() == [1, 2]


def random_index(rng, shape):
    """An index of slices, ints, lists, tensors, new axes and an ellipsis."""
    items, arrays = [], 0
    for extent in shape:
        pick = rng.integers(0, 6)
        if pick == 0:
            items.append(int(rng.integers(-extent, extent)))
        elif pick == 1 and arrays < 2:
            items.append([int(i) for i in rng.integers(-extent, extent, 3)])
            arrays += 1
        elif pick == 2 and arrays < 2:
            items.append(rng.integers(-extent, extent, (2, 3)))
            arrays += 1
        else:
            step = int(rng.choice([-2, -1, 1, 2]))
            items.append(slice(None, None, step))
        if rng.random() < 0.2:
            items.append(None)
    if rng.random() < 0.3:
        items = [*items[:1], Ellipsis]
    return tuple(items)


def of_tensors(index):
    return tuple(Tensor(i) if isinstance(i, np.ndarray) else i for i in index)


@pytest.mark.parametrize("seed", range(60))
def test_mixed_index_means_what_it_means_in_numpy(seed):
    rng = np.random.default_rng(seed)
    shape = tuple(int(i) for i in rng.integers(1, 5, rng.integers(1, 5)))
    data = rng.standard_normal(shape).astype(np.float32)
    index = random_index(rng, shape)
    wanted = data[index]
    found = Tensor(data)[of_tensors(index)].asnumpy()
    assert found.shape == wanted.shape
    assert (found == wanted).all()


@pytest.mark.parametrize("seed", range(60))
def test_mixed_assignment_means_what_it_means_in_numpy(seed):
    rng = np.random.default_rng(1000 + seed)
    shape = tuple(int(i) for i in rng.integers(1, 5, rng.integers(1, 5)))
    data = rng.standard_normal(shape).astype(np.float32)
    index = random_index(rng, shape)
    x = Tensor(data)
    x[of_tensors(index)] = 7.5
    data[index] = 7.5
    assert (x.asnumpy() == data).all()
