"""Saving and loading of checkpoints."""

from __future__ import annotations

import copy
import os
import threading
from collections import OrderedDict

from compat.core.errors import FileFormatError
from compat.core.serialize import mindspore_checkpoint as checkpoint
from compat.core.serialize.whole import write_whole

from .. import _checkparam as validator
from .. import log as logger
from ..common import dtype as mstype
from ..common.initializer import initializer
from ..common.parameter import Parameter
from ..common.tensor import Tensor
from ..nn.cell import Cell

__all__ = [
    "save_checkpoint", "load_checkpoint", "load_param_into_net", "export", "load",
    "async_ckpt_thread_status",
]  # fmt: skip

_saving = threading.Lock()
_THREAD_NAME = "asyn_save_ckpt"
_READ_ONLY = 0o400
_MISMATCH = "Failed to combine the net and the parameters for param %s."


# -- saving ------------------------------------------------------------------------------------


def save_checkpoint(
    save_obj, ckpt_file_name, integrated_save=True, async_save=False, append_dict=None,
    enc_key=None, enc_mode="AES-GCM",
):  # fmt: skip
    """Write the parameters of a cell, or a list of {"name", "data"}, to a file.

    `integrated_save` joins slices of several devices; there is one here. The file is complete or
    not there at all, and read-only as the original's.
    """
    ckpt_file_name = _target_name(save_obj, ckpt_file_name)
    validator.check_bool(integrated_save)
    async_save = validator.check_bool(async_save)
    append_dict = _checked_append(append_dict)
    _refuse_key("save_checkpoint", "enc_key", enc_key, enc_mode)
    items = _items_of(save_obj)
    for name, value in append_dict.items():
        items.append({"name": name, "data": value if isinstance(value, str) else Tensor(value)})
    entries = [_entry(item["name"], item["data"]) for item in items]
    # A later item of the same name replaces the value of an earlier one, at its place.
    entries = list(OrderedDict((e.tag, e) for e in entries).values())
    if async_save:
        threading.Thread(target=_write, args=(ckpt_file_name, entries), name=_THREAD_NAME).start()
    else:
        _write(ckpt_file_name, entries)


def _target_name(save_obj, ckpt_file_name):
    if not isinstance(save_obj, (Cell, list)):
        raise TypeError(
            "For 'save_checkpoint', the parameter 'save_obj' must be nn.Cell or list, but got "
            f"{type(save_obj)}."
        )
    if not isinstance(ckpt_file_name, str):
        raise TypeError(
            f"For 'save_checkpoint', the parameter {ckpt_file_name} for checkpoint file name is "
            f"invalid,'ckpt_file_name' must be string, but got {type(ckpt_file_name)}."
        )
    ckpt_file_name = os.path.abspath(ckpt_file_name)
    if os.path.isdir(ckpt_file_name):
        raise IsADirectoryError(
            f"For 'save_checkpoint', the parameter `ckpt_file_name`: {ckpt_file_name} is a "
            "directory, it must be a file name."
        )
    return ckpt_file_name if ckpt_file_name.endswith(".ckpt") else ckpt_file_name + ".ckpt"


def _checked_append(append_dict):
    if append_dict is None:
        return {}
    if not isinstance(append_dict, dict):
        raise TypeError(
            "For 'save_checkpoint', the argument 'append_dict' must be dict, but got "
            f"{type(append_dict)}."
        )
    for key, value in append_dict.items():
        if not isinstance(key, str) or not isinstance(value, (int, float, bool, str, Tensor)):
            raise TypeError(
                "For 'save_checkpoint', the type of dict 'append_info' must be key: string, value: "
                f"int, float or bool, but got key: {type(key)}, value: {type(value)}"
            )
    return dict(append_dict)


def _refuse_key(function, argument, key, mode):
    validator.check_isinstance(argument, key, (type(None), bytes))
    validator.check_isinstance(argument.replace("_key", "_mode"), mode, str)
    if key is not None:
        raise NotImplementedError(
            f"mindspore.{function} with '{argument}' (encrypted files) is not supported; leave "
            "it out"
        )


def _items_of(save_obj):
    if isinstance(save_obj, list):
        return list(save_obj)
    save_obj.init_parameters_data()
    found = OrderedDict((p.name, p) for _, p in save_obj.parameters_and_names())
    return [{"name": name, "data": p} for name, p in found.items()]


def _entry(name, data):
    if isinstance(data, str):
        return checkpoint.Entry(name, [0], "str", data)
    if data.has_init:
        data.init_data()
    dims = list(data.shape) if data.shape != () else [0]
    return checkpoint.Entry(name, dims, str(data.dtype), data.asnumpy().reshape(-1))


def _write(path, entries):
    try:
        with _saving:
            write_whole(path, checkpoint.encoded(entries), _READ_ONLY)
    except BaseException:
        logger.critical(
            "Failed to save the checkpoint file %s. Maybe don't have the permission to write "
            "files, or the disk space is insufficient and so on.",
            path,
        )
        raise


