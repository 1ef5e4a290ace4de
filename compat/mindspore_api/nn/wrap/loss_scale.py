"""Training with a loss scale."""

from __future__ import annotations

from compat.core import op

from ... import ops
from ...common import dtype as mstype
from ...common.parameter import Parameter
from ...common.tensor import Tensor, value_of, wrap
from ..cell import Cell
from ..optim._rates import scalar_of
from .cell_wrapper import TrainOneStepCell


class DynamicLossScaleUpdateCell(Cell):
    """Cell: divides the scale of the loss on overflow, multiplies it after steps without.

    Args:
        loss_scale_value (int or float): first scale.
        scale_factor (int): the factor.
        scale_window (int): steps without overflow after which the scale grows.

    Inputs:
        loss_scale (Parameter): the scale; is updated.
        overflow (Tensor): whether gradients overflowed.

    Outputs:
        Tensor: `overflow`.

    Raises:
        TypeError: an input is of another kind.

    Example:
        >>> manager = nn.DynamicLossScaleUpdateCell(2**12, scale_factor=2, scale_window=1000)
        >>> manager.get_loss_scale()
        4096
    """

    def __init__(self, loss_scale_value, scale_factor, scale_window):
        super().__init__()
        self.scale_window = Tensor(scale_window, dtype=mstype.int32)
        self.scale_factor = Tensor(scale_factor, dtype=mstype.float32)
        self.loss_scale_value = loss_scale_value
        self.cur_iter = Parameter(Tensor(1, dtype=mstype.int32), name="current_iterator_step")
        self.last_overflow_iter = Parameter(
            Tensor(0, dtype=mstype.int32), name="last_overflow_iterator_step"
        )
        self.minimum_loss_scale = Tensor(1.0, dtype=mstype.float32)

    def get_loss_scale(self):
        """The initial scale."""
        return self.loss_scale_value

    def construct(self, loss_scale, overflow):
        """`overflow`; the parameter `loss_scale` is updated."""
        overflowed = bool(overflow)
        now, last = int(scalar_of(self.cur_iter)), int(scalar_of(self.last_overflow_iter))
        factor = scalar_of(self.scale_factor)
        grow = int(scalar_of(self.scale_window)) <= now - last
        value = value_of(loss_scale)
        if overflowed:
            lower = scalar_of(self.minimum_loss_scale)
            loss_scale._take(op.maximum(op.multiply(value, 1.0 / factor), lower))
        elif grow:
            loss_scale._take(op.multiply(value, factor))
        if overflowed or grow:
            self.last_overflow_iter._take(op.copy(value_of(self.cur_iter)))
        self.cur_iter._take(op.add(value_of(self.cur_iter), 1))
        return overflow


class FixedLossScaleUpdateCell(Cell):
    """Cell: a scale of the loss that stays.

    Args:
        loss_scale_value (int or float): the scale.

    Inputs:
        loss_scale (Parameter): the scale.
        overflow (Tensor): whether gradients overflowed.

    Outputs:
        Tensor: `overflow`.

    Raises:
        TypeError: an input is of another kind.

    Example:
        >>> nn.FixedLossScaleUpdateCell(2**12).get_loss_scale()
        4096
    """

    def __init__(self, loss_scale_value):
        super().__init__()
        self.loss_scale_value = loss_scale_value

    def get_loss_scale(self):
        """The scale."""
        return self.loss_scale_value

    def construct(self, _, overflow):
        """`overflow`."""
        return overflow


class TrainOneStepWithLossScaleCell(TrainOneStepCell):
    """Cell: one step of training with scaled gradients, left out when they overflow.

    Args:
        network (Cell): gives the loss.
        optimizer (Optimizer): changes the parameters.
        scale_sense (Cell or Tensor): the scale, a Tensor of shape () or (1,), or a cell that
            updates it.

    Inputs:
        inputs: are given to the network.

    Outputs:
        tuple of three tensors: the loss, whether gradients overflowed, the scale.

    Raises:
        TypeError: `scale_sense` is of another kind.
        ValueError: `scale_sense` is a tensor of another shape.

    Example:
        >>> net = nn.WithLossCell(nn.Dense(2, 1, weight_init="ones"), nn.MSELoss())
        >>> optimizer = nn.SGD(net.trainable_params(), 0.01)
        >>> step = nn.TrainOneStepWithLossScaleCell(net, optimizer, Tensor(128.0, ms.float32))
        >>> loss, overflow, scale = step(Tensor([[1.0, 2.0]]), Tensor([[1.0]]))
        >>> print(loss, overflow, scale)
        4.0 False 128.0
    """

    def __init__(self, network, optimizer, scale_sense):
        super().__init__(network, optimizer, sens=None)
        self.hyper_map = ops.HyperMap()
        self.base = Tensor(1, mstype.float32)
        self.base0 = Tensor(0, mstype.int32)
        self.is_distributed = False
        self.gpu_target = False
        self.loss_scaling_manager = None
        if isinstance(scale_sense, Cell):
            self.loss_scaling_manager = scale_sense
            scale_sense = Tensor(scale_sense.get_loss_scale(), dtype=mstype.float32)
        elif not isinstance(scale_sense, Tensor):
            raise TypeError(
                "For 'TrainOneStepWithLossScaleCell', the 'scale_sense' must be Cell or Tensor, "
                f"but got 'scale_sense' type: {type(scale_sense)}."
            )
        elif scale_sense.shape not in ((1,), ()):
            raise ValueError(
                "For 'TrainOneStepWithLossScaleCell', the shape of 'scale_sense' must be (1,) or "
                f"(), but got {scale_sense.shape}."
            )
        self.scale_sense = Parameter(scale_sense, name="scale_sense")

    def construct(self, *inputs):
        """(loss, whether it overflowed, scale)."""
        self._broadcast_parameters()
        loss = self.network(*inputs)
        status, scale = self.start_overflow_check(loss, self.scale_sense)
        sens = ops.ones_like(loss) * scale.astype(loss.dtype)
        grads = self.grad(self.network, self.weights)(*inputs, sens)
        shrink = 1.0 / scalar_of(scale)
        grads = self.grad_reducer(tuple(wrap(op.multiply(value_of(g), shrink)) for g in grads))
        cond = self.get_overflow_status(status, grads)
        used = wrap(op.copy(value_of(scale)))
        if not self.process_loss_scale(cond):
            self.optimizer(grads)
        return loss, cond, used

    def set_sense_scale(self, sens):
        """Exchange the scale."""
        if not isinstance(sens, Tensor):
            raise TypeError(
                "For 'TrainOneStepWithLossScaleCell', the type of 'sens' must be Tensor, "
                f"but got {type(sens)}"
            )
        self.scale_sense.set_data(sens)

    def start_overflow_check(self, pre_cond, compute_input):
        """(a status, `compute_input`); gradients are looked at afterwards."""
        return Tensor([0] * 8, mstype.int32), compute_input

    def get_overflow_status(self, status, compute_output):
        """Whether an element of the gradients is not finite, as a bool tensor."""
        finite = None
        for g in compute_output:
            value = value_of(g)
            axes = tuple(range(len(op.shape_of(value))))
            part = op.all(op.isfinite(value), axes, False)
            finite = part if finite is None else op.logical_and(finite, part)
        return wrap(op.logical_not(finite))

    def process_loss_scale(self, overflow):
        """`overflow`, once the manager has updated the scale."""
        if self.loss_scaling_manager is not None:
            return self.loss_scaling_manager(self.scale_sense, overflow)
        return overflow
