"""Attention of several heads over sequences, (length, batch, features)."""

from __future__ import annotations

from ... import ops
from ...common import dtype as mstype
from ...common.tensor import Tensor
from ...ops import operations as P


def is_floating(x):
    """Whether the tensor's elements are floating-point numbers."""
    return ops.is_floating_point(x)


def attention(layer, query, key, value, padding_mask, mask, average):
    """Output and weights of a `MultiheadAttention`."""
    heads = layer.num_heads
    batched = _check_ranks(query, key, value)
    if padding_mask is not None:
        _check_padding_rank(query.ndim, padding_mask.ndim)
    if mask is not None:
        _check_mask_rank(query, key, mask, heads)
    if not batched:
        query, key, value = (x.expand_dims(1) for x in (query, key, value))
        if padding_mask is not None:
            padding_mask = padding_mask.expand_dims(0)
    length, batch, features = query.shape
    _check_extents(layer, query, key, value)
    q, k, v = _projected(layer, query, key, value)
    if mask is not None:
        mask = _checked_mask(mask, length, key.shape[0], batch * heads)
    if layer.bias_k is not None:
        k = ops.cat([k, layer.bias_k.tile((1, batch, 1))])
        v = ops.cat([v, layer.bias_v.tile((1, batch, 1))])
        mask, padding_mask = _one_more(mask), _one_more(padding_mask)
    size = features // heads
    q, k, v = (x.view((x.shape[0], batch * heads, size)).swapaxes(0, 1) for x in (q, k, v))
    if layer.add_zero_attn:
        zeros = ops.zeros((batch * heads, 1, size), k.dtype)
        k, v = ops.cat([k, zeros], axis=1), ops.cat([v, zeros], axis=1)
        mask, padding_mask = _one_more(mask), _one_more(padding_mask)
    source = k.shape[1]
    mask = _joined_masks(mask, padding_mask, batch, heads, source)
    q, k, v = (x.view((batch, heads, x.shape[1], size)) for x in (q, k, v))
    dropout = layer.dropout if layer.training else 0.0
    output, weights = _weighted(q, k, v, mask, dropout)
    output = output.transpose(2, 0, 1, 3).view((batch * length, features))
    output = _linear(output, layer.out_proj.weight, layer.out_proj.bias)
    output = output.view((length, batch, output.shape[1]))
    if average:
        weights = weights.sum(axis=1) / heads
    if not batched:
        output, weights = output.squeeze(1), weights.squeeze(0)
    return output, weights


def _linear(x, weight, bias):
    out = ops.matmul(x, weight.swapaxes(-1, -2))
    return out if bias is None else out + bias


def _projected(layer, query, key, value):
    bias, e = layer.in_proj_bias, query.shape[-1]
    cuts = ((0, e), (e, 2 * e), (2 * e, 3 * e))
    if layer.in_proj_weight is None:
        names = ("query", "key", "value")
        weights = (layer.q_proj_weight, layer.k_proj_weight, layer.v_proj_weight)
        for name, weight, x in zip(names, weights, (query, key, value), strict=True):
            if weight.shape != (e, x.shape[-1]):
                raise ValueError(
                    f"Expecting {name} weights shape of {(e, x.shape[-1])}, but got {weight.shape}"
                )
    elif key is value and query is key:
        out = _linear(query, layer.in_proj_weight, bias)
        return tuple(out[..., a:b] for a, b in cuts)
    else:
        weights = tuple(layer.in_proj_weight[a:b] for a, b in cuts)
    biases = (None,) * 3 if bias is None else tuple(bias[a:b] for a, b in cuts)
    return tuple(
        _linear(x, w, b) for x, w, b in zip((query, key, value), weights, biases, strict=True)
    )


def _weighted(q, k, v, mask, dropout):
    # The scale is shared between both factors.
    scale = Tensor(q.shape[-1], mstype.float32).sqrt().sqrt()
    scores = ops.matmul(q / scale, k.swapaxes(-2, -1) / scale)
    if mask is not None:
        scores = scores + mask
    weights = ops.softmax(scores, -1)
    if dropout > 0.0:
        weights = P.Dropout(1 - dropout)(weights)[0]
    return ops.matmul(weights, v), weights


