"""What is known of the world of processes: it has one member."""

import os

HCCL_WORLD_COMM_GROUP = "hccl_world_group"
NCCL_WORLD_COMM_GROUP = "nccl_world_group"
MCCL_WORLD_COMM_GROUP = "mccl_world_group"

_BACKENDS = {"CPU": "mccl", "GPU": "nccl", "Ascend": "hccl"}
_WORLDS = (HCCL_WORLD_COMM_GROUP, NCCL_WORLD_COMM_GROUP, MCCL_WORLD_COMM_GROUP)
_SIZES = ("RANK_SIZE", "DEVICE_NUM", "WORLD_SIZE", "OMPI_COMM_WORLD_SIZE", "MS_WORKER_NUM")
_groups = set()


class GlobalComm:
    """What `init` has set up."""

    BACKEND = "hccl"
    WORLD_COMM_GROUP = HCCL_WORLD_COMM_GROUP
    INITED = False
    CHECK_ENVS = True


def _world_size():
    sizes = [os.environ.get(name, "") for name in _SIZES]
    return max((int(s) for s in sizes if s.isdigit()), default=1)
