"""Cross entropy by TensorFlow's kernel; half precision goes through float32."""

from compat.core.contract import implements

from .indexing import moved_last
from .library import cast, raw, reshaped, shape, widened
from .types import index


@implements
def cross_entropy(logits, labels, axis):
    rows, _ = moved_last(widened(logits), axis)
    loss = raw.SparseSoftmaxCrossEntropyWithLogits(
        features=reshaped(rows, (-1, shape(rows)[-1])), labels=reshaped(index(labels), (-1,))
    ).loss
    return cast(reshaped(loss, shape(rows)[:-1]), logits.dtype)
