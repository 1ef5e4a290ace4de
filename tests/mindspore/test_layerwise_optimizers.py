"""Lamb and LARS, which MindSpore runs on Ascend and GPU: against their formulas in float64."""

import numpy as np
import pytest

from compat.mindspore_api import Parameter, RowTensor, Tensor, nn

SHAPES = {"a.weight": (3, 4), "a.bias": (4,), "LayerNorm.gamma": (2,)}
RANDOM = np.random.RandomState(3)
START = {n: RANDOM.randn(*s) for n, s in SHAPES.items()}
GRADIENTS = [{n: RANDOM.randn(*s) for n, s in SHAPES.items()} for _ in range(4)]


def parameters(scale=1.0):
    return [Parameter(Tensor((scale * w).astype(np.float32)), name=n) for n, w in START.items()]


def trained(optimizer, params):
    for gradients in GRADIENTS:
        optimizer(tuple(Tensor(g.astype(np.float32)) for g in gradients.values()))
    return {p.name: p.asnumpy() for p in params}


def ratio(w, step):
    top, bottom = np.linalg.norm(w), np.linalg.norm(step)
    return top / bottom if top and bottom else 1.0


def lamb(start, rate, decay, beta1=0.9, beta2=0.999, eps=1e-6):
    found = {}
    for name, w in start.items():
        m = v = 0.0
        for t, gradients in enumerate(GRADIENTS, start=1):
            g = gradients[name]
            m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
            step = m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
            step = step + (0.0 if "gamma" in name else decay) * w
            w = w - rate * ratio(w, step) * step
        found[name] = w
    return found


@pytest.mark.parametrize("decay", [0.0, 0.1])
@pytest.mark.parametrize("scale", [1.0, 0.0])
def test_lamb_steps_in_proportion_to_the_weights(decay, scale):
    params = parameters(scale)
    found = trained(nn.Lamb(params, 0.1, weight_decay=decay), params)
    wanted = lamb({n: scale * w for n, w in START.items()}, 0.1, decay)
    for name in SHAPES:
        np.testing.assert_allclose(found[name], wanted[name], rtol=2e-5, atol=2e-6)


def lars(rate, decay, coefficient, clip, epsilon=1e-5):
    found = {}
    for name, w in START.items():
        for gradients in GRADIENTS:
            g = gradients[name]
            if "LayerNorm" not in name and "bias" not in name:
                bottom = np.linalg.norm(g) + decay * np.linalg.norm(w) + epsilon
                trust = coefficient * np.linalg.norm(w) / bottom
                trust = min(trust / rate, 1.0) if clip else trust
                g = trust * (g + decay * w)
            w = w - rate * g
        found[name] = w
    return found


@pytest.mark.parametrize("clip", [False, True])
def test_lars_scales_gradients_for_the_optimizer_inside(clip):
    params = parameters()
    inner = nn.Momentum(params, 0.1, 0.0, weight_decay=0.1)
    found = trained(nn.LARS(inner, coefficient=0.02, use_clip=clip), params)
    wanted = lars(0.1, 0.1, 0.02, clip)
    for name in SHAPES:
        np.testing.assert_allclose(found[name], wanted[name], rtol=2e-5, atol=2e-6)


def test_lars_filter_chooses_the_parameters():
    params = parameters()
    inner = nn.SGD(params, 0.1)
    found = trained(nn.LARS(inner, lars_filter=lambda p: False), params)
    plain = parameters()
    wanted = trained(nn.SGD(plain, 0.1), plain)
    assert all(np.array_equal(found[n], wanted[n]) for n in SHAPES)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: nn.Lamb(parameters(), 0.1, beta1=1.0), ValueError),
        (lambda: nn.Lamb(parameters(), 0.1, eps=1), TypeError),
        (lambda: nn.LARS(3), TypeError),
        (lambda: nn.LARS(nn.SGD(parameters()), epsilon=1), TypeError),
        (lambda: nn.thor(nn.Dense(1, 1), Tensor(0.1), Tensor(0.1), 0.9), NotImplementedError),
    ],
)
def test_wrong_arguments(make, error):
    with pytest.raises(error):
        make()


@pytest.mark.parametrize("wrap", [nn.PipelineCell, nn.MicroBatchInterleaved])
def test_parts_of_a_batch_are_added_up(wrap):
    net = nn.Dense(2, 3)
    x = Tensor(np.arange(8, dtype=np.float32).reshape(4, 2))
    np.testing.assert_allclose(
        wrap(net, 2)(x).asnumpy(), (net(x[:2]) + net(x[2:])).asnumpy(), rtol=1e-6
    )


def test_rows_of_a_tensor():
    rows = RowTensor(Tensor([0]), Tensor([[1.0, 2.0]]), (3, 2))
    assert rows.dense_shape == (3, 2)
    assert RowTensor(row_tensor=rows).values.asnumpy().tolist() == [[1.0, 2.0]]
    with pytest.raises(TypeError):
        RowTensor(Tensor([0]), [[1.0]], (3, 2))
