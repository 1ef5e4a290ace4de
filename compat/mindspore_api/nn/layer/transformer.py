"""Attention, and encoders and decoders of sequences."""

from __future__ import annotations

import copy
import math

from ... import ops
from ...common import dtype as mstype
from ...common.initializer import (
    HeUniform,
    Uniform,
    XavierNormal,
    XavierUniform,
    initializer,
)
from ...common.parameter import Parameter
from ..cell import Cell
from ._attention import attention, is_floating
from .basic import Dense, Dropout
from .container import CellList
from .normalization import LayerNorm

__all__ = [
    "MultiheadAttention", "TransformerEncoderLayer", "TransformerDecoderLayer",
    "TransformerEncoder", "TransformerDecoder", "Transformer",
]  # fmt: skip


class _Linear(Dense):
    def __init__(self, in_channels, out_channels, has_bias=True):
        super().__init__(
            in_channels, out_channels, weight_init=HeUniform(math.sqrt(5)),
            bias_init=Uniform(1 / math.sqrt(in_channels)), has_bias=has_bias, activation=None,
        )  # fmt: skip


class MultiheadAttention(Cell):
    """Attention of several heads."""

    def __init__(
        self, embed_dim, num_heads, dropout=0.0, has_bias=True, add_bias_kv=False,
        add_zero_attn=False, kdim=None, vdim=None, batch_first=False,
    ):  # fmt: skip
        super().__init__()
        self.embed_dim = embed_dim
        self.kdim = kdim if kdim is not None else embed_dim
        self.vdim = vdim if vdim is not None else embed_dim
        self._qkv_same_embed_dim = self.kdim == embed_dim and self.vdim == embed_dim
        self.num_heads = num_heads
        self.dropout = dropout
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        if self.head_dim * num_heads != self.embed_dim:
            raise ValueError("The init argument 'embed_dim' must be divisible by 'num_heads'.")
        self.q_proj_weight = self.k_proj_weight = self.v_proj_weight = None
        self.in_proj_weight = self.in_proj_bias = None
        if self._qkv_same_embed_dim:
            self.in_proj_weight = _weight((3 * embed_dim, embed_dim), "in_proj_weight")
        else:
            self.q_proj_weight = _weight((embed_dim, embed_dim), "q_proj_weight")
            self.k_proj_weight = _weight((embed_dim, self.kdim), "k_proj_weight")
            self.v_proj_weight = _weight((embed_dim, self.vdim), "v_proj_weight")
        if has_bias:
            self.in_proj_bias = Parameter(initializer("zeros", 3 * embed_dim), "in_proj_bias")
        self.out_proj = _Linear(embed_dim, embed_dim, has_bias=has_bias)
        self.bias_k = self.bias_v = None
        if add_bias_kv:
            shape = (1, 1, embed_dim)
            self.bias_k = Parameter(initializer(XavierNormal(), shape), "bias_k")
            self.bias_v = Parameter(initializer(XavierNormal(), shape), "bias_v")
        self.add_zero_attn = add_zero_attn
        self.k_is_v = False
        self.q_is_k = False

    def __call__(self, *args, **kwargs):
        # As in the original the first three have to be given by position.
        query, key, value = args[0], args[1], args[2]
        self.k_is_v = kwargs.get("key", key) is kwargs.get("value", value)
        self.q_is_k = kwargs.get("query", query) is kwargs.get("key", key)
        return super().__call__(*args, **kwargs)

    def construct(
        self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None,
        average_attn_weights=True,
    ):  # fmt: skip
        """Output and, if they are needed, the weights."""
        _check_padding(key_padding_mask, ValueError)
        swap = self.batch_first and query.ndim == 3
        if self.k_is_v:
            value = key
            if self.q_is_k:
                query = key
        if swap:
            query, key, value = _swapped(query, key, value)
        output, weights = attention(
            self, query, key, value, key_padding_mask, attn_mask, average_attn_weights
        )
        if swap:
            output = output.swapaxes(1, 0)
        return (output, weights) if need_weights else (output,)


def _weight(shape, name):
    return Parameter(initializer(XavierUniform(), shape), name)


