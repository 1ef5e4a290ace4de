"""Connectionist temporal classification: losses and the greedy decoder."""

from __future__ import annotations

from itertools import groupby

from ....core import autodiff, compose, op
from ... import _checkparam as validator
from ...common.tensor import wrap
from ..arguments import operand
from ..primitive import Primitive, prim_attr_register
from .loss.regression import check_reduction


def ctc_loss(
    log_probs,
    targets,
    input_lengths,
    target_lengths,
    blank=0,
    reduction="mean",
    zero_infinity=False,
):
    """Connectionist temporal classification: (loss, (N, T, 2 S + 1) log-probabilities of paths)."""
    x = operand("CTCLossV2", "log_probs", log_probs)
    engine = autodiff.engine()
    found = op.ctc_loss(x, targets._value, input_lengths._value, target_lengths._value, int(blank))
    if zero_infinity:
        found = op.where(op.isfinite(found), found, compose.zeros_like(found))
    paths = _path_probabilities(
        engine.detach(x),
        *(op.to_numpy(v._value).tolist() for v in (targets, input_lengths, target_lengths)),
        int(blank),
    )
    if reduction == "mean":
        lengths = op.maximum(op.astype(target_lengths._value, log_probs._name), 1.0)
        found = op.mean(op.divide(found, lengths), (0,), False)
    elif reduction == "sum":
        found = op.sum(found, (0,), False)
    return wrap(found), wrap(paths)


def _path_probabilities(x, targets, input_lengths, target_lengths, blank):
    """Logarithms of the probability of being in each state at each time.

    The states of a sequence are its labels with a blank around each.
    """
    steps, device, dtype = op.shape_of(x)[0], op.device_of(x), op.dtype_of(x)
    rows = [[blank] + [k for label in row for k in (label, blank)] for row in targets]
    count = len(rows[0])
    states = op.asarray(rows, "int64", device)
    jumps = [[s > 1 and row[s] not in (blank, row[s - 2]) for s in range(count)] for row in rows]
    jumps = op.asarray(jumps, "bool", device)
    never = op.full((len(rows), count), float("-inf"), dtype, device)
    found, before = [], None
    for t in range(steps):
        here = op.take_along_axis(compose.select(x, 0, t), states, 1)
        if before is not None:
            ways = [before, _moved(before, 1, never), _moved(before, 2, never)]
            ways[2] = op.where(jumps, ways[2], never)
            here = op.add(here, op.logsumexp(op.stack(ways, 0), (0,), False))
        reached = [
            [s <= 2 * size and t < length and (t > 0 or s < 2) for s in range(count)]
            for size, length in zip(target_lengths, input_lengths, strict=True)
        ]
        before = op.where(op.asarray(reached, "bool", device), here, never)
        found.append(before)
    return op.stack(found, 1)


def _moved(x, places, never):
    """Rows moved to the right, -inf before them."""
    count = op.shape_of(x)[1]
    places = min(places, count)
    start = compose.narrow(never, 1, 0, places)
    return op.concat([start, compose.narrow(x, 1, 0, count - places)], 1)


def ctc_of_sparse_labels(
    x, labels_indices, labels_values, sequence_length, collapse, ignore_longer, merge
):
    """The operator CTCLoss: logits (T, N, C), the last class is blank."""
    value = operand("CTCLoss", "x", x)
    time, batch, classes = x.shape
    rows, found = op.to_numpy(labels_indices._value), op.to_numpy(labels_values._value)
    if len(rows) != len(found):
        raise ValueError(
            "For 'CTCLoss', the first dim of 'label_indices' and 'label_value' must be same, but "
            f"got 'label_indices':{len(rows)}, 'label_value': {len(found)}."
        )
    table = sequences(rows, found, batch, classes - 1, collapse)
    lengths = op.to_numpy(sequence_length._value)
    check_steps(lengths, table, time, ignore_longer)
    device = op.device_of(value)
    labels = op.asarray(padded(table), "int64", device)
    counts = op.asarray([len(sample) for sample in table], "int64", device)
    steps = op.astype(sequence_length._value, "int64")
    engine = autodiff.engine()

    ctc = op.ctc_loss if merge else compose.ctc_loss_unmerged

    def loss_of(logits):
        return ctc(op.log_softmax(logits, 2), labels, steps, counts, classes - 1)

    inside = engine.leaf(engine.detach(value))
    total = loss_of(inside)
    gradient = engine.gradients([total], [None], [inside], False, False)[0]
    return wrap(loss_of(value)), wrap(gradient)


def ctc_greedy_decoder(inputs, sequence_length, merge_repeated=True):
    """(positions, labels, (batch, longest), minus the sums of the best logits) of the best path."""
    x = operand("CTCGreedyDecoder", "inputs", inputs)
    best = op.to_numpy(op.argmax(x, 2)).tolist()
    top = op.to_numpy(op.max(x, (2,), False)).tolist()
    lengths = op.to_numpy(sequence_length._value).reshape(-1).tolist()
    blank = inputs.shape[2] - 1
    places, labels, scores = [], [], []
    longest = 0
    for n, length in enumerate(lengths):
        previous, at = -1, 0
        for step in range(length):
            label = best[step][n]
            if label != blank and not (merge_repeated and label == previous):
                places.append([n, at])
                labels.append(label)
                at += 1
            previous = label
        longest = max(longest, at)
        scores.append([-sum(top[step][n] for step in range(length))])
    device = op.device_of(x)
    return (
        wrap(op.asarray(places or [[0, 0]], "int64", device)),
        wrap(op.asarray(labels or [0], "int64", device)),
        wrap(op.asarray([len(lengths), longest], "int64", device)),
        wrap(op.asarray(scores, inputs._name, device)),
    )


