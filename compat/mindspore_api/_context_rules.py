"""Types, allowed values and defaults of the settings of `context`."""

import os
import re
import time

from . import log as logger

TARGETS = ["CPU", "GPU", "Ascend", "Davinci"]
DEFAULTS = {
    "ascend_config": None,
    "auto_tune_mode": "NO_TUNE",
    "check_bprop": False,
    "compile_cache_path": "",
    "deterministic": "OFF",
    "device_id": 0,
    "device_target": "CPU",
    "disable_format_transform": False,
    "enable_compile_cache": None,
    "enable_dump": False,
    "enable_ge": False,
    "enable_graph_kernel": False,
    "enable_parallel_split": False,
    "enable_profiling": False,
    "enable_reduce_precision": True,
    "enable_task_opt": False,
    "env_config_path": "",
    "grad_for_scalar": False,
    "graph_kernel_flags": "",
    "inter_op_parallel_num": 0,
    "interleaved_layernorm_comm": False,
    "interleaved_matmul_comm": False,
    "jit_compile": "",
    "matmul_grad_comm_overlap": False,
    "max_call_depth": 1000,
    "max_device_memory": 1024.0,
    "memory_offload": False,
    "memory_optimize_level": 0,
    "mempool_block_size": 1.0,
    "mode": 1,
    "op_timeout": 1900,
    "precision_mode": "",
    "precompile_only": False,
    "print_file_path": "",
    "profiling_options": "training_trace",
    "pynative_synchronize": False,
    "recompute_comm_overlap": False,
    "reserve_class_name_in_scope": True,
    "runtime_num_threads": 2,
    "save_dump_path": ".",
    "save_graphs": 0,
    "save_graphs_path": ".",
    "support_binary": False,
    "variable_memory_max_size": "0",
}
READ_ONLY = ("enable_ge",)

_TYPES = {
    int: "mode device_id inter_op_parallel_num max_call_depth runtime_num_threads op_timeout",
    bool: "precompile_only enable_dump enable_reduce_precision enable_auto_mixed_precision "
    "enable_graph_kernel reserve_class_name_in_scope check_bprop save_compile_cache "
    "load_compile_cache grad_for_scalar pynative_synchronize disable_format_transform",
    str: "device_target save_graphs_path auto_tune_mode save_dump_path variable_memory_max_size "
    "max_device_memory print_file_path env_config_path graph_kernel_flags mempool_block_size "
    "deterministic",
    dict: "ascend_config",
    (bool, int): "save_graphs",
}
TYPES = {name: kind for kind, names in _TYPES.items() for name in names.split()}

_DEVICES = {
    "enable_reduce_precision": ["Ascend"],
    "print_file_path": ["Ascend"],
    "variable_memory_max_size": ["Ascend"],
    "auto_tune_mode": ["Ascend"],
    "max_device_memory": ["Ascend", "GPU"],
    "mempool_block_size": ["GPU", "Ascend"],
    "disable_format_transform": ["GPU"],
    "ascend_config": ["Ascend"],
}
_ASCEND = {
    "precision_mode": [
        "force_fp16",
        "allow_fp32_to_fp16",
        "allow_mix_precision",
        "must_keep_origin_dtype",
        "force_fp32",
        "force_lowerprecision",
        "allow_fp32_to_bf16",
        "allow_fp32_to_lowprecision",
        "allow_mix_precision_fp16",
        "allow_mix_precision_bf16",
    ],
    "jit_compile": [True, False],
    "parallel_speed_up_json_path": (str, None),
}


def check_type(key, value):
    """TypeError for a value of a wrong type."""
    wanted = TYPES.get(key)
    if wanted is not None and value is not None and not isinstance(value, wanted):
        raise TypeError(f"The parameter '{key}' must be {wanted}, but got {type(value)}")


def is_deprecated(key):
    """True for settings that MindSpore ignores with a warning."""
    if key == "enable_sparse":
        logger.warning(
            f"For 'context.set_context', '{key}' parameter is deprecated, "
            "and will be removed in the next version."
        )
        return True
    if key in ("enable_auto_mixed_precision", "enable_dump", "save_dump_path"):
        logger.warning(
            f"For 'context.set_context', '{key}' parameter is deprecated. "
            "For details, please see the interface parameter API comments"
        )
        return True
    return False


def suits(device, key):
    """False, with a warning, for a setting that the device target does not have."""
    devices = _DEVICES.get(key)
    if devices is None or device in devices:
        return True
    logger.warning(
        f"For 'context.set_context', when set the argument '{key}', "
        f"the argument 'device_target' only supports devices in '{devices}', "
        f"but got '{device}', ignore it."
    )
    return False


def checked(key, value):
    """The value to remember; ValueError where it is not allowed."""
    rule = _RULES.get(key)
    return value if rule is None else rule(key, value)


