"""Collectives, their derivatives and their failures, between real processes."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import numpy as np
import pytest

from compat.core.processes.launching import free_ports

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


def cotangents(size, *shape):
    return [np.arange(np.prod(shape), dtype="float64").reshape(shape) + 10 * r for r in range(size)]


def gradient_cases(size, r):
    """(key, gradient) of rank r by the formulas, in NumPy."""
    shape = (2 * size, 2)
    xs = [np.arange(4.0 * size).reshape(shape) % 3 + 1 + k for k in range(size)]
    gs = cotangents(size, *shape)
    yield "sum", sum(gs)
    yield "prod", sum(gs) * np.prod(xs, axis=0) / xs[r]
    yield "max", sum(gs) * (xs[r] == np.max(xs, axis=0))
    yield "min", sum(gs) * (xs[r] == np.min(xs, axis=0))
    yield "gather", np.split(sum(cotangents(size, 2 * size * size, 2)), size)[r]
    yield "scatter", np.concatenate(cotangents(size, 2, 2))
    yield "exchange", np.concatenate([np.split(g, size)[r] for g in gs])
    yield "broadcast", gs[r]
    odd = sum(cotangents(size, 4 * size - 1))
    yield "odd", np.append(odd, 0).reshape(shape)
    yield "empty", np.zeros(shape)
    yield "turned", np.split(sum(cotangents(size, 2 * size, 2 * size)), size)[r].T
    if r >= size - 2:
        both = sum(cotangents(size, 4 * size, 2)[size - 2 :])
        yield "pair", np.split(both, 2)[r - size + 2]


@pytest.mark.parametrize("size", [2, 3])
def test_gradients_follow_the_formulas(tmp_path, size):
    done = run_ranks(GRADIENTS, size, tmp_path)
    assert [d.status for d in done] == [0] * size, done[0].errors
    for r in range(size):
        found, wanted = json.loads(done[r].output), dict(gradient_cases(size, r))
        assert found.keys() == wanted.keys()
        for key in wanted:
            assert np.allclose(found[key], wanted[key], rtol=1e-12), key


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
        "if rank:\n    while not Path('over').exists(): time.sleep(0.05)\n"
        "try: processes.barrier()\nfinally: Path('over').touch()",
        "rank 1 does not answer: it died or hangs",
    ),
}


@pytest.mark.parametrize("case", FAILURES)
def test_failures_name_rank_and_call(tmp_path, case):
    code, words = FAILURES[case]
    limit = 5 if case == "hangs" else 60
    done = run_ranks(MEET + code, 2, tmp_path, COMPAT_PROCESS_TIMEOUT=limit, TOGETHER=1)
    assert done[0].status == 1
    assert words in done[0].errors


def test_a_rank_that_does_not_come_is_named(tmp_path):
    program = "import os\nif os.environ['RANK'] == '1': raise SystemExit\n" + MEET
    done = run_ranks(program, 2, tmp_path, COMPAT_PROCESS_TIMEOUT=4)
    assert "rank 1 of 2 did not come to 127.0.0.1:" in done[0].errors


def test_a_taken_port_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_ranks(MEET, 1, tmp_path, MASTER_PORT=port, WORLD_SIZE=2)
    assert f"cannot listen at 127.0.0.1:{port}: the port is taken" in done[0].errors


def test_an_address_nobody_listens_at_is_named(tmp_path):
    port = free_ports(1)[0]
    values = {"RANK": 1, "MASTER_PORT": port, "COMPAT_PROCESS_TIMEOUT": 2}
    done = run_ranks(MEET, 1, tmp_path, **values, WORLD_SIZE=2)
    assert f"cannot reach 127.0.0.1:{port}, the meeting point of the processes" in done[0].errors


def test_sizes_that_differ_are_named(tmp_path):
    done = run_ranks(MEET, 2, tmp_path, WORLD_SIZE=lambda r: 2 + r)
    assert "rank 0 counts 2 processes, but rank 1 counts 3" in done[0].errors


DEVICES = """
import sys
import torch
torch.cuda.is_available = lambda: True
torch.cuda.device_count = lambda: 1
"""


def test_two_processes_on_one_gpu_are_refused(tmp_path):
    """Played on the CPU: torch is made to say that there is one device."""
    done = run_ranks(DEVICES + MEET, 2, tmp_path)
    words = "2 processes on this machine with 1 CUDA devices: NCCL needs one for each"
    assert all(d.status == 1 and words in d.errors for d in done), done[0].errors
    on_cpu = run_ranks(DEVICES + MEET, 2, tmp_path, COMPAT_DEVICE="cpu")
    assert [d.status for d in on_cpu] == [0, 0], on_cpu[0].errors


@pytest.mark.skipif(os.environ.get("COMPAT_BACKEND") == "numpy", reason="the same backend")
def test_numpy_shares_its_memory_with_gloo(tmp_path):
    done = run_ranks(VALUES, 2, tmp_path, COMPAT_BACKEND="numpy")
    assert [d.status for d in done] == [0, 0], done[0].errors
