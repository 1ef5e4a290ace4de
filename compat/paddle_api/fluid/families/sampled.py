"""Losses that compare the right class with sampled ones."""

from __future__ import annotations

import math
import secrets

import numpy as np

from compat.core import op
from compat.core.data.streams import MT32, MT64, canonical, uniform_int

from .._operands import invalid, raw, take
from .._registry import operator
from .._sparse import say_of_sparse_mode
from .._varbase import wrap
from ..dygraph.layers import Layer
from ..initializer import NumpyArrayInitializer
from ..layer_helper import LayerHelper
from ..param_attr import ParamAttr
from .indexing import one_hot_op
from .loss.cross_entropy import softmax_with_cross_entropy_op

_UNIFORM, _LOG_UNIFORM, _CUSTOM = range(3)


class _Uniform:
    """Every class as likely as another."""

    def __init__(self, classes, seed):
        self._classes, self._engine = classes, MT64(seed)

    def sample(self):
        """The next class."""
        return uniform_int(self._engine, 0, self._classes - 1)

    def probability(self, labels):
        """How likely classes are."""
        return np.full(labels.shape, np.float32(1.0 / self._classes))


class _LogUniform:
    """Classes that are the likelier the smaller their number is."""

    def __init__(self, classes, seed):
        self._range, self._engine = classes - 1, MT64(seed)
        self._log = math.log(classes)

    def sample(self):
        """The next class."""
        return (int(math.exp(canonical(self._engine) * self._log)) - 1) % self._range

    def probability(self, labels):
        """How likely classes are."""
        return (np.log((labels + 2.0) / (labels + 1.0)) / self._log).astype("float32")


class _Custom:
    """Classes of given probabilities, drawn by the alias method."""

    def __init__(self, tables, seed):
        self._probabilities, self._alias, self._kept = tables
        self._engine = MT32(seed)

    def sample(self):
        """The next class."""
        index = uniform_int(self._engine, 0, len(self._alias) - 1)
        other = canonical(self._engine) > self._kept[index]
        return int(self._alias[index]) if other and self._alias[index] != -1 else index

    def probability(self, labels):
        """How likely classes are."""
        return self._probabilities[labels]


def _alias_tables(probabilities):
    """(alias, share that keeps its own class) for the alias method; -1 where there is no alias."""
    count = len(probabilities)
    kept, alias = [0] * count, [0] * count
    scaled = [p * count for p in probabilities]
    large = [(i, p) for i, p in enumerate(scaled) if p > 1.0]
    small = [(i, p) for i, p in enumerate(scaled) if p < 1.0]
    for i, p in enumerate(scaled):
        if p == 1.0:
            kept[i], alias[i] = p, -1
    while large and small:
        (i, p), (j, q) = large.pop(0), small.pop(0)
        kept[j], alias[j] = q, i
        rest = p + q - 1
        if rest == 1.0:
            kept[i], alias[i] = rest, -1
        else:
            (large if rest > 1.0 else small).append((i, rest))
    for left in (large, small):
        if left:
            i = left.pop(0)[0]
            kept[i], alias[i] = 1.0, -1
    return alias, kept


def _tables(probabilities):
    """Arrays of the probabilities and of their alias tables."""
    alias, kept = _alias_tables(list(probabilities))
    given = np.array(probabilities, "float32")
    return given, np.array(alias, "int32"), np.array(kept, "float32")


