"""Tensors: making, printing, converting, computing; results recorded from MindSpore 2.0.0."""

import copy
import pickle

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import Tensor

from ..oracle import mindspore_cases as cases
from ..oracle.record_mindspore import SYMBOLS
from .golden import assert_same, evaluate, recorded


@pytest.mark.parametrize("expression", cases.CONSTRUCTIONS)
def test_construction_as_recorded(expression):
    assert_same(evaluate(expression, cases.names), recorded("constructions")[expression])


@pytest.mark.parametrize("expression", cases.ARITHMETIC)
def test_arithmetic_as_recorded(expression):
    assert_same(evaluate(expression, cases.names), recorded("arithmetic")[expression])


def kind(symbol, first, second):
    found = cases.outcome(ms, lambda: SYMBOLS[symbol](first, second))
    if isinstance(found, dict):
        return found.get("dtype") or "!" + found["error"]
    return type(found).__name__


# The original has no floor of complex quotients that means anything: it divides.
NO_MEANING = {("//", "complex64"), ("//", "complex128")}


@pytest.mark.parametrize("dtype", cases.OPERANDS)
@pytest.mark.parametrize("symbol", cases.OPERATORS)
def test_conversion_as_recorded(symbol, dtype):
    """Where the original gives a result, so do we; mixed dtypes it refuses, we refuse.

    For one dtype, and for Python scalars, its kernels lack some dtypes that compute here.
    """
    wanted = recorded("conversions")[symbol][dtype].split(" ")
    for i, other in enumerate([*cases.OPERANDS, *cases.SCALARS.values()]):
        mixed = isinstance(other, str) and other in cases.OPERANDS
        if (symbol, dtype) in NO_MEANING:
            continue
        second = cases.operand(ms, other) if mixed else other
        found = kind(symbol, cases.operand(ms, dtype), second)
        if not wanted[i].startswith("!"):
            assert found == wanted[i], (symbol, dtype, other)
        elif mixed and other != dtype:
            assert found == "!TypeError", (symbol, dtype, other)


def test_result_of_equal_dtypes_is_a_plain_tensor():
    p = ms.Parameter(Tensor([1.0, 2.0]), name="p")
    assert type(p + p) is Tensor
    assert type(p[0]) is Tensor


def test_array_given_is_not_shared():
    data = np.ones(3, np.float32)
    x = Tensor(data)
    data[0] = 5
    assert x.asnumpy().tolist() == [1, 1, 1]


def test_array_received_is_not_shared():
    x = Tensor([1.0, 2.0])
    x.asnumpy()[0] = 9
    assert x.asnumpy().tolist() == [1, 2]


def test_numpy_takes_a_tensor():
    assert np.array(Tensor([1, 2])).tolist() == [1, 2]
    assert np.asarray(Tensor([1, 2]), np.float32).dtype == np.float32


def test_pickle_holds_numpy_data_only(installed):
    x = Tensor(np.array([[1.5, -2.0]], np.float16))
    back = pickle.loads(pickle.dumps(x))
    assert back.dtype == ms.float16
    assert back.asnumpy().tolist() == [[1.5, -2.0]]


@pytest.mark.parametrize("copier", [copy.copy, copy.deepcopy, Tensor])
def test_copy_is_independent(copier):
    x = Tensor([1.0, 2.0])
    y = copier(x)
    y[0] = 7
    assert x.asnumpy().tolist() == [1, 2]


def test_dtypes_survive_pickling(installed):
    assert pickle.loads(pickle.dumps(ms.float32)) == ms.float32
    assert hash(pickle.loads(pickle.dumps(ms.int8))) == hash(ms.int8)


def test_user_attributes():
    x = Tensor([1.0])
    x.mark = "kept"
    assert x.mark == "kept"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        x.nothing


def test_late_values_are_drawn_on_first_use():
    x = Tensor(shape=(2, 2), dtype=ms.float32, init=ms.common.initializer.One())
    assert x.has_init
    assert "<uninitialized>" in repr(x)
    assert (x + 1).asnumpy().tolist() == [[2, 2], [2, 2]]
    assert not x.has_init


def test_placeholder_has_no_values():
    x = Tensor(shape=(2, None), dtype=ms.float32)
    assert x.shape == (2, -1)
    with pytest.raises(RuntimeError, match="no values"):
        x.asnumpy()


def test_augmented_assignment_makes_a_new_tensor():
    x = y = Tensor([1.0])
    y += 1
    assert x.asnumpy().tolist() == [1]
    assert y.asnumpy().tolist() == [2]


