"""`Optimizer`: parameter groups, learning rates, weight decay, loss scale."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterable

from compat.core import autodiff, op

from ... import _checkparam as validator
from ... import context, ops
from ...common import dtype as mstype
from ...common.initializer import initializer
from ...common.parameter import Parameter, ParameterTuple
from ...common.tensor import Tensor, value_of, wrap
from ..cell import Cell
from ..layer.container import CellList
from ..learning_rate_schedule import LearningRateSchedule
from ._groups import GroupParsing
from ._rates import ConstantRate, IteratorRate, WrappedWeightDecay, checked_rates, scalar_of

__all__ = ["Optimizer", "opt_init_args_register"]


def opt_init_args_register(fn):
    """Decorator of an optimizer's `__init__`, which keeps its arguments.

    Args:
        fn (function): the `__init__`.

    Returns:
        function.

    Raises:
        TypeError: raised by the decorated one for missing arguments.

    Example:
        >>> from mindspore.nn.optim.optimizer import opt_init_args_register
        >>> callable(opt_init_args_register(lambda self: None))
        True
    """
    signature = inspect.signature(fn)

    @functools.wraps(fn)
    def deco(self, *args, **kwargs):
        bound = signature.bind(self, *args, **kwargs)
        bound.apply_defaults()
        arguments = dict(bound.arguments)
        arguments.pop("self")
        kept = {}
        if "params" in arguments:
            kept["init_params"] = {"params": arguments.pop("params")}
        if "optimizer" in arguments:
            inner = arguments.pop("optimizer")
            kept["init_params"] = {"params": getattr(inner, "init_params", {}).get("params")}
        if "learning_rate" in arguments:
            rate = arguments.pop("learning_rate")
            if isinstance(rate, Tensor):
                rate = rate.asnumpy().tolist()
            kept["init_learning_rate"] = None if isinstance(rate, Cell) else rate
        kept["init_args"] = arguments
        self.__dict__.update(kept)
        fn(self, *args, **kwargs)

    return deco


class Optimizer(GroupParsing, Cell):
    """Base of the optimizers: called with the gradients it changes the parameters.

    Subclasses compute in `construct(gradients)`.

    Args:
        learning_rate (float, int, Tensor, iterable or LearningRateSchedule): the rate; a
            one-dimensional tensor or a list has one for each step.
        parameters (list of Parameter or list of dict): what is trained; a dict is a group with
            "params" and its own "lr", "weight_decay", "grad_centralization", or {"order_params":
            ...}.
        weight_decay (float, int or Cell, default 0.0): times the parameter is added to its
            gradient.
        loss_scale (float, default 1.0): gradients are divided by it; positive.

    Inputs:
        gradients (tuple of Tensor): one for each parameter.

    Outputs:
        what the subclass returns.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: a number is out of range, or there are no parameters.

    Example:
        >>> optimizer = nn.SGD(nn.Dense(2, 1).trainable_params(), learning_rate=0.1)
        >>> isinstance(optimizer, nn.Optimizer)
        True
    """

    _support_parallel_optimizer = False
    _keeps_precision = True

    def __init__(self, learning_rate, parameters, weight_decay=0.0, loss_scale=1.0):
        super().__init__(auto_prefix=False)
        parameters = self._parameters_base_check(parameters, "parameters")
        self.param_rank = None
        self.optim_filter = None
        if not _all_of(parameters, Parameter) and not _all_of(parameters, dict):
            raise TypeError(
                "For 'Optimizer', all elements of the argument 'parameters' must be 'Parameter' or "
                "'dict', please check the 'parameters'."
            )
        if isinstance(loss_scale, int):
            loss_scale = float(loss_scale)
        validator.check_value_type("loss_scale", loss_scale, [float], self.cls_name)
        validator.check_positive_float(loss_scale, "loss_scale", self.cls_name)
        self.loss_scale = loss_scale
        self.dynamic_weight_decay = False
        self.grad_centralization = False
        self._unique = True
        self._target = context.get_context("device_target")
        self.dynamic_lr = False
        self.global_step = Parameter(initializer(0, [1], mstype.int32), name="global_step")
        self.is_group = False
        self.is_group_lr = False
        self.is_group_params_ordered = False
        self.use_parallel = False
        self.__dict__["_last"] = {}
        learning_rate = self._preprocess_single_lr(learning_rate)
        if isinstance(parameters[0], dict):
            self.is_group = True
            self.group_params = []
            self.group_lr = []
            self.group_weight_decay = []
            self.group_grad_centralization = []
            self._init_group_params(
                parameters, learning_rate, weight_decay, self.grad_centralization
            )
        self._init_opt_attrs(learning_rate, parameters, weight_decay)
        self.add_flags(skip_auto_parallel_compile=True)

    def _init_opt_attrs(self, learning_rate, parameters, weight_decay):
        weight_decay = self._preprocess_weight_decay(weight_decay)
        if not self.is_group_lr:
            self.learning_rate = self._build_single_lr(learning_rate, "learning_rate")
        elif self.dynamic_lr:
            self.learning_rate = CellList(self.group_lr, auto_prefix=False)
        else:
            self.learning_rate = ParameterTuple(self.group_lr)
        if self.is_group:
            self._set_group_decay()
        else:
            self._set_single_decay(parameters, weight_decay)
        self._user_parameters.extend(p.name for p in self._parameters)
        self.ps_parameters = tuple(p.is_param_ps for p in self._parameters)
        self.cache_enable = tuple(p.cache_enable for p in self._parameters)
        self.reciprocal_scale = Tensor(1.0 / self.loss_scale, mstype.float32)
        self.need_scale = self.loss_scale != 1.0
        self.global_step_increase_tensor = Tensor(1, mstype.int32)
        self.param_length = len(self._parameters)
        self.optim_filter = (True,) * self.param_length
        self.map_ = ops.Map()
        self.map_reverse = ops.Map(None, True)
        self.hyper_map = ops.HyperMap()
        self.hyper_map_reverse = ops.HyperMap(None, True)
        self.assignadd = ops.AssignAdd()

    def _set_group_decay(self):
        self.parameters = ParameterTuple(self.group_params)
        self._parameters = self.parameters
        decays = self.group_weight_decay
        self.dynamic_decay_flags = tuple(isinstance(d, Cell) for d in decays)
        self.decay_flags = tuple(isinstance(d, Cell) or d > 0 for d in decays)
        self.weight_decay = tuple(
            d if isinstance(d, Cell) else Tensor(d, mstype.float32) for d in decays
        )
        self.exec_weight_decay = any(self.decay_flags)
        self.grad_centralization_flags = tuple(self.group_grad_centralization)

    def _set_single_decay(self, parameters, weight_decay):
        self.parameters = ParameterTuple(parameters)
        self._parameters = self.parameters
        # Scales and shifts of normalisation layers are told by their names, as in the original.
        self.decay_flags = tuple(
            "beta" not in p.name and "gamma" not in p.name for p in self._parameters
        )
        self.dynamic_decay_flags = isinstance(weight_decay, Cell)
        self.exec_weight_decay = self.dynamic_decay_flags or weight_decay > 0
        if self.dynamic_decay_flags:
            self.weight_decay = weight_decay
        else:
            self.weight_decay = Tensor(weight_decay, mstype.float32)

    # -- properties ----------------------------------------------------------------------------

    @property
    def unique(self):
        """Whether sparse gradients are merged first; gradients here are dense."""
        return self._unique

    @unique.setter
    def unique(self, value):
        if not isinstance(value, bool):
            raise TypeError(
                f"For 'Optimizer', the property 'unique' must be bool, but got {type(value)}"
            )
        self._unique = value

    @property
    def target(self):
        """The device named by the context."""
        return self._target

    @target.setter
    def target(self, value):
        raise NotImplementedError(
            "mindspore.nn.Optimizer.target: this optimizer runs where its parameters are"
        )

    def _set_base_target(self, value):
        if not isinstance(value, str):
            raise TypeError(
                f"For 'Optimizer', the property 'target' must be string, but got {type(value)}"
            )
        if value not in ("CPU", "Ascend", "GPU"):
            raise ValueError(
                "For 'Optimizer', the property 'target' must be one of ['CPU', 'Ascend' ,'GPU'], "
                f"but got {value}"
            )
        if self._target != value and value != "CPU":
            raise ValueError(
                f"For 'Optimizer', the property 'target' cannot be set to '{value}' in the "
                f"'{self._target}' environment."
            )
        self._target = value

    # -- arguments -----------------------------------------------------------------------------

    def _preprocess_weight_decay(self, weight_decay):
        if isinstance(weight_decay, (float, int)):
            weight_decay = float(weight_decay)
            validator.check_non_negative_float(weight_decay, "weight_decay", self.cls_name)
            return weight_decay * self.loss_scale
        if isinstance(weight_decay, Cell):
            self.dynamic_weight_decay = True
            return WrappedWeightDecay(weight_decay, self.loss_scale)
        raise TypeError(
            "For 'Optimizer', the argument 'Weight_decay' must be int, float or Cell.but got "
            f"{type(weight_decay)}"
        )

    def _preprocess_single_lr(self, learning_rate):
        if isinstance(learning_rate, (float, int)):
            learning_rate = float(learning_rate)
            validator.check_non_negative_float(learning_rate, "learning rate", self.cls_name)
            return learning_rate
        if isinstance(learning_rate, Tensor) and learning_rate.ndim == 0:
            return learning_rate.astype(mstype.float32)
        self.dynamic_lr = True
        if isinstance(learning_rate, Tensor):
            return checked_rates(learning_rate)
        if isinstance(learning_rate, Iterable):
            return Tensor([float(rate) for rate in learning_rate], mstype.float32)
        if isinstance(learning_rate, LearningRateSchedule):
            return learning_rate
        raise TypeError(
            "For 'Optimizer', the argument 'learning_rate' must be int, float, Tensor, Iterable or "
            f"LearningRateSchedule, but got {type(learning_rate)}."
        )

    def _build_single_lr(self, learning_rate, name):
        if isinstance(learning_rate, float):
            learning_rate = Tensor(learning_rate, mstype.float32)
        if not isinstance(learning_rate, Tensor):
            return learning_rate
        if learning_rate.ndim == 1:
            return IteratorRate(learning_rate, name)
        parameter = Parameter(learning_rate, name)
        return ConstantRate(parameter) if self.is_group_lr and self.dynamic_lr else parameter

    # -- what the program may ask --------------------------------------------------------------

    def get_weight_decay(self):
        """Weight decay of this step times the loss scale; a tuple for groups."""
        if not self.dynamic_weight_decay:
            return self.weight_decay
        if not self.is_group:
            return self.weight_decay(self.global_step)
        return tuple(
            decay(self.global_step) if dynamic else decay
            for decay, dynamic in zip(self.weight_decay, self.dynamic_decay_flags, strict=True)
        )

    def get_lr(self):
        """Learning rate of this step; moves a dynamic one forward. A tuple for groups."""
        lr = self.learning_rate
        if self.dynamic_lr:
            if self.is_group_lr:
                lr = tuple(rate(self.global_step).reshape(()) for rate in lr)
            else:
                lr = lr(self.global_step).reshape(())
        if self._is_dynamic_lr_or_weight_decay():
            self.global_step._take(op.add(value_of(self.global_step), 1))
        return lr

    def get_lr_parameter(self, param):
        """The learning rate that belongs to a parameter, or a list for a list."""
        if isinstance(param, Parameter):
            wanted = [param]
        elif isinstance(param, list):
            wanted = param
        else:
            raise TypeError(
                "For 'get_lr_parameter', the 'param' must be 'Parameter' or 'list' type, "
                f"but got {type(param)}."
            )
        ids = [id(p) for p in self._parameters]
        found = []
        for p in wanted:
            validator.check_value_type("parameter", p, [Parameter], self.cls_name)
            if id(p) not in ids:
                raise ValueError(
                    f"For 'get_lr_parameter', the parameter {p.name} is not in optimizer, please "
                    "check whether the argument 'param' is correct."
                )
            rate = self.learning_rate[ids.index(id(p))] if self.is_group_lr else self.learning_rate
            found.append(getattr(rate, "learning_rate", rate) if isinstance(rate, Cell) else rate)
        return found if isinstance(param, list) else found[0]

    def _is_dynamic_lr_or_weight_decay(self):
        return self.dynamic_lr or self.dynamic_weight_decay

    def flatten_gradients(self, gradients):
        """The gradients; parameters are never flattened here."""
        return gradients

    def decay_weight(self, gradients):
        """Gradients plus weight decay times parameters."""
        return self._wrapped(self._decayed, gradients)

    def gradients_centralization(self, gradients):
        """Gradients without their mean, for groups that ask for it."""
        return self._wrapped(self._centralized, gradients)

    def scale_grad(self, gradients):
        """Gradients divided by the loss scale."""
        return self._wrapped(self._scaled, gradients)

    def _wrapped(self, function, gradients):
        return tuple(wrap(g) for g in function([value_of(g) for g in gradients]))

    def _grad_sparse_indices_deduplicate(self, gradients):
        return gradients

    # -- steps on core values ------------------------------------------------------------------

    def _decayed(self, gs):
        if not self.exec_weight_decay:
            return gs
        decay = self.get_weight_decay()
        decays = decay if self.is_group else (decay,) * len(gs)
        return [
            op.add(op.multiply(value_of(p), scalar_of(d)), g) if flag else g
            for g, p, d, flag in zip(gs, self._parameters, decays, self.decay_flags, strict=True)
        ]

    def _centralized(self, gs):
        if not self.is_group or not any(self.grad_centralization_flags):
            return gs
        return [
            _without_mean(g) if flag else g
            for g, flag in zip(gs, self.grad_centralization_flags, strict=True)
        ]

    def _scaled(self, gs):
        if not self.need_scale:
            return gs
        scale = scalar_of(self.reciprocal_scale)
        return [op.multiply(g, scale) for g in gs]

    def _rates(self):
        lr = self.get_lr()
        if self.is_group_lr:
            return [scalar_of(rate) for rate in lr]
        return [scalar_of(lr)] * self.param_length

    def _updates(self, gradients, decay=True):
        """(position, parameter, gradient, learning rate) of every parameter, as core values."""
        if len(gradients) != self.param_length:
            raise ValueError(
                f"For '{self.cls_name}', the number of gradients must be {self.param_length}, the "
                f"number of parameters, but got {len(gradients)}."
            )
        gs = [value_of(g) for g in gradients]
        gs = self._scaled(self._centralized(self._decayed(gs) if decay else gs))
        return zip(range(len(gs)), self._parameters, gs, self._rates(), strict=True)

    def _count_step(self):
        """Move `global_step` on, unless a changing rate or weight decay did."""
        if not self._is_dynamic_lr_or_weight_decay():
            self.global_step._take(op.add(value_of(self.global_step), 1))

    def _own(self, *parameters):
        """Their values, copied unless this optimizer made them: an update may write into them."""
        last = self._last
        return [
            p._value if last.get(id(p)) is p._value else op.copy(_raw(p._value)) for p in parameters
        ]

    def _store(self, parameters, values):
        for p, value in zip(parameters, values, strict=True):
            p._value = value
            self._last[id(p)] = value

    def __getstate__(self):
        return {**super().__getstate__(), "_last": {}}

    def construct(self, *hyper_params):
        """Defined by the subclasses."""
        raise NotImplementedError


def _raw(value):
    return autodiff.engine().detach(value)


def _all_of(items, kind):
    return all(isinstance(i, kind) for i in items)


def _without_mean(g):
    shape = op.shape_of(g)
    # The original leaves gradients alone whose second extent is no multiple of 16.
    if len(shape) < 2 or shape[1] % 16 != 0:
        return g
    return op.subtract(g, op.mean(g, tuple(range(1, len(shape))), True))
