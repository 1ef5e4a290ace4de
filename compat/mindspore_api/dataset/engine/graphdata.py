"""Graphs for graph networks: from MindRecord files, from arrays, and as rows of a dataset."""

from __future__ import annotations

import os
import random
from enum import IntEnum

import numpy as np

from . import graph_validators as check
from .datasets_user_defined import GeneratorDataset
from .graph_files import graph_of, read_table, scene_of
from .graph_store import GraphStore


class SamplingStrategy(IntEnum):
    """How neighbours are sampled: each as likely as the others, or by the weights of the edges."""

    RANDOM = 0
    EDGE_WEIGHT = 1


class OutputFormat(IntEnum):
    """How neighbours are given: a padded table, pairs, or offsets and one long list."""

    NORMAL = 0
    COO = 1
    CSR = 2


class GraphData:
    """A graph from a MindRecord file; types and features are numbers.

    Args:
        dataset_file (str): the file.
        num_parallel_workers (int, optional): no effect, the graph is read once. Default: None.
        working_mode (str): only "local". Default: "local".
        hostname (str), port (int), num_client (int), auto_shutdown (bool): of a server, no effect.

    Raises:
        NotImplementedError: another working mode.
        ValueError: no such file, or arguments out of range.
    """

    _kind = int

    def __init__(
        self, dataset_file, num_parallel_workers=None, working_mode="local", hostname="127.0.0.1",
        port=50051, num_client=1, auto_shutdown=True,
    ):  # fmt: skip
        check.graph_file(
            dataset_file, num_parallel_workers, working_mode, hostname, port, num_client,
            auto_shutdown,
        )  # fmt: skip
        self._working_mode = working_mode
        self._store = graph_of(dataset_file)

    # Names of types and features; a graph from a file has none.
    def _node_type(self, given, name="node type"):
        return given

    _edge_type = _node_feature = _edge_feature = _node_type

    def get_all_nodes(self, node_type):
        """Numbers of the nodes of a type.

        Args:
            node_type (int; str for `Graph`): the type.

        Returns:
            numpy.ndarray of int32.

        Raises:
            RuntimeError: no such type.
        """
        check.type_check(node_type, (self._kind,), "node_type")
        return self._store.nodes_of(self._node_type(node_type))

    def get_all_edges(self, edge_type):
        """Numbers of the edges of a type.

        Args:
            edge_type (int; str for `Graph`): the type.

        Returns:
            numpy.ndarray of int32.

        Raises:
            RuntimeError: no such type.
        """
        check.type_check(edge_type, (self._kind,), "edge_type")
        return self._store.edges_of(self._edge_type(edge_type))

    def get_nodes_from_edges(self, edge_list):
        """Source and target of edges.

        Args:
            edge_list (list of int or numpy.ndarray): numbers of edges.

        Returns:
            numpy.ndarray of int32, (edges, 2).

        Raises:
            RuntimeError: no such edge, or none given.
        """
        check.numbers(edge_list, "edge_list")
        return self._store.ends(np.asarray(edge_list).tolist())

    def get_edges_from_nodes(self, node_list):
        """Edges between nodes, -1 for none.

        Args:
            node_list (list of tuple, or numpy.ndarray (n, 2)): sources and targets.

        Returns:
            numpy.ndarray of int32.

        Raises:
            RuntimeError: no such source, or none given.
        """
        check.pairs(node_list)
        return self._store.between([tuple(map(int, pair)) for pair in node_list])

    def get_all_neighbors(self, node_list, neighbor_type, output_format=OutputFormat.NORMAL):
        """All neighbours of a type.

        Args:
            node_list (list of int or numpy.ndarray): nodes.
            neighbor_type (int; str for `Graph`): the type.
            output_format (OutputFormat): NORMAL: each node with its neighbours behind it, filled up
                with -1; COO: pairs; CSR: offsets and neighbours. Default: NORMAL.

        Returns:
            numpy.ndarray of int32, two of them for CSR.

        Raises:
            RuntimeError: no such node or type.
        """
        check.numbers(node_list, "node_list")
        check.type_check(neighbor_type, (self._kind,), "neighbour_type")
        kind = self._node_type(neighbor_type, "neighbor node type")
        nodes = np.asarray(node_list).tolist()
        if output_format == OutputFormat.CSR:
            return self._store.compressed(nodes, kind)
        if output_format == OutputFormat.COO:
            return self._store.pairs(nodes, kind)
        return self._store.padded_neighbors(nodes, kind)

    def get_sampled_neighbors(
        self, node_list, neighbor_nums, neighbor_types, strategy=SamplingStrategy.RANDOM
    ):
        """Random neighbours, neighbours of these, and so on.

        Args:
            node_list (list of int or numpy.ndarray): nodes.
            neighbor_nums (list of int): how many, layer by layer; at most 6 layers.
            neighbor_types (list of int; of str for `Graph`): of which type.
            strategy (SamplingStrategy): by weight or not. Default: RANDOM.

        Returns:
            numpy.ndarray of int32: each node with what was sampled for it.

        Raises:
            RuntimeError: no such node or type, or a number out of range.
            TypeError: another strategy.
        """
        check.numbers(node_list, "node_list")
        check.layers(neighbor_nums, neighbor_types, self._kind)
        if not isinstance(strategy, SamplingStrategy):
            raise TypeError("Wrong input type for strategy, should be enum of 'SamplingStrategy'.")
        kinds = [self._node_type(t, "neighbor node type") for t in _plain(neighbor_types)]
        by_weight = strategy is SamplingStrategy.EDGE_WEIGHT
        return self._store.sampled(_plain(node_list), _plain(neighbor_nums), kinds, by_weight)

    def get_neg_sampled_neighbors(self, node_list, neg_neighbor_num, neg_neighbor_type):
        """Random nodes that are no neighbours.

        Args:
            node_list (list of int or numpy.ndarray): nodes.
            neg_neighbor_num (int): how many.
            neg_neighbor_type (int; str for `Graph`): of which type.

        Returns:
            numpy.ndarray of int32: each node with what was sampled for it.

        Raises:
            RuntimeError: no such node or type, or a number out of range.
        """
        check.numbers(node_list, "node_list")
        check.type_check(neg_neighbor_num, (int,), "neg_neighbor_num")
        check.type_check(neg_neighbor_type, (self._kind,), "neg_neighbor_type")
        kind = self._node_type(neg_neighbor_type, "neighbor node type")
        return self._store.not_neighbors(_plain(node_list), neg_neighbor_num, kind)

    def get_node_feature(self, node_list, feature_types):
        """Features of nodes, zeros where a node has none.

        Args:
            node_list (list of int, nested or not, or numpy.ndarray): nodes; -1 stands for none.
            feature_types (list of int; of str for `Graph`): which features.

        Returns:
            list of numpy.ndarray.

        Raises:
            RuntimeError: no such feature.
        """
        check.aligned(node_list, "node_list")
        check.numbers(feature_types, "feature_types", self._kind)
        kinds = [self._node_feature(t, "node feature type") for t in _plain(feature_types)]
        return self._store.node_features(np.asarray(node_list, np.int32), kinds)

    def get_edge_feature(self, edge_list, feature_types):
        """Features of edges, zeros where an edge has none.

        Args:
            edge_list (list of int, nested or not, or numpy.ndarray): edges.
            feature_types (list of int; of str for `Graph`): which features.

        Returns:
            list of numpy.ndarray.

        Raises:
            RuntimeError: no such feature.
        """
        check.aligned(edge_list, "edge_list")
        check.numbers(feature_types, "feature_types", self._kind)
        kinds = [self._edge_feature(t, "edge feature type") for t in _plain(feature_types)]
        return self._store.edge_features(np.asarray(edge_list, np.int32), kinds)

    def graph_info(self):
        """Types of nodes and edges, how many of each, types of features.

        Returns:
            dict.
        """
        return self._store.info()

    def random_walk(
        self, target_nodes, meta_path, step_home_param=1.0, step_away_param=1.0, default_node=-1
    ):
        """A random walk from each node.

        Args:
            target_nodes (list of int or numpy.ndarray): where walks start.
            meta_path (list of int): type of the node of each step.
            step_home_param (float): larger: rarely back at once. Default: 1.0.
            step_away_param (float): larger: rarely away. Default: 1.0.
            default_node (int): stands for steps that are not possible. Default: -1.

        Returns:
            numpy.ndarray of int32.

        Raises:
            RuntimeError: no such node or type, or a parameter out of range.
        """
        check.numbers(target_nodes, "target_nodes")
        check.numbers(meta_path, "meta_path")
        check.type_check(step_home_param, (float,), "step_home_param")
        check.type_check(step_away_param, (float,), "step_away_param")
        check.type_check(default_node, (int,), "default_node")
        check.check_value(default_node, (-1, 2**31 - 1), "default_node")
        return self._store.walks(
            _plain(target_nodes), _plain(meta_path), step_home_param, step_away_param, default_node
        )


