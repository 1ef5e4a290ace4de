"""Parameters: what they are, own and refuse."""

import copy
import pickle

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import Parameter, ParameterTuple, Tensor


def test_parameter_is_a_tensor():
    p = Parameter(Tensor([1.0]), name="p")
    assert isinstance(p, Parameter)
    assert isinstance(p, Tensor)


def test_parameter_does_not_share_its_values():
    x = Tensor([1.0, 2.0])
    p = Parameter(x)
    p[0] = 5
    assert x.asnumpy().tolist() == [1, 2]
    q = p.clone()
    q[0] = 7
    assert p.asnumpy().tolist() == [5, 2]


@pytest.mark.parametrize("copier", [copy.copy, copy.deepcopy, Parameter.copy])
def test_copies_keep_name_and_flags(copier):
    p = Parameter(Tensor([1.0]), name="w", requires_grad=False)
    q = copier(p)
    assert (q.name, type(q)) == ("w", Parameter)
    q.name = "other"
    assert p.name == "w"


def test_pickle_keeps_values_name_and_flag(installed):
    p = Parameter(Tensor(np.arange(3, dtype=np.float32)), name="w", requires_grad=False)
    q = pickle.loads(pickle.dumps(p))
    assert (q.name, q.requires_grad, q.asnumpy().tolist()) == ("w", False, [0, 1, 2])


def test_assignment_by_index_changes_the_parameter_itself():
    p = Parameter(Tensor([1.0, 2.0]), name="p")
    before = p
    p[0] = 3
    assert before is p
    assert p.asnumpy().tolist() == [3, 2]


def test_set_data_of_an_initializer_draws_it():
    p = Parameter(Tensor(np.zeros((2, 2), np.float32)))
    p.set_data(ms.common.initializer.initializer("ones", (2, 2)))
    assert p.asnumpy().tolist() == [[1, 1], [1, 1]]


def test_set_data_may_change_the_shape_when_told():
    p = Parameter(Tensor([1.0, 2.0]))
    p.set_data(Tensor([[3.0]]), slice_shape=True)
    assert p.shape == (1, 1)
    assert p.sliced


def test_user_attributes_are_cloned():
    p = Parameter(Tensor([1.0]), name="p")
    p.is_special = True
    assert p.clone().is_special


def test_empty_tuple():
    assert ParameterTuple([]) == ()
    assert isinstance(ParameterTuple([]), tuple)