@operator(
    inputs=(
        *("Input", "Label", "Weight", "Bias", "SampleWeight"),
        *("CustomDistProbs", "CustomDistAlias", "CustomDistAliasProbs"),
    ),
    outputs=("Cost", "SampleLogits", "SampleLabels"),
)
def nce_op(
    input,
    label,
    weight,
    bias=None,
    sample_weight=None,
    probabilities=None,
    alias=None,
    kept=None,
    num_total_classes=2,
    num_neg_samples=10,
    seed=0,
    sampler=_UNIFORM,
    **options,
):
    """(cost (N, 1), probabilities, classes): noise contrastive estimation."""
    value, table = take(input, "nce"), take(weight, "nce", slot="Weight")
    labels = op.to_numpy(raw(label._value)).reshape(op.shape_of(value)[0], -1)
    seed = seed or secrets.randbits(32)
    if sampler == _CUSTOM:
        source = _Custom([v.numpy() for v in (probabilities, alias, kept)], seed)
    else:
        source = (_Uniform, _LogUniform)[sampler](num_total_classes, seed)
    drawn = [[source.sample() for _ in range(num_neg_samples)] for _ in labels]
    classes = np.concatenate([labels, np.array(drawn, "int64").reshape(len(labels), -1)], 1)
    device, dtype = op.device_of(value), op.dtype_of(value)
    index = op.asarray(classes, "int64", device)
    n, count = classes.shape
    rows = op.reshape(value, (n, 1, op.shape_of(value)[1]))
    logits = op.sum(op.multiply(op.take(table, index, 0), rows), (2,), False)
    if bias is not None:
        logits = op.add(logits, op.reshape(op.take(bias._value, index, 0), (n, count)))
    found = op.sigmoid(logits)
    noise = source.probability(classes) * np.float32(num_neg_samples)
    noise = op.asarray(noise.astype(dtype), dtype, device)
    right = np.arange(count).reshape(1, count) < labels.shape[1]
    right = op.asarray(np.broadcast_to(right, (n, count)).copy(), "bool", device)
    share = op.divide(op.where(right, found, noise), op.add(found, noise))
    cost = op.negative(op.sum(op.log(share), (1,), True))
    if sample_weight is not None:
        cost = op.multiply(cost, op.reshape(sample_weight._value, (n, 1)))
    return wrap(cost), wrap(raw(found)), wrap(index)


def _kind(sampler, custom_dist):
    if sampler == "custom_dist":
        assert custom_dist is not None
        return _CUSTOM
    if sampler not in ("uniform", "log_uniform"):
        raise Exception("Unsupported sampler type.")
    return _UNIFORM if sampler == "uniform" else _LOG_UNIFORM


def _held(create_parameter, tables):
    """The tables as parameters without gradients."""
    found = []
    for table in tables:
        filled = NumpyArrayInitializer(table)
        held = create_parameter(
            attr=ParamAttr(), shape=table.shape, dtype=table.dtype.name, default_initializer=filled
        )
        held.stop_gradient = True
        found.append(held)
    return found


def nce(
    input,
    label,
    num_total_classes,
    sample_weight=None,
    param_attr=None,
    bias_attr=None,
    num_neg_samples=None,
    name=None,
    sampler="uniform",
    custom_dist=None,
    seed=0,
    is_sparse=False,
):
    """(N, 1): noise contrastive estimation with new weights; gradients are dense."""
    helper = LayerHelper("nce", param_attr=param_attr, bias_attr=bias_attr, name=name)
    shape, bias = [num_total_classes, input.shape[1]], None
    weight = helper.create_parameter(helper.param_attr, shape, input.dtype, is_bias=False)
    if helper.bias_attr:
        bias = helper.create_parameter(
            helper.bias_attr, [num_total_classes, 1], input.dtype, is_bias=True
        )
    kind, tables = _kind(sampler, custom_dist), [None] * 3
    say_of_sparse_mode()
    if kind == _CUSTOM:
        tables = _held(helper.create_parameter, _tables(custom_dist))
    count = 10 if num_neg_samples is None else int(num_neg_samples)
    operands = (input, label, weight, bias, sample_weight, *tables)
    cost = nce_op(*operands, int(num_total_classes), count, seed, kind)[0]
    return cost / (count + 1)


