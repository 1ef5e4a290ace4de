"""Checks of the arguments of graphs."""

from __future__ import annotations

import re

import numpy as np

from ..core.validator_helpers import (
    check_dict,
    check_feature_shape,
    check_file,
    check_num_parallel_workers,
    check_value,
    type_check,
    type_check_list,
)

_LABEL = re.compile(r"(?!-)[a-zA-Z0-9_-]{1,63}(?<!-)$")


def _where(num_parallel_workers, working_mode, hostname, port, num_client, auto_shutdown):
    """What both kinds of graphs are told of workers and servers."""
    if num_parallel_workers is not None:
        check_num_parallel_workers(num_parallel_workers)
    type_check(hostname, (str,), "hostname")
    labels = hostname.removesuffix(".").split(".")
    if not hostname or len(hostname) > 255 or not all(map(_LABEL.match, labels)):
        raise ValueError("The hostname is illegal.")
    type_check(working_mode, (str,), "working_mode")
    if working_mode not in {"local", "client", "server"}:
        raise ValueError("Invalid working mode, please enter 'local', 'client' or 'server'.")
    type_check(port, (int,), "port")
    check_value(port, (1024, 65535), "port")
    type_check(num_client, (int,), "num_client")
    check_value(num_client, (1, 255), "num_client")
    type_check(auto_shutdown, (bool,), "auto_shutdown")
    if working_mode != "local":
        raise NotImplementedError(
            f"mindspore.dataset.GraphData with working_mode='{working_mode}' is not supported; "
            "load the graph in each process with working_mode='local'"
        )


def graph_file(dataset_file, *where):
    """Arguments of `GraphData`."""
    check_file(dataset_file)
    _where(*where)


def graph(edges, node_feat, edge_feat, graph_feat, node_type, edge_type, *where):
    """Arguments of `Graph`."""
    type_check(edges, (list, np.ndarray), "edges")
    edges = np.asarray(edges)
    if edges.ndim != 2 or edges.shape[0] != 2:
        raise ValueError(
            f"Input 'edges' should be of 2 dimension, here got {edges.ndim}. And shape of first "
            f"dimension should be 2, here got {edges.shape[0]}."
        )
    if not np.issubdtype(edges.dtype, np.integer):
        raise TypeError(f"Each element in input 'edges' should be int, got value: {edges}.")
    for name, given in (
        ("node_feat", node_feat), ("edge_feat", edge_feat), ("graph_feat", graph_feat),
    ):  # fmt: skip
        check_dict(given, str, np.ndarray, name)
    for name, given in (("node_type", node_type), ("edge_type", edge_type)):
        if given is not None:
            type_check(given, (list, np.ndarray), name)
            if not all(isinstance(item, str) for item in list(given)):
                raise TypeError(f"Type of each element in '{name}' should be str.")
    if edge_type is not None:
        shape = np.asarray(edge_type).shape
        if len(shape) != 1 or shape[0] != edges.shape[1]:
            raise ValueError(
                "Input 'edge_type' should be of 1 dimension, and its length should be "
                f"{edges.shape[1]}, but got {shape[0]}."
            )
    check_feature_shape(node_feat, np.max(edges) + 1, "node_feat")
    check_feature_shape(edge_feat, edges.shape[1], "edge_feat")
    _where(*where)


def numbers(given, name, kind=int):
    """A list or array of numbers (or of names)."""
    type_check(given, (list, np.ndarray), name)
    if isinstance(given, list):
        type_check_list(given, (kind,), [f"param_{i}" for i in range(len(given))])
        return
    wanted = np.int32 if kind is int else np.str_
    if given.dtype != wanted and not (kind is str and given.dtype.kind == "U"):
        raise TypeError(f"Each member in {name} should be of type {wanted}. Got {given.dtype}.")


def pairs(given):
    """A list of pairs, or an array (n, 2)."""
    type_check(given, (list, np.ndarray), "node_list")
    if isinstance(given, np.ndarray):
        if given.ndim != 2:
            raise ValueError(f"Input ndarray must be in dimension 2. Got {given.ndim}")
        if given.shape[1] != 2:
            raise ValueError(
                "Each member in node_list must be a pair which means length == 2. Got length "
                f"{given.shape[1]}"
            )
        if given.dtype != np.int32:
            raise TypeError(f"Each member in node_list should be of type int32. Got {given.dtype}.")
        return
    type_check_list(given, (tuple,), "node_list")
    for i, pair in enumerate(given):
        if len(pair) != 2:
            raise ValueError(
                f"Each member in node_list[{i}] must be a pair which means length == 2. Got length "
                f"{len(pair)}"
            )
        type_check_list(pair, (int,), [f"node_list[{i}], number #{k} element" for k in (1, 2)])


def layers(counts, kinds, kind):
    """What is sampled, layer by layer."""
    numbers(counts, "neighbor_nums")
    for name, given in (("neighbor_nums", counts), ("neighbor_types", kinds)):
        if name == "neighbor_types":
            numbers(given, name, kind)
        if not 1 <= len(given) <= 6:
            raise ValueError(
                f"Wrong number of input members for {name}, should be between 1 and 6, got "
                f"{len(given)}."
            )
    if len(counts) != len(kinds):
        raise ValueError(
            "The number of members of neighbor_nums and neighbor_types is inconsistent."
        )


def aligned(given, name):
    """A list of ints, nested to one shape, or an array of int32."""
    type_check(given, (list, np.ndarray), name)
    if isinstance(given, np.ndarray):
        if given.dtype != np.int32:
            raise TypeError(f"Each member in {given} should be of type int32. Got {given.dtype}.")
        return
    _aligned(given, name)


def _aligned(given, name):
    if not given:
        raise TypeError(f"Parameter {name} or its members are empty")
    lists = [isinstance(item, list) for item in given]
    if any(lists):
        if not all(lists) or len({len(item) for item in given}) > 1:
            raise TypeError(f"The type of each member of the parameter {name} is inconsistent.")
        for item in given:
            _aligned(item, name)
    elif not all(isinstance(item, int) and not isinstance(item, bool) for item in given):
        raise TypeError(f"Each member in {name} should be of type {int}.")
