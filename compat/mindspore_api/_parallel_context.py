"""Settings of parallel training. A world of one works; they are checked, remembered and told."""

import copy

from ..core import processes
from ._checkparam import args_type_check


class ParallelMode:
    """Names of the parallel modes: STAND_ALONE, DATA_PARALLEL, HYBRID_PARALLEL, SEMI_AUTO_PARALLEL
    and AUTO_PARALLEL.

    Example:
        >>> ms.ParallelMode.DATA_PARALLEL
        'data_parallel'
    """

    STAND_ALONE = "stand_alone"
    DATA_PARALLEL = "data_parallel"
    HYBRID_PARALLEL = "hybrid_parallel"
    SEMI_AUTO_PARALLEL = "semi_auto_parallel"
    AUTO_PARALLEL = "auto_parallel"
    MODE_LIST = [STAND_ALONE, DATA_PARALLEL, HYBRID_PARALLEL, SEMI_AUTO_PARALLEL, AUTO_PARALLEL]


_SHARDED = ("semi_auto_parallel", "auto_parallel")
_FUSED = {"mode": "auto", "config": None}
_DEFAULTS = {
    "all_reduce_fusion_config": [],
    "auto_parallel_search_mode": "dynamic_programming",
    "comm_fusion": {
        "openstate": True,
        "allreduce": _FUSED,
        "allgather": _FUSED,
        "reducescatter": _FUSED,
    },
    "communi_parallel_mode": "all_group_parallel",
    "dataset_strategy": "data_parallel",
    "device_num": 1,
    "enable_alltoall": False,
    "enable_parallel_optimizer": False,
    "full_batch": False,
    "full_batch_is_set": False,
    "global_rank": 0,
    "grad_accumulation_step": 1,
    "gradient_fp32_sync": True,
    "gradients_mean": False,
    "group_ckpt_save_file": "",
    "loss_repeated_mean": True,
    "optimizer_weight_shard_aggregated_save": False,
    "optimizer_weight_shard_size": -1,
    "parallel_mode": "stand_alone",
    "parallel_optimizer_config": {
        "gradient_accumulation_shard": False,
        "parallel_optimizer_threshold": 64,
    },
    "parameter_broadcast": False,
    "pipeline_stages": 1,
    "search_mode": "dynamic_programming",
    "sharding_propagation": False,
    "strategy_ckpt_config": {"load_file": "", "save_file": "", "only_trainable_params": True},
    "strategy_ckpt_load_file": "",
    "strategy_ckpt_save_file": "",
}
_SEARCH = ("recursive_programming", "dynamic_programming", "sharding_propagation")
_settings = copy.deepcopy(_DEFAULTS)


def _within(key, value, low, high):
    if value < low or value > high:
        raise ValueError(
            f"The context configuration parameter '{key}' must be in [{low}, {high}], "
            f"but got the value of {key} : {value}."
        )


def _check(key, value):
    """ValueError for a value that is not allowed."""
    if key == "device_num":
        _within(key, value, 1, 4096)
    elif key == "global_rank":
        _within(key, value, 0, 4095)
    elif key == "parallel_mode" and value not in ParallelMode.MODE_LIST:
        listing = ", ".join(f"'{mode}'" for mode in ParallelMode.MODE_LIST[:-1])
        raise ValueError(
            f"The context configuration parameter 'parallel_mode' only support {listing} and "
            f"'auto_parallel', but got the value : {value}."
        )
    elif key == "parallel_mode" and value in _SHARDED and processes.world().size > 1:
        raise NotImplementedError(
            f"mindspore.set_auto_parallel_context(parallel_mode='{value}') shards the network over "
            "processes, which is not provided; train with parallel_mode='data_parallel'."
        )
    elif key in ("search_mode", "auto_parallel_search_mode") and value not in _SEARCH:
        raise ValueError(
            "The context configuration parameter 'auto_parallel_search_mode' only support "
            "'recursive_programming', 'dynamic_programming' and 'sharding_propagation', "
            f"but got the value: {value}."
        )
    elif key == "pipeline_stages" and value < 1:
        raise ValueError(
            "For 'set_auto_parallel_context', the argument 'pipeline_stages' should be greater or "
            f"equal 1, but got the value of stages : {value}."
        )
    elif key == "grad_accumulation_step" and value < 1:
        raise ValueError(
            "The context configuration parameter 'grad_accumulation_step' must be greater or equal "
            f"1, but got {value}."
        )


