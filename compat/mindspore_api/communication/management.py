"""Processes that train together, and groups of them."""

import sys

from ...core import processes
from .. import context
from ._comm_helper import (
    _BACKENDS,
    _WORLDS,
    HCCL_WORLD_COMM_GROUP,
    MCCL_WORLD_COMM_GROUP,
    NCCL_WORLD_COMM_GROUP,
    GlobalComm,
    _groups,
    check_inited,
    core_group,
    group_ranks,
)
from ._launch import described_world, scheduled

__all__ = [
    "init",
    "release",
    "get_rank",
    "get_local_rank",
    "get_group_size",
    "get_local_rank_size",
    "get_world_rank_from_group_rank",
    "get_group_rank_from_world_rank",
    "create_group",
    "HCCL_WORLD_COMM_GROUP",
    "NCCL_WORLD_COMM_GROUP",
    "MCCL_WORLD_COMM_GROUP",
    "destroy_group",
]


def init(backend_name=None):
    """Meets the other processes of this program, by the variables of the launcher.

    The arrays go through gloo or NCCL. MindSpore's scheduler process stays in this call until all
    workers have left, and then ends.

    Args:
        backend_name (str or None, default None): "hccl", "nccl" or "mccl"; None takes that of the
            device target.

    Returns:
        None.

    Raises:
        TypeError: `backend_name` is not a str.
        RuntimeError: it does not fit the device target, variables are missing or contradictory, or
            not all processes meet.

    Example:
        >>> import mindspore.communication as comm
        >>> comm.init()
        >>> comm.get_rank(), comm.get_group_size()
        (0, 1)
        >>> comm.release()
    """
    if backend_name is not None and not isinstance(backend_name, str):
        raise TypeError(
            "For 'init', the argument 'backend_name' must be a string, "
            f"but got the type : {type(backend_name)}"
        )
    target = context.get_context("device_target")
    backend = backend_name or _BACKENDS[target]
    if backend not in _BACKENDS.values():
        raise RuntimeError(
            f"For 'init', the argument 'backend_name' must be {_BACKENDS[target]} while "
            f"'device_target' is {target}, but got the 'backend_name' : {backend}."
        )
    meeting = scheduled()
    if meeting is not None:
        processes.host(*meeting)
        sys.exit(0)
    found = described_world()
    mode = context.get_auto_parallel_context("parallel_mode")
    if found.size > 1 and mode in ("semi_auto_parallel", "auto_parallel"):
        raise NotImplementedError(
            f"mindspore.communication.init: parallel_mode='{mode}' shards the network over "
            "processes, which is not provided; train with parallel_mode='data_parallel'."
        )
    processes.meet(found)
    GlobalComm.BACKEND = backend
    GlobalComm.WORLD_COMM_GROUP = f"{backend}_world_group"
    GlobalComm.INITED = True


def release():
    """Leaves the other processes; `init` can be called again.

    Returns:
        None.

    Example:
        >>> import mindspore.communication as comm
        >>> comm.init()
        >>> comm.release()
    """
    processes.leave()
    GlobalComm.INITED = False
    _groups.clear()


def _check_group(function, group):
    if not isinstance(group, str):
        raise TypeError(
            f"For '{function}', the argument 'group' must be type of string, "
            f"but got 'group' type : {type(group)}."
        )
    check_inited()
    if group not in _WORLDS and group not in _groups:
        raise RuntimeError(f"For '{function}', the group {group} was not created.")


def _check_rank(function, name, rank, size):
    if not isinstance(rank, int):
        raise TypeError(
            f"For '{function}', the argument '{name}' must be type of int, "
            f"but got '{name}' type : {type(rank)}."
        )
    if not 0 <= rank < size:
        raise ValueError(f"For '{function}', '{name}' must be in [0, {size}), but got {rank}.")


def get_rank(group=GlobalComm.WORLD_COMM_GROUP):
    """The number of this process in a group, from 0.

    Args:
        group (str, default 'hccl_world_group'): name of the group, by default all processes.

    Returns:
        int.

    Raises:
        TypeError: `group` is not a str.
        RuntimeError: before `init`, or for a group that was not created or does not hold this
            process.

    Example:
        >>> import mindspore.communication as comm
        >>> comm.init()
        >>> comm.get_rank()
        0
        >>> comm.release()
    """
    _check_group("get_rank", group)
    ranks = group_ranks(group)
    mine = processes.world().rank
    if mine not in ranks:
        raise RuntimeError(f"For 'get_rank', rank {mine} is no member of the group {group}.")
    return ranks.index(mine)


def get_local_rank(group=GlobalComm.WORLD_COMM_GROUP):
    """The number of this process among those on this machine."""
    _check_group("get_local_rank", group)
    return processes.world().local_rank


def get_group_size(group=GlobalComm.WORLD_COMM_GROUP):
    """The number of processes in a group.

    Args:
        group (str, default 'hccl_world_group'): name of the group, by default all processes.

    Returns:
        int.

    Raises:
        TypeError: `group` is not a str.
        RuntimeError: before `init`, or for a group that was not created or does not hold this
            process.

    Example:
        >>> import mindspore.communication as comm
        >>> comm.init()
        >>> comm.get_group_size()
        1
        >>> comm.release()
    """
    _check_group("get_group_size", group)
    return len(group_ranks(group))


def get_local_rank_size(group=GlobalComm.WORLD_COMM_GROUP):
    """The number of processes on this machine."""
    _check_group("get_local_rank_size", group)
    return processes.world().local_size


def get_world_rank_from_group_rank(group, group_rank_id):
    """The number in the world of the process with a number in a group."""
    _check_group("get_world_rank_from_group_rank", group)
    ranks = group_ranks(group)
    _check_rank("get_world_rank_from_group_rank", "group_rank_id", group_rank_id, len(ranks))
    return ranks[group_rank_id]


def get_group_rank_from_world_rank(world_rank_id, group):
    """The number in a group of the process with a number in the world."""
    _check_group("get_group_rank_from_world_rank", group)
    size = processes.world().size
    _check_rank("get_group_rank_from_world_rank", "world_rank_id", world_rank_id, size)
    ranks = group_ranks(group)
    if world_rank_id not in ranks:
        raise RuntimeError(
            f"For 'get_group_rank_from_world_rank', rank {world_rank_id} is no member of the group "
            f"{group}."
        )
    return ranks.index(world_rank_id)


def create_group(group, rank_ids):
    """A group of some processes; each of them calls this.

    group: its name. rank_ids: list of their numbers in the world. Raises TypeError, ValueError for
    other lists, RuntimeError before `init`.
    """
    if not isinstance(group, str):
        raise TypeError(
            "For 'create_group', the argument 'group' must be type of string, "
            f"but got 'group' type : {type(group)}."
        )
    check_inited()
    if not isinstance(rank_ids, list):
        raise TypeError(
            "For 'create_group', the argument 'rank_ids' must be type of list, "
            f"but got 'rank_ids' type : {type(rank_ids)}."
        )
    size = processes.world().size
    if not rank_ids or len(set(rank_ids)) != len(rank_ids):
        raise ValueError(
            "For 'create_group', the argument 'rank_ids' must hold different ranks, at least one, "
            f"but got {rank_ids}."
        )
    for rank in rank_ids:
        _check_rank("create_group", "rank_ids", rank, size)
    processes.create_group(group, tuple(rank_ids))
    _groups.add(group)


def destroy_group(group):
    """Forget a group."""
    _check_group("destroy_group", group)
    if group in _WORLDS:
        raise ValueError("The hccl_world_group does not support destruction.")
    processes.destroy_group(core_group(group))
    _groups.discard(group)
