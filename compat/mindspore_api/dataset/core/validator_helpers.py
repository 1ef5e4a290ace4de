"""Checks of arguments, with the messages that programs for MindSpore may have in their tests."""

from __future__ import annotations

import inspect
import os
from multiprocessing import cpu_count

POS_INT_MIN = 1
UINT8_MIN, UINT8_MAX = 0, 255
UINT32_MIN, UINT32_MAX = 0, 2**32 - 1
UINT64_MIN, UINT64_MAX = 0, 2**64 - 1
INT32_MIN, INT32_MAX = -(2**31), 2**31 - 1
INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1
FLOAT_MIN_INTEGER, FLOAT_MAX_INTEGER = -(2**24), 2**24
DOUBLE_MIN_INTEGER, DOUBLE_MAX_INTEGER = -(2**53), 2**53

# MindSpore refuses more workers than processors; a program written on a larger machine runs here.
_MAX_WORKERS = 128

valid_detype = [
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16",
    "float32", "float64", "string",
]  # fmt: skip


def is_iterable(obj):
    """Whether `iter` takes the object."""
    try:
        iter(obj)
    except TypeError:
        return False
    return True


def replace_none(value, default):
    """`value`, or `default` for None."""
    return default if value is None else value


def pad_arg_name(arg_name):
    """The name with a space behind it, unless it is empty."""
    return f"{arg_name} " if arg_name else arg_name


def type_check(arg, types, arg_name):
    """Raise TypeError unless `arg` is of one of `types`; bool is no int here."""
    flag = isinstance(arg, bool) and int in types and bool not in types
    if flag or not isinstance(arg, types):
        shown = '""' if repr(arg) == "''" else arg
        wanted = types if flag else list(types)
        raise TypeError(
            f"Argument {arg_name} with value {shown} is not of type {wanted}, but got {type(arg)}."
        )


def type_check_list(args, types, arg_names):
    """`type_check` for each item of a list or tuple."""
    type_check(args, (list, tuple), arg_names)
    if isinstance(arg_names, str):
        arg_names = [f"{arg_names}[{i}]" for i in range(len(args))]
    elif len(args) != len(arg_names):
        raise ValueError("List of arguments is not the same length as argument_names.")
    for arg, name in zip(args, arg_names, strict=True):
        type_check(arg, types, name)


def check_value(
    value, valid_range, arg_name="", left_open_interval=False, right_open_interval=False
):
    """Raise ValueError unless `value` lies in the interval."""
    low, high = valid_range[0], valid_range[1]
    above = value > low if left_open_interval else value >= low
    below = value < high if right_open_interval else value <= high
    if not (above and below):
        left, right = "(" if left_open_interval else "[", ")" if right_open_interval else "]"
        raise ValueError(
            f"Input {pad_arg_name(arg_name)}is not within the required interval of "
            f"{left}{low}, {high}{right}."
        )


def check_value_cutoff(value, valid_range, arg_name=""):
    """`check_value` for [low, high)."""
    check_value(value, valid_range, arg_name, False, True)


def check_value_ratio(value, valid_range, arg_name=""):
    """`check_value` for (low, high]."""
    check_value(value, valid_range, arg_name, True, False)


def check_value_normalize_std(value, valid_range, arg_name=""):
    """`check_value` for (low, high]."""
    check_value(value, valid_range, arg_name, True, False)


def check_range(values, valid_range, arg_name=""):
    """Raise ValueError unless the pair is ordered and lies in the interval."""
    if not valid_range[0] <= values[0] <= values[1] <= valid_range[1]:
        raise ValueError(
            f"Input {pad_arg_name(arg_name)}is not within the required interval of "
            f"[{valid_range[0]}, {valid_range[1]}]."
        )


def check_positive(value, arg_name=""):
    """Raise ValueError unless `value` is greater than 0."""
    if value <= 0:
        raise ValueError(f"Input {pad_arg_name(arg_name)}must be greater than 0.")


