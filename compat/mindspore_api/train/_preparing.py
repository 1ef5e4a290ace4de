"""What `Model` does ahead of a run: compile for a device, or tell how parameters are cut."""

from __future__ import annotations

from .. import _checkparam as validator
from .. import context
from ..common.tensor import Tensor

_SPLIT = (context.ParallelMode.SEMI_AUTO_PARALLEL, context.ParallelMode.AUTO_PARALLEL)


class Preparing:
    """Part of `Model`."""

    def build(self, train_dataset=None, valid_dataset=None, sink_size=-1, epoch=1):
        """Check what a run on Ascend compiles ahead; nothing is compiled here.

        train_dataset (Dataset), valid_dataset (Dataset): one at least. sink_size (int), epoch
        (int): as for `train`, which then has to have the same epoch. Raises RuntimeError unless
        GRAPH_MODE and device_target="Ascend" are set, ValueError, TypeError.
        """
        if not _compiles_for_ascend():
            raise RuntimeError(
                "Pre-init process only supports GRAPH MODE and Ascend target currently."
            )
        if not train_dataset and not valid_dataset:
            raise ValueError(
                "The argument 'train_dataset' and 'valid_dataset' can not both be None or empty."
            )
        from ..dataset import Dataset  # the data engine loads when a program uses it

        for name, dataset in (("train_dataset", train_dataset), ("valid_dataset", valid_dataset)):
            if dataset and not isinstance(dataset, Dataset):
                raise TypeError(f"The type of '{name}' must be `Dataset`, but got {type(dataset)}.")
        if valid_dataset and not self._metric_fns:
            raise RuntimeError(
                "If define `valid_dataset`, metric fn can not be None or empty, you should set the "
                "argument 'metrics' for model."
            )
        if train_dataset:
            train_dataset._warmup_epoch = epoch

    def infer_train_layout(self, train_dataset, dataset_sink_mode=True, sink_size=-1):
        """How a network cut over devices has its parameters; refused with the errors of MindSpore.

        Raises RuntimeError outside of GRAPH_MODE and automatic parallel modes,
        NotImplementedError in them.
        """
        if context.get_context("mode") != context.GRAPH_MODE:
            raise RuntimeError(
                "Pre-compile process that generate parameter layout for the train network only "
                "supports GRAPH MODE and Ascend target currently."
            )
        mode = context.get_auto_parallel_context("parallel_mode")
        if mode not in _SPLIT:
            raise RuntimeError(
                "'infer_train_layout' only supports 'semi_auto_parallel' and 'auto_parallel' mode, "
                f"but got {mode}."
            )
        _refuse_layout("infer_train_layout")

    def infer_predict_layout(self, *predict_data):
        """How a network cut over devices has its parameters; refused with the errors of MindSpore.

        Raises RuntimeError outside of GRAPH_MODE and automatic parallel modes,
        NotImplementedError in them.
        """
        if context.get_context("mode") != context.GRAPH_MODE:
            raise RuntimeError(
                "Pre-compile process that generate parameter layout for the predict network only "
                "supports GRAPH MODE and Ascend target currently."
            )
        validator.check_input_data(*predict_data, data_class=Tensor)
        if context.get_auto_parallel_context("parallel_mode") not in _SPLIT:
            raise RuntimeError(
                "Infer predict layout only supports semi auto parallel and auto parallel mode."
            )
        _refuse_layout("infer_predict_layout")


def _compiles_for_ascend():
    graph = context.get_context("mode") == context.GRAPH_MODE
    return graph and context.get_context("device_target") == "Ascend"


def _refuse_layout(name):
    raise NotImplementedError(
        f"mindspore.Model.{name}: networks are not cut over devices here; use data parallel mode"
    )


def check_prepared(function, dataset, epoch):
    """Raise the ValueError for a number of epochs other than `build` was told."""
    built = getattr(dataset, "_warmup_epoch", epoch)
    if built != epoch:
        raise ValueError(
            "when use Model.build to initialize model, the value of parameter `epoch` in "
            f"Model.build should be equal to value in {function}, but got {built} and {epoch} "
            "separately."
        )
