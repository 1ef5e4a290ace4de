"""What the constructors share: checks of the arguments, texts about them."""

from __future__ import annotations

import functools
import inspect
import os

from ..core.validator_helpers import (
    check_dir,
    check_file,
    check_sampler_shuffle_shard_options,
    check_valid_str,
    replace_none,
    type_check,
    validate_dataset_param_value,
)
from ..engine.cache_client import DatasetCache
from ..engine.samplers import PKSampler

TRAIN_TEST = ["train", "test", "all"]

_INTS = ["num_samples", "num_parallel_workers", "num_shards", "shard_id"]

_TEXTS = {
    "dataset_dir": "str: The folder.",
    "dataset_files": "Union[str, list[str]]: Files, or patterns that they match.",
    "usage": "str: The part to read. Default: {default}.",
    "num_samples": "int: Rows to take. Default: None, all.",
    "num_parallel_workers": "int: Threads that read. Default: {default}, None as configured.",
    "sampler": "Union[Sampler, Iterable]: Chooses the rows. Default: None, by the arguments\n"
    "            `shuffle`, `num_samples`, `num_shards` and `shard_id`.",
    "decode": "bool: Decode the pictures. Default: {default}.",
    "num_shards": "int: Number of parts that the rows are divided into. Default: None, 1.",
    "shard_id": "int: Which of them. Default: None.",
    "cache": "DatasetCache: Keeps the rows. Default: None.",
    "decrypt": "callable: Gives the bytes of a file whose path it gets. Default: None.",
    "extensions": "list[str]: Endings of files to take, with the dot. Default: None, all.",
    "class_indexing": "dict: Class -> label; only these classes. Default: None, numbered by name.",
    "extra_metadata": "bool: One more column, `_meta-filename`. Default: False.",
}
_ORDERS = {
    False: "bool: Random order. Default: None, random.",
    True: "Union[bool, Shuffle]: Random order, of all rows (True, `Shuffle.GLOBAL`) or of the\n"
    "            files only (`Shuffle.FILES`). Default: {default}.",
}
_RAISES = """
    Raises:
        ValueError: If a file or folder is missing, or an argument is out of range.
        RuntimeError: If arguments exclude each other, or a file is damaged.

    Examples:
        >>> import mindspore.dataset as ds
        >>> dataset = ds.{name}({first})  # doctest: +SKIP
"""


def documented(cls):
    """The class with its text completed: arguments not told yet, what raises, an example.

    A call whose arguments do not fit is refused in the words of MindSpore.
    """
    lines = []
    told = cls.__doc__
    parameters = list(inspect.signature(cls.__init__).parameters.values())[1:]
    for parameter in parameters:
        name, default = parameter.name, parameter.default
        if f"\n        {name} (" in told:
            continue
        streams = "sampler" not in [p.name for p in parameters]
        text = _ORDERS[streams] if name == "shuffle" else _TEXTS[name]
        kind, _, meaning = text.partition(": ")
        shown = "Shuffle.GLOBAL" if name == "shuffle" and default is not None else repr(default)
        lines.append(f"        {name} ({kind}): {meaning.format(default=shown)}")
    head, found, tail = told.partition("\n    Args:\n")
    specific, _, tail = tail.partition("\n\n") if found else ("", "", "")
    arguments = "\n".join([*([specific.rstrip()] if specific.strip() else []), *lines])
    first = f'"{parameters[0].name}"'
    rest = "" if not tail.strip() else f"\n{tail.rstrip()}\n"
    end = _RAISES.format(name=cls.__name__, first=first)
    cls.__init__ = _bound(cls.__init__)
    cls.__doc__ = f"{head.rstrip()}\n\n    Args:\n{arguments}\n{rest}{end}    "
    return cls


def _bound(init):
    signature = inspect.signature(init)

    @functools.wraps(init)
    def checked(self, *args, **kwargs):
        signature.bind(self, *args, **kwargs)
        init(self, *args, **kwargs)

    return checked


def check_source(given, *, words=None, bools=("shuffle",), lists=(), dicts=(), strs=(), ints=()):
    """Check the arguments of a constructor, its `locals()`, in MindSpore's order.

    `words` are the texts that an argument may be; the others are names by type.
    """
    if "dataset_dir" in given:
        check_dir(given["dataset_dir"])
    for name, valid in (words or {}).items():
        if given[name] is not None:
            check_valid_str(given[name], valid, name)
    check_decrypt(given.get("decrypt"))
    check_types(given, bools=bools, lists=lists, dicts=dicts, strs=strs, ints=ints)
    check_options(given)


def check_types(given, *, bools=(), lists=(), dicts=(), strs=(), ints=()):
    """Check the arguments of the types that the names stand for."""
    validate_dataset_param_value([*ints, *_INTS], given, int)
    validate_dataset_param_value(bools, given, bool)
    validate_dataset_param_value(lists, given, list)
    validate_dataset_param_value(strs, given, str)
    validate_dataset_param_value(dicts, given, dict)


def check_options(given):
    """Check that arguments go together, and the cache."""
    check_sampler_shuffle_shard_options(given)
    cache = given.get("cache")
    if cache is not None:
        type_check(cache, (DatasetCache,), "cache")


def check_files(given):
    """Check `dataset_files`, one name or several."""
    files = given["dataset_files"]
    type_check(files, (str, list), "dataset files")
    if not files:
        raise ValueError(f"Input dataset_files can not be empty, but got '{files}'.")


def check_decrypt(decrypt):
    """Check that `decrypt` can be called."""
    if decrypt is not None and not callable(decrypt):
        raise TypeError(f"Argument decrypt is not a callable object, but got {type(decrypt)}")


def check_no_classes(name, sampler):
    """Refuse a `PKSampler` for rows without a class."""
    if isinstance(sampler, PKSampler):
        raise ValueError(f"{name} doesn't support PKSampler.")


def joined(*parts):
    """Parts of a path joined."""
    return os.path.join(*parts)


__all__ = [
    "TRAIN_TEST", "check_decrypt", "check_dir", "check_file", "check_files", "check_no_classes",
    "check_options", "check_source", "check_types", "check_valid_str", "documented", "joined",
    "replace_none", "type_check",
]  # fmt: skip