def _swapped(*tensors):
    """The first two axes exchanged; what was one tensor stays one."""
    done = {id(x): x.swapaxes(1, 0) for x in tensors}
    return tuple(done[id(x)] for x in tensors)


def _check_padding(mask, error):
    if mask is not None and mask.dtype != mstype.bool_ and not is_floating(mask):
        raise error("only bool and floating types of key_padding_mask are supported")


class _Layer(Cell):
    __constants__ = ("batch_first", "norm_first")

    def _build(
        self, blocks, d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps,
        batch_first, norm_first,
    ):  # fmt: skip
        for name in blocks:
            block = MultiheadAttention(d_model, nhead, dropout=dropout, batch_first=batch_first)
            setattr(self, name, block)
        self.linear1 = _Linear(d_model, dim_feedforward)
        self.dropout = Dropout(p=dropout)
        self.linear2 = _Linear(dim_feedforward, d_model)
        self.norm_first = norm_first
        for i in range(len(blocks) + 1):
            norm = LayerNorm((d_model,), epsilon=layer_norm_eps)
            setattr(self, f"norm{i + 1}", norm)
        for i in range(len(blocks) + 1):
            setattr(self, f"dropout{i + 1}", Dropout(p=dropout))
        self.activation = _activation(activation)

    def _around(self, norm, block, x, *rest):
        """A block with its residual connection and norm."""
        if self.norm_first:
            return x + block(norm(x), *rest)
        return norm(x + block(x, *rest))

    def _sa_block(self, x, mask, padding_mask):
        x = self.self_attn(
            x, x, x, attn_mask=mask, key_padding_mask=padding_mask, need_weights=False
        )[0]
        return self.dropout1(x)

    def _inner(self, x):
        return self.linear2(self.dropout(self.activation(self.linear1(x))))


def _activation(activation):
    if isinstance(activation, Cell):
        # The original refuses all cells and all functions.
        raise ValueError(
            f"The argument 'activation' must be nn.ReLU or nn.GELU instance, but get {activation}."
        )
    if callable(activation):
        raise ValueError(
            f"The argument 'activation' must be ops.relu or ops.gelu instance, but get "
            f"{activation}."
        )
    if not isinstance(activation, str):
        raise ValueError(
            "The argument 'activation' must be str, callable or Cell instance, but get "
            f"{activation}."
        )
    if activation not in ("relu", "gelu"):
        raise ValueError(f"The activation must be relu/gelu, but get {activation}")
    return ops.relu if activation == "relu" else ops.gelu


class TransformerEncoderLayer(_Layer):
    """Attention of a sequence to itself, then two dense layers."""

    def __init__(
        self, d_model, nhead, dim_feedforward=2048, dropout=0.1, activation="relu",
        layer_norm_eps=1e-5, batch_first=False, norm_first=False,
    ):  # fmt: skip
        super().__init__()
        self._build(
            ("self_attn",), d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps,
            batch_first, norm_first,
        )  # fmt: skip

    def construct(self, src, src_mask=None, src_key_padding_mask=None):
        """The new sequence."""
        _check_padding(src_key_padding_mask, AssertionError)
        x = self._around(self.norm1, self._sa_block, src, src_mask, src_key_padding_mask)
        return self._around(self.norm2, self._ff_block, x)

    def _ff_block(self, x):
        return self.dropout2(self._inner(x))


class TransformerDecoderLayer(_Layer):
    """Attention to itself, then to the memory, then two dense layers."""

    def __init__(
        self, d_model, nhead, dim_feedforward=2048, dropout=0.1, activation="relu",
        layer_norm_eps=1e-5, batch_first=False, norm_first=False,
    ):  # fmt: skip
        super().__init__()
        self._build(
            ("self_attn", "multihead_attn"), d_model, nhead, dim_feedforward, dropout, activation,
            layer_norm_eps, batch_first, norm_first,
        )  # fmt: skip

    def construct(
        self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None,
        memory_key_padding_mask=None,
    ):  # fmt: skip
        """The new sequence."""
        x = self._around(self.norm1, self._sa_block, tgt, tgt_mask, tgt_key_padding_mask)
        x = self._around(
            self.norm2, self._mha_block, x, memory, memory_mask, memory_key_padding_mask
        )
        return self._around(self.norm3, self._ff_block, x)

    def _mha_block(self, x, memory, mask, padding_mask):
        x = self.multihead_attn(
            x, memory, memory, attn_mask=mask, key_padding_mask=padding_mask, need_weights=False
        )[0]
        return self.dropout2(x)

    def _ff_block(self, x):
        return self.dropout3(self._inner(x))


