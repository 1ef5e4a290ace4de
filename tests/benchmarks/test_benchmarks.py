"""The harness of the benchmarks: figures, peers that are absent, and what old Pythons must read."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest

from benchmarks.grid import CASES
from benchmarks.report import OUT, compact, geometric_mean, medians, table
from benchmarks.runs import STEP
from benchmarks.timing import Measured, Peer, in_turn

PEERS = Path(__file__).parents[2] / "benchmarks" / "peers"


def test_ratios_are_taken_round_by_round():
    measured = Measured("case", "forward", "", {"torch": [1.0, 2.0, 4.0], "ours": [2.0, 2.0, 2.0]})
    ratio = measured.ratio("ours", "torch")
    assert (ratio.low, ratio.median, ratio.high) == (0.5, 1.0, 2.0)
    assert measured.ratio("absent", "torch") is None


def test_tables_and_means():
    assert table(["a", "b"], [["x", "1"]]) == "| a | b |\n|---|---:|\n| x | 1 |"
    assert geometric_mean([1.0, 4.0]) == pytest.approx(2.0)


def test_a_peer_that_cannot_start_says_why():
    peer = Peer("absent", sys.executable, "no_such_module")
    assert "no_such_module" in peer.absent
    peer.close()


def test_a_peer_times_what_it_is_given():
    peer = Peer("numpy", sys.executable, "numpy_ops")
    assert peer.absent is None
    times = in_turn([peer], {"operator": "add", "map": "forward"}, 3, 0.003)
    assert len(times["numpy"]) == 3
    assert in_turn([peer], {"operator": "add", "map": "gradient"}, 3, 0.003) == {}
    peer.close()


def test_the_grid_has_every_family_in_both_batches():
    assert {case.batch for case in CASES} == {1, 16}
    assert len({case.name for case in CASES}) == len(CASES)
    assert {case.rank for case in CASES} == {1, 2, 3}


@pytest.mark.parametrize("path", sorted(PEERS.glob("*.py")), ids=lambda p: p.name)
def test_peers_can_be_read_by_the_originals_pythons(path):
    ast.parse(path.read_text(), feature_version=(3, 7))


def test_the_lines_of_the_examples_are_understood():
    found = STEP.search("step   25  discriminator 1.2  generator 0.7  12.5 ms a step")
    assert found.groups() == ("25", "12.5")


def test_pages_keep_medians_and_no_rounds():
    tasks = [
        {"name": "a", "map": "forward", "family": "", "times": {"torch": [1.0, 3.0, 2.0]}},
        {"name": "a", "map": "both", "family": "", "times": {"ours": [0.12345]}},
    ]
    assert medians(tasks) == {
        "peers": ["torch", "ours"],
        "maps": ["forward", "both"],
        "cases": {"a": [[2, None], [None, 0.123]]},
    }
    assert medians([{"a": {"b": 1}}, {"a": {"b": 3}}, {"a": {"b": 4}}]) == {"a": {"b": 3}}


@pytest.mark.parametrize("path", sorted(OUT.glob("*.json")), ids=lambda p: p.stem)
def test_data_beside_a_page_is_small(path):
    assert path.stat().st_size < 15_000, "medians only"
    assert compact(json.loads(path.read_text())) == path.read_text()