def _one_more(mask):
    """The mask with a place for one more key, which may be seen."""
    if mask is None:
        return None
    return ops.cat([mask, ops.zeros((*mask.shape[:-1], 1), mask.dtype)], axis=-1)


def _joined_masks(mask, padding_mask, batch, heads, source):
    if padding_mask is not None:
        if padding_mask.shape != (batch, source):
            raise ValueError(
                f"The shape of `key_padding_mask` should be {(batch, source)}, "
                f"but got {padding_mask.shape}."
            )
        padding_mask = padding_mask.view((batch, 1, 1, source)).tile((1, heads, 1, 1))
        padding_mask = padding_mask.reshape(batch * heads, 1, source)
        if mask is None:
            mask = padding_mask
        elif mask.dtype == mstype.bool_:
            mask = mask.logical_or(padding_mask)
        else:
            mask = mask + padding_mask
    if mask is None:
        return None
    if mask.dtype == mstype.bool_:
        mask = ops.zeros(mask.shape, mstype.float32).masked_fill(mask, float("-inf"))
    if mask.shape[0] == 1:
        return mask.expand_dims(0)
    return mask.view((batch, heads, -1, source))


# -- checks ------------------------------------------------------------------------------------


def _check_ranks(query, key, value):
    rank = query.ndim
    if rank not in (2, 3):
        raise ValueError(
            "The `query` should be unbatched 2D or batched 3D tensor, but got `query` with "
            f"{rank}D."
        )
    if key.ndim != rank or value.ndim != rank:
        kind = "batched" if rank == 3 else "unbatched"
        raise ValueError(
            f"For {kind} `query`, the `key` and `value` must be {rank}D tensor, but got `key` "
            f"with {key.ndim}D and `value` with {value.ndim}D."
        )
    return rank == 3


def _check_padding_rank(query_rank, rank):
    if rank != query_rank - 1:
        kind = "batched" if query_rank == 3 else "unbatched"
        raise ValueError(
            f"For {kind} `query`, the `key_padding_mask` must be `None` or {query_rank - 1}D, but "
            f"got `key_padding_mask` with {rank}D."
        )


def _check_mask_rank(query, key, mask, heads):
    if mask.ndim not in (2, 3):
        kind = "batched" if query.ndim == 3 else "unbatched"
        raise ValueError(
            f"For {kind} `query`, the `attn_mask` must be `None`, 2-D or 3-D, but got `attn_mask` "
            f"with{mask.ndim}D."
        )
    expected = (heads, query.shape[0], key.shape[0])
    if query.ndim == 2 and mask.ndim == 3 and mask.shape != expected:
        raise ValueError(f"The shape of `attn_mask` must to be {expected}, but got {mask.shape}.")


def _check_extents(layer, query, key, value):
    if query.shape[2] != layer.embed_dim:
        raise ValueError(f"The `embed_dim` should be {layer.embed_dim}, but got {query.shape[2]}.")
    if layer.in_proj_weight is None:
        if key.shape[:2] != value.shape[:2]:
            raise ValueError(
                f"The sequence length and batch dims of `key`: {key.shape[:2]} do not match "
                f"`value`: {value.shape[:2]}."
            )
    elif key.shape != value.shape:
        raise ValueError(f"The shape of `key` {key.shape} does not match `value` {value.shape}.")


def _checked_mask(mask, length, source, count):
    if mask.dtype == mstype.uint8:
        mask = mask.astype(mstype.bool_)
    elif not is_floating(mask) and mask.dtype != mstype.bool_:
        raise ValueError(
            f"`attn_mask` only support float, byte, and bool types, but got not {mask.dtype}."
        )
    expected = (length, source) if mask.ndim == 2 else (count, length, source)
    if mask.shape != expected:
        raise ValueError(
            f"The shape of the `attn_mask` should be {expected}, but got {mask.shape}."
        )
    return mask.expand_dims(0) if mask.ndim == 2 else mask