def check_odd(value, arg_name=""):
    """Raise ValueError for an even number."""
    if value % 2 != 1:
        raise ValueError(f"Input {pad_arg_name(arg_name)}is not an odd value.")


def check_2tuple(value, arg_name=""):
    """Raise ValueError unless `value` is a tuple of two."""
    if not (isinstance(value, tuple) and len(value) == 2):
        raise ValueError(f"Value {arg_name} needs to be a 2-tuple.")


def _ranged(types, low, high, doc, left_open=False):
    def check(value, arg_name=""):
        type_check(value, types, arg_name)
        check_value(value, [low, high], arg_name, left_open)

    check.__doc__ = doc
    return check


_INT, _REAL = (int,), (float, int)
check_int32 = _ranged(_INT, INT32_MIN, INT32_MAX, "An int of 32 bits.")
check_uint8 = _ranged(_INT, UINT8_MIN, UINT8_MAX, "An unsigned int of 8 bits.")
check_uint32 = _ranged(_INT, UINT32_MIN, UINT32_MAX, "An unsigned int of 32 bits.")
check_uint64 = _ranged(_INT, UINT64_MIN, UINT64_MAX, "An unsigned int of 64 bits.")
check_pos_uint32 = _ranged(_INT, POS_INT_MIN, UINT32_MAX, "A positive unsigned int of 32 bits.")
check_pos_int32 = _ranged(_INT, POS_INT_MIN, INT32_MAX, "A positive int of 32 bits.")
check_pos_int64 = _ranged(_INT, POS_INT_MIN, INT64_MAX, "A positive int of 64 bits.")
check_non_negative_int32 = _ranged(_INT, 0, INT32_MAX, "An int of 32 bits, not negative.")
check_float32 = _ranged(
    _REAL, FLOAT_MIN_INTEGER, FLOAT_MAX_INTEGER, "A number a float32 holds exactly."
)
check_float64 = _ranged(
    _REAL, DOUBLE_MIN_INTEGER, DOUBLE_MAX_INTEGER, "A number a float64 holds exactly."
)
check_pos_float32 = _ranged(_REAL, 0, FLOAT_MAX_INTEGER, "A positive float32.", left_open=True)
check_pos_float64 = _ranged(_REAL, 0, DOUBLE_MAX_INTEGER, "A positive float64.", left_open=True)
check_non_negative_float32 = _ranged(_REAL, 0, FLOAT_MAX_INTEGER, "A float32, not negative.")
check_non_negative_float64 = _ranged(_REAL, 0, DOUBLE_MAX_INTEGER, "A float64, not negative.")


def check_int32_not_zero(value, arg_name=""):
    """An int of 32 bits other than 0."""
    arg_name = pad_arg_name(arg_name)
    type_check(value, (int,), arg_name)
    if value == 0 or not INT32_MIN <= value <= INT32_MAX:
        raise ValueError(
            f"Input {arg_name}is not within the required interval of "
            "[-2147483648, 0) and (0, 2147483647]."
        )


def check_float32_not_zero(value, arg_name=""):
    """A number a float32 holds exactly, other than 0."""
    arg_name = pad_arg_name(arg_name)
    type_check(value, (float, int), arg_name)
    if value == 0 or not FLOAT_MIN_INTEGER <= value <= FLOAT_MAX_INTEGER:
        raise ValueError(
            f"Input {arg_name}is not within the required interval of "
            "[-16777216, 0) and (0, 16777216]."
        )


def check_valid_detype(type_):
    """True for the name of a column type; raises TypeError otherwise."""
    if type_ not in valid_detype:
        raise TypeError("Unknown column type.")
    return True


def check_valid_str(value, valid_strings, arg_name=""):
    """Raise ValueError unless `value` is one of the strings."""
    type_check(value, (str,), arg_name)
    if value not in valid_strings:
        raise ValueError(f"Input {arg_name} is not within the valid set of {valid_strings}.")