class _Stack(Cell):
    __constants__ = ("norm",)

    def _build(self, layer, num_layers, norm):
        self.layers = CellList([copy.deepcopy(layer) for _ in range(num_layers)])
        self.num_layers = num_layers
        self.norm = norm

    def _run(self, x, *rest, **masks):
        for layer in self.layers:
            x = layer(x, *rest, **masks)
        return x if self.norm is None else self.norm(x)


class TransformerEncoder(_Stack):
    """Copies of an encoder layer, one behind the other."""

    def __init__(self, encoder_layer, num_layers, norm=None):
        super().__init__()
        self._build(encoder_layer, num_layers, norm)

    def construct(self, src, src_mask=None, src_key_padding_mask=None):
        """The encoded sequence."""
        _check_padding(src_key_padding_mask, AssertionError)
        return self._run(src, src_mask=src_mask, src_key_padding_mask=src_key_padding_mask)


class TransformerDecoder(_Stack):
    """Copies of a decoder layer, one behind the other."""

    def __init__(self, decoder_layer, num_layers, norm=None):
        super().__init__()
        self._build(decoder_layer, num_layers, norm)

    def construct(
        self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None,
        memory_key_padding_mask=None,
    ):  # fmt: skip
        """The decoded sequence."""
        return self._run(
            tgt, memory, tgt_mask=tgt_mask, memory_mask=memory_mask,
            tgt_key_padding_mask=tgt_key_padding_mask,
            memory_key_padding_mask=memory_key_padding_mask,
        )  # fmt: skip


class Transformer(Cell):
    """An encoder and a decoder that attends to what it says."""

    def __init__(
        self, d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6,
        dim_feedforward=2048, dropout=0.1, activation="relu", custom_encoder=None,
        custom_decoder=None, layer_norm_eps=1e-5, batch_first=False, norm_first=False,
    ):  # fmt: skip
        super().__init__()
        layer = (
            d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps, batch_first,
            norm_first,
        )  # fmt: skip
        if custom_encoder is None:
            one, norm = (
                TransformerEncoderLayer(*layer),
                LayerNorm((d_model,), epsilon=layer_norm_eps),
            )
            custom_encoder = TransformerEncoder(one, num_encoder_layers, norm)
        self.encoder = custom_encoder
        if custom_decoder is None:
            one, norm = (
                TransformerDecoderLayer(*layer),
                LayerNorm((d_model,), epsilon=layer_norm_eps),
            )
            custom_decoder = TransformerDecoder(one, num_decoder_layers, norm)
        self.decoder = custom_decoder
        for _, parameter in self.parameters_and_names():
            if parameter.ndim > 1:
                parameter.set_data(initializer("xavier_uniform", parameter.shape, parameter.dtype))
        self.d_model = d_model
        self.nhead = nhead
        self.batch_first = batch_first

    def construct(
        self, src, tgt, src_mask=None, tgt_mask=None, memory_mask=None, src_key_padding_mask=None,
        tgt_key_padding_mask=None, memory_key_padding_mask=None,
    ):  # fmt: skip
        """The decoded sequence."""
        if src.shape[-1] != self.d_model or tgt.shape[-1] != self.d_model:
            raise ValueError(
                "The number of features for 'src' and 'tgt' must be equal to `d_model`."
            )
        memory = self.encoder(src, src_mask=src_mask, src_key_padding_mask=src_key_padding_mask)
        return self.decoder(
            tgt, memory, tgt_mask=tgt_mask, memory_mask=memory_mask,
            tgt_key_padding_mask=tgt_key_padding_mask,
            memory_key_padding_mask=memory_key_padding_mask,
        )  # fmt: skip
