# The start of every program here: meet the other ranks.
import json
import os
import time
from pathlib import Path

import numpy as np

from compat.core import autodiff, op, processes, state

rank, size = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
op.backend_info()
port = int(os.environ["MASTER_PORT"])
if "TOGETHER" in os.environ:  # where a time limit is short, imports do not count
    import torch.distributed

    Path(f"here{rank}").touch()
    while not all(Path(f"here{r}").exists() for r in range(size)):
        time.sleep(0.05)
processes.meet(processes.World(rank, size, rank, size, "127.0.0.1", port))


def given(x):
    return op.asarray(np.asarray(x), str(np.asarray(x).dtype), state.device())


def plain(x):
    return op.to_numpy(autodiff.engine().detach(x))