def check_valid_list_tuple(value, valid_list_tuple, data_type, arg_name=""):
    """Raise ValueError unless `value` is one of the lists or tuples."""
    type_check(value, (list, tuple), arg_name)
    type_check_list(value, data_type, arg_name)
    length = len(valid_list_tuple[0])
    if len(value) != length:
        raise ValueError(f"Input {arg_name} is a list or tuple of length {length}.")
    if value not in valid_list_tuple:
        raise ValueError(
            f"Input {arg_name}{value} is not within the valid set of {valid_list_tuple}."
        )


def check_columns(columns, name):
    """Raise unless `columns` is a name or a list of different names."""
    type_check(columns, (list, str), name)
    if not columns:
        kind = "an empty str" if isinstance(columns, str) else "empty"
        raise ValueError(f"{name} should not be {kind}.")
    if isinstance(columns, list):
        for i, column in enumerate(columns):
            if not column:
                raise ValueError(f"{name}[{i}] should not be empty.")
        type_check_list(columns, (str,), name)
        if len(set(columns)) != len(columns):
            raise ValueError("Every column name should not be same with others in column_names.")


def parse_user_args(method, *args, **kwargs):
    """Values of all arguments of a call, and the arguments by name."""
    signature = inspect.signature(method)
    names = list(signature.parameters)
    if "self" in names or "cls" in names:
        bound = signature.bind(method, *args, **kwargs)
        names = names[1:]
    else:
        bound = signature.bind(*args, **kwargs)
    bound.apply_defaults()
    return [bound.arguments.get(name) for name in names], bound.arguments


def check_filename(path):
    """Raise ValueError for the name of a file with characters that need quotes."""
    if not isinstance(path, str):
        raise TypeError(f"path: {path} is not string")
    filename = os.path.basename(os.path.realpath(path))
    if set(filename) & set("\\/:*?\"<>|`&';"):
        raise ValueError("filename should not contain \\/:*?\\\"<>|`&;\\'")
    if filename.startswith(" ") or filename.endswith(" "):
        raise ValueError("filename should not start/end with space.")


def check_dir(dataset_dir):
    """Raise ValueError unless the folder can be read."""
    type_check(dataset_dir, (str,), "dataset_dir")
    if not os.path.isdir(dataset_dir) or not os.access(dataset_dir, os.R_OK):
        raise ValueError(
            f"The folder {dataset_dir} does not exist or is not a directory or permission denied!"
        )


def check_file(dataset_file):
    """Raise ValueError unless the file can be read."""
    check_filename(dataset_file)
    path = os.path.realpath(dataset_file)
    if not os.path.isfile(path) or not os.access(path, os.R_OK):
        raise ValueError(f"The file {path} does not exist or permission denied!")


def check_list_same_size(list1, list2, list1_name="", list2_name=""):
    """Raise ValueError unless both have as many items."""
    if len(list1) != len(list2):
        raise ValueError(f"The size of {list1_name} should be the same as that of {list2_name}.")


def check_sampler_shuffle_shard_options(param_dict):
    """Raise for a sampler beside what it replaces, and for half a shard."""
    get = param_dict.get
    if get("sampler") is not None:
        for name, shown in (
            ("shuffle", "shuffle"), ("num_shards", "sharding"), ("shard_id", "sharding"),
            ("num_samples", "num_samples"),
        ):  # fmt: skip
            if get(name) is not None:
                raise RuntimeError(f"sampler and {shown} cannot be specified at the same time.")
    num_shards, shard_id = get("num_shards"), get("shard_id")
    if num_shards is not None:
        check_pos_int32(num_shards, "num_shards")
        if shard_id is None:
            raise RuntimeError("num_shards is specified and currently requires shard_id as well.")
        check_value(shard_id, [0, num_shards - 1], "shard_id")
    elif shard_id is not None:
        raise RuntimeError("shard_id is specified but num_shards is not.")


