"""Saving and loading of checkpoints."""

from __future__ import annotations

import copy
import os
import threading
from collections import OrderedDict

import numpy as np

from compat.core.errors import BackendError
from compat.core.serialize import mindspore_checkpoint as checkpoint
from compat.core.serialize.whole import write_whole
from compat.leaving.onnx import to_onnx

from .. import _checkparam as validator
from .. import log as logger
from .._publish import publish
from ..common import dtype as mstype
from ..common.parameter import Parameter
from ..common.tensor import Tensor
from ..nn.cell import Cell
from . import _ciphers
from ._loading import _update_param as _update_param
from ._loading import load_param_into_net
from ._slices import merge_sliced_parameter

__all__ = [
    "save_checkpoint", "load_checkpoint", "load_param_into_net", "export", "load",
    "async_ckpt_thread_status", "merge_sliced_parameter", "load_distributed_checkpoint",
    "build_searched_strategy",
]  # fmt: skip

tensor_to_np_type = {kind: getattr(np, name) for kind, name in checkpoint.NUMPY.items()}
tensor_to_np_type["str"] = "U"
tensor_to_ms_type = {
    **{kind: mstype.of_name(name) for kind, name in checkpoint.NUMPY.items()},
    "str": mstype.string,
}
_saving = threading.Lock()
_failures = []  # (file, exception) of saves in a thread that no caller has seen yet
_THREAD_NAME = "asyn_save_ckpt"
_READ_ONLY = 0o400


# -- saving ------------------------------------------------------------------------------------


def save_checkpoint(
    save_obj, ckpt_file_name, integrated_save=True, async_save=False, append_dict=None,
    enc_key=None, enc_mode="AES-GCM",
):  # fmt: skip
    """Writes the parameters of a cell, or of a list, to a file that is complete or not there at
    all.

    Args:
        save_obj (Cell or list of dict): the network, or [{"name": name, "data": Tensor}, ...].
        ckpt_file_name (str): the file; ".ckpt" is appended when missing.
        integrated_save (bool, default True): joins slices of several devices; there is one here.
        async_save (bool, default False): a thread writes a copy of the values.
        append_dict (dict or None, default None): further values (int, float, bool, str, Tensor) by
            name; "random_op" is left out.
        enc_key (bytes or None, default None): encrypts the file; needs the package cryptography.
        enc_mode (str, default 'AES-GCM'): "AES-GCM", "AES-CBC" (16, 24 or 32 bytes of key) or
            "SM4-CBC" (16).

    Returns:
        None.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a name or a value of `append_dict` is none that can be saved.
        RuntimeError: an earlier save in a thread failed.

    Example:
        >>> net = nn.Dense(2, 1, weight_init="ones")
        >>> ms.save_checkpoint(net, "dense.ckpt", append_dict={"epoch": 3})
        >>> int(ms.load_checkpoint("dense.ckpt")["epoch"].asnumpy())
        3
    """
    ckpt_file_name = _target_name(save_obj, ckpt_file_name)
    validator.check_bool(integrated_save)
    async_save = validator.check_bool(async_save)
    append_dict = _checked_append(append_dict)
    _check_key("enc_key", enc_key, enc_mode)
    items = _items_of(save_obj)
    for name, value in append_dict.items():
        items.append({"name": name, "data": value if isinstance(value, str) else Tensor(value)})
    entries = [_entry(item["name"], item["data"]) for item in items]
    # A later item of the same name replaces the value of an earlier one, at its place.
    entries = list(OrderedDict((e.tag, e) for e in entries).values())
    earlier = _failures[:1]  # before this save can fail by itself
    if async_save:
        entries = [e._replace(data=copy.deepcopy(e.data)) for e in entries]
        job = (ckpt_file_name, entries, enc_key, enc_mode)
        threading.Thread(target=_write_apart, args=job, name=_THREAD_NAME).start()
    else:
        _write(ckpt_file_name, entries, enc_key, enc_mode)
    _raise_earlier_failure(earlier)


def _write_apart(path, *job):
    try:
        _write(path, *job)
    except BaseException as error:
        _failures.append((path, error))
        raise


def _raise_earlier_failure(earlier):
    """What happened in a thread is said by the next save, which is done all the same."""
    for failure in earlier:
        _failures.remove(failure)
        path, error = failure
        raise RuntimeError(
            f"the earlier save of {path} with 'async_save' failed: {error}"
        ) from error


def _renew_lock():
    """In a forked child: the thread that held the lock is not there to release it."""
    global _saving
    _saving = threading.Lock()
    _failures.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_lock)


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
    return {name: value for name, value in append_dict.items() if name != "random_op"}


def _check_key(argument, key, mode):
    validator.check_isinstance(argument, key, (type(None), bytes))
    validator.check_isinstance(argument.replace("_key", "_mode"), mode, str)


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


