"""Who takes part: the world of this process and its groups.

Frontends read their launchers' variables into a `World` and call `meet`; without that there is a
world of one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from ..errors import ProcessError
from ..table import op

WORLD = "world"
# Seconds a process waits for others, at the start and in every call; COMPAT_PROCESS_TIMEOUT.
DEFAULT_LIMIT = 300.0


@dataclass(frozen=True)
class World:
    """The place of this process among the others.

    rank: from 0; -1 when the meeting point gives it. local_rank, local_size: on this machine.
    address, port: the meeting point. apart: it is held by a process outside the world.
    """

    rank: int = 0
    size: int = 1
    local_rank: int = 0
    local_size: int = 1
    address: str = "127.0.0.1"
    port: int = 29500
    apart: bool = False


_world = World()
_met = False
_groups: dict[str, tuple[int, ...]] = {}


def world() -> World:
    """The world of this process; one process where nothing was met."""
    return _world


def joined() -> bool:
    """True after `meet`."""
    return _met


def time_limit() -> float:
    """Seconds to wait for others; ProcessError for a text that is no positive number."""
    text = os.environ.get("COMPAT_PROCESS_TIMEOUT", "").strip()
    if not text:
        return DEFAULT_LIMIT
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < float("inf"):
        raise ProcessError(f"COMPAT_PROCESS_TIMEOUT must be seconds above 0, but got {text!r}")
    return seconds


def meet(described: World) -> World:
    """Join the other processes of `described`; returns the world with this process's rank."""
    global _world, _met
    if _met:
        return _world
    _check(described)
    rank = described.rank
    if described.size > 1:
        rank = op.join_processes(
            described.rank,
            described.size,
            described.address,
            described.port,
            described.apart,
            time_limit(),
        )
    values = {**described.__dict__, "rank": max(rank, 0)}
    _world, _met = World(**values), True
    _groups[WORLD] = tuple(range(described.size))
    return _world


def _check(described: World) -> None:
    if described.size < 1 or described.rank >= described.size:
        raise ProcessError(
            f"rank {described.rank} does not fit into a world of {described.size} processes"
        )
    if not 0 < described.port < 65536:
        raise ProcessError(f"the port must be in [1, 65535], but got {described.port}")


def host(size: int, address: str, port: int) -> None:
    """Hold the meeting point of a world this process is no member of, until all have left."""
    op.host_processes(size, address, port, time_limit())


def leave() -> None:
    """End what `meet` began."""
    global _world, _met
    if _met and _world.size > 1:
        op.leave_processes()
    _world, _met = World(), False
    _groups.clear()


def create_group(name: str, ranks: tuple[int, ...]) -> None:
    """A group of some ranks under a name; its members call this."""
    if _world.size > 1 and _world.rank in ranks:
        op.create_process_group(name, ranks)
    _groups[name] = ranks


def has_group(name: str) -> bool:
    """True for a group that was created."""
    return name in _groups


def create_alone() -> str:
    """The name of the group of this process alone."""
    name = f"alone_{_world.rank}"
    _groups[name] = (_world.rank,)
    return name


def destroy_group(name: str) -> None:
    """Forget a group."""
    _groups.pop(name, None)


def group_ranks(name: str = WORLD) -> tuple[int, ...]:
    """World ranks of a group, in its order; KeyError for a name that was not created."""
    if name == WORLD and not _groups:
        return (0,)
    return _groups[name]


def barrier(name: str = WORLD) -> None:
    """Wait for all members of a group."""
    if len(group_ranks(name)) > 1:
        op.barrier(name)