def _plain(given):
    return np.asarray(given).tolist()


class Graph(GraphData):
    """A graph from arrays; types and features have names.

    Args:
        edges (list or numpy.ndarray (2, n)): sources and targets, nodes counted from 0.
        node_feat, edge_feat, graph_feat (dict, optional): {name: array}; "weight" of edges is their
            weight. Default: None.
        node_type, edge_type (list or numpy.ndarray of str, optional): Default: None, "0" for all.
        num_parallel_workers (int, optional): no effect. Default: None.
        working_mode (str): only "local". Default: "local".
        hostname (str), port (int), num_client (int), auto_shutdown (bool): of a server, no effect.

    Raises:
        NotImplementedError: another working mode.
        TypeError, ValueError: arguments of another type or shape.

    Examples:
        >>> import mindspore.dataset as ds
        >>> graph = ds.Graph([[0, 1, 2], [1, 2, 0]])
        >>> graph.get_all_nodes("0").tolist()
        [0, 1, 2]
    """

    _kind = str

    def __init__(
        self, edges, node_feat=None, edge_feat=None, graph_feat=None, node_type=None,
        edge_type=None, num_parallel_workers=None, working_mode="local", hostname="127.0.0.1",
        port=50051, num_client=1, auto_shutdown=True,
    ):  # fmt: skip
        check.graph(
            edges, node_feat, edge_feat, graph_feat, node_type, edge_type, num_parallel_workers,
            working_mode, hostname, port, num_client, auto_shutdown,
        )  # fmt: skip
        self._working_mode = working_mode
        edges = np.asarray(edges, np.int32)
        count = int(edges.max()) + 1
        if node_type is not None and np.shape(node_type) != (count,):
            raise ValueError(
                f"Input 'node_type' should be of 1 dimension, and its length should be {count}, "
                f"but got {len(np.shape(node_type))}."
            )
        node_types = ["0"] * count if node_type is None else list(map(str, node_type))
        edge_types = ["0"] * edges.shape[1] if edge_type is None else list(map(str, edge_type))
        self._node_types, self._edge_types = set(node_types), set(edge_types)
        self._node_features, self._edge_features = node_feat or {}, dict(edge_feat or {})
        weights = np.ravel(self._edge_features.get("weight", np.ones(edges.shape[1])))
        self._store = GraphStore(
            ((i, kind, _part(self._node_features, i)) for i, kind in enumerate(node_types)),
            (
                (i, kind, float(weights[i]), int(a), int(b), _part(self._edge_features, i))
                for i, (kind, a, b) in enumerate(zip(edge_types, *edges.tolist(), strict=True))
            ),
            graph_feat,
        )

    def _node_type(self, given, name="node type"):
        return _known(given, self._node_types, name)

    def _edge_type(self, given, name="node type"):
        return _known(given, self._edge_types, name)

    def _node_feature(self, given, name):
        return _known(given, self._node_features, name)

    def _edge_feature(self, given, name):
        return _known(given, self._edge_features, name)

    def get_graph_feature(self, feature_types):
        """Features of the graph as a whole.

        Args:
            feature_types (list of str): which.

        Returns:
            list of numpy.ndarray.

        Raises:
            ValueError: no such feature.
        """
        check.numbers(feature_types, "feature_types", str)
        features = self._store.features
        return self._store.graph_features(
            [_known(t, features, "graph feature type") for t in _plain(feature_types)]
        )


