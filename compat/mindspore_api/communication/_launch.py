"""Which of several processes this one is, by the variables of the launcher that started it.

MindSpore programs are started by `mpirun`, by shell scripts that export RANK_ID and RANK_SIZE (with
a rank table of Ascend devices or without), by MindSpore's own scheduler and workers (MS_ROLE,
MS_WORKER_NUM, ...), or here by `torchrun` and `compat --processes`.
"""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

from ...core.processes import World

# (rank, size, local rank, local size) of each launcher that numbers the processes itself.
_NUMBERED = (
    ("RANK", "WORLD_SIZE", "LOCAL_RANK", "LOCAL_WORLD_SIZE"),
    (
        "OMPI_COMM_WORLD_RANK",
        "OMPI_COMM_WORLD_SIZE",
        "OMPI_COMM_WORLD_LOCAL_RANK",
        "OMPI_COMM_WORLD_LOCAL_SIZE",
    ),
    ("PMI_RANK", "PMI_SIZE", "MPI_LOCALRANKID", "MPI_LOCALNRANKS"),
    ("RANK_ID", "RANK_SIZE", "DEVICE_ID", "LOCAL_RANK_SIZE"),
)
_JOB = ("OMPI_MCA_ess_base_jobid", "PMIX_NAMESPACE", "PMI_ID", "RANK_TABLE_FILE")


def described_world() -> World:
    """The world the variables describe; one process where they describe none.

    Raises RuntimeError for variables that are missing, no numbers, or contradict each other.
    """
    if _number("MS_WORKER_NUM", 1) > 1:
        return _worker()
    found = [names for names in _NUMBERED if _number(names[1], 1) > 1]
    if not found:
        return World()
    sizes = {names[1]: _number(names[1], 1) for names in found}
    if len(set(sizes.values())) > 1:
        listing = ", ".join(f"{name}={size}" for name, size in sizes.items())
        raise RuntimeError(f"For 'init', the number of processes is contradictory: {listing}.")
    rank, size, local_rank, local_size = found[0]
    return World(
        rank=_rank(rank, sizes[size]),
        size=sizes[size],
        local_rank=_number(local_rank, _number(rank, 0)),
        local_size=_number(local_size, sizes[size]),
        address=os.environ.get("MASTER_ADDR") or _address(sizes[size]),
        port=_number("MASTER_PORT", 0) or _port(),
        apart=os.environ.get("TORCHELASTIC_USE_AGENT_STORE", "").lower() == "true",
    )


def scheduled() -> tuple[int, str, int] | None:
    """(number of workers, address, port) when this process is MindSpore's scheduler."""
    if os.environ.get("MS_ROLE") != "MS_SCHED" or "MS_WORKER_NUM" not in os.environ:
        return None
    return _number("MS_WORKER_NUM", 1), *_scheduler()


def _worker() -> World:
    size = _number("MS_WORKER_NUM", 1)
    address, port = _scheduler()
    rank = _number("MS_NODE_ID", -1)
    if rank >= size:
        raise RuntimeError(
            f"For 'init', MS_NODE_ID must be less than MS_WORKER_NUM={size}, but got {rank}."
        )
    return World(rank, size, max(rank, 0), size, address, port, apart=True)


def _scheduler() -> tuple[str, int]:
    address, port = os.environ.get("MS_SCHED_HOST"), _number("MS_SCHED_PORT", 0)
    if not address or not port:
        raise RuntimeError(
            "For 'init', MS_WORKER_NUM is set, so MS_SCHED_HOST and MS_SCHED_PORT must name the "
            f"scheduler, but got {address!r} and {os.environ.get('MS_SCHED_PORT')!r}."
        )
    return address, port


def _number(name: str, default: int) -> int:
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    try:
        return int(text)
    except ValueError:
        raise RuntimeError(
            f"For 'init', the environment variable {name} must be a number, but got {text!r}."
        ) from None


def _rank(name: str, size: int) -> int:
    if not os.environ.get(name, "").strip():
        raise RuntimeError(
            f"Environment variables '{name}' has not been exported, please export variables "
            f"'{name}': this process is one of {size}."
        )
    rank = _number(name, 0)
    if not 0 <= rank < size:
        raise RuntimeError(f"For 'init', {name} must be in [0, {size}), but got {rank}.")
    return rank


def _address(size: int) -> str:
    """Where rank 0 listens: its server of the rank table, this machine without one."""
    path = os.environ.get("RANK_TABLE_FILE") or os.environ.get("MINDSPORE_HCCL_CONFIG_PATH")
    if not path:
        return "127.0.0.1"
    servers = _servers(Path(path), size)
    return "127.0.0.1" if len(set(servers.values())) == 1 else servers[0]


def _servers(path: Path, size: int) -> dict[int, str]:
    """Rank -> address of its server."""
    try:
        table = json.loads(path.read_text("utf-8"))
        servers = {
            int(device["rank_id"]): str(server["server_id"])
            for server in table["server_list"]
            for device in server["device"]
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RuntimeError(
            f"Get hccl rank_table_file failed, please check {path}: "
            f"{type(error).__name__}: {error}."
        ) from error
    if sorted(servers) != list(range(size)):
        raise RuntimeError(
            f"For 'init', the rank table {path} has the ranks {sorted(servers)}, but RANK_SIZE is "
            f"{size}."
        )
    return servers


def _port() -> int:
    """A port that all processes of one job agree on, and other jobs rarely."""
    job = next((os.environ[name] for name in _JOB if os.environ.get(name)), "")
    return 20000 + zlib.crc32(job.encode()) % 10000
