"""Options of compiled programs, kept as data: dygraph programs set them and run without."""

from __future__ import annotations

from enum import IntEnum


class ExecutionStrategy:
    """How a compiled program would be executed."""

    def __init__(self):
        self.num_threads = 0
        self.num_iteration_per_drop_scope = 100
        self.num_iteration_per_run = 1
        self.allow_op_delay = False
        self.use_cuda = True
        self.use_experimental_executor = True
        self.use_thread_barrier = False
        self._dry_run = False


class BuildStrategy:
    """How a program would be compiled."""

    class ReduceStrategy(IntEnum):
        """How gradients of several devices meet."""

        AllReduce = 0
        Reduce = 1
        _NoReduce = 2

    class GradientScaleStrategy(IntEnum):
        """What the gradients of several devices are scaled by."""

        CoeffNumDevice = 0
        One = 1
        Customized = 2

    def __init__(self):
        self.reduce_strategy = self.ReduceStrategy.AllReduce
        self.gradient_scale_strategy = self.GradientScaleStrategy.CoeffNumDevice
        self.debug_graphviz_path = ""
        self.memory_optimize = None
        self.num_trainers = self.nccl_comm_num = 1
        self.trainer_id = self.hierarchical_allreduce_inter_nranks = 0
        self.trainers_endpoints, self.mkldnn_enabled_op_types = [], set()
        for name in _ON:
            setattr(self, name, True)
        for name in _OFF:
            setattr(self, name, False)


_ON = (
    "enable_backward_optimizer_op_deps",
    "enable_inplace",
    "fuse_all_reduce_ops",
    "fuse_broadcast_ops",
    "remove_unnecessary_lock",
)
_OFF = (
    "async_mode",
    "cache_runtime_context",
    "enable_auto_fusion",
    "enable_sequential_execution",
    "fuse_all_optimizer_ops",
    "fuse_bn_act_ops",
    "fuse_elewise_add_act_ops",
    "fuse_relu_depthwise_conv",
    "is_distribution",
    "sync_batch_norm",
    "use_hierarchical_allreduce",
)