def _known(given, known, name):
    if given not in known:
        raise ValueError(
            f"Given {name} {given} is not exist in graph, existed is: {sorted(known)}."
        )
    return given


def _part(features, i):
    return {name: value[i] for name, value in features.items()}


def save_graphs(path, graph_list, num_graphs_per_file=1, data_format="numpy"):
    """Write graphs as .npz files named after the numbers of the graphs in them."""
    for first in range(0, len(graph_list), num_graphs_per_file):
        last = min(first + num_graphs_per_file, len(graph_list)) - 1
        arrays = {}
        for k in range(first, last + 1):
            arrays |= {f"graph_{k}_{name}": a for name, a in _arrays(graph_list[k]).items()}
        np.savez(os.path.join(path, f"graph_{first}_{last}.npz"), **arrays)


def _arrays(graph):
    info = graph.graph_info()
    edges = graph.get_all_edges(info["edge_type"][0])
    nodes = graph.get_all_nodes(info["node_type"][0])
    arrays = {"edges": np.array(graph.get_nodes_from_edges(edges)).transpose()}
    for kind, load in (
        ("node", lambda names: graph.get_node_feature(nodes, names)),
        ("edge", lambda names: graph.get_edge_feature(edges, names)),
        ("graph", graph.get_graph_feature),
    ):
        names = info[f"{kind}_feature_type"]
        if names:
            found = zip(names, load(names), strict=True)
            arrays |= {f"{kind}_feat_{name}": array for name, array in found}
    return arrays


