"""Limits, states and checks of arguments."""

import enum
import functools
import inspect
import os

from .common.exceptions import ParamValueError


class MSRStatus(enum.Enum):
    """How a call ended."""

    SUCCESS = 0
    FAILED = 1


SUCCESS = MSRStatus.SUCCESS
FAILED = MSRStatus.FAILED

MIN_HEADER_SIZE, MAX_HEADER_SIZE = 1 << 14, 1 << 27
MIN_PAGE_SIZE, MAX_PAGE_SIZE = 1 << 15, 1 << 28
MIN_SHARD_COUNT, MAX_SHARD_COUNT = 1, 1000
MIN_CONSUMER_COUNT = 1

VALID_ARRAY_ATTRIBUTES = ["int32", "int64", "float32", "float64"]
VALID_ATTRIBUTES = [*VALID_ARRAY_ATTRIBUTES, "string", "bytes"]

# Name of the Python type -> types of the schema it may be written to.
VALUE_TYPE_MAP = {
    "int": ["int32", "int64"], "float": ["float32", "float64"], "str": ["string"],
    "bytes": ["bytes"], "int32": ["int32"], "int64": ["int64"], "float32": ["float32"],
    "float64": ["float64"], "ndarray": VALID_ARRAY_ATTRIBUTES,
}  # fmt: skip

_FORBIDDEN = frozenset(r'\/:*?"<>|`&\';')


def MAX_CONSUMER_COUNT():
    """Most readers that may be asked for."""
    return max(os.cpu_count() or 1, 128)


def check_filename(path, arg_name=""):
    """Raise `ParamValueError` unless `path` can be the name of a MindRecord file."""
    if not path:
        name = f"'{arg_name}'" if arg_name else "File path"
        raise ParamValueError(f"{name} is not allowed None or empty!")
    if not isinstance(path, str):
        raise ParamValueError(f"File path: {path} is not string.")
    if path.endswith("/"):
        raise ParamValueError("File path can not end with '/'")
    name = os.path.basename(path)
    if set(name) & _FORBIDDEN:
        raise ParamValueError(r"File name should not contains \/:*?\"<>|`&;\'")
    if name != name.strip(" "):
        raise ParamValueError("File name should not start/end with space.")
    return True


def _check_consumers(count):
    if count is None:
        raise ParamValueError("Parameter num_consumer is None.")
    if not isinstance(count, int):
        raise ParamValueError("Parameter num_consumer is not int.")
    if not MIN_CONSUMER_COUNT <= count <= MAX_CONSUMER_COUNT():
        raise ParamValueError(
            f"Parameter num_consumer: {count} should between {MIN_CONSUMER_COUNT} and "
            f"{MAX_CONSUMER_COUNT()}."
        )


def check_parameter(func):
    """`func` with its arguments `file_name` and `num_consumer` checked."""
    signature = inspect.signature(func)

    @functools.wraps(func)
    def checked(*args, **kwargs):
        given = signature.bind(*args, **kwargs).arguments
        for name, value in given.items():
            if name == "file_name":
                for path in value if isinstance(value, list) else [value]:
                    check_filename(path)
            elif name == "num_consumer":
                _check_consumers(value)
        return func(*args, **kwargs)

    return checked
