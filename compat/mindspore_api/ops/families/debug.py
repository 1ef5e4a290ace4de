"""Printing, assertions, summaries and hooks on gradients."""

from __future__ import annotations

from ....core import autodiff, op
from ... import _checkparam as validator
from ... import _summary_values
from ...common import dtype as mstype
from ...common.tensor import Tensor, wrap
from ..grad.inputs import in_graph_mode
from ..primitive import Primitive, prim_attr_register


def print_(*input_x):
    """Print values, a tensor as its `repr` in one piece, one line for each."""
    for x in input_x:
        print(shown(x), flush=True)


def shown(x):
    """Text of a printed argument."""
    if not isinstance(x, Tensor):
        return str(x)
    name = str(x.dtype)
    body = f" {x.asnumpy():g}" if x.ndim == 0 and x.dtype != mstype.bool_ else _rows(x)
    return f"Tensor(shape=[{', '.join(map(str, x.shape))}], dtype={name}, value={body})"


def _rows(x):
    text = repr(x)
    _, mark, rest = text.partition("value=")
    return rest[:-1] if mark else f" {x.asnumpy()}"


class Print(Primitive):
    """Prints tensors and strings.

    Inputs:
        input_x (Tensor, str, number or tuple): what is printed, one after the other.

    Outputs:
        Tensor (1,), which programs do not use.

    Raises:
        TypeError: an operand is of another kind.

    Example:
        >>> result = ops.Print()("sum:", Tensor([1.0]))
        sum:
        Tensor(shape=[1], dtype=Float32, value= [ 1.00000000e+00])
    """

    @prim_attr_register
    def __init__(self):
        self.add_prim_attr("side_effect_io", True)

    def __call__(self, *args):
        print_(*args)


class Assert(Primitive):
    """Raises when its condition does not hold."""

    @prim_attr_register
    def __init__(self, summarize=3):
        validator.check_value_type("summarize", summarize, [int], self.name)
        self.add_prim_attr("side_effect_io", True)

    def _compute(self, condition, inputs):
        if not bool(condition):
            print("For 'Assert' condition is false.")
            for x in inputs:
                flat = op.to_numpy(x._value).reshape(-1).tolist() if isinstance(x, Tensor) else [x]
                print(f"input data: {flat[: self.summarize]}")
            raise RuntimeError("assert failed")
        return Tensor([1])


class _Summary(Primitive):
    """Base of the operators that hand values to a summary recorder."""

    @prim_attr_register
    def __init__(self):
        self.add_prim_attr("side_effect_io", True)
        self.add_prim_attr("channel_name", self.name)

    def __call__(self, *args):
        """Hand the value to an open `SummaryRecord`."""
        if len(args) != 2:
            raise ValueError(
                f"For primitive[{self.name}], the input numbers must be equal to 2, but got "
                f"{len(args)}."
            )
        if not isinstance(args[0], str):
            raise TypeError(f"For '{self.name}', the name must be str, but got {type(args[0])}.")
        _summary_values.hand_over(self.name[: -len("Summary")].lower(), *args)


class ScalarSummary(_Summary):
    """Records a number for the summary of a training.

    Inputs:
        name (str): under which it is shown; not empty.
        value (Tensor): of one element.

    Outputs:
        None.

    Raises:
        TypeError: `name` is not a str, or `value` no Tensor.

    Example:
        >>> record = ops.ScalarSummary()
        >>> result = record("loss", Tensor(1.0))
    """


class TensorSummary(_Summary):
    """A tensor for the summary."""


class ImageSummary(_Summary):
    """An image for the summary."""


class HistogramSummary(_Summary):
    """A distribution for the summary."""


def _with_backward(x, change):
    """`x` whose gradient is `change` of it."""

    def backward(cotangents, xs, results):
        given = change(wrap(cotangents[0]))
        return (given._value,)

    value = autodiff.engine().custom(lambda v: op.copy(v), backward)(x._value)
    return wrap(value)


class InsertGradientOf(Primitive):
    """The input; its gradient passes through a function."""

    @prim_attr_register
    def __init__(self, f):
        self.add_prim_attr("side_effect_backprop", True)
        self.f = f

    def _compute(self, x):
        def change(dout):
            given = self.f(dout)
            return given[0] if isinstance(given, (tuple, list)) else given

        return _with_backward(x, change)


class HookBackward(Primitive):
    """The input; a function sees its gradient and may replace it."""

    def __init__(self, hook_fn, cell_id=""):
        super().__init__(self.__class__.__name__)
        if not callable(hook_fn):
            raise TypeError(
                f"For '{self.name}', the type of 'hook_fn' must be python function, but got "
                f"{type(hook_fn)}."
            )
        self.add_prim_attr("cell_id", cell_id)
        self.init_attrs["cell_id"] = cell_id
        self.hook_fn = hook_fn
        self.cell_id = cell_id

    def __call__(self, *args):
        if in_graph_mode():
            return args[0] if len(args) == 1 else args
        found = tuple(_with_backward(x, self._hooked) if isinstance(x, Tensor) else x for x in args)
        return found[0] if len(found) == 1 else found

    def _hooked(self, dout):
        given = self.hook_fn((dout,))
        if isinstance(given, (tuple, list)):
            given = given[0]
        if given is not None and not isinstance(given, Tensor):
            name = getattr(self.hook_fn, "__name__", type(self.hook_fn).__name__)
            raise TypeError(
                f"The output type of:{name} should be a tensor but got {type(given).__name__}."
            )
        return dout if given is None else given
