"""Cells around a network: loss, gradient, one step of training."""

from __future__ import annotations

from types import FunctionType, MethodType

from ....core import processes
from ... import _checkparam as validator
from ... import ops
from ..._parallel_context import ParallelMode
from ...common import dtype as mstype
from ...common.parameter import Parameter, ParameterTuple
from ...common.tensor import wrap
from ...communication._comm_helper import core_group
from ...parallel._utils import (
    _get_device_num,
    _get_gradients_mean,
    _get_parallel_mode,
    _get_parameter_broadcast,
)
from ..cell import Cell
from ..layer.container import CellList
from .grad_reducer import DistributedGradReducer


def _take_jit_config(cell, network):
    if isinstance(network, Cell) and network.jit_config_dict:
        cell._jit_config_dict = network.jit_config_dict


class WithLossCell(Cell):
    """Cell: a network with its loss.

    Args:
        backbone (Cell): the network.
        loss_fn (Cell): the loss.

    Inputs:
        data (Tensor): is given to the network.
        label (Tensor): is given to the loss.

    Outputs:
        Tensor: the loss.

    Raises:
        ValueError: network or loss refuse their inputs.

    Example:
        >>> net = nn.WithLossCell(nn.Dense(2, 1, weight_init="ones"), nn.MSELoss())
        >>> print(net(Tensor([[1.0, 2.0]]), Tensor([[1.0]])))
        4.0
    """

    def __init__(self, backbone, loss_fn):
        super().__init__(auto_prefix=False)
        self._backbone = backbone
        self._loss_fn = loss_fn
        _take_jit_config(self, backbone)

    def construct(self, data, label):
        """The loss."""
        return self._loss_fn(self._backbone(data), label)

    @property
    def backbone_network(self):
        """The network."""
        return self._backbone


class WithGradCell(Cell):
    """Gradients of a network's trainable parameters."""

    def __init__(self, network, loss_fn=None, sens=None):
        super().__init__(auto_prefix=False)
        self.network = network
        self.loss_fn = loss_fn
        self.weights = ParameterTuple(network.trainable_params())
        self.grad = ops.GradOperation(get_by_list=True, sens_param=sens is not None)
        self.sens = sens
        self.network_with_loss = network if loss_fn is None else WithLossCell(network, loss_fn)
        self.network_with_loss.set_train()
        _take_jit_config(self, network)

    def construct(self, *inputs):
        """A tuple of gradients."""
        if self.sens is not None:
            inputs = (*inputs, self.sens)
        return self.grad(self.network_with_loss, self.weights)(*inputs)


class ForwardValueAndGrad(Cell):
    """A network's output and gradients."""

    def __init__(self, network, weights=None, get_all=False, get_by_list=False, sens_param=False):
        super().__init__(auto_prefix=False)
        name = "For 'ForwardValueAndGrad', "
        if not isinstance(network, (Cell, FunctionType, MethodType)):
            raise TypeError(
                f"{name}the argument 'network' must be cell, function type or method type, but got "
                f"'{type(network)}'"
            )
        for argument, value in (("get_all", get_all), ("get_by_list", get_by_list)):
            if not isinstance(value, bool):
                raise TypeError(
                    f"{name}the type of '{argument}' must be bool, but got '{type(value)}'"
                )
        if get_by_list and not isinstance(weights, (ParameterTuple, tuple, list)):
            raise TypeError(
                f"{name}when 'get_by_list' is set to True, the argument 'weights' must be "
                f"Parameters array, but got '{type(weights)}'"
            )
        self.network = network
        if isinstance(network, Cell):
            network.set_grad()
        self.weights = weights
        self.get_all = get_all
        self.get_by_list = get_by_list
        self.sens_param = sens_param
        self.grad = ops.GradOperation(
            get_all=get_all, get_by_list=get_by_list, sens_param=sens_param
        )
        _take_jit_config(self, network)

    def construct(self, *inputs):
        """(output, gradients)."""
        loss = self.network(*(inputs[:-1] if self.sens_param else inputs))
        if self.get_by_list:
            return loss, self.grad(self.network, self.weights)(*inputs)
        return loss, self.grad(self.network)(*inputs)


class TrainOneStepCell(Cell):
    """Cell: one step of training.

    Args:
        network (Cell): gives the loss.
        optimizer (Optimizer): changes the parameters.
        sens (int, float or Tensor, default 1.0): the gradient of the loss, by which others are
            scaled.

    Inputs:
        inputs: are given to the network.

    Outputs:
        Tensor: the loss before the step.

    Raises:
        TypeError: `sens` is of another kind.

    Example:
        >>> net = nn.WithLossCell(nn.Dense(2, 1, weight_init="ones"), nn.MSELoss())
        >>> step = nn.TrainOneStepCell(net, nn.SGD(net.trainable_params(), 0.01)).set_train()
        >>> print(step(Tensor([[1.0, 2.0]]), Tensor([[1.0]])))
        4.0
        >>> print(step(Tensor([[1.0, 2.0]]), Tensor([[1.0]])))
        3.0976
    """

    def __init__(self, network, optimizer, sens=1.0):
        super().__init__(auto_prefix=False)
        self.network = network
        self.network.set_grad()
        self.optimizer = optimizer
        self.weights = self.optimizer.parameters
        self.grad = ops.GradOperation(get_by_list=True, sens_param=True)
        self.sens = sens
        self.grad_reducer = _identity
        self._reducing = None
        self.parallel_mode = _get_parallel_mode()
        self.reducer_flag = self.parallel_mode in (
            ParallelMode.DATA_PARALLEL,
            ParallelMode.HYBRID_PARALLEL,
        )
        self._unequal = _get_parameter_broadcast() and self.reducer_flag
        if self.reducer_flag:
            self.mean, self.degree = _get_gradients_mean(), _get_device_num()
            self.grad_reducer = DistributedGradReducer(self.weights, self.mean, self.degree)
        _take_jit_config(self, network)

    def construct(self, *inputs):
        """The loss."""
        self._broadcast_parameters()
        loss = self.network(*inputs)
        sens = ops.fill(loss.dtype, loss.shape, self.sens)
        self.optimizer(self._reduced_gradients(inputs, sens))
        return loss

    def _reduced_gradients(self, inputs, sens):
        """Gradients over all processes, reduced during the backward pass where that is possible."""
        gradient = self.grad(self.network, self.weights)
        reducer = self.grad_reducer
        if not isinstance(reducer, DistributedGradReducer) or not reducer.averages():
            return reducer(gradient(*inputs, sens))
        if self._reducing is None:
            self._reducing = processes.Reducing(core_group(reducer.group), reducer.mean)
        grads = self._reducing.run(gradient, *inputs, sens)
        return grads if self._reducing.done else reducer(grads)

    def _broadcast_parameters(self):
        """Before the first step every process takes the parameters of rank 0."""
        if self._unequal:
            for parameter in self.network.get_parameters():
                parameter.set_data(wrap(processes.broadcast(parameter._value, 0)))
            self._unequal = False


