"""Static programs split between servers: their options as data."""

from __future__ import annotations

__all__ = ["DistributeTranspiler", "DistributeTranspilerConfig"]


class DistributeTranspilerConfig:
    """How a static program would be split."""

    def __init__(self):
        self.slice_var_up, self.split_method, self.min_block_size = True, None, 8192
        self.mode, self.collective_mode, self.print_log = "pserver", None, False
        self.sync_mode = self.wait_port = True
        self.runtime_split_send_recv = self.completely_not_async = self.half_async = False
        self.enable_dc_asgd = self.geo_sgd_mode = self.use_hierarchical_allreduce = False
        self.geo_sgd_need_push_nums = 100
        self.nccl_comm_num, self.hierarchical_allreduce_inter_nranks = 1, 0


class DistributeTranspiler:
    """Splitting static programs between servers is not provided."""

    def __init__(self, config=None):
        self.config = DistributeTranspilerConfig() if config is None else config

    def _refuse(self, method):
        raise NotImplementedError(
            f"paddle.fluid.DistributeTranspiler.{method} splits static programs, which compat does "
            "not provide; dygraph mode has fluid.dygraph.DataParallel"
        )

    def transpile(
        self,
        trainer_id,
        program=None,
        pservers="127.0.0.1:6174",
        trainers=1,
        sync_mode=True,
        startup_program=None,
        current_endpoint="127.0.0.1:6174",
    ):
        """Not provided."""
        self._refuse("transpile")

    def get_trainer_program(self, wait_port=True):
        """Not provided."""
        self._refuse("get_trainer_program")

    def get_pserver_program(self, endpoint):
        """Not provided."""
        self._refuse("get_pserver_program")

    def get_pserver_programs(self, endpoint):
        """Not provided."""
        self._refuse("get_pserver_programs")

    def get_startup_program(self, endpoint, pserver_program=None, startup_program=None):
        """Not provided."""
        self._refuse("get_startup_program")