def sequences(rows, values, batch, blank, collapse):
    """The labels of every sample. What is no label (a blank, say) pads the end."""
    given = [[] for _ in range(batch)]
    for (n, _), value in zip(rows.tolist(), values.tolist(), strict=True):
        given[n].append(value)
    found = [_without_padding(labels, blank) for labels in given]
    return [[k for k, _ in groupby(labels)] for labels in found] if collapse else found


def _without_padding(labels, blank):
    """Labels up to the first value outside [0, blank); none may follow."""
    size = next((i for i, v in enumerate(labels) if not 0 <= v < blank), len(labels))
    for i in range(size, len(labels)):
        if 0 <= labels[i] < blank:
            raise RuntimeError(
                f"For 'CTCLoss', the value of labels_values[{i}] must be in the range of "
                f"[0, num_classes), but got {labels[i]}"
            )
    return labels[:size]


def check_steps(steps, labels, time, ignore_longer):
    """Every sample has steps, no more than there are, and enough for its labels."""
    for count, sample in zip(steps.tolist(), labels, strict=True):
        if count <= 0:
            raise RuntimeError(
                f"For 'CTCLoss, the 'sequence_length' must be greater than 0, but got {count}."
            )
        if count > time:
            raise RuntimeError(
                "For 'CTCLoss, the 'max_time'(the 1st dimension value of 'probs') must be greater "
                f"than or equal to 'sequence_length', but got 'max_time': {time} and "
                f"'sequence_length': {count}"
            )
        if count < len(sample) and not ignore_longer:
            raise RuntimeError(
                "For 'CTCLoss, input time(sequence length) must be greater than output size(label "
                f"length), but got sequence length: {count} and label length: {len(sample)}"
            )


def padded(labels):
    """The sequences as rows of one length, at least 1."""
    width = max(1, *map(len, labels))
    return [[*sample, *[0] * (width - len(sample))] for sample in labels]


class CTCGreedyDecoder(Primitive, of=ctc_greedy_decoder):
    """The best path of logits."""

    @prim_attr_register
    def __init__(self, merge_repeated=True):
        validator.check_value_type("merge_repeated", merge_repeated, [bool], self.name)


class CTCLossV2(
    Primitive,
    of=ctc_loss,
    inputs="log_probs targets input_lengths target_lengths",
    outputs="neg_log_likelihood log_alpha",
):
    """(connectionist temporal classification of log-probabilities, gradient for them)."""

    @prim_attr_register
    def __init__(self, blank=0, reduction="none", zero_infinity=False):
        validator.check_value_type("blank", blank, [int], self.name)
        check_reduction(self, reduction)


class CTCLoss(
    Primitive, inputs="inputs labels_indices labels_values sequence_length", outputs="loss gradient"
):
    """Connectionist temporal classification (Graves et al., 2006): loss of sequences without
    alignment.

    Args:
        preprocess_collapse_repeated (bool, default False): join equal neighbours of the labels
            before.
        ctc_merge_repeated (bool, default True): equal neighbours of a path count as one label.
        ignore_longer_outputs_than_inputs (bool, default False): labels longer than their sequence
            cost nothing, instead of raising.

    Inputs:
        x (Tensor): (T, N, C) logits; class C - 1 is the blank.
        labels_indices (Tensor): (M, 2) int64: sequence and place of each label.
        labels_values (Tensor): (M,) int32: the labels.
        sequence_length (Tensor): (N,) int32, at most T.

    Outputs:
        tuple of two tensors: losses (N,) and the gradient for `x`.

    Raises:
        TypeError: an attribute is not a bool, or an operand of another kind.

    Example:
        >>> x = ops.zeros((2, 1, 3), ms.float32)
        >>> labels = Tensor([[0, 0]], ms.int64), Tensor([1], ms.int32), Tensor([2], ms.int32)
        >>> loss, gradient = ops.CTCLoss()(x, *labels)
        >>> print(loss)
        [1.0986123]
    """

    @prim_attr_register
    def __init__(
        self,
        preprocess_collapse_repeated=False,
        ctc_merge_repeated=True,
        ignore_longer_outputs_than_inputs=False,
    ):
        for name, value in self.init_attrs.items():
            validator.check_value_type(name, value, [bool], self.name)

    def _compute(self, x, labels_indices, labels_values, sequence_length):
        return ctc_of_sparse_labels(
            x,
            labels_indices,
            labels_values,
            sequence_length,
            self.preprocess_collapse_repeated,
            self.ignore_longer_outputs_than_inputs,
            self.ctc_merge_repeated,
        )