def async_ckpt_thread_status():
    """Whether a file is being written in the background."""
    return any(t.name == _THREAD_NAME for t in threading.enumerate())


# -- loading -----------------------------------------------------------------------------------


def load_checkpoint(
    ckpt_file_name, net=None, strict_load=False, filter_prefix=None, dec_key=None,
    dec_mode="AES-GCM", specify_prefix=None, choice_func=None,
):  # fmt: skip
    """{name: Parameter} of a file, loaded into `net` as well when given."""
    ckpt_file_name = _source_name(ckpt_file_name)
    specify_prefix = _checked_prefix(specify_prefix)
    filter_prefix = _checked_prefix(filter_prefix)
    _refuse_key("load_checkpoint", "dec_key", dec_key, dec_mode)
    for name, prefix in (("specity_prefix", specify_prefix), ("filter_prefix", filter_prefix)):
        if prefix:
            logger.warning(
                f"For load_checkpoint, this parameter `{name}` will be deprecated, please use "
                "`choice_func` instead."
            )
    found = {}
    for entry in _read(ckpt_file_name):
        if not _wanted(entry.tag, specify_prefix, filter_prefix, choice_func):
            continue
        found[entry.tag] = entry.data if entry.kind == "str" else _parameter(entry)
    if not found:
        raise ValueError(
            "The loaded parameter dict is empty after filter or specify, please check whether "
            "'filter_prefix' or 'specify_prefix' are set correctly."
        )
    if net is not None:
        load_param_into_net(net, found, strict_load)
    return found


def _source_name(ckpt_file_name):
    if not isinstance(ckpt_file_name, str):
        raise TypeError(
            "For 'load_checkpoint', the argument 'ckpt_file_name' must be string, but got "
            f"{type(ckpt_file_name)}."
        )
    if ckpt_file_name[-5:] != ".ckpt":
        raise ValueError(
            "For 'load_checkpoint', the checkpoint file should end with '.ckpt', please input the "
            "correct 'ckpt_file_name'."
        )
    ckpt_file_name = os.path.abspath(ckpt_file_name)
    if not os.path.exists(ckpt_file_name):
        raise ValueError(
            f"For 'load_checkpoint', the checkpoint file: {ckpt_file_name} does not exist, please "
            "check whether the 'ckpt_file_name' is correct."
        )
    return ckpt_file_name


def _checked_prefix(prefix):
    if prefix is None:
        return None
    start = "For 'load_checkpoint', "
    if not isinstance(prefix, (str, list, tuple)):
        raise TypeError(
            f"{start}the type of 'specify_prefix' or 'filter_prefix' must be string, "
            f"list[string] or tuple[string], but got {type(prefix)}."
        )
    prefix = (prefix,) if isinstance(prefix, str) else prefix
    if not prefix:
        raise ValueError(
            f"{start}the argument 'specify_prefix' or 'filter_prefix' can't be empty when "
            "'specify_prefix' or 'filter_prefix' is list or tuple."
        )
    for i, item in enumerate(prefix):
        if not isinstance(item, str):
            raise TypeError(
                f"{start}when 'specify_prefix' or 'filter_prefix' is list or tuple, the element in "
                f"it must be string, but got {type(item)} at index {i}."
            )
        if item == "":
            raise ValueError(
                f"{start}the value of 'specify_prefix' or 'filter_prefix' can't include ''."
            )
    return tuple(prefix)


def _wanted(tag, specify_prefix, filter_prefix, choice_func):
    if specify_prefix is None and filter_prefix is None:
        return choice_func is None or choice_func(tag)
    if specify_prefix and not tag.startswith(specify_prefix):
        return False
    return not (filter_prefix and tag.startswith(filter_prefix))


def _read(path):
    try:
        with open(path, "rb") as file:
            return checkpoint.decoded(file.read())
    except (OSError, FileFormatError) as error:
        text = (
            f"Failed to read the checkpoint file {path}. May not have permission to read it, "
            "please check the correct of the file."
        )
        logger.error(text)
        raise ValueError(f"{text}\n{error}") from error


def _parameter(entry):
    data, dtype = entry.data, mstype.of_name(checkpoint.NUMPY[entry.kind])
    if entry.dims == [0] and entry.kind != "Bool":
        data = data.reshape(())
    elif entry.dims not in ([0], [1]):
        data = data.reshape(entry.dims)
    return Parameter(Tensor(data, dtype), name=entry.tag)


