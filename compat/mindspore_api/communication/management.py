"""Groups of processes. There is one process; a program started as one of several is refused."""

import os

from .. import context
from ._comm_helper import (
    _BACKENDS,
    _SIZES,
    _WORLDS,
    HCCL_WORLD_COMM_GROUP,
    MCCL_WORLD_COMM_GROUP,
    NCCL_WORLD_COMM_GROUP,
    GlobalComm,
    _groups,
    _world_size,
)

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
    """Set up communication for this process alone."""
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
    size = _world_size()
    if size > 1:
        raise NotImplementedError(
            f"mindspore.communication.init: this process is one of {size} by its environment "
            f"({', '.join(n for n in _SIZES if os.environ.get(n))}), but only a world of one "
            "process "
            "is supported; start the program once, without a launcher."
        )
    GlobalComm.BACKEND = backend
    GlobalComm.WORLD_COMM_GROUP = f"{backend}_world_group"
    GlobalComm.INITED = True


def release():
    """Undo `init`."""
    GlobalComm.INITED = False
    _groups.clear()


def _check_group(function, group):
    if not isinstance(group, str):
        raise TypeError(
            f"For '{function}', the argument 'group' must be type of string, "
            f"but got 'group' type : {type(group)}."
        )
    if not GlobalComm.INITED:
        raise RuntimeError("Distributed Communication has not been inited")
    if group not in _WORLDS and group not in _groups:
        raise RuntimeError(f"For '{function}', the group {group} was not created.")


def _check_rank(function, name, rank):
    if not isinstance(rank, int):
        raise TypeError(
            f"For '{function}', the argument '{name}' must be type of int, "
            f"but got '{name}' type : {type(rank)}."
        )
    if rank != 0:
        raise ValueError(f"For '{function}', '{name}' must be 0 in a world of one, but got {rank}.")


def get_rank(group=GlobalComm.WORLD_COMM_GROUP):
    """0."""
    _check_group("get_rank", group)
    return 0


def get_local_rank(group=GlobalComm.WORLD_COMM_GROUP):
    """0."""
    _check_group("get_local_rank", group)
    return 0


def get_group_size(group=GlobalComm.WORLD_COMM_GROUP):
    """1."""
    _check_group("get_group_size", group)
    return 1


def get_local_rank_size(group=GlobalComm.WORLD_COMM_GROUP):
    """1."""
    _check_group("get_local_rank_size", group)
    return 1


def get_world_rank_from_group_rank(group, group_rank_id):
    """0."""
    _check_group("get_world_rank_from_group_rank", group)
    _check_rank("get_world_rank_from_group_rank", "group_rank_id", group_rank_id)
    return 0


def get_group_rank_from_world_rank(world_rank_id, group):
    """0."""
    _check_group("get_group_rank_from_world_rank", group)
    _check_rank("get_group_rank_from_world_rank", "world_rank_id", world_rank_id)
    return 0


def create_group(group, rank_ids):
    """A group; only of this process."""
    if not isinstance(group, str):
        raise TypeError(
            "For 'create_group', the argument 'group' must be type of string, "
            f"but got 'group' type : {type(group)}."
        )
    if not GlobalComm.INITED:
        raise RuntimeError("Distributed Communication has not been inited")
    if not isinstance(rank_ids, list):
        raise TypeError(
            "For 'create_group', the argument 'rank_ids' must be type of list, "
            f"but got 'rank_ids' type : {type(rank_ids)}."
        )
    if rank_ids != [0]:
        raise NotImplementedError(
            "mindspore.communication.create_group supports a world of one process, ranks [0], "
            f"but got {rank_ids}."
        )
    _groups.add(group)


def destroy_group(group):
    """Forget a group."""
    _check_group("destroy_group", group)
    if group in _WORLDS:
        raise ValueError("The hccl_world_group does not support destruction.")
    _groups.discard(group)
