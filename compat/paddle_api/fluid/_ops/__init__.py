"""The operators of `core.ops`: functions of variables, attributes as keyword arguments, named
as in the original."""

from __future__ import annotations

from . import (
    activation,
    conv,
    convolution,
    crf,
    drawing,
    elementwise,
    indexing,
    losses,
    normalization,
    pooling,
    product,
    recurrent,
    reduce,
    shaping,
    tensor,
)

_MODULES = (
    *(elementwise, activation, conv, convolution, reduce, product, shaping, indexing, pooling),
    *(normalization, losses, drawing, recurrent, crf, tensor),
)


# Taken down at import, before the functions get their public module names.
_KERNELS = {
    name: value
    for module in _MODULES
    for name, value in vars(module).items()
    if getattr(value, "__module__", None) == module.__name__
    and callable(value)
    and not isinstance(value, type)
    and not name.startswith("_")
}


def find(name):
    """The operator of that name or None."""
    return _KERNELS.get(name)


# Names of the operands where they are not X, Y; names of the results where they are not Out.
_OPERANDS = {
    "conv2d": ("Input", "Filter"),
    "depthwise_conv2d": ("Input", "Filter"),
    "conv3d": ("Input", "Filter"),
    "conv2d_transpose": ("Input", "Filter"),
    "conv3d_transpose": ("Input", "Filter"),
    "row_conv": ("X", "Filter"),
    "prelu": ("X", "Alpha"),
    "gather": ("X", "Index"),
    "gather_nd": ("X", "Index"),
    "scatter": ("X", "Ids", "Updates"),
    "where": ("Condition", "X", "Y"),
    "lookup_table": ("W", "Ids"),
    "lookup_table_v2": ("W", "Ids"),
    "cross_entropy": ("X", "Label"),
    "cross_entropy2": ("X", "Label"),
    "softmax_with_cross_entropy": ("Logits", "Label"),
    "sigmoid_cross_entropy_with_logits": ("X", "Label"),
    "log_loss": ("Predicted", "Labels"),
    "layer_norm": ("X", "Scale", "Bias"),
    "instance_norm": ("X", "Scale", "Bias"),
    "group_norm": ("X", "Scale", "Bias"),
    "batch_norm": ("X", "Scale", "Bias", "Mean", "Variance", "MeanOut", "VarianceOut"),
    "gru_unit": ("Input", "HiddenPrev", "Weight", "Bias"),
    "slice": ("Input",),
    "linear_chain_crf": ("Emission", "Transition", "Label", "Length"),
    "crf_decoding": ("Emission", "Transition", "Label", "Length"),
    "spectral_norm": ("Weight", "U", "V"),
    "kldiv_loss": ("X", "Target"),
}
_RESULTS = {
    "conv2d": ("Output",),
    "depthwise_conv2d": ("Output",),
    "conv3d": ("Output",),
    "conv2d_transpose": ("Output",),
    "conv3d_transpose": ("Output",),
    "cross_entropy": ("Y",),
    "cross_entropy2": ("Y",),
    "softmax_with_cross_entropy": ("Softmax", "Loss"),
    "layer_norm": ("Y",),
    "instance_norm": ("Y",),
    "group_norm": ("Y",),
    "batch_norm": ("Y",),
    "gru_unit": ("Gate", "ResetHiddenPrev", "Hidden"),
    "top_k": ("Out", "Indices"),
    "argsort": ("Out", "Indices"),
    "linear_chain_crf": ("Alpha", "EmissionExps", "TransitionExps", "LogLikelihood"),
    "crf_decoding": ("ViterbiPath",),
    "kldiv_loss": ("Loss",),
    "log_loss": ("Loss",),
}
_LISTS = frozenset(("concat", "sum", "stack"))
_MANY = frozenset(("split", "unstack"))


def _operand(value, whole):
    if isinstance(value, (list, tuple)) and not whole:
        return value[0] if value else None
    return list(value) if isinstance(value, (list, tuple)) else value


def run_into(name, inputs, outputs, attributes, stop_gradient=False):
    """Run an operator by name; its results become the values of the output variables."""
    kernel = find(name)
    if kernel is None:
        raise NotImplementedError(
            f"operator {name!r} of append_op is not provided by compat; use the functions of "
            "paddle.fluid.layers"
        )
    slots = _OPERANDS.get(name, ("X", "Y"))
    inputs = {**inputs, **{k: v for k, v in outputs.items() if k in slots}}
    operands = [_operand(inputs.get(slot), name in _LISTS) for slot in slots]
    while operands and operands[-1] is None:
        operands.pop()
    results = kernel(*operands, **attributes)
    if name in _MANY:
        targets = outputs["Out"]
    else:
        results = results if isinstance(results, tuple) else (results,)
        targets = [_operand(outputs.get(slot), False) for slot in _RESULTS.get(name, ("Out",))]
    for target, result in zip(targets, results, strict=False):
        if target is not None and result is not None:
            result = result.get() if hasattr(result, "get") else result
            target._take(result, stop_gradient)