def load_graphs(path, data_format="numpy", num_parallel_workers=1):
    """Graphs of the .npz files of a folder; those of one file come in random order."""
    graphs = []
    for name in os.listdir(path):
        if not name.endswith("npz"):
            continue
        first, last = map(int, name.removesuffix(".npz").split("_")[1:3])
        numbers = list(range(first, last + 1))
        random.shuffle(numbers)
        with np.load(os.path.join(path, name), allow_pickle=False) as data:
            graphs += [_loaded(data, k, num_parallel_workers) for k in numbers]
    return graphs


def _loaded(data, k, workers):
    def features(kind):
        prefix = f"graph_{k}_{kind}_feat_"
        found = {f.removeprefix(prefix): data[f] for f in data.files if f.startswith(prefix)}
        if kind == "graph":
            return found
        return {n: a.reshape(-1, 1) if a.ndim == 1 else a for n, a in found.items()}

    return Graph(
        data[f"graph_{k}_edges"], features("node"), features("edge"), features("graph"),
        num_parallel_workers=workers,
    )  # fmt: skip


class InMemoryGraphDataset(GeneratorDataset):
    """Base of datasets of graphs: `process` makes `self.graphs` once, files keep them.

    A subclass has `__getitem__`, `__len__` and, unless it fills `self.graphs` otherwise, `process`.

    Args:
        data_dir (str): folder of the raw data.
        save_dir (str): folder within it for the graphs. Default: "./processed".
        column_names (str or list of str): Default: "graph".
        num_samples, num_parallel_workers, shuffle, num_shards, shard_id, python_multiprocessing,
            max_rowsize: as of GeneratorDataset.
    """

    def __init__(
        self, data_dir, save_dir="./processed", column_names="graph", num_samples=None,
        num_parallel_workers=1, shuffle=None, num_shards=None, shard_id=None,
        python_multiprocessing=True, max_rowsize=6,
    ):  # fmt: skip
        self.graphs = []
        self.data_dir, self.save_dir = data_dir, save_dir
        self.processed_path = os.path.join(data_dir, save_dir)
        self.processed = False
        if "process" in type(self).__dict__:
            self._process()
        if self.processed:
            self.load()
        super().__init__(
            _rows_of(self), column_names, num_samples=num_samples,
            num_parallel_workers=num_parallel_workers, shuffle=shuffle, num_shards=num_shards,
            shard_id=shard_id, python_multiprocessing=python_multiprocessing,
            max_rowsize=max_rowsize,
        )  # fmt: skip

    def process(self):
        """Make `self.graphs` of the raw data; the program's.

        Raises:
            NotImplementedError: it is not.
        """
        raise NotImplementedError("'process' method should be implemented in your own logic.")

    def save(self):
        """Write `self.graphs`."""
        save_graphs(self.processed_path, self.graphs)

    def load(self):
        """Read `self.graphs`."""
        self.graphs = load_graphs(self.processed_path, num_parallel_workers=1)

    def _process(self):
        if os.path.isdir(self.processed_path) and os.listdir(self.processed_path):
            self.processed = True
            return
        os.makedirs(self.processed_path, exist_ok=True)
        self.process()
        self.save()


