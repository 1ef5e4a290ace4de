"""Collectives, their derivatives and their failures, between real processes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from .launching import run_ranks

pytest.importorskip("torch", reason="the processes exchange arrays through torch's gloo")

PROGRAMS = Path(__file__).with_name("programs")
MEET = (PROGRAMS / "meet.py").read_text()
VALUES = MEET + (PROGRAMS / "values.py").read_text()


DTYPES = (
    "float16", "float32", "float64", "int8", "uint8", "int32", "int64", "bool", "complex64",
)  # fmt: skip


def dtype_cases(size):
    """(key, dtype, shape, values by rank) by the formulas, in NumPy."""
    for dtype in DTYPES:
        xs = [(np.arange(size * 6).reshape(size * 2, 3) + 1 + r).astype(dtype) for r in range(size)]
        total = np.any(xs, axis=0) if dtype == "bool" else np.sum(xs, axis=0).astype(dtype)
        yield f"{dtype} {'max' if dtype == 'bool' else 'sum'}", dtype, [total] * size
        yield f"{dtype} gather", dtype, [np.concatenate(xs)] * size
        yield f"{dtype} broadcast", dtype, [xs[-1]] * size
        parts = [np.split(x, size) for x in xs]
        yield (
            f"{dtype} exchange",
            dtype,
            [np.concatenate([p[r] for p in parts]) for r in range(size)],
        )


@pytest.mark.parametrize("size", [2, 3])
def test_values_of_every_collective(tmp_path, size):
    done = run_ranks(VALUES, size, tmp_path)
    assert [d.status for d in done] == [0] * size, done[0].errors
    found = [json.loads(d.output) for d in done]
    for key, dtype, wanted in dtype_cases(size):
        for rank in range(size):
            kind, shape, values = found[rank][key]
            assert kind == dtype
            assert shape == list(wanted[rank].shape)
            assert np.array_equal(values, np.abs(wanted[rank].astype("complex128")))
    ranks = np.arange(size)
    for one in found:
        assert one["prod"] == [np.prod(ranks + 2), np.prod(5 - ranks)]
        assert one["max"] == [size + 1, 5]
        assert one["min"] == [2, 6 - size]
        assert one["empty"] == [0, 3]
        assert one["scalar"] == ranks.sum()
        assert one["turned"] == np.tile([[0.0, 3], [1, 4], [2, 5]], (size, 1)).tolist()
        assert one["many"] == [[[size, size]] * 2, 3 * size, [ranks.sum()] * 3]
    assert [one.get("pair") for one in found] == [None] * (size - 2) + [[2.0]] * 2


GRADIENTS = MEET + (PROGRAMS / "gradients.py").read_text()


def test_gradients_follow_the_formulas(tmp_path):
    done = run_ranks(GRADIENTS, 2, tmp_path)
    assert [d.status for d in done] == [0, 0], done[0].errors
    found = [json.loads(d.output) for d in done]
    xs = [np.arange(8.0).reshape(4, 2) % 3 + 1 + r for r in range(2)]
    gs = [np.arange(8.0).reshape(4, 2) + 10 * r for r in range(2)]
    wide = [np.arange(16.0).reshape(8, 2) + 10 * r for r in range(2)]
    narrow = [np.arange(4.0).reshape(2, 2) + 10 * r for r in range(2)]
    for r, one in enumerate(found):
        assert one["sum"] == sum(gs).tolist()
        assert np.allclose(one["prod"], sum(gs) * xs[0] * xs[1] / xs[r])
        assert one["max"] == (sum(gs) * (xs[r] == np.maximum(*xs))).tolist()
        assert one["gather"] == np.split(sum(wide), 2)[r].tolist()
        assert one["scatter"] == np.concatenate(narrow).tolist()
        assert one["exchange"] == np.concatenate([np.split(g, 2)[r] for g in gs]).tolist()
        assert one["broadcast"] == gs[r].tolist()


FAILURES = {
    "shapes": (
        "processes.all_reduce(given(np.ones(3 + rank, 'float32')))",
        "rank 0 calls all_reduce(float32, (3,), sum, group 'world'), call 1, but rank 1 calls "
        "all_reduce(float32, (4,), sum",
    ),
    "dtypes": (
        "processes.all_gather(given(np.ones(3, ('float32', 'int64')[rank])))",
        "but rank 1 calls all_gather(int64",
    ),
    "order": (
        "x = given(np.ones(3, 'float32'))\n"
        "processes.broadcast(x, 0) if rank else processes.all_reduce(x)",
        "rank 0 calls all_reduce(float32, (3,), sum, group 'world'), call 1, but rank 1 calls "
        "broadcast(float32, (3,), root 0",
    ),
    "raises": (
        "if rank: raise ValueError('bad data')\nprocesses.barrier()",
        "rank 0 failed in barrier(, group 'world'), call 1; rank 1 ended with ValueError: bad data",
    ),
    "dies": ("if rank: os._exit(3)\nprocesses.barrier()", "rank 1 does not answer: it died"),
    "hangs": (
        "time.sleep(12 * rank)\nprocesses.barrier()",
        "rank 1 does not answer: it died or hangs",
    ),
}


@pytest.mark.parametrize("case", FAILURES)
def test_failures_name_rank_and_call(tmp_path, case):
    code, words = FAILURES[case]
    done = run_ranks(MEET + code, 2, tmp_path, COMPAT_PROCESS_TIMEOUT=6)
    assert done[0].status == 1
    assert words in done[0].errors


def test_a_rank_that_does_not_come_is_named(tmp_path):
    program = "import os\nif os.environ['RANK'] == '1': raise SystemExit\n" + MEET
    done = run_ranks(program, 2, tmp_path, COMPAT_PROCESS_TIMEOUT=4)
    assert "rank 1 of 2 did not come to 127.0.0.1:" in done[0].errors


def test_a_taken_port_is_named(tmp_path):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_ranks(MEET, 1, tmp_path, MASTER_PORT=port, WORLD_SIZE=2)
    assert f"cannot listen at 127.0.0.1:{port}: the port is taken" in done[0].errors


def test_sizes_that_differ_are_named(tmp_path):
    done = run_ranks(MEET, 2, tmp_path, WORLD_SIZE=lambda r: 2 + r)
    assert "rank 0 counts 2 processes, but rank 1 counts 3" in done[0].errors


@pytest.mark.skipif(os.environ.get("COMPAT_BACKEND") == "numpy", reason="the same backend")
def test_numpy_shares_its_memory_with_gloo(tmp_path):
    done = run_ranks(VALUES, 2, tmp_path, COMPAT_BACKEND="numpy")
    assert [d.status for d in done] == [0, 0], done[0].errors
