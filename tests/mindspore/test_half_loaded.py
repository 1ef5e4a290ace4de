"""A network that something does not fit stays as it was: everything is checked before it is set."""

import numpy as np
import pytest

import compat.mindspore_api as ms
from compat.mindspore_api import nn

SHAPES = {"0.weight": (3, 2), "0.bias": (3,), "1.weight": (2, 3), "1.bias": (2,)}


def parameter(shape, dtype=np.float32):
    return ms.Parameter(ms.Tensor(np.full(shape, 7, dtype)), name="stored")


def network():
    return nn.SequentialCell(nn.Dense(2, 3), nn.Dense(3, 2))


def values(net):
    return {p.name: p.asnumpy().copy() for p in net.get_parameters()}


def unchanged(net, before):
    now = values(net)
    return all(np.array_equal(now[name], before[name]) for name in before)


# What MindSpore 2.0.0 raises for the last parameter of four.
REFUSED = [
    (parameter((3,)), False, RuntimeError, "same shape"),
    (parameter((2,), np.int32), False, RuntimeError, "same type"),
    (parameter((2,), np.float16), True, RuntimeError, "same type"),
    (parameter((3, 1)), False, ValueError, "shape"),
]


# Strict loading looks for no prefix.
CASES = [(p, *r) for p in ("", "net.") for r in REFUSED if not (p and r[1])]


@pytest.mark.parametrize(("prefix", "last", "strict", "error", "text"), CASES)
def test_a_network_is_loaded_whole_or_not_at_all(prefix, last, strict, error, text):
    net = network()
    before = values(net)
    found = {prefix + name: parameter(shape) for name, shape in SHAPES.items()}
    found[prefix + "1.bias"] = last
    with pytest.raises(error, match=text):
        ms.load_param_into_net(net, found, strict)
    assert unchanged(net, before)
    found[prefix + "1.bias"] = parameter((2,))
    assert ms.load_param_into_net(net, found, strict)[0] == []
    assert all((v == 7).all() for v in values(net).values())


def test_values_found_by_name_wait_for_those_behind_a_prefix():
    net = network()
    before = values(net)
    found = {"0.weight": parameter((3, 2)), "old.0.bias": parameter((4,))}
    with pytest.raises(RuntimeError, match="same shape"):
        ms.load_param_into_net(net, found)
    assert unchanged(net, before)


def test_the_state_of_an_optimizer_is_loaded_whole_or_not_at_all():
    optimizer = nn.Adam(network().trainable_params())
    before = values(optimizer)
    found = {p.name: parameter(p.shape, p.asnumpy().dtype) for p in optimizer.get_parameters()}
    found["moment2.1.bias"] = parameter((2,), np.int32)
    with pytest.raises(RuntimeError, match="same type"):
        ms.load_param_into_net(optimizer, found)
    assert unchanged(optimizer, before)
    found["moment2.1.bias"] = parameter((2,))
    ms.load_param_into_net(optimizer, found)
    assert (optimizer.moment2[3].asnumpy() == 7).all()


def test_the_state_of_random_operators_is_left_out():
    net = network()
    missing, unused = ms.load_param_into_net(net, {"random_op": 5, "0.bias": parameter((3,))})
    assert (len(missing), unused) == (3, [])
