"""A graph in memory: typed nodes and edges with features, neighbours, samples and walks."""

from __future__ import annotations

import random

import numpy as np

from compat.core.data.streams import MT32, Discrete, shuffle

from ..core.settings import fresh_seed
from .errors import pipeline_error

NOBODY = -1
_SMALLEST = 1e-4  # of the parameters of a walk
_LONGEST = 80  # steps of a walk


class Node:
    """A node: its type, its features and its neighbours by their type."""

    def __init__(self, kind, features):
        self.kind, self.features = kind, features
        self.neighbors, self.weights, self.edges = {}, {}, {}

    def add(self, number, kind, weight, edge):
        """Add a neighbour."""
        self.neighbors.setdefault(kind, []).append(number)
        self.weights.setdefault(kind, []).append(weight)
        self.edges.setdefault(number, edge)


class GraphStore:
    """Nodes and edges by number.

    Args:
        nodes (iterable): (number, type, {feature type: array}).
        edges (iterable): (number, type, weight, source, target, {feature type: array}).
        features (dict, optional): {feature type: array} of the graph as a whole.
    """

    def __init__(self, nodes, edges, features=None):
        self.nodes, self.edges, self.features = {}, {}, features or {}
        self._nodes_by_type, self._edges_by_type = {}, {}
        self._blank_node, self._blank_edge = {}, {}
        for number, kind, given in nodes:
            self.nodes[number] = Node(kind, given)
            self._nodes_by_type.setdefault(kind, []).append(number)
            _note(self._blank_node, given)
        for number, kind, weight, source, target, given in edges:
            for end, name in ((source, "src"), (target, "dst")):
                if end not in self.nodes:
                    raise pipeline_error(f"{name} node with id '{end}' has not been created yet.")
            self.nodes[source].add(target, self.nodes[target].kind, weight, number)
            self.edges[number] = (source, target, given)
            self._edges_by_type.setdefault(kind, []).append(number)
            _note(self._blank_edge, given)
        self._engine = MT32(fresh_seed())

    def info(self):
        """Types, numbers of nodes and edges, types of features."""
        return {
            "node_type": sorted(self._nodes_by_type),
            "edge_type": sorted(self._edges_by_type),
            "node_num": {k: len(v) for k, v in self._nodes_by_type.items()},
            "edge_num": {k: len(v) for k, v in self._edges_by_type.items()},
            "node_feature_type": sorted(self._blank_node),
            "edge_feature_type": sorted(self._blank_edge),
            "graph_feature_type": list(self.features),
        }

    def nodes_of(self, kind):
        """Numbers of the nodes of a type."""
        if kind not in self._nodes_by_type:
            raise pipeline_error(f"Invalid node type:{kind}")
        return _int32(self._nodes_by_type[kind])

    def edges_of(self, kind):
        """Numbers of the edges of a type."""
        if kind not in self._edges_by_type:
            raise pipeline_error(f"Invalid edge type:{kind}")
        return _int32(self._edges_by_type[kind])

    def ends(self, edges):
        """(source, target) of each edge."""
        if not len(edges):
            raise pipeline_error("Input edge_list is empty")
        for edge in edges:
            if edge not in self.edges:
                raise pipeline_error(f"Invalid edge id:{edge}")
        return _int32([self.edges[edge][:2] for edge in edges])

    def between(self, pairs):
        """The edge from each source to its target, -1 for none."""
        if not len(pairs):
            raise pipeline_error("Input node list is empty.")
        return _int32([self._node(a).edges.get(b, NOBODY) for a, b in pairs])

    def _node(self, number):
        if number not in self.nodes:
            raise pipeline_error(f"Invalid node id:{number}")
        return self.nodes[number]

    def _check(self, nodes, *kinds):
        if not len(nodes):
            raise pipeline_error("Input node_list is empty.")
        for kind in kinds:
            if kind not in self._nodes_by_type:
                raise pipeline_error(f"Invalid neighbor type:{kind}")

    def _check_count(self, count):
        if not 1 <= count <= len(self.nodes):
            raise pipeline_error(
                f"Wrong samples number, should be between 1 and {len(self.nodes)}, got {count}"
            )

    def neighbors(self, nodes, kind):
        """Lists of the neighbours of a type, one list per node."""
        self._check(nodes, kind)
        return [list(self._node(n).neighbors.get(kind, ())) for n in nodes]

    def padded_neighbors(self, nodes, kind):
        """Each node with its neighbours behind it, filled up with -1."""
        rows = [[n, *found] for n, found in zip(nodes, self.neighbors(nodes, kind), strict=True)]
        longest = max(map(len, rows))
        return _int32([row + [NOBODY] * (longest - len(row)) for row in rows])

    def pairs(self, nodes, kind):
        """(node, neighbour) of all neighbours."""
        found = zip(nodes, self.neighbors(nodes, kind), strict=True)
        return _int32([(n, other) for n, others in found for other in others])

    def compressed(self, nodes, kind):
        """(where each node's neighbours begin, all neighbours)."""
        found = self.neighbors(nodes, kind)
        begins = np.cumsum([0, *map(len, found)])[:-1].astype(np.int32)
        return begins, np.array([o for others in found for o in others], np.int32)

    def sampled(self, nodes, counts, kinds, by_weight):
        """Each node with random neighbours, neighbours of these, and so on."""
        self._check(nodes)
        if len(counts) != len(kinds):
            raise pipeline_error("The sizes of neighbor_nums and neighbor_types are inconsistent.")
        for count in counts:
            self._check_count(count)
        self._check(nodes, *kinds)
        rows = []
        for start in nodes:
            row, layer = [start], [start]
            self._node(start)
            for count, kind in zip(counts, kinds, strict=True):
                layer = [n for x in layer for n in self._sample(x, count, kind, by_weight)]
                row += layer
            rows.append(row)
        return _int32(rows)

    def _sample(self, number, count, kind, by_weight):
        node = None if number == NOBODY else self._node(number)
        if node is None or kind not in node.neighbors:
            return [NOBODY] * count
        known = node.neighbors[kind]
        if by_weight:
            draw = Discrete(node.weights[kind])
            return [known[draw(self._engine)] for _ in range(count)]
        found = []
        while len(found) < count:
            places = list(range(len(known)))
            shuffle(places, self._engine)
            found += [known[i] for i in places[: count - len(found)]]
        return found

    def not_neighbors(self, nodes, count, kind):
        """Each node with random nodes of a type that are not its neighbours."""
        self._check(nodes)
        self._check_count(count)
        self._check(nodes, kind)
        every = self._nodes_by_type[kind]
        places = list(range(len(every)))
        shuffle(places, self._engine)
        start, rows = 0, []
        for number in nodes:
            known = {number, *self._node(number).neighbors.get(kind, ())}
            row, again = [number], False
            if len(every) <= len(known):
                row += [NOBODY] * count
            while len(row) < count + 1:
                while start < len(places) and len(row) < count + 1:
                    other = every[places[start]]
                    start += 1
                    if other not in known:
                        row.append(other)
                if start >= len(places):
                    start, again = 0, True
            if again:
                shuffle(places, self._engine)
                start = 0
            rows.append(row)
        return _int32(rows)

    def walks(self, nodes, kinds, home, away, default):
        """A random walk from each node, step k to a neighbour of type k (Grover, Leskovec 2016)."""
        self._check(nodes)
        if not 1 <= len(kinds) <= _LONGEST:
            raise pipeline_error(
                f"Failed, meta path required between 1 and {_LONGEST}. The size of input path is "
                f"{len(kinds)}"
            )
        self._check(nodes, *kinds)
        if home < _SMALLEST or away < _SMALLEST:
            raise pipeline_error(
                f"Failed, step_home_param and step_away_param required greater than {_SMALLEST:f}. "
                f"step_home_param: {home:f}, step_away_param: {away:f}"
            )
        return _int32([self._walk(start, kinds, home, away, default) for start in nodes])

    def _walk(self, start, kinds, home, away, default):
        walk = [start]
        for k, kind in enumerate(kinds):
            near = sorted(self._node(walk[-1]).neighbors.get(kind, ()))
            if not near:
                break
            weights = None
            if k:
                before = walk[-2]
                around = set(self.nodes[before].neighbors.get(kinds[k - 1], ()))
                weights = [
                    1 / home if n == before else 1.0 if n in around else 1 / away for n in near
                ]
            # MindSpore draws these from the machine's own source of random numbers.
            walk += random.SystemRandom().choices(near, weights)
        return walk + [default] * (len(kinds) + 1 - len(walk))

    def node_features(self, nodes, kinds):
        """One array per feature type, with the features of the nodes; zeros where one has none."""
        found = {n: self.nodes[n].features for n in set(nodes.ravel().tolist()) & set(self.nodes)}
        return self._features("nodes", nodes, kinds, self._blank_node, found)

    def edge_features(self, edges, kinds):
        """One array per feature type, with the features of the edges; zeros where one has none."""
        found = {e: self.edges[e][2] for e in set(edges.ravel().tolist()) & set(self.edges)}
        return self._features("edges", edges, kinds, self._blank_edge, found)

    @staticmethod
    def _features(name, numbers, kinds, blanks, found):
        if numbers.size == 0:
            raise pipeline_error(f"Input {name} is empty")
        if not len(kinds):
            raise pipeline_error("Input feature_types is empty")
        arrays = []
        for kind in kinds:
            if kind not in blanks:
                raise pipeline_error(f"Invalid feature type:{kind}")
            blank = blanks[kind]
            rows = [found.get(n, {}).get(kind, blank) for n in numbers.ravel().tolist()]
            arrays.append(np.squeeze(np.stack(rows).reshape(*numbers.shape, *blank.shape)))
        return arrays

    def graph_features(self, kinds):
        """The features of the graph as a whole."""
        if not len(kinds):
            raise pipeline_error("Input feature_types is empty.")
        for kind in kinds:
            if kind not in self.features:
                raise pipeline_error(f"Invalid feature type:{kind}")
        return [np.array(self.features[kind]) for kind in kinds]


def _note(blanks, features):
    for kind, value in features.items():
        if kind not in blanks:
            blanks[kind] = np.zeros_like(value)


def _int32(rows):
    return np.squeeze(np.array(rows, np.int32))
