# The start of every program here: meet the other ranks.
import json
import os
import time

import numpy as np

from compat.core import autodiff, op, processes, state

rank, size = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
op.backend_info()
port = int(os.environ["MASTER_PORT"])
processes.meet(processes.World(rank, size, rank, size, "127.0.0.1", port))


def given(x):
    return op.asarray(np.asarray(x), str(np.asarray(x).dtype), state.device())


def plain(x):
    return op.to_numpy(autodiff.engine().detach(x))
