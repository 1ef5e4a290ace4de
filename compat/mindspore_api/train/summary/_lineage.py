"""Settings and results of a run as messages of the lineage file."""

from __future__ import annotations

import json
import os

import numpy as np

from compat.core.serialize import wire

from ... import _checkparam as validator
from ... import log as logger
from ...common.parameter import Parameter
from ...nn.loss import LossBase
from ._messages import double, single, text


def checked_custom(data):
    """The program's own facts: a dict of str to int, str or float."""
    data = {} if data is None else data
    validator.check_value_type("custom_lineage_data", data, [dict, type(None)])
    for key, value in data.items():
        validator.check_value_type(f"custom_lineage_data -> {key}", key, str)
        validator.check_value_type(
            f"the value of custom_lineage_data -> {key}", value, (int, str, float)
        )
    return data


def custom(data):
    """The message of the program's own facts."""
    return b"".join(wire.bytes_field(1, _entry(k, v)) for k, v in data.items())


def _entry(key, value):
    if isinstance(value, int):
        return wire.bytes_field(3, text(1, key) + wire.number_field(2, value))
    if isinstance(value, float):
        return wire.bytes_field(5, text(1, key) + double(2, value))
    return wire.bytes_field(4, text(1, key) + text(2, value))


def of_training(params, loss, optimizer):
    """The message of a training run."""
    algorithm = text(1, type(params.network).__name__)
    if loss is not None:
        algorithm += single(2, float(loss))
    path = _checkpoint_path(params.list_callback)
    size = os.path.getsize(path) if path else 0
    return b"".join(
        wire.bytes_field(number, message)
        for number, message in (
            (1, _settings(params, optimizer)),
            (2, wire.number_field(2, _rows(params.train_dataset))),
            (3, algorithm),
            (4, text(3, json.dumps({"ckpt": path})) + wire.number_field(4, size)),
        )
    )


def _settings(params, optimizer):
    message = b""
    if optimizer is not None:
        message += text(1, type(optimizer).__name__)
        rate = optimizer.learning_rate
        if isinstance(rate, Parameter):
            message += single(2, float(np.atleast_1d(rate.asnumpy())[0]))
    loss_fn = params.loss_fn or _loss_of(params.train_network)
    if loss_fn is not None:
        message += text(3, type(loss_fn).__name__)
    return message + b"".join(
        (
            wire.number_field(4, params.epoch_num),
            text(5, str(params.parallel_mode)),
            wire.number_field(6, params.device_number),
            wire.number_field(8, params.train_dataset.get_batch_size()),
        )
    )


def _loss_of(network):
    return next((c for _, c in network.cells_and_names() if isinstance(c, LossBase)), None)


def _rows(dataset):
    return int(dataset.get_dataset_size() * dataset.get_batch_size())


def _checkpoint_path(callbacks):
    found = [c.latest_ckpt_file_name for c in callbacks if hasattr(c, "latest_ckpt_file_name")]
    return os.path.realpath(found[-1]) if found and found[-1] else None


def of_evaluation(params):
    """The message of an evaluation."""
    message = b""
    try:
        message = text(2, json.dumps(params.get("metrics")))
    except TypeError as error:
        logger.warning(f"Summary cannot collect the type of metrics: {error}")
    return message + wire.bytes_field(3, wire.number_field(2, _rows(params.valid_dataset)))
