"""A state that does not fit changes nothing: all of it is checked before a value is set."""

import numpy as np
import paddle.fluid as fluid
import pytest
from paddle.fluid import dygraph

F32 = np.float32
DECAYS = {
    "none": lambda: 0.1,
    "noam": lambda: dygraph.NoamDecay(10, 10),
    "cosine": lambda: dygraph.CosineDecay(0.1, 10, 10),
    "plateau": lambda: dygraph.ReduceLROnPlateau(0.1),
}


@pytest.fixture(autouse=True)
def dygraph_mode():
    with dygraph.guard():
        yield


@pytest.mark.parametrize("method", ["set_dict", "load_dict"])
@pytest.mark.parametrize(
    ("bias", "error", "text"),
    [
        (None, RuntimeError, "Parameter not found"),
        (np.ones(2, F32), AssertionError, "Shape not match"),
        (np.ones((3, 1), F32), AssertionError, "Shape not match"),
        (np.ones(3), AssertionError, "dtype not match"),
        ([1.0, 2.0, 3.0], AssertionError, "only support Variable, numpy"),
    ],
)
def test_a_layer_is_loaded_whole_or_not_at_all(method, bias, error, text):
    layer = dygraph.Linear(2, 3)
    before = layer.weight.numpy().copy()
    state = {"weight": np.full((2, 3), 7, F32), "bias": bias}
    if bias is None:
        del state["bias"]
    with pytest.raises(error, match=text):
        getattr(layer, method)(state)
    assert np.array_equal(layer.weight.numpy(), before)
    state["bias"] = np.full(3, 7, F32)
    getattr(layer, method)(state)
    assert (layer.weight.numpy() == 7).all()


def trained(decay):
    layer = dygraph.Linear(2, 3)
    optimizer = fluid.optimizer.Adam(DECAYS[decay](), parameter_list=layer.parameters())
    loss = fluid.layers.reduce_mean(layer(dygraph.to_variable(np.ones((4, 2), F32))))
    loss.backward()
    optimizer.minimize(loss)
    return optimizer


def arrays(optimizer):
    state = optimizer.state_dict()
    found = {k: np.array(v.numpy()) for k, v in state.items() if k != "LR_Scheduler"}
    return found, dict(state.get("LR_Scheduler", {}))


def spoilt(found, how, last):
    changes = {
        "shape": {last: np.ones((5, 5), F32)},
        "dtype": {last: found[last].astype("float64")},
        "kind": {last: [1.0]},
        "schedule": {"LR_Scheduler": {}},
        "step": {"global_step": np.ones(2, "int32")},
    }
    found.update(changes.get(how, {}))
    for key, name in (
        ("missing", last),
        ("no schedule", "LR_Scheduler"),
        ("no step", "global_step"),
    ):
        if key == how:
            del found[name]


OF_ALL = {
    "missing": (AssertionError, "not found"),
    "shape": (AssertionError, "shape not match"),
    "dtype": (AssertionError, "dtype not match"),
    "kind": (RuntimeError, "State dict type"),
}
OF_DECAYS = {
    "no schedule": (KeyError, "LR_Scheduler"),
    "schedule": (RuntimeError, "Can't find"),
    "no step": (AssertionError, "Global step not in state dict"),
    "step": (AssertionError, "global step shape"),
}
CASES = [(d, how) for d in DECAYS for how in (OF_ALL if d == "none" else {**OF_ALL, **OF_DECAYS})]


@pytest.mark.parametrize(("decay", "how"), CASES)
def test_an_optimizer_is_loaded_whole_or_not_at_all(decay, how):
    optimizer = trained(decay)
    before, schedule = arrays(optimizer)
    found = {name: value + 1 for name, value in before.items()}
    if schedule:
        found["LR_Scheduler"] = dict.fromkeys(schedule, 1)
    last = [name for name in before if name != "global_step"][-1]
    spoilt(found, how, last)
    error, text = {**OF_ALL, **OF_DECAYS}[how]
    with pytest.raises(error, match=text):
        optimizer.set_dict(found)
    now, now_schedule = arrays(optimizer)
    assert now_schedule == schedule
    assert all(np.array_equal(now[name], before[name]) for name in before)
    assert not optimizer._accumulators_holder
