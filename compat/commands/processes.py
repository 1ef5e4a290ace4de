"""Start a program as several processes on this machine, as a launcher would."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def start(count: int, words: Sequence[str]) -> int:
    """Run `words` (a program and its arguments) `count` times; returns one exit status."""
    from ..core.processes.launching import free_ports, start_all

    ports = free_ports(count + 1)
    environments = [variables(rank, count, ports) for rank in range(count)]
    return start_all([sys.executable, "-m", "compat", "run", *words], environments)


def variables(rank: int, count: int, ports: Sequence[int]) -> dict[str, str]:
    """What both frameworks' programs, and torch's, look at; `ports`: a meeting point, endpoints."""
    endpoints = [f"127.0.0.1:{port}" for port in ports[1:]]
    # One thread pool each, or the processes fight for the same processors.
    threads = max(1, (os.cpu_count() or 1) // count)
    return {
        "RANK": str(rank),
        "WORLD_SIZE": str(count),
        "LOCAL_RANK": str(rank),
        "LOCAL_WORLD_SIZE": str(count),
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": str(ports[0]),
        "RANK_ID": str(rank),
        "RANK_SIZE": str(count),
        "DEVICE_ID": str(rank),
        "PADDLE_TRAINER_ID": str(rank),
        "PADDLE_TRAINERS_NUM": str(count),
        "PADDLE_CURRENT_ENDPOINT": endpoints[rank],
        "PADDLE_TRAINER_ENDPOINTS": ",".join(endpoints),
        "FLAGS_selected_gpus": str(rank),
        "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", str(threads)),
        "PYTHONUNBUFFERED": "1",
    }