def _rows_of(dataset):
    """An object with the methods and attributes of a subclass, but without those of a dataset."""
    members = {
        name: member
        for name, member in type(dataset).__dict__.items()
        if name not in ("__new__", "__init__", "__dict__", "__weakref__")
    }
    made = type(f"{type(dataset).__name__}Rows", (), members)()
    made.__dict__.update(dataset.__dict__)
    return made


class ArgoverseDataset(InMemoryGraphDataset):
    """Motion forecasting scenes of Argoverse as graphs.

    Args:
        data_dir (str): folder of the .pkl files, each with a pandas table.
        column_names (str or list of str): Default: "graph".
        num_parallel_workers (int): Default: 1.
        shuffle (bool, optional): Default: None.
        python_multiprocessing (bool): Default: True.
        perf_mode (bool): all arrays as features of the graph. Default: True.

    Raises:
        TypeError: `perf_mode` is no bool.
    """

    _names = ["edge_index", "x", "y", "cluster", "valid_len", "time_step_len"]

    def __init__(
        self, data_dir, column_names="graph", num_parallel_workers=1, shuffle=None,
        python_multiprocessing=True, perf_mode=True,
    ):  # fmt: skip
        if not isinstance(perf_mode, bool):
            raise TypeError(f"Type of 'perf_mode' should be bool, but got {type(perf_mode)}.")
        self.perf_mode = perf_mode
        super().__init__(
            data_dir, column_names=column_names, shuffle=shuffle,
            num_parallel_workers=num_parallel_workers,
            python_multiprocessing=python_multiprocessing,
        )  # fmt: skip

    def __getitem__(self, index):
        graph = self.graphs[index]
        if self.perf_mode:
            return tuple(graph.get_graph_feature(self._names))
        info = graph.graph_info()
        edges = graph.get_all_edges(info["edge_type"][0])
        nodes = graph.get_all_nodes(info["node_type"][0])
        ends = np.array(graph.get_nodes_from_edges(edges)).transpose()
        (x,) = graph.get_node_feature(nodes, ["x"])
        return (ends, x, *graph.get_graph_feature(self._names[2:]))

    def __len__(self):
        return len(self.graphs)

    def process(self):
        """Make the graphs of the .pkl files.

        Raises:
            ImportError: pandas is not installed.
        """
        names = [n for n in sorted(os.listdir(self.data_dir)) if n.endswith("pkl")]
        paths = [os.path.join(self.data_dir, name) for name in names]
        scenes = [scene_of(read_table(path)) for path in paths]
        longest = max(int(cluster.max()) for _, _, cluster, _ in scenes)
        self.graphs = [self._graph(*scene, longest) for scene in scenes]

    def _graph(self, x, y, cluster, edges, longest):
        last = int(cluster.max())
        filling = np.zeros((longest - last, x.shape[1]), x.dtype)
        features = {
            "y": y,
            "cluster": np.hstack([cluster, np.arange(last + 1, longest + 1)]),
            "valid_len": np.array([last]),
            "time_step_len": np.array([longest + 1]),
        }
        x = np.vstack([x, filling])
        if self.perf_mode:
            return Graph(edges, graph_feat={"edge_index": edges, "x": x, **features})
        return Graph(edges, node_feat={"x": x}, graph_feat=features)
