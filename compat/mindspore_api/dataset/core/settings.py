"""Values behind `mindspore.dataset.config`."""

from __future__ import annotations

import os
import random

from ...common import seed as global_seed

# What mt19937 starts from by default; as the seed of a pipeline it stands for "draw one".
UNSEEDED = 5489


class Settings:
    """One attribute per pair of functions of `mindspore.dataset.config`."""

    def __init__(self):
        self.num_parallel_workers = min(8, os.cpu_count() or 1)
        self.prefetch_size = 16
        self.monitor_sampling_interval = 1000
        self.callback_timeout = 60
        self.auto_num_workers = False
        self.numa_enable = False
        self.enable_shared_mem = True
        self.auto_offload = False
        self.enable_watchdog = True
        self.multiprocessing_timeout_interval = 300
        self.dynamic_shape = False
        self.fast_recovery = True
        self.debug_mode = False
        self.debug_hooks = []
        self.error_samples_mode = 0  # config.ErrorSamplesMode
        self.enable_autotune = False
        self.autotune_json = ""
        self.autotune_interval = 0
        self.sending_batches = 0

    @property
    def seed(self):
        """The seed of pipelines, which `mindspore.set_seed` sets as well."""
        return global_seed.dataset_seed()

    @seed.setter
    def seed(self, value):
        global_seed.set_dataset_seed(value)


settings = Settings()


def fresh_seed():
    """The seed as set; without one a new random seed at each call."""
    seed = settings.seed
    return random.SystemRandom().getrandbits(32) if seed == UNSEEDED else seed
