"""Order of execution, identities and status flags."""

from __future__ import annotations

from ....core.text import class_name
from ...common.tensor import Tensor, wrap
from ..arguments import operand
from ..grad.transforms import stop_gradient
from ..primitive import Primitive, prim_attr_register
from .creation import zeros


class Identity(Primitive):
    """The tensor as it is.

    Inputs:
        x (Tensor): any.

    Outputs:
        Tensor of the same values.

    Raises:
        TypeError: `x` is not a Tensor.

    Example:
        >>> print(ops.Identity()(Tensor([1.0, 2.0])))
        [1. 2.]
    """

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        return wrap(operand("Identity", "x", x), x._name)


class IdentityN(Primitive, inputs="x", outputs="y"):
    """The inputs."""

    def _compute(self, x):
        return tuple(wrap(i._value) for i in x)


class GeSwitch(Primitive):
    """Hands data to one of two branches; only MindSpore's compiler can run it."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, data, pred):
        raise NotImplementedError(
            "mindspore.ops.GeSwitch runs in MindSpore's compiler only; write `if` instead."
        )


class Merge(Primitive):
    """Takes the data of the branch that ran; only MindSpore's compiler can run it."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, *args):
        raise NotImplementedError(
            "mindspore.ops.Merge runs in MindSpore's compiler only; write `if` instead."
        )


class NPUAllocFloatStatus(Primitive):
    """Eight zeros, into which Ascend chips write whether a computation overflowed.

    Outputs:
        Tensor (8,) of float32; here it stays zero.

    Raises:
        ValueError: it is called with operands.

    Example:
        >>> print(ops.NPUAllocFloatStatus()())
        [0. 0. 0. 0. 0. 0. 0. 0.]
    """

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self):
        return zeros((8,))


def _eight_zeros(name, x):
    """The flag's eight zeros, for a tensor that may hold it."""
    operand(name, "input_x", x)
    if len(x.shape) != 1:
        raise ValueError(
            f"Input_x must be a 1-dimensional tensor, but got {len(x.shape)}-dimensional tensor."
        )
    if x.shape[0] != 8:
        raise ValueError(f"The first dimension of input_x must be 8, but got {x.shape[0]}")
    return zeros((8,))


class NPUGetFloatStatus(Primitive):
    """The overflow status of Ascend chips; here it is always zero.

    Inputs:
        addr (Tensor): the result of `NPUAllocFloatStatus`, (8,) of float32.

    Outputs:
        Tensor (8,) of zeros.

    Raises:
        TypeError: `addr` is not a Tensor.

    Example:
        >>> status = ops.NPUAllocFloatStatus()()
        >>> print(ops.NPUGetFloatStatus()(status))
        [0. 0. 0. 0. 0. 0. 0. 0.]
    """

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        return _eight_zeros("NPUGetFloatStatus", x)


class NPUClearFloatStatus(Primitive):
    """Sets the overflow status of Ascend chips to zero; here the status is always zero.

    Inputs:
        addr (Tensor): the result of `NPUAllocFloatStatus`, (8,) of float32.

    Outputs:
        Tensor (8,) of zeros.

    Raises:
        TypeError: `addr` is not a Tensor.

    Example:
        >>> status = ops.NPUAllocFloatStatus()()
        >>> print(ops.NPUClearFloatStatus()(status))
        [0. 0. 0. 0. 0. 0. 0. 0.]
    """

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        return _eight_zeros("NPUClearFloatStatus", x)


class Depend(Primitive):
    """The first operand; the second has been computed before.

    Inputs:
        value (any): what comes back.
        expr (any): what has to be computed first.

    Outputs:
        `value`.

    Raises:
        TypeError: there are not two operands.

    Example:
        >>> x = Tensor([1.0])
        >>> print(ops.Depend()(x, x + 1))
        [1.]
    """

    @prim_attr_register
    def __init__(self):
        self.add_prim_attr("side_effect_propagate", 1)

    def __call__(self, value, expr):
        return value


class UpdateState(Primitive):
    """The first argument; marks an order in MindSpore's compiler."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, *args):
        return args[0] if args else None


class StopGradient(Primitive, of=stop_gradient):
    """The argument, through which no gradient flows."""


class Partial(Primitive):
    """A function with its first arguments given."""

    @prim_attr_register
    def __init__(self):
        self.add_prim_attr("side_effect_propagate", 1)

    def __call__(self, *args):
        func, given = args[0], args[1:]
        if not callable(func) or isinstance(func, Tensor):
            raise AttributeError(f"'{class_name(func)}' object has no attribute '__call__'")

        def partial_func(*rest):
            return func(*given, *rest)

        return partial_func


class identity(Primitive):
    """The argument."""

    @prim_attr_register
    def __init__(self):
        self.add_prim_attr("side_effect_propagate", 1)

    def __call__(self, x):
        return x