class NCE(Layer):
    """Noise contrastive estimation; gradients are dense whatever `is_sparse` says."""

    def __init__(
        self,
        num_total_classes,
        dim,
        sample_weight=None,
        param_attr=None,
        bias_attr=None,
        num_neg_samples=None,
        sampler="uniform",
        custom_dist=None,
        seed=0,
        is_sparse=False,
        dtype="float32",
    ):
        super().__init__()
        self._param_attr, self._bias_attr, self._dtype = param_attr, bias_attr, dtype
        self._num_total_classes = num_total_classes
        kind = _kind(sampler, custom_dist)
        self._tables = [None] * 3
        if kind == _CUSTOM:
            self._tables = _held(self.create_parameter, _tables(custom_dist))
        self._num_neg_samples = 10 if num_neg_samples is None else int(num_neg_samples)
        say_of_sparse_mode()
        self._attrs = int(num_total_classes), self._num_neg_samples, seed, kind
        self.weight = self.create_parameter(
            attr=param_attr, shape=[num_total_classes, dim], is_bias=False, dtype=dtype
        )
        self.bias = None
        if bias_attr:  # without attributes there is no bias, as in Paddle
            self.bias = self.create_parameter(
                attr=bias_attr, shape=[num_total_classes, 1], is_bias=True, dtype=dtype
            )

    def forward(self, input, label, sample_weight=None):
        """The loss (N, 1)."""
        operands = (input, label, self.weight, self.bias, sample_weight, *self._tables)
        return nce_op(*operands, *self._attrs)[0] / (self._num_neg_samples + 1)


def _distinct(sampler, count):
    """(that many different classes, how many were drawn for them)."""
    found, tries = {}, 0
    while len(found) < count:
        tries += 1
        found.setdefault(sampler.sample())
    return np.array([*found], "int64"), tries


def _expected(probability, count, tries):
    """How often classes come among `count` different ones after so many tries."""
    if count == tries:
        return probability * np.float32(count)
    return -np.expm1(tries * np.log1p(-probability))


@operator(inputs=("Logits", "Labels"), outputs=("SampledLogits", "SampledLabels"))
def sample_logits_op(logits, labels, num_samples=1, remove_accidental_hits=True, seed=0, **options):
    """(logits of the labels and of sampled classes, corrected for sampling; places of labels)."""
    name = "sample_logits"
    value = take(logits, name, slot="Logits")
    right = op.to_numpy(raw(take(labels, name, frozenset(("int64",)), "Labels")))
    (rows, classes), count = op.shape_of(value), right.shape[1]
    if num_samples > classes:  # Paddle would look for them without end
        raise invalid(f"{num_samples} different classes of {classes} cannot be drawn.", name)
    sampler = _LogUniform(classes + 1, seed or secrets.randbits(31) + 1)
    drawn, tries = _distinct(sampler, num_samples)
    index = np.concatenate([right, np.broadcast_to(drawn, (rows, num_samples))], 1)
    shift = np.log(_expected(sampler.probability(index), num_samples, tries))
    if remove_accidental_hits:
        hits = (index[:, None, :] == right[..., None]).any(1)
        hits[:, :count] = False
        shift = np.where(hits, np.float32(1e20), shift)
    dtype, device = op.dtype_of(value), op.device_of(value)
    taken = op.take_along_axis(value, op.asarray(index, "int64", device), 1)
    corrected = op.subtract(taken, op.asarray(shift.astype(dtype), dtype, device))
    places = np.broadcast_to(np.arange(count, dtype="int64"), right.shape)
    return wrap(corrected), wrap(op.asarray(np.array(places), "int64", device))


def sampled_softmax_with_cross_entropy(
    logits,
    label,
    num_samples,
    num_true=1,
    remove_accidental_hits=True,
    use_customized_samples=False,
    customized_samples=None,
    customized_probabilities=None,
    seed=0,
):
    """(N, 1): cross entropy of the label among `num_samples` classes drawn log-uniformly.

    logits: (N, C). label: int64 (N, 1). remove_accidental_hits (bool, default True): a drawn class
    that is the label does not count. seed (int, default 0): 0 draws anew in every call.
    """
    if use_customized_samples:
        raise NotImplementedError(
            "paddle.fluid.layers.sampled_softmax_with_cross_entropy with use_customized_samples is "
            "not provided by compat; let it draw the samples, with a seed"
        )
    found, places = sample_logits_op(logits, label, num_samples, remove_accidental_hits, seed)
    target = one_hot_op(places, num_samples + 1)
    loss = softmax_with_cross_entropy_op(found, target, True, 0, False)[1]
    return loss / num_true
