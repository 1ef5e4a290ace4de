"""Operations on columns of any kind, and the classes all operations derive from."""

from __future__ import annotations

import copy
from enum import IntEnum

import numpy as np

from compat.core.data import streams

from ...common import dtype as mstype
from ..core.datatypes import detype_name
from ..core.settings import fresh_seed
from ..vision.libraries import is_pil
from . import columns, validators, written
from . import py_transforms_util as util
from .failure import OperationError, fail
from .operation import Implementation, Operation
from .py_transforms_util import FuncWrapper


class TensorOperation(Operation):
    """An operation with C++ numerics; one on images may have a second, Pillow's, for PIL images.

    Subclasses implement `compute` on arrays and, for PIL images, `_execute_py`.
    `implementation` says which of the two runs; None leaves it to the input.
    """

    one_to_one = True
    implementation = None

    def __init__(self):
        super().__init__()

    @property
    def python(self):
        """True where Pillow or NumPy on the Python side does the work."""
        return self.implementation == Implementation.PY

    def __call__(self, *input_tensor_list):
        if self.python or (
            len(input_tensor_list) == 1
            and hasattr(self, "_execute_py")
            and is_pil(input_tensor_list[0])
        ):
            return self._execute_py(*input_tensor_list)
        try:
            return self._run(*(as_tensor(column) for column in input_tensor_list))
        except OperationError as error:
            raise RuntimeError(str(error)) from error

    def _run(self, *arrays):
        """The eager call on arrays."""
        self.parse()
        if not arrays:
            fail("Input Tensor is not valid.")
        for array in arrays:
            if array.size == 0:
                fail("Input Tensor has no data.")
        return self.compute_row(*arrays)

    def execute(self, *columns):
        """One row's columns -> an array, or a tuple of arrays."""
        if self.implementation == Implementation.PY:
            return self._execute_py(*columns)
        if not all(type(column) is np.ndarray for column in columns):
            columns = tuple(np.asarray(column) for column in columns)  # pictures of Pillow
        return self.compute_row(*columns)

    def compute_row(self, *columns):
        """`compute`, for operations that take one column only with this checked."""
        if self.one_to_one and len(columns) != 1:
            fail("The op is OneToOne, can only accept one tensor as input.")
        return self.compute(*columns)

    def compute(self, *columns):
        """The operation on arrays."""
        raise NotImplementedError(f"{type(self).__name__}.compute")

    def compute_block(self, block):
        """`compute` of every row of an array, for operations without chance.

        Raises ValueError where results differ in shape or type.
        """
        return columns.each_row(self.compute, block)

    def compute_list(self, values):
        """`compute` of every array of a list; a list of words stands for an array of them."""
        return [self.compute(np.array(v) if type(v) is list else v) for v in values]

    def parse(self):
        """Refuse arguments that only the C++ side refuses; the operation itself."""
        return self


def as_tensor(value):
    """What an eager call was given as an array; TypeError for objects that are no data."""
    try:
        array = np.asarray(value)
    except ValueError:  # nested lists of different lengths
        array = None
    if array is None or array.dtype.kind not in "biufUS":
        raise TypeError(
            f"Invalid user input. Got {type(value)}: {value}, cannot be converted into tensor."
        )
    return array


class PyTensorOperation:
    """An operation with a Python side."""

    implementation = None
    output_type = None
    transforms = ()

    def __call__(self, img):
        return self._execute_py(img)

    @classmethod
    def from_json(cls, json_string):
        """The operation that `to_json` wrote."""
        return written.restored(cls, json_string, PyTensorOperation)

    def to_json(self):
        """The operation's arguments as text."""
        return written.text_of(self)


class PythonOperation(Operation, PyTensorOperation):
    """An operation that only exists on the Python side."""

    implementation = Implementation.PY
    python = True

    def __call__(self, *columns):
        return self._execute_py(*columns)

    def execute(self, *columns):
        """One row's columns -> what the Python side gives, images of Pillow included."""
        return self(*columns)