def _write(path, entries, key, mode):
    try:
        with _saving:
            data = checkpoint.encoded(entries)
            if key is not None:
                data = [_ciphers.encrypted(b"".join(data), key, mode)]
            write_whole(path, data, _READ_ONLY, follow=False)
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
    """The parameters of a checkpoint file, by name; they are set in a cell as well when one is
    given.

    Args:
        ckpt_file_name (str): the file, ending in ".ckpt".
        net (Cell or None, default None): its parameters are set.
        strict_load (bool, default False): a dtype may not be converted.
        filter_prefix (str, list, tuple of str or None, default None): parameters whose names begin
            so are left out.
        dec_key (bytes or None, default None): key of an encrypted file.
        dec_mode (str, default 'AES-GCM'): "AES-GCM", "AES-CBC" or "SM4-CBC".
        specify_prefix (str, list, tuple of str or None, default None): only parameters whose names
            begin so.
        choice_func (function or None, default None): gets a name, tells whether it is loaded.

    Returns:
        dict of name and Parameter.

    Raises:
        ValueError: the file is missing, empty, damaged or not encrypted with this key.
        TypeError: an argument is of another kind.

    Example:
        >>> net = nn.Dense(2, 1, weight_init="ones")
        >>> ms.save_checkpoint(net, "dense.ckpt")
        >>> print(ms.load_checkpoint("dense.ckpt")["weight"].asnumpy())
        [[1. 1.]]
    """
    ckpt_file_name = _source_name(ckpt_file_name)
    specify_prefix = _checked_prefix(specify_prefix)
    filter_prefix = _checked_prefix(filter_prefix)
    _check_key("dec_key", dec_key, dec_mode)
    for name, prefix in (("specity_prefix", specify_prefix), ("filter_prefix", filter_prefix)):
        if prefix:
            logger.warning(
                f"For load_checkpoint, this parameter `{name}` will be deprecated, please use "
                "`choice_func` instead."
            )
    found = {}
    for entry in _read(ckpt_file_name, dec_key, dec_mode):
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


def load_distributed_checkpoint(
    network, checkpoint_filenames, predict_strategy=None, train_strategy_filename=None,
    strict_load=False, dec_key=None, dec_mode="AES-GCM",
):  # fmt: skip
    """Load the files of several devices into a network; here of one device.

    network (Cell), checkpoint_filenames (list[str]): one file. Several files, or a strategy that
    cuts the network, raise NotImplementedError: merge the slices with `merge_sliced_parameter`.
    """
    if len(checkpoint_filenames) != 1 or predict_strategy or train_strategy_filename:
        raise NotImplementedError(
            "mindspore.load_distributed_checkpoint loads one file without strategies; merge the "
            "files of several devices with mindspore.merge_sliced_parameter"
        )
    load_checkpoint(
        checkpoint_filenames[0], network, strict_load, dec_key=dec_key, dec_mode=dec_mode
    )


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


def _read(path, key, mode):
    data = b""
    try:
        with open(path, "rb") as file:
            data = file.read()
        plain = data if key is None else _ciphers.decrypted(data, key, mode)
        return checkpoint.decoded(plain)
    except (OSError, ValueError) as error:
        text = f"Failed to read the checkpoint file {path}. "
        if _ciphers.is_encrypted(data):
            text += (
                "The file may be encrypted or tempered with, please pass in the correct 'dec_key' "
                "or check the file integrity."
            )
        else:
            text += "May not have permission to read it, please check the correct of the file."
        logger.error(text)
        raise ValueError(f"{text}\n{error}") from error


def _parameter(entry):
    data, dtype = entry.data, mstype.of_name(checkpoint.NUMPY[entry.kind])
    if entry.dims == [0] and entry.kind != "Bool":
        data = data.reshape(())
    elif entry.dims not in ([0], [1]):
        data = data.reshape(entry.dims)
    return Parameter(Tensor(data, dtype), name=entry.tag)


# -- other formats -----------------------------------------------------------------------------


def export(net, *inputs, file_name, file_format, **kwargs):
    """Write a network to an ONNX file, on the torch backend; onnxruntime checks the file at once.

    Args:
        net (Cell): the network; exported as it evaluates, unless `training=True` is given.
        *inputs (Tensor): its inputs; the file keeps their shapes.
        file_name (str): name of the file; ".onnx" is put behind where it is missing.
        file_format (str): "ONNX". "MINDIR" and "AIR" are graphs of MindSpore's compiler.
        **kwargs (any): `training` (bool). Default: False. Others are MindSpore's for MINDIR.

    Returns:
        None.

    Raises:
        ValueError: if `file_format` is none of MindSpore's.
        NotImplementedError: for "MINDIR" and "AIR", and on another backend than torch.
        RuntimeError: if the network cannot be written, or the file computes something else.

    Example:
        >>> try:
        ...     ms.export(nn.ReLU(), Tensor([1.0]), file_name="net", file_format="MINDIR")
        ... except NotImplementedError:
        ...     print("refused")
        refused
    """
    if file_format not in ("AIR", "ONNX", "MINDIR"):
        raise ValueError(
            "For 'export', 'file_format' must be one of ['AIR', 'ONNX', 'MINDIR'], but got "
            f"{file_format}."
        )
    if file_format != "ONNX":
        raise NotImplementedError(
            f"mindspore.export to {file_format!r} is not supported; save the parameters with "
            'mindspore.save_checkpoint, or export with file_format="ONNX"'
        )
    name = file_name if file_name.endswith(".onnx") else f"{file_name}.onnx"
    try:
        to_onnx(net, inputs, name, bool(kwargs.get("training", False)))
    except BackendError as error:
        raise NotImplementedError(f"mindspore.export to 'ONNX': {error}") from error


def load(file_name, **kwargs):
    """Refused: MindIR files hold graphs of the original's compiler."""
    raise NotImplementedError(
        "mindspore.load of MindIR files is not supported; build the network from cells and use "
        "mindspore.load_checkpoint"
    )


def build_searched_strategy(strategy_filename):
    """Refused: such files describe how MindSpore's compiler has cut a network over devices."""
    raise NotImplementedError(
        "mindspore.build_searched_strategy reads the strategy files of automatic parallel "
        "training, which is not supported; merge slices without a strategy"
    )


publish(globals())
