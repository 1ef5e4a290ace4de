"""Data parallelism: a world of one process."""

from __future__ import annotations

import os

from .. import core
from .layers import Layer

ParallelStrategy = core.ParallelStrategy
__all__ = ["prepare_context", "ParallelEnv", "DataParallel"]


class ParallelEnv:
    """Who takes part, from the launcher's environment variables."""

    def __init__(self):
        self._nranks = int(os.getenv("PADDLE_TRAINERS_NUM", "1"))
        self._local_rank = int(os.getenv("PADDLE_TRAINER_ID", "0"))
        self._dev_id = int(os.getenv("FLAGS_selected_gpus", "0"))  # noqa: SIM112
        self._trainer_endpoints = os.getenv("PADDLE_TRAINER_ENDPOINTS", "").split(",")
        self._current_endpoint = os.getenv("PADDLE_CURRENT_ENDPOINT", "")

    @property
    def nranks(self):
        """The number of processes."""
        return self._nranks

    @property
    def local_rank(self):
        """The number of this process."""
        return self._local_rank

    @property
    def dev_id(self):
        """The number of this process's GPU."""
        return self._dev_id

    @property
    def current_endpoint(self):
        """The address of this process."""
        return self._current_endpoint

    @property
    def trainer_endpoints(self):
        """The addresses of all processes."""
        return self._trainer_endpoints


Env = ParallelEnv


def prepare_context(strategy=None):
    """The strategy; None in a world of one, as in the original."""
    if strategy is None:
        env = ParallelEnv()
        strategy = ParallelStrategy()
        strategy.nranks, strategy.local_rank = env.nranks, env.local_rank
        strategy.trainer_endpoints = env.trainer_endpoints
        strategy.current_endpoint = env.current_endpoint
    if strategy.nranks < 2:
        return None
    raise NotImplementedError(
        f"paddle.fluid.dygraph.prepare_context: training with {strategy.nranks} processes is not "
        "provided; start one process (PADDLE_TRAINERS_NUM=1)"
    )


class DataParallel(Layer):
    """A layer trained by several processes; here by one."""

    def __init__(self, layers, strategy):
        super().__init__(layers.full_name() + "_data_parallel")
        self._layers = layers
        self._strategy = strategy

    def forward(self, *inputs, **kwargs):
        """The layer itself."""
        return self._layers(*inputs, **kwargs)

    def scale_loss(self, loss):
        """The loss divided by the number of processes."""
        return loss

    def apply_collective_grads(self):
        """Gradients are summed over the processes: over one, nothing to do."""

    def _is_data_parallel_mode(self):
        return False

    def state_dict(self, destination=None, include_sublayers=True, structured_name_prefix=""):
        """The state of the layer itself."""
        return self._layers.state_dict(destination, include_sublayers, structured_name_prefix)

    def set_dict(self, stat_dict, include_sublayers=True, use_structured_name=True):
        """Give the layer itself the values of a state dict."""
        self._layers.set_dict(stat_dict, include_sublayers, use_structured_name)

    def load_dict(self, stat_dict, include_sublayers=True, use_structured_name=True):
        """Give the layer itself the values of a state dict."""
        self._layers.load_dict(stat_dict, include_sublayers, use_structured_name)