class CompoundOperation(TensorOperation, PyTensorOperation):
    """An operation made of others."""

    random = True
    one_to_one = False
    _members = None

    def __init__(self, transforms):
        super().__init__()
        self.transforms = [_unified(op) for op in transforms]
        kinds = [op.implementation for op in self.transforms if op.implementation is not None]
        if len(set(kinds)) == 1:
            self.implementation = kinds[0]
        elif kinds and len(kinds) == len(self.transforms):
            self.implementation = Implementation.C
        else:
            self.implementation = None

    @property
    def members(self):
        """The operations in it with streams of their own, apart from the objects handed in."""
        if self._members is None:
            self._members = self._seed_members(fresh_seed())
        return self._members

    def _seed_members(self, seed):
        return [op.seeded(seed) if hasattr(op, "seeded") else op for op in self.transforms]

    def seeded(self, seed):
        """A copy for one worker: every stream in it starts at `seed`."""
        made = copy.copy(self)
        made._members = self._seed_members(seed)
        made._stream = streams.MT32(seed)
        return made

    def parse(self):
        """Refuse what the C++ side of a member refuses; the operation itself."""
        for op in self.transforms:
            if hasattr(op, "parse"):
                op.parse()
        return self

    def compute_all(self, *columns):
        """All members, one after the other."""
        for op in self.members:
            result = run_member(op, columns)
            columns = result if isinstance(result, tuple) else (result,)
        return columns[0] if len(columns) == 1 else columns


def run_member(op, columns):
    """A member of a compound operation on arrays, as the C++ side runs it."""
    if isinstance(op, TensorOperation):
        return op.compute_row(*columns)
    return op.execute(*columns)


def _unified(op):
    """A function wrapped; RuntimeError for an operation of the old modules."""
    if isinstance(op, Operation) and not getattr(op, "legacy", False):
        return op
    if callable(op) and not getattr(op, "legacy", False):
        return op if hasattr(op, "implementation") else FuncWrapper(op)
    raise RuntimeError(
        "Mixing old legacy c/py_transforms and new unified transforms is not allowed."
    )


def not_random(function):
    """Mark a function as one that always gives the same result for the same input."""
    function.random = False
    return function


class Compose(CompoundOperation):
    """Operations one after the other as one.

    Args:
        transforms (list): operations and callables.

    Raises:
        TypeError: it is not a list of operations.
        ValueError: it is empty.

    Example:
        >>> operations = [ds.vision.HWC2CHW(), ds.transforms.TypeCast(ms.float32)]
        >>> convert = ds.transforms.Compose(operations)
        >>> convert(np.zeros((4, 6, 3), "uint8")).shape
        (3, 4, 6)
    """

    @validators.check_random_transform_ops
    def __init__(self, transforms):
        super().__init__(transforms)
        self.transforms = Compose.decompose(self.transforms)
        if all(not getattr(op, "random", True) for op in self.transforms):
            self.random = False

    @staticmethod
    def decompose(operations):
        """The list with every Compose replaced by the operations in it."""
        flat = []
        for op in operations:
            flat.extend(Compose.decompose(op.transforms) if isinstance(op, Compose) else [op])
        return flat

    @staticmethod
    def reduce(operations):
        """The list with neighbours of the Python side put together, as one step of a pipeline."""
        reduced, run = [], []
        for op in [*operations, None]:
            native = op is not None and op.implementation == Implementation.C
            if op is not None and not (native and not isinstance(op, FuncWrapper)):
                run.append(op)
                continue
            if len(run) > 1:
                composed = Compose(run)
                composed.implementation = Implementation.PY
                run = [composed]
            reduced += run
            run = []
            if op is not None:
                reduced.append(op)
        return reduced

    def compute(self, *columns):
        """All operations on arrays."""
        return self.compute_all(*columns)

    def _execute_py(self, *args):
        if not args:
            raise TypeError(
                "Compose was called without an image. "
                "Fix invocation (avoid it being invoked as Compose([...])())."
            )
        return util.compose(self.transforms, *args)


