"""Recording of a run for MindInsight."""

from __future__ import annotations

import json
import os
import re

import numpy as np

from ... import _checkparam as validator
from ... import context
from ... import log as logger
from ...common.parameter import Parameter
from ...common.tensor import Tensor
from ...nn.optim.optimizer import Optimizer
from .. import _graph_file
from ..serialization import save_checkpoint
from ..summary import _lineage
from ..summary.summary_record import SummaryRecord, checked_export_options, made_directory
from ._callback import Callback
from ._collector_settings import checked_data

_TENSORS = 20
_HISTOGRAMS = 5


class SummaryCollector(Callback):
    """Callback: records loss, inputs, parameters, graph and settings of a run.

    Args:
        summary_dir (str): where the files go.
        collect_freq (int, default 10): every so many steps.
        collect_specified_data (dict or None, default None): what to collect: "collect_metric",
            "collect_graph", "collect_train_lineage", "collect_eval_lineage", "collect_input_data"
            (bool), "histogram_regular" (str), "collect_landscape" (dict); the pipeline of a dataset
            is not recorded.
        keep_default_action (bool, default True): what is not named is collected.
        custom_lineage_data (dict or None, default None): further values (int, str, float).
        collect_tensor_freq (int or None, default None): steps between two records of parameters;
            None chooses.
        max_file_size (int or None, default None): bytes.
        export_options (dict or None, default None): {"tensor_format": "npy"} writes tensors as npy
            files as well.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range, or a key unknown.

    Example:
        >>> collector = ms.SummaryCollector(summary_dir="logs", collect_freq=100)
    """

    def __init__(
        self, summary_dir, collect_freq=10, collect_specified_data=None, keep_default_action=True,
        custom_lineage_data=None, collect_tensor_freq=None, max_file_size=None,
        export_options=None,
    ):  # fmt: skip
        super().__init__()
        self._directory = made_directory(summary_dir, "summary_dir")
        self._collect_freq = self._positive("collect_freq", collect_freq)
        self._collect_tensor_freq = self._positive("collect_tensor_freq", collect_tensor_freq, True)
        self._max_file_size = self._positive("max_file_size", max_file_size, True)
        self._export_options = checked_export_options(export_options)
        validator.check_value_type("keep_default_action", keep_default_action, bool)
        self._wanted = checked_data(collect_specified_data, keep_default_action)
        self._custom = _lineage.checked_custom(custom_lineage_data)
        self._landscape = self._wanted.get("collect_landscape")
        self._saved, self._record = {}, None
        if self._landscape:
            self._ckpt_dir = made_directory(os.path.join(self._directory, "ckpt_dir"), "ckpt_dir")

    def _positive(self, name, value, optional=False):
        if optional and value is None:
            return None
        validator.check_value_type(name, value, int)
        if value <= 0:
            raise ValueError(
                f'For "{type(self).__name__}", the value of `{name}` should be greater than 0, but '
                f"got `{value}`."
            )
        return value

    def __enter__(self):
        self._record = SummaryRecord(
            self._directory,
            max_file_size=self._max_file_size,
            export_options=self._export_options or None,
        )
        self._first, self._tensor_steps = True, ()
        return self

    def __exit__(self, *err):
        self._record.close()

    # -- stages --------------------------------------------------------------------------------

    def begin(self, run_context):
        """Check that there is one collector, and tell the recorder the mode."""
        params = run_context.original_args()
        if sum(type(c) is type(self) for c in params.list_callback) > 1:
            raise ValueError(
                f"There are more than one {type(self).__name__} instance in callback list,"
                f"but expected only one {type(self).__name__} instance."
            )
        if params.mode not in ("train", "eval"):
            raise ValueError(
                "Only support `train` (model.train) and `eval` (model.eval) mode, but got "
                f"`{params.mode}` mode."
            )
        self._record.set_mode(params.mode)

    def step_end(self, run_context):
        """Collect when it is time."""
        params = run_context.original_args()
        if params.mode != "train":
            return
        if self._first:
            self._collect_once(params)
        self._collect_step(params)
        self._keep_for_landscape(params, "step", params.cur_step_num)

    def epoch_end(self, run_context):
        """Collect when it is time, and hand everything to the system."""
        params = run_context.original_args()
        if params.mode == "train":
            self._collect_step(params)
            self._keep_for_landscape(params, "epoch", params.cur_epoch_num)
        self._record.flush()

    def end(self, run_context):
        """Record the settings and results of the run."""
        params = run_context.original_args()
        train = params.mode == "train"
        if train and self._wanted.get("collect_train_lineage"):
            loss, optimizer = self._loss(params), self._optimizer(params)
            message = _lineage.of_training(params, loss, optimizer)
            self._record.add_value("train_lineage", "train_lineage", message)
        elif not train and self._wanted.get("collect_eval_lineage"):
            self._record.add_value("eval_lineage", "eval_lineage", _lineage.of_evaluation(params))
        self._record.set_mode("eval")
        self._record.record(0)
        if train and self._landscape:
            self._write_metadata(params)

    # -- what is collected ---------------------------------------------------------------------

    def _collect_once(self, params):
        if self._wanted.get("collect_graph") and context.get_context("mode") == context.GRAPH_MODE:
            graph = _graph_file.graph(params.train_network)
            self._record.add_value("graph", "train_network/auto", graph)
        if self._custom:
            message = _lineage.custom(self._custom)
            self._record.add_value("custom_lineage_data", "custom_lineage_data", message)
        self._record.record(params.cur_step_num)

    def _collect_step(self, params):
        step = params.cur_step_num
        if self._first:
            self._first = False
            self._tensor_steps = self._steps_of_tensors(params)
            self._collect(params, None)
            self._record.flush()
            return
        timely, tensors = step % self._collect_freq == 0, step in self._tensor_steps
        if timely or tensors:
            both = timely and tensors
            self._collect(params, None if both else lambda p: (p == "tensor") == tensors)

    def _steps_of_tensors(self, params):
        total = params.epoch_num * params.batch_num
        if self._collect_tensor_freq is not None:
            return range(0, total + 1, self._collect_tensor_freq)
        if len(range(0, total + 1, self._collect_freq)) <= _TENSORS:
            return range(0, total + 1, self._collect_freq)
        every = total // (_TENSORS - 1)
        if every > 1:
            return range(0, total + 1, every)[:_TENSORS]
        return range(total + 1)[: _TENSORS + 1]

    def _collect(self, params, plugin_filter):
        self._collect_input(params)
        loss = self._loss(params) if self._wanted.get("collect_metric") else None
        if loss is not None:
            self._record.add_value("scalar", "loss/auto", Tensor(loss))
        self._collect_histograms(params)
        self._record.record(params.cur_step_num, plugin_filter=plugin_filter)

    def _collect_input(self, params):
        if not self._wanted.get("collect_input_data"):
            return
        data = params.get("train_dataset_element")
        data = data[0] if isinstance(data, (list, tuple)) and data else data
        try:
            self._record.add_value("image", "input_data/auto", data)
        except (TypeError, ValueError):
            logger.warning(
                "The input data of network are not image, so will not collect by SummaryCollector."
            )
            self._wanted["collect_input_data"] = False

    def _loss(self, params):
        """Mean of the first output, None when there is no number in it."""
        output = params.get("net_outputs")
        if isinstance(output, (list, tuple)) and output:
            output = output[0]
        if isinstance(output, Tensor):
            return np.mean(output.asnumpy())
        return np.float32(output) if isinstance(output, (int, float)) else None

    def _optimizer(self, params):
        found = params.get("optimizer")
        if found is None:
            cells = params.train_network.cells_and_names()
            found = next((c for _, c in cells if isinstance(c, Optimizer)), None)
        return found

    def _collect_histograms(self, params):
        if "histogram_regular" not in self._wanted:
            return
        optimizer, pattern = self._optimizer(params), self._wanted["histogram_regular"]
        if optimizer is None:
            return
        parameters = list(optimizer.parameters)
        if pattern is None:
            chosen = parameters[:_HISTOGRAMS]
        else:
            chosen = [p for p in parameters if re.match(pattern, p.name)]
        for p in chosen:
            self._record.add_value("histogram", f"{p.name}/auto", _at_least_1d(p))

    # -- parameters for a landscape of the loss ------------------------------------------------

    def _keep_for_landscape(self, params, unit, number):
        wanted = self._landscape
        if not wanted or wanted.get("unit", "step") != unit:
            return
        if any(number in interval for interval in wanted["intervals"]):
            network = _backbone(params.train_network)
            path = os.path.join(self._ckpt_dir, f"{type(network).__name__}_{number}_{unit}.ckpt")
            save_checkpoint(network, path)
            self._saved[str(number)] = path

    def _write_metadata(self, params):
        wanted = self._landscape
        facts = {
            "epoch_group": {str(i): list(g) for i, g in enumerate(wanted["intervals"])},
            "model_params_file_map": self._saved,
            "step_per_epoch": params.batch_num,
            "unit": wanted.get("unit", "step"),
            "num_samples": wanted.get("num_samples", 2048),
            "landscape_size": wanted.get("landscape_size", 40),
            "create_landscape": wanted.get("create_landscape", {"train": True, "result": True}),
        }
        path = os.path.join(self._ckpt_dir, "train_metadata.json")
        if os.path.exists(path):
            os.chmod(path, 0o600)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(facts, file)
        os.chmod(path, 0o400)


def _at_least_1d(parameter):
    return (
        parameter if isinstance(parameter, Parameter) and parameter.ndim else parameter.reshape(1)
    )


def _backbone(network):
    """The program's network inside the cells of training."""
    found = next(
        (c._backbone for _, c in network.cells_and_names() if "_backbone" in c.name_cells()),
        network,
    )
    while "network" in found.name_cells():
        found = found.network
    return found
