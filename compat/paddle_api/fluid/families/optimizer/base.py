"""What all optimizers share."""

from __future__ import annotations

import logging
from collections import defaultdict

import numpy as np

from compat.core import op

from ... import framework, unique_name
from ..._mode import in_dygraph_mode, refuse_static
from ..._operands import f32
from ..._sparse import SelectedRows
from ..._varbase import VarBase, from_numpy, wrap
from ...clip import GradientClipBase
from ...dygraph.base import no_grad
from ...dygraph.learning_rate_scheduler import LearningRateDecay, _LearningRateEpochDecay
from ..creation import create_global_var


class Optimizer:
    """Base of the optimizers."""

    def __init__(
        self, learning_rate, parameter_list=None, regularization=None, grad_clip=None, name=None
    ):
        self._parameter_list = parameter_list
        self._name = name
        self._check(learning_rate, parameter_list, regularization)
        if grad_clip is not None and not isinstance(grad_clip, GradientClipBase):
            raise TypeError("'grad_clip' should be an instance of GradientClipBase's derived class")
        self.regularization = regularization
        self._grad_clip = grad_clip
        self._learning_rate = learning_rate
        self._dtype = None
        self._learning_rate_map = {}
        self._rate = None
        self._accumulators = defaultdict(dict)
        self._opti_name_list = []
        self._accumulators_holder = {}
        self._prepared = set()

    def _check(self, learning_rate, parameter_list, regularization):
        if not in_dygraph_mode():
            if not isinstance(learning_rate, (float, framework.Variable)):
                raise TypeError(
                    f"learning rate should be float or Variable, got {type(learning_rate)} here"
                )
            return
        if not isinstance(learning_rate, (float, LearningRateDecay)):
            raise TypeError(
                f"learning rate should be float or LearningRateDecay, got "
                f"{type(learning_rate)} here"
            )
        if parameter_list is None:
            raise AttributeError(
                "parameter_list argument given to the Optimizer should not be None in dygraph mode."
            )
        if regularization is not None and any(p.regularizer is not None for p in parameter_list):
            logging.info(
                "If regularizer of a Parameter has been set by 'fluid.ParamAttr' or "
                "'fluid.WeightNormParamAttr' already. The Regularization[%s] in Optimizer will not "
                "take effect, and it will only be applied to other Parameters!",
                regularization,
            )

    # -- state ---------------------------------------------------------------------------------

    @framework.dygraph_only
    def state_dict(self):
        """The accumulators by name, and the state of a decaying learning rate.

        Returns:
            dict.

        Example:
            >>> layer = dygraph.Linear(2, 1)
            >>> optimizer = fluid.optimizer.SGD(0.1, parameter_list=layer.parameters())
            >>> optimizer.state_dict()
            {}
        """
        state = {v.name: v for table in self._accumulators.values() for v in table.values()}
        if isinstance(self._learning_rate, LearningRateDecay):
            state["LR_Scheduler"] = self._learning_rate.state_dict()
            if not isinstance(self._learning_rate, _LearningRateEpochDecay):
                step = np.array([self._learning_rate.step_num], "int32")
                state["global_step"] = VarBase(value=step, name="global_step")
        return state

    @framework.dygraph_only
    def set_dict(self, state_dict):
        """Takes over what `state_dict` gave; accumulators made later take their values from it,
        too.

        Args:
            state_dict (dict): the state.

        Returns:
            None.

        Raises:
            AssertionError: an accumulator is missing, or its shape another one.

        Example:
            >>> layer = dygraph.Linear(2, 1)
            >>> optimizer = fluid.optimizer.SGD(0.1, parameter_list=layer.parameters())
            >>> optimizer.set_dict(optimizer.state_dict())
        """
        rate, step = self._learning_rate, None
        decays = isinstance(rate, LearningRateDecay)
        if decays:
            rate._check_state(state_dict["LR_Scheduler"])
            if not isinstance(rate, _LearningRateEpochDecay):
                step = self._step_in(state_dict)
        found = []
        for table in self._accumulators.values():
            for var in table.values():
                assert var.name in state_dict, f"optimizer variable {var.name} not found"
                found.append((var, _fitting(var, state_dict[var.name])))
        if decays:
            rate.set_dict(state_dict["LR_Scheduler"])
            if step is not None:
                rate.step_num = step
        self._accumulators_holder = state_dict
        for var, value in found:
            _take(var, value)

    def _step_in(self, state_dict):
        assert "global_step" in state_dict, (
            "Global step not in state dict, Dygraph use LearningRateDecay, global_step must in "
            "state_dict"
        )
        step = state_dict["global_step"]
        if isinstance(step, VarBase):
            step = step.numpy()
        if not isinstance(step, np.ndarray):
            raise RuntimeError(
                "Type not supprt, value in state dict must be [VarBase, Variable, numpy], the "
                "type is ",
                type(step),
            )
        assert step.shape == (1,), f"global step shape is (1,), the shape is {step.shape}"
        return int(step[0])

    def get_opti_var_name_list(self):
        """The names of the accumulators."""
        return self._opti_name_list

    # -- learning rate -------------------------------------------------------------------------

    def _create_global_learning_rate(self):
        program = framework.default_main_program()
        if isinstance(self._learning_rate, LearningRateDecay):
            rate = self._learning_rate()
            self._learning_rate_map[program] = rate
            self._rate = float(rate)
        elif self._rate is None or program not in self._learning_rate_map:
            dtype = "float32" if self._dtype is None else self._dtype
            var = create_global_var(
                name=unique_name.generate("learning_rate"),
                shape=[1],
                value=float(self._learning_rate),
                dtype=dtype,
                persistable=True,
            )
            self._learning_rate_map[program] = var
            self._rate = float(var)

    def _global_learning_rate(self, program=None):
        program = framework.default_main_program() if program is None else program
        return self._learning_rate_map.get(program)

    @framework.dygraph_only
    def current_step_lr(self):
        """The learning rate of the step to come.

        Returns:
            float.

        Example:
            >>> layer = dygraph.Linear(2, 1)
            >>> optimizer = fluid.optimizer.SGD(0.1, parameter_list=layer.parameters())
            >>> float(optimizer.current_step_lr())
            0.1
        """
        rate = self._global_learning_rate()
        if isinstance(rate, VarBase):
            return rate.numpy()[0]
        if isinstance(self._learning_rate, float):
            return self._learning_rate
        if isinstance(self._learning_rate, _LearningRateEpochDecay):
            return self._learning_rate().numpy()[0]
        rate = self._learning_rate.step()
        return rate if isinstance(rate, (float, int)) else rate.numpy()[0]

    def _rate_of(self, param):
        """The learning rate for a parameter as a float."""
        factor = param.optimize_attr["learning_rate"]
        if isinstance(factor, VarBase):
            return float(factor)
        return self._rate if factor == 1.0 else f32(self._rate * factor)

    # -- accumulators --------------------------------------------------------------------------

    def _create_accumulators(self, block, parameters):
        """Subclasses make what they keep for each parameter."""

    def _add_accumulator(self, name, param, fill_value=0.0, shape=None):
        key = name if self._name is None else self._name + "_" + name
        if param.name in self._accumulators[key]:
            return
        extents = param.shape if shape is None else shape
        var_name = unique_name.generate(param.name + "_" + key)
        self._opti_name_list.append(var_name)
        raw = param._raw()
        device = op.device_of(raw) if shape is None else "cpu"
        value = op.full(tuple(extents), f32(fill_value), op.dtype_of(raw), device)
        var = wrap(value)
        var.name, var.persistable = var_name, True
        if self._accumulators_holder:
            assert var_name in self._accumulators_holder, (
                f"Optimizer set error, {var_name} should in state dict"
            )
            _take(var, _fitting(var, self._accumulators_holder[var_name]))
        self._accumulators[key][param.name] = var

    def _get_accumulator(self, name, param):
        key = name if self._name is None else self._name + "_" + name
        found = self._accumulators[key].get(param.name)
        if found is None:
            raise Exception(f"Accumulator {key} does not exist for parameter {param.name}")
        return found

    # -- steps ---------------------------------------------------------------------------------

    def _update(self, param, grad, rate):
        """Subclasses give `param` its new value; `grad` is a raw array, `rate` a float."""
        raise NotImplementedError()

    def _update_rows(self, param, grad, rows, rate):
        """An update by the gradient of a table looked up with `is_sparse=True`.

        Most optimizers come to the result of the dense gradient, which is zero in other rows.
        """
        self._update(param, grad, rate)

    def _finish_update(self, block, parameters_and_grads):
        """What remains to be done when all parameters are updated."""

    def backward(
        self, loss, startup_program=None, parameter_list=None, no_grad_set=None, callbacks=None
    ):
        """Pairs of parameter and gradient; `loss.backward()` has computed the gradients.

        Args:
            loss (Variable): what was differentiated.
            startup_program (Program or None, default None): of static programs; no effect.
            parameter_list (list of Parameter or None, default None): these instead.
            no_grad_set (set or None, default None): parameters that stay.
            callbacks (list or None, default None): of static programs; no effect.

        Returns:
            list of pairs.

        Raises:
            AssertionError: `loss` is not a Variable.

        Example:
            >>> layer = dygraph.Linear(2, 1)
            >>> optimizer = fluid.optimizer.SGD(0.1, parameter_list=layer.parameters())
            >>> loss = layers.mean(layer(to_variable(np.ones((4, 2), "float32"))))
            >>> loss.backward()
            >>> len(optimizer.backward(loss))
            2
        """
        if not in_dygraph_mode():
            refuse_static("paddle.fluid.optimizer.Optimizer.backward")
        self._dtype = loss.dtype
        found = []
        for param in self._parameter_list:
            if param.trainable:
                grad = param._grad_ivar()
                if grad is not None:
                    found.append((param, grad))
        return found

    @no_grad
    def apply_gradients(self, params_grads):
        """Clip, decay and update, the parameters in the order of their names."""
        return self._apply(sorted(params_grads, key=lambda pair: pair[0].name))

    @no_grad
    def apply_optimize(self, loss, startup_program, params_grads):
        """Clip, decay and update."""
        return self._apply(params_grads)

    def _apply(self, params_grads):
        rows = {p.name: g.rows for p, g in params_grads if isinstance(g, SelectedRows)}
        if self._grad_clip is not None:
            params_grads = self._grad_clip(params_grads)
        pairs = [(p, self._decayed(p, g, p.name in rows)) for p, g in params_grads if g is not None]
        new = [p for p, _ in pairs if p.trainable and p.name not in self._prepared]
        if new:
            self._create_accumulators(None, new)
            self._prepared.update(p.name for p in new)
        self._create_global_learning_rate()
        for param, grad in pairs:
            if param.trainable and param.name in rows:
                self._update_rows(param, grad, rows[param.name], self._rate_of(param))
            elif param.trainable:
                self._update(param, grad, self._rate_of(param))
        self._finish_update(None, pairs)
        return []

    def _decayed(self, param, grad, sparse):
        """The raw gradient with the derivative of the penalty added."""
        regularizer = param.regularizer if param.regularizer is not None else self.regularization
        value = grad._raw()
        if regularizer is None:
            return value
        if sparse:  # where Paddle finds out that it has no penalty for these
            raise AttributeError("'ParamBase' object has no attribute 'lod_level'")
        return op.add(value, regularizer._decay(param._raw()))

    @framework.dygraph_only
    def clear_gradients(self):
        """Makes the gradients of the trainable parameters zero.

        Returns:
            None.

        Example:
            >>> layer = dygraph.Linear(2, 1)
            >>> optimizer = fluid.optimizer.SGD(0.1, parameter_list=layer.parameters())
            >>> optimizer.clear_gradients()
        """
        for p in self._parameter_list:
            if p.trainable:
                p.clear_gradient()

    @no_grad
    def minimize(self, loss, startup_program=None, parameter_list=None, no_grad_set=None):
        """One step with the gradients that `loss.backward()` has computed.

        Args:
            loss (Variable): what was differentiated.
            startup_program (Program or None, default None): of static programs; no effect.
            parameter_list (list of Parameter or None, default None): these instead.
            no_grad_set (set or None, default None): parameters that stay.

        Returns:
            tuple of two lists: steps, and pairs of parameter and gradient.

        Raises:
            AssertionError: `loss` is not a Variable.

        Example:
            >>> layer = dygraph.Linear(2, 1)
            >>> optimizer = fluid.optimizer.SGD(0.1, parameter_list=layer.parameters())
            >>> loss = layers.mean(layer(to_variable(np.ones((4, 2), "float32"))))
            >>> loss.backward()
            >>> steps, pairs = optimizer.minimize(loss)
            >>> len(pairs)
            2
        """
        assert isinstance(loss, framework.Variable), "The loss should be an Variable."
        pairs = self.backward(loss, startup_program, parameter_list, no_grad_set)
        return self._apply(pairs), pairs


def _fitting(var, value):
    """The array that an accumulator takes over from a variable or an array."""
    if isinstance(value, VarBase):
        value = value.numpy()
    if not isinstance(value, np.ndarray):
        raise RuntimeError(f"State dict type {type(value)} not supprt")
    assert tuple(var.shape) == value.shape, (
        f"Parameter shape not match, Dygraph Parameter [ {var.name} ] need tensor with shape "
        f"{tuple(var.shape)} but load tensor with shape {value.shape}"
    )
    have = op.dtype_of(var._value)
    assert have == value.dtype, (
        f"Parameter dtype not match, Dygraph Parameter [ {var.name} ] need tensor with dtype "
        f"{have}  "
        f"but load tensor with dtype {value.dtype}"
    )
    return value


def _take(var, value):
    var._value = op.to_device(from_numpy(np.array(value)), op.device_of(var._value))