def check_padding_options(param_dict):
    """Raise for a padded sample without its number or with other columns."""
    columns, sample = param_dict.get("columns_list"), param_dict.get("padded_sample")
    count = param_dict.get("num_padded")
    if sample is None:
        if count is not None:
            raise RuntimeError("num_padded is specified but padded_sample is not.")
        return
    if count is None:
        raise RuntimeError("padded_sample is specified and requires num_padded as well.")
    if count < 0:
        raise ValueError(f"num_padded is invalid, num_padded={count}.")
    if columns is None:
        raise RuntimeError("padded_sample is specified and requires columns_list as well.")
    if any(column not in sample for column in columns):
        raise ValueError("padded_sample cannot match columns_list.")


def check_num_parallel_workers(value):
    """Raise unless `value` is a number of workers."""
    type_check(value, (int,), "num_parallel_workers")
    most = max(cpu_count(), _MAX_WORKERS)
    if not 1 <= value <= most:
        raise ValueError(f"num_parallel_workers exceeds the boundary between 1 and {most}!")


def check_num_samples(value):
    """Raise unless `value` is a number of rows."""
    type_check(value, (int,), "num_samples")
    if not 0 <= value <= INT64_MAX:
        raise ValueError(f"num_samples exceeds the boundary between 0 and {INT64_MAX}(INT64_MAX)!")


def validate_dataset_param_value(param_list, param_dict, param_type):
    """Raise unless the arguments named are None or of the type."""
    for name in param_list:
        value = param_dict.get(name)
        if value is None:
            continue
        if name == "num_parallel_workers":
            check_num_parallel_workers(value)
        if name == "num_samples":
            check_num_samples(value)
        else:
            type_check(value, (param_type,), name)


def check_dataset_num_shards_shard_id(num_shards, shard_id):
    """Raise unless both are given or neither, the second below the first."""
    if (num_shards is None) != (shard_id is None):
        raise ValueError("num_shards and shard_id need to be passed in together.")
    if num_shards is not None:
        check_pos_int32(num_shards, "num_shards")
        if shard_id >= num_shards:
            raise ValueError("shard_id should be less than num_shards.")


def check_tensor_op(param, param_name):
    """Raise TypeError unless `param` is an operation or a function."""
    if not callable(param) and not getattr(param, "parse", None):
        raise TypeError(
            f"{param_name} is neither a transforms op (TensorOperation) nor a callable pyfunc."
        )


def check_c_tensor_op(param, param_name):
    """Raise TypeError unless `param` is a function or an operation of c_transforms."""
    if callable(param) and "py_transform" in str(param):
        raise TypeError(f"{param_name} is a py_transform op which is not allowed to use.")
    if not callable(param) and not getattr(param, "parse", None):
        raise TypeError(
            f"{param_name} is neither a c_transform op (TensorOperation) nor a callable pyfunc."
        )


def check_dict(data, key_type, value_type, param_name):
    """Raise TypeError unless `data` is None or a dict with keys and values of these types."""
    if data is None:
        return
    if not isinstance(data, dict):
        raise TypeError(f"{param_name} should be dict type, but got: {type(data)}")
    for key, value in data.items():
        if not isinstance(key, key_type):
            raise TypeError(
                f"key '{key}' in parameter {param_name} should be {key_type} type, but got: "
                f"{type(key)}"
            )
        if not isinstance(value, value_type):
            raise TypeError(
                f"value of '{key}' in parameter {param_name} should be {value_type} type, but "
                f"got: {type(value)}"
            )


def check_feature_shape(data, shape, param_name):
    """Raise ValueError unless the arrays of a dict are matrices with `shape` rows."""
    for key, value in data.items() if isinstance(data, dict) else ():
        if len(value.shape) != 2 or value.shape[0] != shape:
            raise ValueError(
                f"Shape of '{key}' in '{param_name}' should be of 2 dimension, and shape of first "
                f"dimension should be: {shape}, but got: {value.shape}."
            )
