"""What is known of the world of processes and its groups."""

from ...core import processes

HCCL_WORLD_COMM_GROUP = "hccl_world_group"
NCCL_WORLD_COMM_GROUP = "nccl_world_group"
MCCL_WORLD_COMM_GROUP = "mccl_world_group"

_BACKENDS = {"CPU": "mccl", "GPU": "nccl", "Ascend": "hccl"}
_WORLDS = (HCCL_WORLD_COMM_GROUP, NCCL_WORLD_COMM_GROUP, MCCL_WORLD_COMM_GROUP)
_groups = set()


class GlobalComm:
    """What is known of the communication of this process: BACKEND, WORLD_COMM_GROUP, INITED.

    Example:
        >>> from mindspore.communication import GlobalComm
        >>> GlobalComm.WORLD_COMM_GROUP.endswith("world_group")
        True
    """

    BACKEND = "hccl"
    WORLD_COMM_GROUP = HCCL_WORLD_COMM_GROUP
    INITED = False
    CHECK_ENVS = True


def check_inited():
    """RuntimeError before `init`."""
    if not GlobalComm.INITED:
        raise RuntimeError("Distributed Communication has not been inited")


def core_group(group):
    """The name under which the core knows a group."""
    return processes.WORLD if group in _WORLDS else group


def group_ranks(group):
    """World ranks of the members of a group; of the world before `init` this process alone."""
    if group in _WORLDS or group not in _groups:
        return processes.group_ranks()
    return processes.group_ranks(group)
