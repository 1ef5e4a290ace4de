"""Graphs from arrays; answers as MindSpore 2.0.0 gives them."""

import numpy as np
import pytest

import compat.mindspore_api.dataset as ds


@pytest.fixture
def graph():
    return ds.Graph(
        [[0, 1, 2, 0], [1, 2, 0, 2]],
        node_feat={"a": np.arange(6).reshape(3, 2)},
        edge_feat={"w": np.arange(4).reshape(4, 1)},
        graph_feat={"y": np.arange(3)},
    )


def test_a_graph_tells_its_types(graph):
    assert graph.graph_info() == {
        "node_type": ["0"],
        "edge_type": ["0"],
        "node_num": {"0": 3},
        "edge_num": {"0": 4},
        "node_feature_type": ["a"],
        "edge_feature_type": ["w"],
        "graph_feature_type": ["y"],
    }


def test_neighbors_come_as_table_pairs_and_offsets(graph):
    assert graph.get_all_neighbors([0, 1], "0").tolist() == [[0, 1, 2], [1, 2, -1]]
    pairs = graph.get_all_neighbors([0, 1], "0", ds.OutputFormat.COO)
    assert pairs.tolist() == [[0, 1], [0, 2], [1, 2]]
    begins, others = graph.get_all_neighbors([0, 1], "0", ds.OutputFormat.CSR)
    assert (begins.tolist(), others.tolist()) == ([0, 2], [1, 2, 2])


def test_features_of_nobody_are_zeros(graph):
    (nodes,) = graph.get_node_feature([0, 2, -1], ["a"])
    assert nodes.tolist() == [[0, 1], [4, 5], [0, 0]]
    (edges,) = graph.get_edge_feature([1, 3], ["w"])
    assert edges.tolist() == [1, 3]
    assert graph.get_graph_feature(["y"])[0].tolist() == [0, 1, 2]


def test_edges_and_their_ends(graph):
    assert graph.get_edges_from_nodes([(0, 1), (1, 0)]).tolist() == [0, -1]
    assert graph.get_nodes_from_edges([0, 3]).tolist() == [[0, 1], [0, 2]]


def test_samples_are_neighbors_or_are_not(graph):
    sampled = graph.get_sampled_neighbors([0, 1], [2, 1], ["0", "0"])
    assert sampled.shape == (2, 5)
    assert sorted(sampled[0, 1:3].tolist()) == [1, 2]
    assert sampled[1, 1:].tolist() == [2, 2, 0, 0]
    assert graph.get_neg_sampled_neighbors([1], 2, "0").tolist() == [1, 0, 0]


def test_walks_follow_edges():
    ring = ds.Graph([[0, 1, 2], [1, 2, 0]])
    assert ring._store.walks([0, 2], ["0", "0"], 1.0, 1.0, -1).tolist() == [[0, 1, 2], [2, 0, 1]]


def test_an_unknown_type_is_refused(graph):
    with pytest.raises(ValueError, match="Given node type z is not exist in graph"):
        graph.get_all_nodes("z")
    with pytest.raises(RuntimeError, match="Invalid node id:9"):
        graph.get_all_neighbors([9], "0")


class Scenes(ds.InMemoryGraphDataset):
    def process(self):
        self.graphs = [
            ds.Graph([[0, 1], [1, 0]], graph_feat={"y": np.array([k])}) for k in range(3)
        ]

    def __getitem__(self, index):
        return tuple(self.graphs[index].get_graph_feature(["y"]))

    def __len__(self):
        return len(self.graphs)


def test_graphs_are_made_once_and_read_back(tmp_path):
    for _ in range(2):
        rows = Scenes(str(tmp_path), column_names=["y"], shuffle=False)
        seen = [
            row[0].item() for row in rows.create_tuple_iterator(num_epochs=1, output_numpy=True)
        ]
        assert sorted(seen) == [0, 1, 2]
    assert len(list((tmp_path / "processed").iterdir())) == 3
