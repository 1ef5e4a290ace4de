"""Sequences of different lengths."""

from __future__ import annotations

import numpy as np

from compat.core import op

from .._dtypes import canonical, vartype
from .._mode import in_dygraph_mode, refuse_static
from .._operands import NUMBERS, invalid, raw, take
from .._registry import operator
from .._varbase import VarBase, wrap


@operator
def sequence_mask_op(x, maxlen=-1, out_dtype=3, **options):
    """1 in front of every length along a new last axis, then 0."""
    lengths = raw(take(x, "sequence_mask", NUMBERS))
    if maxlen == 0:
        raise invalid("Attr(maxlen) must be less than 0 or larger than 1", "sequence_mask")
    if maxlen is None or maxlen < 0:
        maxlen = int(op.to_numpy(lengths).max())
    places = op.arange(0, int(maxlen), 1, op.dtype_of(lengths), op.device_of(lengths))
    shorter = op.less(places, op.reshape(lengths, (*op.shape_of(lengths), 1)))
    return wrap(op.astype(shorter, canonical(out_dtype)))


def sequence_mask(x, maxlen=None, dtype="int64", name=None):
    """1 in front of every length along a new last axis, then 0."""
    if isinstance(maxlen, VarBase):
        maxlen = int(maxlen)
    return sequence_mask_op(x, -1 if maxlen is None else maxlen, vartype(dtype))


def side_by_side(value, offsets):
    """((N, T, ...) from rows (R, ...) of sequences, their lengths (N,)); rows repeat at the end."""
    lengths, starts = np.diff(offsets), np.array(offsets[:-1])
    times = np.minimum(np.arange(max(lengths, default=0)), np.maximum(lengths - 1, 0)[:, None])
    device = op.device_of(value)
    places = op.asarray(starts[:, None] + times, "int64", device)
    return op.take(value, places, 0), op.asarray(lengths, "int64", device)


def one_after_another(value, offsets):
    """(R, ...) from (N, T, ...): the rows of each sequence, without what was filled in."""
    n, longest = op.shape_of(value)[:2]
    places = np.flatnonzero(np.arange(longest) < np.diff(offsets)[:, None])
    flat = op.reshape(value, (n * longest, *op.shape_of(value)[2:]))
    return op.take(flat, op.asarray(places, "int64", op.device_of(value)), 0)


def _static_only(name):
    """Variables of dygraph mode hold no sequences of different lengths (levels of detail)."""
    assert not in_dygraph_mode(), "sequence layer is not supported in dygraph mode yet."
    refuse_static(f"paddle.fluid.layers.{name}")


def sequence_concat(input, name=None):
    """Sequences of several variables, one behind the other. Static graphs only."""
    _static_only("sequence_concat")


def sequence_conv(
    input,
    num_filters,
    filter_size=3,
    filter_stride=1,
    padding=True,
    padding_start=None,
    bias_attr=None,
    param_attr=None,
    act=None,
    name=None,
):
    """Convolution over the steps of sequences. Static graphs only."""
    _static_only("sequence_conv")


def sequence_enumerate(input, win_size, pad_value=0, name=None):
    """Windows of ids. Static graphs only."""
    _static_only("sequence_enumerate")


def sequence_expand(x, y, ref_level=-1, name=None):
    """Sequences repeated as those of another variable. Static graphs only."""
    _static_only("sequence_expand")


def sequence_expand_as(x, y, name=None):
    """Rows repeated to the lengths of other sequences. Static graphs only."""
    _static_only("sequence_expand_as")


def sequence_pad(x, pad_value, maxlen=None, name=None):
    """Sequences padded to one length. Static graphs only."""
    _static_only("sequence_pad")


def sequence_pool(input, pool_type, is_test=False, pad_value=0.0):
    """Every sequence reduced to one step. Static graphs only."""
    _static_only("sequence_pool")


def sequence_reshape(input, new_dim):
    """Sequences with steps of another width. Static graphs only."""
    _static_only("sequence_reshape")


def sequence_reverse(x, name=None):
    """Sequences backwards. Static graphs only."""
    _static_only("sequence_reverse")


def sequence_scatter(input, index, updates, name=None):
    """Updates added at places in sequences. Static graphs only."""
    _static_only("sequence_scatter")


def sequence_slice(input, offset, length, name=None):
    """Parts of sequences. Static graphs only."""
    _static_only("sequence_slice")


def sequence_softmax(input, use_cudnn=False, name=None):
    """Softmax within every sequence. Static graphs only."""
    _static_only("sequence_softmax")


def sequence_unpad(x, length, name=None):
    """Padded sequences without the padding. Static graphs only."""
    _static_only("sequence_unpad")


def im2sequence(
    input, filter_size=1, stride=1, padding=0, input_image_size=None, out_stride=1, name=None
):
    """Windows of planes as sequences. Static graphs only."""
    _static_only("im2sequence")


def sequence_first_step(input):
    """The first step of every sequence. Static graphs only."""
    _static_only("sequence_first_step")


def sequence_last_step(input):
    """The last step of every sequence. Static graphs only."""
    _static_only("sequence_last_step")


def dynamic_lstm(
    input,
    size,
    h_0=None,
    c_0=None,
    param_attr=None,
    bias_attr=None,
    use_peepholes=True,
    is_reverse=False,
    gate_activation="sigmoid",
    cell_activation="tanh",
    candidate_activation="tanh",
    dtype="float32",
    name=None,
):
    """A long short-term memory over sequences. Static graphs only."""
    _static_only("dynamic_lstm")


def dynamic_lstmp(
    input,
    size,
    proj_size,
    param_attr=None,
    bias_attr=None,
    use_peepholes=True,
    is_reverse=False,
    gate_activation="sigmoid",
    cell_activation="tanh",
    candidate_activation="tanh",
    proj_activation="tanh",
    dtype="float32",
    name=None,
    h_0=None,
    c_0=None,
    cell_clip=None,
    proj_clip=None,
):
    """A long short-term memory with projections over sequences. Static graphs only."""
    _static_only("dynamic_lstmp")


def dynamic_gru(
    input,
    size,
    param_attr=None,
    bias_attr=None,
    is_reverse=False,
    gate_activation="sigmoid",
    candidate_activation="tanh",
    h_0=None,
    origin_mode=False,
):
    """Gated recurrent units over sequences. Static graphs only."""
    _static_only("dynamic_gru")