def _fail(key, text):
    raise ValueError(f"For 'context.set_context', the argument '{key}' {text}")


def _mode(key, value):
    if value not in (0, 1):
        _fail(
            key,
            f"should be context.GRAPH_MODE (0) or context.PYNATIVE_MODE (1), but got {value}.",
        )
    return value


def _one_of(options):
    def rule(key, value):
        if value not in options:
            _fail(key, f"must be one of {list(options)}, but got {value}.")
        return options[value]

    return rule


def _not_negative(text):
    def rule(key, value):
        if value < 0:
            raise ValueError(f"{text} must bigger than or equal to 0.")
        return value

    return rule


def _device_id(key, value):
    if value < 0 or value > 4095:
        _fail(key, f"must be in range [0, 4095], but got {value}.")
    return value


def _call_depth(key, value):
    if value <= 0:
        _fail(key, f"must be greater than 0, but got {value}.")
    return value


def _save_graphs(key, value):
    value = {True: 2, False: 0}[value] if isinstance(value, bool) else value
    if value > 3:
        raise ValueError(f"value for save_graphs should be 0-3 but got '{value}'")
    return value


_SIZE = r"[1-9][0-9]*(\.)?[0-9]*GB|0\.[0-9]*GB"


def _gigabytes(key, value):
    if re.match(_SIZE, value) is None:
        raise ValueError(
            f"The '{value}' is illegal, it must be match regular'{_SIZE}' by flags'{re.ASCII}.'"
        )
    return float(value[:-2])


def _device_memory(key, value):
    size = _gigabytes(key, value)
    if size == 0:
        _fail(key, 'should not be "0GB".')
    return size


def _block_size(key, value):
    size = _gigabytes(key, value)
    if size < 1.0:
        raise ValueError(
            f"For 'context.set_context',  the argument '{key}' should be greater or equal to "
            f'"1GB", but got {size}GB'
        )
    return size


def _variable_memory(key, value):
    if _gigabytes(key, value) > 31:
        _fail(key, f"should not be greater than 31GB, but got {value}GB.")
    return f"{value[:-2]} * 1024 * 1024 * 1024"


def _folder(key, value):
    if not isinstance(value, str) or not value.strip():
        raise ValueError(
            "For 'context.set_context', the 'save_graphs_path' or the 'print_file_path' is invalid "
            f"type, it should be Non-empty string, but got '{value}'."
        )
    path = os.path.realpath(value)
    os.makedirs(path, exist_ok=True)
    return path


def _print_file(key, value):
    path = os.path.realpath(value)
    if os.path.isdir(path):
        raise OSError(
            "For 'context.set_context', the argument 'print_file_path' should be file path, "
            f"but got directory {value}."
        )
    return f"{path}.{int(time.time())}" if os.path.exists(path) else path


def _env_config(key, value):
    _fail(
        key,
        "is not supported, please enable ENABLE_DUMP_IR with '-D on' and recompile source firstly.",
    )


def _ascend_config(key, value):
    for name, given in value.items():
        if name not in _ASCEND:
            raise ValueError(
                "For 'context.set_context', the key of argument 'ascend_config' must be one of "
                f"{_ASCEND}, but got {name}."
            )
        if name != "parallel_speed_up_json_path" and given not in _ASCEND[name]:
            raise ValueError(
                f"For 'ascend_config', the value of argument {name} must be one of "
                f"{_ASCEND[name]}, but got {given}."
            )
    found = {k: v for k, v in value.items() if k != "parallel_speed_up_json_path"}
    if "jit_compile" in found:
        found["jit_compile"] = "1" if found["jit_compile"] else "0"
    return found


def _scope(key, value):
    if not isinstance(value, bool):
        raise ValueError(
            f"For 'context.set_context', the type of the property '{key}' must "
            f"be bool, but got {type(value)}."
        )
    return value


_RULES = {
    "mode": _mode,
    "device_id": _device_id,
    "max_call_depth": _call_depth,
    "save_graphs": _save_graphs,
    "save_graphs_path": _folder,
    "print_file_path": _print_file,
    "env_config_path": _env_config,
    "ascend_config": _ascend_config,
    "max_device_memory": _device_memory,
    "mempool_block_size": _block_size,
    "variable_memory_max_size": _variable_memory,
    "reserve_class_name_in_scope": _scope,
    "deterministic": _one_of({"ON": "ON", "OFF": "OFF"}),
    "memory_optimize_level": _one_of({"O0": 0, "O1": 1}),
    "memory_offload": _one_of({"ON": True, "OFF": False}),
    "runtime_num_threads": _not_negative("The num of thread"),
    "op_timeout": _not_negative("The num of op exe timeout"),
    "inter_op_parallel_num": _not_negative("The num of parallel thread"),
}
