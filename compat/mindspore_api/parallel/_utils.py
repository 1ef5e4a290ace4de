"""What training cells ask about the world of processes."""

from ..communication._comm_helper import GlobalComm
from ..communication.management import get_group_size, get_rank
from ..context import ParallelMode, get_auto_parallel_context


def _get_parallel_mode():
    """The parallel mode in force.

    Returns:
        str.

    Example:
        >>> ms.parallel._utils._get_parallel_mode()
        'stand_alone'
    """
    return get_auto_parallel_context("parallel_mode")


def _is_in_auto_parallel_mode():
    """Whether strategies are searched or given."""
    return _get_parallel_mode() in (ParallelMode.SEMI_AUTO_PARALLEL, ParallelMode.AUTO_PARALLEL)


def _is_in_data_parallel_mode():
    """Whether data are spread over processes."""
    return _get_parallel_mode() == ParallelMode.DATA_PARALLEL


def _is_in_hybrid_parallel_mode():
    """Whether the program spreads its work itself."""
    return _get_parallel_mode() == ParallelMode.HYBRID_PARALLEL


def _is_pynative_parallel():
    """False: nothing is spread."""
    return False


def _get_full_batch():
    """Whether every process reads whole batches."""
    return get_auto_parallel_context("full_batch")


def _get_pipeline_stages():
    """Number of pipeline stages."""
    return get_auto_parallel_context("pipeline_stages")


def _get_gradients_mean():
    """Whether gradients of several processes are averaged.

    Returns:
        bool.

    Example:
        >>> ms.parallel._utils._get_gradients_mean()
        False
    """
    return get_auto_parallel_context("gradients_mean")


def _get_device_num():
    """Number of processes that train together.

    Returns:
        int.

    Example:
        >>> ms.parallel._utils._get_device_num()
        1
    """
    if get_auto_parallel_context("device_num") != 1 or not GlobalComm.INITED:
        return get_auto_parallel_context("device_num")
    return get_group_size(GlobalComm.WORLD_COMM_GROUP)


def _get_stage_device_num():
    """Number of processes of one pipeline stage."""
    return _get_device_num() // _get_pipeline_stages()


def _get_global_rank():
    """Number of this process."""
    if get_auto_parallel_context("global_rank") != 0 or not GlobalComm.INITED:
        return get_auto_parallel_context("global_rank")
    return get_rank(GlobalComm.WORLD_COMM_GROUP)


def _get_parameter_broadcast():
    """Whether process 0 hands its parameters on."""
    return get_auto_parallel_context("parameter_broadcast")


def _get_enable_parallel_optimizer():
    """Whether the optimizer is spread."""
    return get_auto_parallel_context("enable_parallel_optimizer")


def _get_grad_accumulation_shard():
    """Whether accumulated gradients are spread."""
    config = get_auto_parallel_context("parallel_optimizer_config")
    return config["gradient_accumulation_shard"]
