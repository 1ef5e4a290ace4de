"""`Model`: training, evaluation and prediction of a network."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from .. import _checkparam as validator
from .. import context, nn
from ..common.tensor import Tensor
from . import amp
from ._arguments import check_epochs, check_methods, epochs_between, should_evaluate
from ._preparing import Preparing, check_prepared
from .callback import RunContext, TimeMonitor, _CallbackManager, _InternalCallbackParam
from .callback import __all__ as _OWN
from .callback._checkpoint import save_breakpoint
from .dataset_helper import DatasetHelper
from .metrics import Loss, get_metric_fn, get_metrics

__all__ = ["Model"]

_KEYWORDS = ("loss_scale_manager", "keep_batchnorm_fp32", "boost_config_dict", "acc_level")


class Model(Preparing):
    """A network with what trains and judges it.

    Args:
        network (Cell): the network.
        loss_fn (Cell or None, default None): its loss; None: the network gives it.
        optimizer (Optimizer or None, default None): changes the parameters; needed for training.
        metrics (dict, set or None, default None): metrics by name, or names of some; needed for
            `eval`.
        eval_network (Cell or None, default None): is evaluated instead of the network with its
            loss.
        eval_indexes (list of 3 ints or None, default None): where `eval_network` gives loss, result
            and label.
        amp_level (str, default 'O0'): "O0" (float32), "O2", "O3" (float16 in more and more places)
            or "auto".
        boost_level (str, default 'O0'): only "O0".
        **kwargs (any): `loss_scale_manager` (LossScaleManager), `keep_batchnorm_fp32` (bool).

    Raises:
        TypeError: `network` is not a Cell, or an argument of another kind.
        ValueError: arguments contradict each other, or there is none of that name.

    Example:
        >>> net = nn.Dense(2, 1, weight_init="ones")
        >>> optimizer = nn.SGD(net.trainable_params(), learning_rate=0.01)
        >>> model = ms.Model(net, nn.MSELoss(), optimizer, metrics={"mse": ms.train.MSE()})
        >>> x, y = np.array([[1, 2], [2, 1]], "float32"), np.array([[1], [2]], "float32")
        >>> data = ds.NumpySlicesDataset((x, y), ["x", "y"], shuffle=False).batch(2)
        >>> model.train(1, data)
        >>> print(model.predict(Tensor(x)).shape)
        (2, 1)
    """

    def __init__(
        self, network, loss_fn=None, optimizer=None, metrics=None, eval_network=None,
        eval_indexes=None, amp_level="O0", boost_level="O0", **kwargs,
    ):  # fmt: skip
        self._network = network
        self._loss_fn = loss_fn
        self._optimizer = optimizer
        for name in kwargs:
            if name not in _KEYWORDS:
                raise ValueError(
                    "The argument in 'kwargs' should be 'loss_scale_manager' or "
                    "'keep_batchnorm_fp32' or 'boost_config_dict' or 'acc_level', "
                    f"but got '{name}'."
                )
        if boost_level != "O0" or kwargs.get("boost_config_dict") or kwargs.get("acc_level"):
            raise NotImplementedError(
                "mindspore.Model with 'boost_level', 'acc_level' or 'boost_config_dict' is not "
                "supported; leave them out"
            )
        self._loss_scale_manager = kwargs.get("loss_scale_manager")
        self._amp = {
            k: v for k, v in kwargs.items() if k in ("loss_scale_manager", "keep_batchnorm_fp32")
        }
        self._amp_level = amp_level
        if optimizer is None and amp_level != "O0":
            raise ValueError(
                "Auto mixed precision will not work because 'optimizer' is None.Please set "
                "amp_level='O0' to disable auto mixed precision or set 'optimizer' not be None to "
                "use auto mixed precision."
            )
        self._metrics = metrics
        self._backbone_is_train = True
        self._train_network = self._build_train_network()
        self._eval_network = eval_network
        self._eval_indexes = None
        self._metric_fns = get_metrics(metrics)
        if self._metric_fns:
            self._build_eval_network(eval_network, eval_indexes)
        self._predict_network = network

    # -- networks ------------------------------------------------------------------------------

    def _build_train_network(self):
        network = self._network
        validator.check_value_type("network", network, nn.Cell)
        if self._loss_scale_manager is not None and self._optimizer is None:
            raise ValueError(
                "The argument 'optimizer' can not be None when set 'loss_scale_manager'."
            )
        if self._optimizer:
            return amp.build_train_network(
                network, self._optimizer, self._loss_fn, level=self._amp_level, **self._amp
            )
        return nn.WithLossCell(network, self._loss_fn) if self._loss_fn else network

    def _build_eval_network(self, eval_network, eval_indexes):
        if eval_network is not None:
            if eval_indexes is not None and not (
                isinstance(eval_indexes, list) and len(eval_indexes) == 3
            ):
                raise ValueError(
                    "The argument 'eval_indexes' must be a list or None. If 'eval_indexes' is a "
                    "list, length of it must be three. But got 'eval_indexes' "
                    f"{eval_indexes}"
                )
            self._eval_indexes = eval_indexes
            return
        if self._loss_fn is None:
            raise ValueError(
                "If `metrics` is set, `eval_network` must not be None. Do not set `metrics` if you "
                "don't want an evaluation.\nIf evaluation is required, you need to specify "
                "`eval_network`, which will be used in the framework to evaluate the model.\nFor "
                "the simple scenarios with one data, one label and one logits, `eval_network` is "
                "optional, and then you can set `eval_network` or `loss_fn`. For the latter case, "
                "framework will automatically build an evaluation network with `network` and "
                "`loss_fn`."
            )
        cast = self._amp_level in ["O2", "O3", "auto"]
        self._eval_network = nn.WithEvalCell(self._network, self._loss_fn, cast)
        self._eval_indexes = [0, 1, 2]

    train_network = property(lambda self: self._train_network, doc="The cell of a training step.")
    predict_network = property(lambda self: self._predict_network, doc="The network.")
    eval_network = property(lambda self: self._eval_network, doc="The cell of evaluation.")

    # -- training ------------------------------------------------------------------------------

    def train(
        self, epoch, train_dataset, callbacks=None, dataset_sink_mode=False, sink_size=-1,
        initial_epoch=0,
    ):  # fmt: skip
        """Train for `epoch` epochs. Batches are never sunk, as on the original's CPU."""
        validator.check_bool(dataset_sink_mode)
        check_prepared("Model.train", train_dataset, epoch)
        check_epochs("Model.train", epoch, initial_epoch, sink_size, train_dataset)
        check_methods(callbacks, "train")
        batches = sink_size if dataset_sink_mode and sink_size > 0 else None
        self._train(epoch, train_dataset, callbacks, initial_epoch, batches)

    def fit(
        self, epoch, train_dataset, valid_dataset=None, valid_frequency=1, callbacks=None,
        dataset_sink_mode=False, valid_dataset_sink_mode=False, sink_size=-1, initial_epoch=0,
    ):  # fmt: skip
        """Train, and evaluate every `valid_frequency` epochs."""
        validator.check_bool(dataset_sink_mode)
        validator.check_bool(valid_dataset_sink_mode)
        check_prepared("Model.fit", train_dataset, epoch)
        check_epochs("Model.fit", epoch, initial_epoch, sink_size, train_dataset)
        if not isinstance(valid_frequency, (int, list)):
            raise TypeError(
                "For 'Model.fit', the type of 'valid_frequency' must be a list or an integer, but "
                f"got type {type(valid_frequency)}."
            )
        if valid_dataset and not self._metric_fns:
            raise ValueError(
                "For 'Model.fit', if valid_dataset is not None, the model argument 'metrics' can "
                "not beNone or empty, you should set the argument 'metrics' for model."
            )
        check_methods(callbacks, "fit")
        batches = sink_size if dataset_sink_mode and sink_size > 0 else None
        evaluation = (valid_dataset, valid_frequency)
        self._train(epoch, train_dataset, callbacks, initial_epoch, batches, *evaluation)

    def _train(
        self, epoch, dataset, callbacks, initial_epoch, batches, valid_dataset=None,
        valid_frequency=1,
    ):  # fmt: skip
        validator.check_positive_int(epoch)
        params = self._parameters_of_run("train", dataset, callbacks)
        if batches is not None:  # MindSpore counts steps by it, although a CPU runs every row
            params.batch_num = batches
        params.last_save_ckpt_step = params.latest_ckpt_file = None
        params.train_network = self._train_network
        params.epoch_num = epoch - initial_epoch
        params.loss_fn = self._loss_fn
        params.optimizer = self._optimizer
        params.train_dataset = dataset
        params.train_dataset_element = None
        params.network = self._network
        _claim(dataset, self)
        try:
            self._run(epoch, dataset, params, initial_epoch, valid_dataset, valid_frequency)
        except BaseException:
            save_breakpoint(params)
            raise

    def _run(self, epoch, dataset, params, initial_epoch, valid_dataset, valid_frequency):
        with _CallbackManager(params.list_callback) as manager:
            context_of_run = RunContext(params)
            helper = DatasetHelper(dataset, False, -1, epoch - initial_epoch)
            self._set_mode(self._train_network, True)
            manager.on_train_begin(context_of_run)
            for number in epochs_between(initial_epoch, epoch):
                params.cur_epoch_num = number
                manager.on_train_epoch_begin(context_of_run)
                self._run_epoch(helper, params, manager, context_of_run)
                if valid_dataset and should_evaluate(number, valid_frequency):
                    self._evaluate_between(valid_dataset, params, manager)
                dataset.reset()
                manager.on_train_epoch_end(context_of_run)
                params.pop("metrics", None)
                params.pop("eval_results", None)
                if context_of_run.get_stop_requested():
                    break
            manager.on_train_end(context_of_run)

    def _parameters_of_run(self, mode, dataset, callbacks):
        params = _InternalCallbackParam()
        params.mode = mode
        params.batch_num = dataset.get_dataset_size()
        params.cur_step_num = 0
        params.dataset_sink_mode = False
        params.parallel_mode = context.ParallelMode.STAND_ALONE
        params.device_number = 1
        if callbacks is None:
            params.list_callback = []
        else:
            several = isinstance(callbacks, Iterable)
            params.list_callback = list(callbacks) if several else [callbacks]
        return params

    def _set_mode(self, network, training):
        network.set_train(training)
        network.phase = "train" if training else "eval"
        self._backbone_is_train = training

    def _keep_mode(self, network, training):
        """Set the mode again when this model has used the network in the other one since."""
        if self._backbone_is_train != training:
            network.set_train(training)
            self._backbone_is_train = training

    def _run_epoch(self, helper, params, manager, context_of_run):
        for batch in helper:
            batch = batch if isinstance(batch, (tuple, list)) else (batch,)
            if self._loss_fn and len(batch) != 2:
                raise ValueError(
                    "When 'loss_fn' is not None, 'train_dataset' should return two elements, but "
                    f"got {len(batch)}, please check the number of elements returned by "
                    "'train_dataset'"
                )
            params.cur_step_num += 1
            params.train_dataset_element = batch
            manager.on_train_step_begin(context_of_run)
            self._keep_mode(self._train_network, True)
            outputs = params.net_outputs = self._train_network(*batch)
            scale = self._loss_scale_manager
            if scale and scale.get_drop_overflow_update():
                scale.update_loss_scale(bool(outputs[1].asnumpy().all()))
            manager.on_train_step_end(context_of_run)
            if context_of_run.get_stop_requested():
                break

    def _evaluate_between(self, dataset, params, manager):
        kept = {k: params[k] for k in ("cur_step_num", "batch_num", "net_outputs")}
        chosen = [
            c
            for c in manager._callbacks
            if isinstance(c, TimeMonitor) or type(c).__name__ not in _OWN
        ]
        params.mode, params.batch_num = "eval", dataset.get_dataset_size()
        params.cur_step_num = 0
        with _CallbackManager(chosen) as evaluating:
            self._evaluate(dataset, evaluating, params, add_loss=True)
        params.update(kept, mode="train")

    # -- evaluation ----------------------------------------------------------------------------

    def eval(self, valid_dataset, callbacks=None, dataset_sink_mode=False):
        """{name: value} of the metrics."""
        validator.check_bool(dataset_sink_mode)
        if not self._metric_fns:
            raise ValueError(
                "For Model.eval, the model argument 'metrics' can not be None or empty, you should "
                "set the argument 'metrics' for model."
            )
        check_methods(callbacks, "eval")
        params = self._parameters_of_run("eval", valid_dataset, callbacks)
        params.network = self._network
        with _CallbackManager(params.list_callback) as manager:
            return self._evaluate(valid_dataset, manager, params)

    def _evaluate(self, dataset, manager, params, add_loss=False):
        params.eval_network = self._eval_network
        params.valid_dataset = dataset
        for metric in self._metric_fns.values():
            metric.clear()
        context_of_run = RunContext(params)
        manager.on_eval_begin(context_of_run)
        self._set_mode(self._eval_network, False)
        manager.on_eval_epoch_begin(context_of_run)
        for batch in DatasetHelper(dataset, False):
            batch = batch if isinstance(batch, (tuple, list)) else (batch,)
            params.cur_step_num += 1
            params.eval_dataset_element = batch
            manager.on_eval_step_begin(context_of_run)
            self._keep_mode(self._eval_network, False)
            outputs = params.net_outputs = self._eval_network(*batch)
            manager.on_eval_step_end(context_of_run)
            self._update_metrics(outputs)
            if add_loss:  # as in MindSpore, of the last batch
                loss = get_metric_fn("loss")
                loss.update(outputs[self._eval_indexes[0]])
            if context_of_run.get_stop_requested():
                break
        manager.on_eval_epoch_end(context_of_run)
        dataset.reset()
        metrics = params.metrics = {k: m.eval() for k, m in self._metric_fns.items()}
        if add_loss:
            params.eval_results = {**copy.deepcopy(metrics), "eval_loss": loss.eval()}
        manager.on_eval_end(context_of_run)
        return metrics

    def _update_metrics(self, outputs):
        if isinstance(outputs, Tensor):
            outputs = (outputs,)
        if not isinstance(outputs, tuple):
            raise ValueError(f"The argument 'outputs' should be tuple, but got {type(outputs)}.")
        indexes = self._eval_indexes
        if indexes is not None and len(outputs) < 3:
            raise ValueError(f"The length of 'outputs' must be >= 3, but got {len(outputs)}")
        for metric in self._metric_fns.values():
            if indexes is None:
                metric.update(*outputs)
            elif isinstance(metric, Loss):
                metric.update(outputs[indexes[0]])
            else:
                metric.update(outputs[indexes[1]], outputs[indexes[2]])

    # -- prediction ----------------------------------------------------------------------------

    def predict(self, *predict_data):
        """The network's output in evaluation mode."""
        self._keep_mode(self._predict_network, False)
        validator.check_input_data(*predict_data, data_class=(int, float, str, None, Tensor))
        result = self._predict_network(*predict_data)
        validator.check_output_data(result)
        return result


def _claim(dataset, model):
    owner = dataset.__dict__.setdefault("__model_hash__", hash(model))
    if owner != hash(model):
        raise RuntimeError(
            "The dataset object had been used in other model by model.train(...), please create a "
            "new dataset."
        )