@args_type_check(
    device_num=int,
    global_rank=int,
    gradients_mean=bool,
    gradient_fp32_sync=bool,
    parallel_mode=str,
    auto_parallel_search_mode=str,
    search_mode=str,
    parameter_broadcast=bool,
    strategy_ckpt_load_file=str,
    strategy_ckpt_save_file=str,
    full_batch=bool,
    enable_parallel_optimizer=bool,
    enable_alltoall=bool,
    all_reduce_fusion_config=list,
    pipeline_stages=int,
    grad_accumulation_step=int,
    parallel_optimizer_config=dict,
    comm_fusion=dict,
    strategy_ckpt_config=dict,
)
def set_auto_parallel_context(**kwargs):
    """Sets how programs of several processes train; `get_auto_parallel_context` tells.

    Args:
        **kwargs (int, str or bool): among them `device_num`, `global_rank`, `gradients_mean`,
            `parallel_mode` ("stand_alone" or "data_parallel"; others are refused),
            `parameter_broadcast`.

    Returns:
        None.

    Raises:
        ValueError: there is no setting of that name, or a value is out of range.
        TypeError: a value is of another kind.

    Example:
        >>> ms.set_auto_parallel_context(gradients_mean=True)
        >>> ms.get_auto_parallel_context("gradients_mean")
        True
        >>> ms.reset_auto_parallel_context()
    """
    for key, value in kwargs.items():
        if key not in _settings or key == "full_batch_is_set":
            raise ValueError(f"Set context keyword {key} is not recognized!")
        _check(key, value)
        if key in ("search_mode", "auto_parallel_search_mode"):
            _settings["search_mode"] = _settings["auto_parallel_search_mode"] = value
        elif key == "comm_fusion":
            _settings[key] = {**_settings[key], **value}
        else:
            _settings[key] = value
        if key == "full_batch":
            _settings["full_batch_is_set"] = True


def get_auto_parallel_context(attr_key):
    """The value of a setting of `set_auto_parallel_context`.

    Args:
        attr_key (str): its name.

    Returns:
        the value.

    Raises:
        ValueError: there is no setting of that name.

    Example:
        >>> ms.get_auto_parallel_context("parallel_mode")
        'stand_alone'
    """
    if attr_key not in _settings:
        raise ValueError(f"Get context keyword {attr_key} is not recognized!")
    return _settings[attr_key]


def reset_auto_parallel_context():
    """Sets everything of `set_auto_parallel_context` to its default.

    Returns:
        None.

    Example:
        >>> ms.reset_auto_parallel_context()
        >>> ms.get_auto_parallel_context("device_num")
        1
    """
    _settings.clear()
    _settings.update(copy.deepcopy(_DEFAULTS))


_offload = {}


@args_type_check(offload_config=dict)
def set_offload_context(offload_config):
    """Remember the settings of offloading, which does not exist here."""
    _offload.update(offload_config)


def get_offload_context():
    """The settings of offloading."""
    return dict(_offload)


_PS_DEFAULTS = {
    "enable_ps": False,
    "config_file_path": "",
    "scheduler_manage_port": 11202,
    "enable_ssl": False,
    "client_password": None,
    "server_password": None,
}
_ps = dict(_PS_DEFAULTS)


@args_type_check(enable_ps=bool)
def set_ps_context(**kwargs):
    """Sets the training with a parameter server; switching it on is refused.

    Args:
        **kwargs (bool): `enable_ps` and others.

    Returns:
        None.

    Raises:
        ValueError: there is no setting of that name.

    Example:
        >>> ms.set_ps_context(enable_ps=False)
    """
    for key, value in kwargs.items():
        if key not in _ps:
            raise ValueError(f"Set PS context keyword {key} is not recognized!")
        if key == "enable_ps" and value:
            raise NotImplementedError(
                "mindspore.set_ps_context(enable_ps=True) needs a parameter server, which is not "
                "supported; train without it."
            )
        _ps[key] = value


def get_ps_context(attr_key):
    """The value of a setting of the parameter server."""
    if attr_key not in _ps:
        raise ValueError(f"Get PS context keyword {attr_key} is not recognized!")
    return _ps[attr_key]


def reset_ps_context():
    """Back to the defaults."""
    _ps.update(_PS_DEFAULTS)