def _identity(x):
    return x


class WithEvalCell(Cell):
    """Cell: a network with its loss that gives what metrics need.

    Args:
        network (Cell): the network.
        loss_fn (Cell): the loss.
        add_cast_fp32 (bool, default False): results and labels are converted to float32 before.

    Inputs:
        data (Tensor): is given to the network.
        label (Tensor): is given to the loss.

    Outputs:
        tuple of three tensors: loss, result of the network, label.

    Raises:
        TypeError: `add_cast_fp32` is not a bool.

    Example:
        >>> net = nn.WithEvalCell(nn.ReLU(), nn.MSELoss())
        >>> print(net(Tensor([1.0, 2.0]), Tensor([1.0, 3.0]))[0])
        0.5
    """

    def __init__(self, network, loss_fn, add_cast_fp32=False):
        super().__init__(auto_prefix=False)
        self._network = network
        self._loss_fn = loss_fn
        self.add_cast_fp32 = validator.check_value_type(
            "add_cast_fp32", add_cast_fp32, [bool], self.cls_name
        )
        _take_jit_config(self, network)

    def construct(self, data, label):
        """(loss, output, label)."""
        outputs = self._network(data)
        if self.add_cast_fp32:
            if label.dtype in (mstype.float16, mstype.float64):
                label = label.astype(mstype.float32)
            outputs = outputs.astype(mstype.float32)
        return self._loss_fn(outputs, label), outputs, label


class _MicroBatch(Cell):
    """One of several equal parts of a batch."""

    def __init__(self, micro_size):
        super().__init__()
        self.micro_size = micro_size

    def construct(self, i, *inputs):
        """Part `i` of every input."""
        parts = []
        for x in inputs:
            size = x.shape[0] // self.micro_size
            parts.append(x[i * size : (i + 1) * size])
        return tuple(parts)


class MicroBatchInterleaved(Cell):
    """Sum of a network's outputs for the parts of a batch.

    network (Cell), interleave_num (int, 2): into how many parts the first axis is cut.

    Example: `net = nn.MicroBatchInterleaved(net, 2)`
    """

    def __init__(self, network, interleave_num=2):
        super().__init__(auto_prefix=False)
        if not isinstance(interleave_num, int):
            raise TypeError(
                "For 'MicroBatchInterleaved', the argument 'interleave_num' must be integer, but "
                f"got the type : {type(interleave_num)}."
            )
        if interleave_num <= 0:
            raise ValueError(
                "For 'MicroBatchInterleaved', the argument 'interleave_num' must be large than 0, "
                f"but got {interleave_num}."
            )
        self.network = network
        self.interleave_num = interleave_num
        self.interleave_inputs = CellList(
            [_MicroBatch(interleave_num) for _ in range(interleave_num)]
        )
        _take_jit_config(self, network)

    def construct(self, *inputs):
        """The sum."""
        return _summed(self.network, self.interleave_inputs, inputs)


class PipelineCell(Cell):
    """Sum of a network's outputs for the parts of a batch, as for pipelined stages.

    network (Cell), micro_size (int): into how many parts the first axis is cut.

    Example: `net = nn.PipelineCell(net, 4)`
    """

    def __init__(self, network, micro_size):
        super().__init__(auto_prefix=False)
        self.network = network
        self.micro_size = micro_size
        self.micro_inputs = CellList([_MicroBatch(micro_size) for _ in range(micro_size)])
        _take_jit_config(self, network)

    def construct(self, *inputs):
        """The sum."""
        return _summed(self.network, self.micro_inputs, inputs)


def _summed(network, cuts, inputs):
    total = None
    for i, cut in enumerate(cuts):
        output = network(*cut(i, *inputs))
        total = output if total is None else total + output
    return total


class _VirtualDatasetCell(Cell):
    """A network whose inputs are whole on every device; there is one here."""

    def __init__(self, backbone):
        super().__init__(auto_prefix=False)
        self._backbone = backbone
        _take_jit_config(self, backbone)

    def construct(self, *inputs):
        """The network's output."""
        return self._backbone(*inputs)


class ParameterUpdate(Cell):
    """Assigns its input to a parameter."""

    def __init__(self, param):
        super().__init__(auto_prefix=False)
        if not isinstance(param, Parameter):
            raise TypeError(
                f"For 'ParameterUpdate', 'param' must be 'Parameter', but got {type(param)}."
            )
        self._param = param

    def construct(self, x):
        """The input."""
        ops.assign(self._param, x)
        return x
