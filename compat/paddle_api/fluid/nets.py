"""Small networks made of functions."""

from __future__ import annotations

from compat._absent import absent_names

from . import layers

__all__ = ["glu", "scaled_dot_product_attention"]


def glu(input, dim=-1):
    """One half times the sigmoid of the other."""
    a, b = layers.split(input, num_or_sections=2, dim=dim)
    return layers.elementwise_mul(x=a, y=layers.sigmoid(x=b))


def scaled_dot_product_attention(queries, keys, values, num_heads=1, dropout_rate=0.0):
    """Attention with several heads over (N, T, D)."""
    if not (len(queries.shape) == len(keys.shape) == len(values.shape) == 3):
        raise ValueError(
            "Inputs queries, keys and values should all be 3-D tensors."
            f"But received len(queries.shape) = {len(queries.shape)}, len(keys.shape) = "
            f"{len(keys.shape)}, len(values.shape) = {len(values.shape)}."
        )
    if queries.shape[-1] != keys.shape[-1]:
        raise ValueError(
            "The hidden size of queries and keys should be the same."
            f"But received queries' hidden size = {queries.shape[-1]} and keys' hidden size = "
            f"{keys.shape[-1]}."
        )
    if queries.shape[-1] % num_heads:
        raise ValueError(
            f"The hidden size of keys ({keys.shape[-1]}) must be divisible by the number of "
            f"attention heads ({num_heads})."
        )
    size = keys.shape[-1] // num_heads
    q, k, v = (_heads(x, num_heads) for x in (queries, keys, values))
    weights = layers.softmax(layers.matmul(layers.scale(q, size**-0.5), k, transpose_y=True))
    if dropout_rate:
        weights = layers.dropout(weights, dropout_prob=dropout_rate, is_test=False)
    found = layers.matmul(weights, v)
    if num_heads == 1:
        return found
    found = layers.transpose(found, [0, 2, 1, 3])
    return layers.reshape(found, [0, 0, found.shape[2] * found.shape[3]])


def _heads(x, count):
    if count == 1:
        return x
    split = layers.reshape(x, [0, 0, count, x.shape[-1] // count])
    return layers.transpose(split, [0, 2, 1, 3])


__getattr__ = absent_names("paddle.fluid.nets", __name__)
