"""What operators refuse, with the classes of exceptions that Paddle 1.8.5 raises."""

import numpy as np
import paddle.fluid as fluid
import pytest
from paddle.fluid import dygraph as L
from paddle.fluid import initializer, optimizer
from paddle.fluid import layers as F
from paddle.fluid.core import EnforceNotMet


def V(array, dtype=None):
    return L.to_variable(np.asarray(array, dtype))


def f(*shape):
    return V((np.arange(np.prod(shape)) % 7 / 7 + 0.1).reshape(shape), "float32")


def d(*shape):
    return V(np.ones(shape))


def i(*shape):
    return V(np.zeros(shape, "int64"))


def filled(init):
    """A layer whose weight the initializer fills."""
    return L.Linear(2, 2, param_attr=init)


def stepped(kind, momentum):
    """One step of an optimizer with that attribute."""
    layer = L.Linear(2, 2)
    loss = F.reduce_sum(layer(f(1, 2)))
    loss.backward()
    kind(0.1, momentum, parameter_list=layer.parameters()).minimize(loss)


REFUSED = {
    "layer_norm_dtype": (lambda: L.LayerNorm(5)(d(2, 5)), EnforceNotMet),
    "layer_norm_eps": (lambda: L.LayerNorm(5, epsilon=0.1)(f(2, 5)), EnforceNotMet),
    "batch_norm_eps": (lambda: L.BatchNorm(3, epsilon=0.1)(f(2, 3)), EnforceNotMet),
    "batch_norm_dtype": (lambda: L.BatchNorm(3)(d(2, 3, 2, 2)), EnforceNotMet),
    "instance_norm_dtype": (lambda: L.InstanceNorm(3)(d(2, 3, 2, 2)), EnforceNotMet),
    "spectral_dim": (lambda: L.SpectralNorm([2, 3, 2], dim=2)(f(2, 3, 2)), EnforceNotMet),
    "spectral_v": (lambda: L.SpectralNorm([2, 3])(f(2, 4)), EnforceNotMet),
    "bpr_rank": (lambda: F.bpr_loss(f(2, 3), i(2)), EnforceNotMet),
    "bpr_shape": (lambda: F.bpr_loss(f(2, 3), i(3, 1)), EnforceNotMet),
    "sce_rank": (lambda: F.sigmoid_cross_entropy_with_logits(f(4), f(4, 1)), EnforceNotMet),
    "log_loss_rank": (lambda: F.log_loss(f(3, 1, 1), f(3, 1, 1)), EnforceNotMet),
    "log_loss_shape": (lambda: F.log_loss(f(3, 1), f(2, 1)), EnforceNotMet),
    "smooth": (lambda: F.label_smooth(f(2, 5), prior_dist=f(2, 5)), EnforceNotMet),
    "nll": (lambda: L.NLLLoss(weight=f(3, 3))(f(2, 3), i(2)), EnforceNotMet),
    "multiplex": (lambda: F.multiplex((2, 5), V(np.zeros((4, 1), "int32"))), AttributeError),
    "cross": (lambda: F.cross(f(2, 4), f(2, 4), dim=1), EnforceNotMet),
    "dropout": (lambda: F.dropout(f(4), 0.3, dropout_implementation="none"), EnforceNotMet),
    "fill": (lambda: F.fill_constant([2], "int32", f(2)), TypeError),
    "meshgrid": (lambda: F.meshgrid([f(2, 2), f(2)]), EnforceNotMet),
    "range_step": (lambda: F.range(0, 10, -1, "int32"), EnforceNotMet),
    "range_step0": (lambda: F.range(0, 10, 0, "int32"), EnforceNotMet),
    "range_end": (lambda: F.range(0, f(1, 1), f(1), "float32"), EnforceNotMet),
    "crop": (lambda: F.crop_tensor(f(4), shape=[2, 4]), EnforceNotMet),
    "clip": (lambda: fluid.clip.GradientClipByNorm(-1.0)([(f(2), f(2))]), EnforceNotMet),
    "switch": (lambda: F.switch_case(i(1), [1, 1]), TypeError),
    "switch3": (lambda: F.switch_case(i(1), [(1, f), (1, f)]), ValueError),
    "unfold": (lambda: F.unfold(f(1, 1, 4, 4), 2, paddings=(1, 0, 1, 0)), ValueError),
    "unfold3": (lambda: F.unfold(f(1, 4, 4), 2), AssertionError),
    "embedding": (lambda: L.Embedding([3, 3], "x"), AssertionError),
    "index_sample": (lambda: F.index_sample(f(3, 1, 1), i(3, 1)), EnforceNotMet),
    "temporal": (lambda: F.temporal_shift(f(2, 4, 1, 1), 2, 0.5), EnforceNotMet),
    "diag": (lambda: F.diag(f(2, 2)), EnforceNotMet),
    "addmm": (lambda: F.addmm(f(2, 2), f(2), f(2, 2)), EnforceNotMet),
    "dot": (lambda: F.dot(f(3), f(4)), EnforceNotMet),
    "stack": (lambda: F.stack([f(2), 3]), EnforceNotMet),
    "stack_dtype": (lambda: F.stack([f(2), d(2)]), EnforceNotMet),
    "unstack": (lambda: F.unstack(f(2, 3), num=3), EnforceNotMet),
    "mask": (lambda: F.sequence_mask(i(2), maxlen=0), EnforceNotMet),
    "bilinear": (lambda: L.BilinearTensorProduct(2, 2, 3)(f(2, 2, 1), f(2, 2)), EnforceNotMet),
    "smooth_l1": (lambda: F.smooth_l1(f(2, 3), f(2, 3), inside_weight=f(2, 3)), EnforceNotMet),
    "swce": (
        lambda: F.softmax_with_cross_entropy(f(2, 3), V(np.zeros((2, 1), "int32"))),
        EnforceNotMet,
    ),
    "adaptive": (
        lambda: F.adaptive_pool2d(f(1, 1, 4, 4), 2, "avg", require_index=True),
        ValueError,
    ),
    "randn": (lambda: F.randn([2], device="x"), ValueError),
    "randperm": (lambda: F.randperm(3, out=f(3)), EnforceNotMet),
    "topk": (lambda: F.topk(f(3, 4), 5), EnforceNotMet),
    "sampling_id": (lambda: F.sampling_id(f(3, 4, 2)), EnforceNotMet),
    "logical_and": (lambda: F.logical_and(V([True, True]), f(2)), AssertionError),
    "linspace": (lambda: F.linspace(0, 10, 1, "text"), ValueError),
    "depth_word": (lambda: F.one_hot(i(2, 1), "4"), EnforceNotMet),
    "depth_float": (lambda: fluid.input.one_hot(i(2), 4.0), EnforceNotMet),
    "k": (lambda: F.accuracy(f(2, 3), i(2, 1), k=-1), EnforceNotMet),
    "k_float": (lambda: F.accuracy(f(2, 3), i(2, 1), k=f(2)), EnforceNotMet),
    "rows": (lambda: F.accuracy(f(2, 3), i(3, 1)), EnforceNotMet),
    "ones": (lambda: F.ones([0], "float32"), AssertionError),
    "ones_neg": (lambda: F.ones([-2, 2], "float32"), AssertionError),
    "ones_word": (lambda: F.ones([2], "INT64"), ValueError),
    "range_word": (lambda: F.range(0, 3, 1, "nonsense"), ValueError),
    "normal_std": (lambda: filled(initializer.Normal(scale="x")), EnforceNotMet),
    "normal_seed": (lambda: filled(initializer.Normal(seed=1.5)), EnforceNotMet),
    "uniform_seed": (lambda: filled(initializer.Uniform(seed="a")), EnforceNotMet),
    "truncated_mean": (lambda: filled(initializer.TruncatedNormal(loc=[1])), EnforceNotMet),
    "momentum_words": (lambda: stepped(optimizer.Momentum, "a"), EnforceNotMet),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    call, error = REFUSED[name]
    with L.guard(), pytest.raises(error):
        call()


def slopes(function):
    """Results of a function for four numbers, and the gradients of their sum."""
    x = V([-1.5, -0.5, 0.5, 1.5], "float32")
    x.stop_gradient = False
    y = function(x)
    F.reduce_sum(y).backward()
    return V(np.stack([y.numpy(), x.gradient()]))


def scattered(overwrite):
    """The gradients of the sum of squares for a table and for what is written into it."""
    table, rows = V(np.ones((3, 1), "float32")), V(np.full((2, 1), 2, "float32"))
    table.stop_gradient = rows.stop_gradient = False
    out = F.scatter(table, V([1, 1]), rows, overwrite=overwrite)
    F.reduce_sum(out * out).backward()
    return V(np.concatenate([table.gradient(), rows.gradient()]).reshape(-1))


PLANE = np.random.RandomState(0).randn(1, 1, 5, 4)
GIVEN = {
    "a label for each row, from the front": (
        lambda: F.bpr_loss(f(1, 4), V([[2, 0, 0, 0]])),
        [[0.6506171822547913]],
    ),
    "labels are ignored without their fraction": (
        lambda: F.sigmoid_cross_entropy_with_logits(
            f(4), V([-1.4, 0.5, -1, 1], "float32"), ignore_index=-1, normalize=True
        ),
        [0.0, 0.23350052535533905, 0.0, 0.15446193516254425],
    ),
    "no label that counts divides by 0": (
        lambda: F.sigmoid_cross_entropy_with_logits(
            f(2), V([-1, -1], "float32"), ignore_index=-1, normalize=True
        ),
        [np.nan, np.nan],
    ),
    "empty variables add nothing": (
        lambda: F.sums([V(np.zeros((4, 0))), V(np.ones((1, 2)))]),
        [[1, 1]],
    ),
    "the result goes into `out`": (lambda: F.logsumexp(f(2, 2), out=f(1)), [1.7132984399795532]),
    "places of the largest elements": (
        lambda: F.adaptive_pool2d(V(PLANE, "float32"), [2, 3], require_index=True)[1],
        [[[[4, 2, 3], [16, 14, 11]]]],
    ),
    "equal elements: the first place": (
        lambda: F.adaptive_pool2d(d(1, 1, 4, 4), 2, require_index=True)[1],
        [[[[0, 2], [8, 10]]]],
    ),
    "swish without its factor": (
        lambda: slopes(lambda x: F.swish(x, 2.0)),
        [[-0.27364, -0.18877, 0.31123, 1.22636], [-0.04129, 0.26004, 0.73996, 1.04129]],
    ),
    "a slope above 1": (
        lambda: slopes(lambda x: F.leaky_relu(x, 2.0)),
        [[-1.5, -0.5, 1, 3], [2, 2, 1, 1]],
    ),
    "a slope below 0": (
        lambda: slopes(lambda x: F.leaky_relu(x, -1.0)),
        [[1.5, 0.5, 0.5, 1.5], [1, 1, 1, 1]],
    ),
    "elu below 0": (
        lambda: slopes(lambda x: F.elu(x, -1.0)),
        [[0, 0, -0.14872, -1.98169], [-0.22313, -0.60653, 1, 1]],
    ),
    "rows that were replaced have a gradient": (lambda: scattered(True), [2, 4, 2, 4, 4]),
    "rows that were summed have a gradient": (lambda: scattered(False), [2, 8, 2, 8, 8]),
    "means of integers lose their fraction": (
        lambda: F.reduce_mean(V([[1, -2], [-2, -3], [0, 0]], "int32"), dim=0),
        [0, -1],
    ),
    "columns of places": (
        lambda: F.index_select(V([[1.0, 2.0]]), V([[0], [0]])),
        [[1, 2], [1, 2]],
    ),
    "a window without a number": (
        lambda: F.adaptive_pool2d(V(np.full((1, 1, 2, 2), np.nan)), 1, require_index=True)[1],
        [[[[-1]]]],
    ),
}


@pytest.mark.parametrize("name", GIVEN)
def test_given(name):
    call, expected = GIVEN[name]
    with L.guard():
        np.testing.assert_allclose(call().numpy(), expected, rtol=1e-6, atol=6e-6)