class _OnColumns(TensorOperation):
    """Work too small for a thread of its own, all in Python."""

    parallel = False


class Concatenate(_OnColumns):
    """Joins columns of one axis.

    axis (int, default 0): 0 or -1. prepend, append (numpy.ndarray, default None): joined before
    and after.
    """

    one_to_one = False
    implementation = Implementation.C

    @validators.check_concat_type
    def __init__(self, axis=0, prepend=None, append=None):
        super().__init__()
        self.axis = axis
        self.prepend = prepend
        self.append = append

    def compute(self, *columns_):
        """The columns joined."""
        return columns.concatenate(columns_, self.axis, self.prepend, self.append)


class Duplicate(_OnColumns):
    """Gives a column twice."""

    one_to_one = False
    implementation = Implementation.C

    def __init__(self):
        super().__init__()

    def compute(self, *columns_):
        """The column and a copy of it."""
        if len(columns_) != 1:
            fail(
                "Duplicate: only supports transform one column each time, got column num: "
                f"{len(columns_)}, check 'input_columns' when call this operator."
            )
        return columns_[0], columns_[0].copy()


class Fill(_OnColumns):
    """An array of the same shape and type with one value everywhere.

    fill_value (str, bytes, int, float or bool): the value, cast to the type of the column.
    """

    implementation = Implementation.C

    @validators.check_fill_value
    def __init__(self, fill_value):
        super().__init__()
        self.fill_value = np.array(fill_value)

    def compute(self, column):
        """The filled array."""
        return columns.fill(column, self.fill_value)


class Relational(IntEnum):
    """Relations for Mask."""

    EQ = 0
    NE = 1
    GT = 2
    GE = 3
    LT = 4
    LE = 5


class Mask(_OnColumns):
    """Compares every value with a constant.

    operator (Relational): the relation. constant (str, int, float or bool): compared with.
    dtype (mindspore.dtype, default bool_): type of the result.
    """

    implementation = Implementation.C

    @validators.check_mask_op_new
    def __init__(self, operator, constant, dtype=mstype.bool_):
        super().__init__()
        self.operator = operator
        self.dtype = detype_name(dtype)
        self.constant = np.array(constant)

    def compute(self, column):
        """True where the relation holds."""
        return columns.mask(column, int(self.operator), self.constant, self.dtype)


class OneHot(_OnColumns):
    """Classes as rows of zeros with a one.

    Args:
        num_classes (int): length of a row; larger than every class.
        smoothing_rate (float, default 0.0): how much of the one is spread over the row, in [0, 1];
            the result is float64 then.

    Raises:
        TypeError: `num_classes` is not an int.
        ValueError: a number is out of range.
        RuntimeError: a class is not smaller than `num_classes`.

    Example:
        >>> print(ds.transforms.OneHot(3)(np.array(1)))
        [0 1 0]
    """

    @validators.check_one_hot_op
    def __init__(self, num_classes, smoothing_rate=0.0):
        super().__init__()
        self.num_classes = num_classes
        self.smoothing_rate = smoothing_rate

    def compute(self, column):
        """The rows."""
        return columns.one_hot(column, self.num_classes, self.smoothing_rate)


class PadEnd(_OnColumns):
    """Cuts or fills up the end of every axis.

    pad_shape (list of int): the shape wanted. pad_value (str, bytes, int, float or bool, default
    None): what fills, 0 or "" by default.
    """

    implementation = Implementation.C

    @validators.check_pad_end
    def __init__(self, pad_shape, pad_value=None):
        super().__init__()
        self.pad_shape = pad_shape
        self.pad_value = None if pad_value is None else np.array(pad_value)

    def compute(self, column):
        """The array in the shape wanted."""
        return columns.pad_end(column, self.pad_shape, self.pad_value)


