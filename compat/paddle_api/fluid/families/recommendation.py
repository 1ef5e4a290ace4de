"""Operators of recommenders, whose inputs start with how often something was shown and clicked."""

from __future__ import annotations

from compat.core import op

from .._operands import constant, derived, invalid, part, raw, take
from .._registry import operator
from .._varbase import wrap
from ..initializer import Constant
from ..layer_helper import LayerHelper
from ..param_attr import ParamAttr

_LEAST = 1e-7  # a show count below that is 0


@operator(inputs=("X", "BatchSize", "BatchSum", "BatchSquareSum"), outputs=("Y", "Means", "Scales"))
def data_norm_op(x, size, total, squares, epsilon=1e-5, slot_dim=-1, **options):
    """(x (N, C) by accumulated mean and deviation, means, scales); slots never shown become 0."""
    value = take(x, "data_norm")
    if len(op.shape_of(value)) != 2:
        raise invalid("The Input dim size should be 2", "data_norm")
    n, channels = op.shape_of(value)
    counts, sums, powers = (raw(v._value) for v in (size, total, squares))
    means, scales = op.divide(sums, counts), op.sqrt(op.divide(counts, powers))
    shown = None
    if slot_dim > 0:
        slots = op.reshape(raw(value), (n, channels // slot_dim, slot_dim))
        first = op.abs(part(slots, 2, 0, 1))
        shown = op.broadcast_to(op.greater_equal(first, _LEAST), op.shape_of(slots))
        shown = op.reshape(shown, (n, channels))

    def forward(x):
        y = op.multiply(op.subtract(x, means), scales)
        return y if shown is None else op.where(shown, y, constant(x, 0))

    # Paddle's derivative does not look at what was shown.
    found = derived(forward, lambda g, x: (op.multiply(g, scales),))(value)
    return wrap(found), wrap(means), wrap(scales)


def data_norm(
    input,
    act=None,
    epsilon=1e-05,
    param_attr=None,
    data_layout="NCHW",
    in_place=False,
    name=None,
    moving_mean_name=None,
    moving_variance_name=None,
    do_model_average_for_mean_and_var=True,
    slot_dim=-1,
    sync_stats=False,
    summary_decay_rate=0.9999999,
    enable_scale_and_shift=False,
):
    """`input` (N, C) by a mean and deviation from new accumulated sums.

    param_attr (dict, default None): first values "batch_size" (1e4), "batch_sum" (0) and
    "batch_square" (1e4). enable_scale_and_shift (bool, default False): a new scale and bias
    follow, whose first values "scale_w" (1) and "bias" (0) stand in `param_attr`, too.
    slot_dim (int, default -1): elements of a slot, whose first one counts shows; a slot that was
    not shown becomes 0. name (str or None): prefix of the parameters. In dygraph mode every call
    makes new sums, so the attributes that say how they grow (`epsilon`, `sync_stats`,
    `summary_decay_rate`, ...) have no effect.
    """
    if data_layout not in ("NCHW", "NHWC"):
        raise ValueError("unsupported data layout:" + data_layout)
    helper = LayerHelper("data_norm", act=act, name=name)
    channels, given = input.shape[1 if data_layout == "NCHW" else -1], param_attr or {}

    def made(kind, value):
        attr = ParamAttr(f"{name or 'dn'}.{kind}", Constant(float(value)))
        return helper.create_parameter(attr=attr, shape=[channels], dtype=input.dtype)

    own = ()
    if enable_scale_and_shift:
        own = made("scale_w", param_attr.get("scale_w", 1.0)), made("bias", given.get("bias", 0.0))
    sums = (
        made("batch_size", given.get("batch_size", 1e4)),
        made("batch_sum", given.get("batch_sum", 0.0)),
        made("batch_square_sum", given.get("batch_square", 1e4)),
    )
    out = data_norm_op(input, *sums, epsilon, slot_dim)[0]
    if own:
        out = out * own[0] + own[1]
    if in_place:
        input._take(out)
        out = input
    return helper.append_activation(out)


@operator(inputs=("X", "CVM"), outputs=("Y",))
def cvm_op(x, cvm, use_cvm=True, **options):
    """Rows whose first two elements, shows and clicks, become logarithms or go.

    The derivative of these two elements is `cvm`, as Paddle's kernel has it.
    """
    value, counts = take(x, "cvm"), raw(cvm._value)
    n, width = op.shape_of(value)

    def forward(x):
        rest = part(x, 1, 2, width)
        if not use_cvm:
            return rest
        shows, clicks = (op.log(op.add(part(x, 1, i, i + 1), 1)) for i in range(2))
        return op.concat([shows, op.subtract(clicks, shows), rest], 1)

    def backward(g, x):
        rest = part(g, 1, 2, width) if use_cvm else g
        first = op.broadcast_to(counts, (n, 2)) if op.shape_of(counts)[0] == 1 else counts
        return (op.concat([first, rest], 1),)

    return wrap(derived(forward, backward)(value))


def continuous_value_model(input, cvm, use_cvm=True):
    """Rows (N, D) whose first two elements, shows and clicks, become logarithms.

    cvm: (N, 2), the gradient that these elements get. use_cvm (bool, default True): else they go,
    and rows are two elements shorter.
    """
    return cvm_op(input, cvm, use_cvm)
