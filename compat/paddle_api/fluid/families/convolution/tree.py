"""Convolution over trees."""

from __future__ import annotations

import numpy as np

from compat.core import op

from ..._operands import derived, invalid, raw, take
from ..._registry import operator
from ..._varbase import wrap
from ...dygraph.layers import Layer
from ..elementwise.binary import elementwise_add


def _children(edges):
    """Children of every node, 1 being the first; a 0 ends the list of edges."""
    count = 1 + sum(1 for u, v in edges if u and v)
    found = [[] for _ in range(count + 1)]
    for u, v in edges:
        if not (u and v):
            break
        found[u].append(v)
    return found


def _window(root, children, depth):
    """(node, position among its siblings, their number, depth) below `root`, no deeper than
    `depth`."""
    found, stack, seen = [(root, 1, 1, 0)], [(root, 0)], {root}
    while stack:
        node, level = stack.pop()
        for i, child in enumerate(children[node]):
            if child not in seen and level + 1 < depth:
                seen.add(child)
                stack.append((child, level + 1))
                found.append((child, i + 1, len(children[node]), level + 1))
    return found


def _weights(edges, nodes, depth):
    """(3, nodes, nodes): how much of a node goes left, right and to the top of each window."""
    found = np.zeros((3, nodes, nodes))
    children = _children(edges)
    for root in range(1, len(children)):
        for node, index, siblings, level in _window(root, children, depth):
            top = (depth - level) / depth
            left = (1 - top) * (0.5 if siblings == 1 else (index - 1) / (siblings - 1))
            right = (1 - top) * (1 - left)
            found[:, root - 1, node - 1] += left, right, top
    return found


@operator(inputs=("NodesVector", "EdgeSet", "Filter"))
def tree_conv_op(nodes, edges, weight, max_depth=2, **options):
    """(N, nodes, size, filters) from features (N, nodes, F) and edges (N, E, 2)."""
    x, w = take(nodes, "tree_conv"), take(weight, "tree_conv", slot="Filter")
    count = op.shape_of(x)[1]
    pairs = op.to_numpy(raw(edges._value)).tolist()
    for each in pairs:
        if len(_children(each)) - 1 != count:
            raise invalid(
                f"The edges join {len(_children(each)) - 1} nodes, but there are {count}.",
                "tree_conv",
            )
    table = np.stack([_weights(each, count, max_depth) for each in pairs])
    share = op.asarray(table.astype(op.dtype_of(x)), op.dtype_of(x), op.device_of(x))
    return wrap(_convolution(share)(x, w))


def _convolution(share):
    """A function of features and filter, with the derivative that Paddle's kernel has.

    For the features that takes the filter's axes of sides and sizes in the wrong order.
    """

    def windows(x):
        n, count, features = op.shape_of(x)
        wide = op.broadcast_to(op.reshape(x, (n, 1, count, features)), (n, 3, count, features))
        mixed = op.permute_dims(op.matmul(share, wide), (0, 2, 3, 1))
        return op.reshape(mixed, (n * count, features * 3))

    def forward(x, w):
        features, _, size, filters = op.shape_of(w)
        found = op.matmul(windows(x), op.reshape(w, (features * 3, size * filters)))
        return op.reshape(found, (*op.shape_of(x)[:2], size, filters))

    def backward(g, x, w):
        n, count, features = op.shape_of(x)
        width = op.shape_of(w)[2] * op.shape_of(w)[3]
        flat = op.reshape(g, (n * count, width))
        dw = op.matmul(op.permute_dims(windows(x), (1, 0)), flat)
        wide = op.broadcast_to(op.reshape(g, (n, 1, count, width)), (n, 3, count, width))
        back = op.matmul(op.permute_dims(share, (0, 1, 3, 2)), wide)
        mixed = op.reshape(op.permute_dims(back, (0, 2, 3, 1)), (n * count, width * 3))
        dx = op.matmul(mixed, op.permute_dims(op.reshape(w, (features, 3 * width)), (1, 0)))
        return op.reshape(dx, op.shape_of(x)), op.reshape(dw, op.shape_of(w))

    return derived(forward, backward)


class TreeConv(Layer):
    """Convolution over windows of trees, of nodes and their children down to `max_depth`."""

    def __init__(
        self,
        feature_size,
        output_size,
        num_filters=1,
        max_depth=2,
        act="tanh",
        param_attr=None,
        bias_attr=None,
        name=None,
        dtype="float32",
    ):
        super().__init__()
        self._name, self._act, self._dtype = name, act, dtype
        self._feature_size, self._output_size = feature_size, output_size
        self._max_depth, self._num_filters = max_depth, num_filters
        self._param_attr, self._bias_attr = param_attr, bias_attr
        if bias_attr:  # without attributes there is no bias, as in Paddle
            self.bias = self.create_parameter(
                attr=bias_attr, shape=[num_filters], dtype=dtype, is_bias=True
            )
        shape = [feature_size, 3, output_size, num_filters]
        self.weight = self.create_parameter(
            attr=param_attr, shape=shape, dtype=dtype, is_bias=False
        )

    def forward(self, nodes_vector, edge_set):
        """Features (N, nodes, size, filters), activation applied."""
        out = tree_conv_op(nodes_vector, edge_set, self.weight, self._max_depth)
        if self._bias_attr:
            out = elementwise_add(out, self.bias, axis=1)
        return self._helper.append_activation(out, act=self._act)