def load_param_into_net(net, parameter_dict, strict_load=False):
    """Set the parameters of a cell by name; returns the names not loaded: (of the net, of the "
    "dict)."""
    for argument, value, kind in (("net", net, Cell), ("parameter_dict", parameter_dict, dict)):
        if not isinstance(value, kind):
            logger.critical("Failed to combine the net and the parameters.")
            raise TypeError(
                f"For 'load_param_into_net', the argument '{argument}' should be a "
                f"{kind.__name__}, but got {type(value)}."
            )
    for key, value in parameter_dict.items():
        if not isinstance(key, str) or not isinstance(value, (Parameter, str)):
            logger.critical("Load parameters into net failed.")
            raise TypeError(
                "For 'parameter_dict', the element in the argument 'parameter_dict' should be a "
                f"'str' and 'Parameter' , but got {type(key)} and {type(value)}."
            )
    strict_load = validator.check_bool(strict_load)
    net.init_parameters_data()
    missing, unused = [], list(parameter_dict)
    for _, param in net.parameters_and_names():
        if param.name in parameter_dict:
            _update(param, copy.deepcopy(parameter_dict[param.name]), strict_load)
            unused.remove(param.name)
        else:
            missing.append(param.name)
    if missing and not strict_load:
        _load_behind_prefix(net, parameter_dict, missing, strict_load)
    if missing:
        logger.warning(
            f"For 'load_param_into_net', {len(missing)} parameters in the 'net' are not loaded, "
            "because they are not in the 'parameter_dict', please check whether the network "
            "structure is consistent when training and loading checkpoint."
        )
        for name in missing:
            logger.warning(f"{name} is not loaded.")
    return missing, unused


def _load_behind_prefix(net, parameter_dict, missing, strict_load):
    """Try the names of the file without a prefix that they have in common."""
    prefix, longest = "", missing[0]
    while prefix != longest and missing:
        prefix = longest
        for name in missing:
            prefix = next((d[: -len(name)] for d in parameter_dict if d.endswith(name)), prefix)
            if prefix != longest:
                break
        if prefix == longest:
            return
        logger.warning(
            f"For 'load_param_into_net', remove parameter prefix name: {prefix}, continue to load."
        )
        for _, param in net.parameters_and_names():
            if param.name in missing and prefix + param.name in parameter_dict:
                _update(param, parameter_dict[prefix + param.name], strict_load)
                missing.remove(param.name)


def _update(param, new, strict_load):
    if isinstance(new, Tensor):
        _update_from_tensor(param, new, strict_load)
        return
    if param.shape not in ((1,), ()):
        _refuse_update(
            param,
            f"For 'load_param_into_net', {param.name} in the argument 'parameter_dict' is scalar, "
            f"then the shape of {param.name} in the argument 'net' should be (1,) or (), but got "
            f"shape {param.shape}.",
        )
    param.set_data(initializer(new, param.shape, param.dtype))


def _update_from_tensor(param, new, strict_load):
    if param.shape != new.shape:
        extra = new.shape[len(param.shape) :]
        if not extra or any(n != 1 for n in extra):
            _refuse_update(
                param,
                f"For 'load_param_into_net', {param.name} in the argument 'net' should have the "
                f"same shape as {param.name} in the argument 'parameter_dict'. But got its shape "
                f"{param.shape} in the argument 'net' and shape {new.shape} in the argument "
                "'parameter_dict'.",
                " or the batch size and so on in the 'net' and 'parameter_dict' are same",
            )
        new = new.reshape(param.shape)
    if param.dtype != new.dtype:
        if strict_load or not _convertible(param, new):
            _refuse_update(
                param,
                f"For 'load_param_into_net', {param.name} in the argument 'net' should have the "
                f"same type as {param.name} in the argument 'parameter_dict'. but got its type "
                f"{param.dtype} in the argument 'net' and type {new.dtype} in the argument "
                "'parameter_dict'.",
            )
        new = new.astype(param.dtype)
    param.set_data(new, param.sliced)


def _convertible(param, new):
    kinds = {param.dtype, new.dtype}
    floats = {mstype.float16, mstype.float32, mstype.float64}
    ints = {mstype.int8, mstype.int16, mstype.int32, mstype.int64}
    if not (kinds <= floats or kinds <= ints):
        return False
    logger.warning(
        f"The type of {param.name}:{new.dtype} in 'parameter_dict' is different from the type of "
        f"it in 'net':{param.dtype}, then the type convert from {new.dtype} to {param.dtype} in "
        "the network."
    )
    return True


def _refuse_update(param, text, more=""):
    logger.critical(_MISMATCH, param.name)
    raise RuntimeError(
        f"{text}May you need to check whether the checkpoint you loaded is correct{more}."
    )


# -- other formats -----------------------------------------------------------------------------


def export(net, *inputs, file_name, file_format, **kwargs):
    """Refused: graphs of the original's compiler are not made here."""
    raise NotImplementedError(
        f"mindspore.export to {file_format!r} is not supported; save the parameters with "
        "mindspore.save_checkpoint"
    )


def load(file_name, **kwargs):
    """Refused: MindIR files hold graphs of the original's compiler."""
    raise NotImplementedError(
        "mindspore.load of MindIR files is not supported; build the network from cells and use "
        "mindspore.load_checkpoint"
    )
