"""What networkx has lost since 2.3."""

from __future__ import annotations

from typing import Any

from .offer import Old, alias, warn_once


def _to_numpy_matrix(nx: Any) -> Any:
    def to_numpy_matrix(G: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N803
        import numpy

        return numpy.asmatrix(nx.to_numpy_array(G, *args, **kwargs))

    return to_numpy_matrix


def _component_subgraphs(parts: str) -> Any:
    def make(nx: Any) -> Any:
        def subgraphs(G: Any, copy: bool = True) -> Any:  # noqa: N803
            for nodes in getattr(nx, parts)(G):
                found = G.subgraph(nodes)
                yield found.copy() if copy else found

        return subgraphs

    return make


def _info(nx: Any) -> Any:
    def info(G: Any, n: Any = None) -> str:  # noqa: N803
        if n is not None:
            neighbours = " ".join(str(m) for m in G.neighbors(n))
            head = f"Node {n} has the following properties:"
            return f"{head}\nDegree: {G.degree[n]}\nNeighbors: {neighbours}"
        return str(G)

    return info


NETWORKX = (
    Old("to_numpy_matrix", "networkx 3.0", "networkx.to_numpy_array", _to_numpy_matrix),
    alias("from_numpy_matrix", "networkx 3.0", "networkx.from_numpy_array", "from_numpy_array"),
    alias(
        "to_scipy_sparse_matrix",
        "networkx 3.0",
        "networkx.to_scipy_sparse_array",
        "to_scipy_sparse_array",
    ),
    alias(
        "from_scipy_sparse_matrix",
        "networkx 3.0",
        "networkx.from_scipy_sparse_array",
        "from_scipy_sparse_array",
    ),
    *(
        Old(
            f"{kind}_component_subgraphs",
            "networkx 2.4",
            f"[G.subgraph(c) for c in networkx.{kind}_components(G)]",
            _component_subgraphs(f"{kind}_components"),
        )
        for kind in ("connected", "biconnected", "strongly_connected", "weakly_connected")
    ),
    Old("info", "networkx 3.0", "print(G)", _info),
)


def change(nx: Any) -> None:
    """`Graph.node`, today `Graph.nodes`."""
    if not hasattr(nx.Graph, "node"):
        nx.Graph.node = property(_node)


def _node(graph: Any) -> Any:
    warn_once("networkx.Graph.node", "networkx 2.4", "G.nodes")
    return graph.nodes