class Plugin(TensorOperation):
    """An operation in a shared library built against MindSpore's C++ interface: not supported."""

    implementation = Implementation.C

    @validators.check_plugin
    def __init__(self, lib_path, func_name, user_args=None):
        super().__init__()
        self.lib_path = lib_path
        self.func_name = func_name
        self.user_args = "" if user_args is None else user_args

    def parse(self):
        """NotImplementedError: such a library needs MindSpore's own binary interface."""
        raise NotImplementedError(
            "mindspore.dataset.transforms.Plugin loads a library built against MindSpore's C++ "
            "interface, which is not there; write the operation as a Python function."
        )

    def compute(self, *columns_):
        """NotImplementedError."""
        self.parse()


class RandomApply(CompoundOperation):
    """All operations of a list, with a probability.

    transforms (list): operations. prob (float, default 0.5): the probability.
    """

    @validators.check_random_transform_ops
    def __init__(self, transforms, prob=0.5):
        super().__init__(transforms)
        self.prob = prob

    def compute(self, *columns_):
        """The columns, or what all operations make of them."""
        if streams.uniform_real(self.stream, 0.0, 1.0) <= self.prob:
            return self.compute_all(*columns_)
        return columns_[0] if len(columns_) == 1 else columns_

    def _execute_py(self, img):
        return util.random_apply(img, self.transforms, self.prob)


class RandomChoice(CompoundOperation):
    """One operation of a list, each as likely.

    transforms (list): operations.
    """

    @validators.check_random_transform_ops
    def __init__(self, transforms):
        super().__init__(transforms)

    def compute(self, *columns_):
        """What the chosen operation makes of the columns."""
        chosen = streams.uniform_int(self.stream, 0, len(self.members) - 1)
        return run_member(self.members[chosen], columns_)

    def _execute_py(self, img):
        return util.random_choice(img, self.transforms)


class RandomOrder(PythonOperation):
    """All operations of a list in random order.

    transforms (list): operations.
    """

    random = True

    @validators.check_random_transform_ops
    def __init__(self, transforms):
        super().__init__()
        self.transforms = transforms

    def _execute_py(self, img):
        return util.random_order(img, self.transforms)


class Slice(_OnColumns):
    """Part of every axis.

    slices (int, list of int, slice, None, True or Ellipsis): one an axis; an int keeps the axis.
    """

    implementation = Implementation.C

    @validators.check_slice_op
    def __init__(self, *slices):
        super().__init__()
        self.slice_input_ = [_slice_option(part) for part in slices]

    def compute(self, column):
        """The part."""
        return columns.slice_axes(column, self.slice_input_)


def _slice_option(part):
    """A list of indices, a slice, or True for the whole axis."""
    if part is None or part is Ellipsis:
        return True
    if isinstance(part, int) and not isinstance(part, bool):
        return [part]
    return part


class TypeCast(_OnColumns):
    """The values in another dtype.

    Args:
        data_type (mindspore.dtype or numpy.dtype): the dtype.

    Raises:
        TypeError: it is none.

    Example:
        >>> ds.transforms.TypeCast(ms.int32)(np.array([1.7, 2.0]))
        array([1, 2], dtype=int32)
    """

    implementation = Implementation.C
    pointwise = True

    @validators.check_type_cast
    def __init__(self, data_type):
        super().__init__()
        self.data_type = detype_name(data_type)

    def parse(self):
        """Refuse types without a place in the engine."""
        if self.data_type == "None":
            fail("TypeCast: Invalid data type.", "Syntax error. ")
        return self

    def compute(self, column):
        """The cast values."""
        return columns.type_cast(column, self.data_type)

    compute_block = compute


class Unique(_OnColumns):
    """Distinct values of an array of at least two axes: values, their positions, their counts."""

    one_to_one = False
    implementation = Implementation.C

    def __init__(self):
        super().__init__()

    def compute(self, *columns_):
        """Values, positions, counts."""
        if len(columns_) != 1:
            fail(f"Unique: only support 1D input, got rank: {len(columns_)}")
        return columns.unique(columns_[0])