def test_sparse_tensors_are_refused_by_name():
    with pytest.raises(NotImplementedError, match=r"mindspore\.Tensor\.to_coo"):
        Tensor([1.0]).to_coo()


def test_bitwise_operators_are_reflected():
    x = Tensor(np.array([1, 2, 3], np.int32))
    assert (5 & x).asnumpy().tolist() == [1, 0, 1]
    assert (5 | x).asnumpy().tolist() == [5, 7, 7]
    assert (5 ^ x).asnumpy().tolist() == [4, 7, 6]


@pytest.mark.parametrize(
    "kind", ["bool_", "int8", "int16", "int64", "uint8", "uint64", "float16", "float32"]
)
def test_numpy_scalars_count_as_python_numbers(kind):
    x, n = ms.Tensor([4.0, 9.0]), getattr(np, kind)(1)
    assert (x + n).asnumpy().tolist() == [5.0, 10.0]
    assert (x > n).asnumpy().tolist() == [True, True]
    assert str((x * n).dtype) == "Float32"


@pytest.mark.parametrize("kind", ["intc", "complex64"])
def test_other_numpy_scalars_are_refused_as_by_mindspore(kind):
    with pytest.raises(TypeError, match="can not be implicitly converted"):
        ms.Tensor([4.0, 9.0]) + getattr(np, kind)(1)


@pytest.mark.parametrize("text", [["apple", "b"], [b"apple", b"b"]])
def test_arrays_of_strings_become_tensors_that_only_hold_them(text):
    x = ms.Tensor(np.array(text))
    assert x.dtype == ms.string
    assert x.shape == (2,)
    np.testing.assert_array_equal(x.asnumpy(), text)
    with pytest.raises(TypeError, match="String"):
        x + 1


def test_lists_of_strings_are_refused():
    with pytest.raises(TypeError, match="contain unsupported element"):
        ms.Tensor(["a", "b"])


# -- NumPy's numbers beside tensors: what MindSpore 2.0.0 gave -------------------------------------

NUMBERS = [np.float32(2), np.float16(2), np.float64(2), np.int64(2), np.uint8(2), np.bool_(True)]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda n: type(n).__name__)
def test_a_number_of_numpy_before_a_scalar_tensor_gives_a_tensor(number):
    loss = Tensor(np.float32(1.5))
    for found, expected in (
        (number * loss, 1.5 * float(number)),
        (number - loss, float(number) - 1.5),
        (number / loss, float(number) / 1.5),
    ):
        assert isinstance(found, Tensor)
        assert (found.dtype, found.shape) == (ms.float32, ())
        assert found.asnumpy() == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("number", "dtype"),
    [(np.float32(2), ms.float32), (np.int64(2), ms.int32), (np.bool_(True), ms.int32)],
)
def test_the_dtype_beside_a_number_of_numpy_is_that_beside_one_of_python(number, dtype):
    assert (number + Tensor(np.int32(3))).dtype == dtype


def test_gradients_go_through_a_number_of_numpy_and_numpys_functions():
    x = Tensor(np.array([1.0, 2.0], np.float32))
    assert ms.grad(lambda t: np.float32(3) * t.sum())(x).asnumpy().tolist() == [3, 3]
    assert ms.grad(lambda t: np.sqrt(t.sum() + 1))(x).asnumpy().tolist() == [0.25, 0.25]


def test_tensors_with_axes_become_arrays_of_tensors():
    found = np.float32(2) * Tensor(np.array([1.0, 2.0], np.float32))
    assert (type(found), found.dtype, found.shape) == (np.ndarray, np.dtype(object), (2,))
    assert [type(x) is Tensor and float(x) for x in found] == [2.0, 4.0]


def test_functions_that_know_no_objects_see_arrays():
    x = Tensor(np.array([1.0, np.nan], np.float32))
    assert np.isnan(x).tolist() == [False, True]
    total = np.ones(2, np.float32)
    total += x
    assert total[0] == 2


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.int64, np.uint8, np.uint16, np.uint64])
def test_operators_take_integers_of_numpy(kind):
    x = Tensor(np.array([1.5, 2.5], np.float32))
    found = ms.ops.add(x, kind(2))
    assert (found.dtype, found.asnumpy().tolist()) == (ms.float32, [3.5, 4.5])


@pytest.mark.parametrize("kind", [np.int32, np.uint32, np.complex64])
def test_operators_refuse_other_numbers_of_numpy(kind):
    with pytest.raises(TypeError, match="can not be implicitly converted"):
        ms.ops.add(Tensor(np.array([1.5], np.float32)), kind(2))
