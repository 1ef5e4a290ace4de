"""Tensor: a handle on one array of the backend."""

import numpy as np

from compat.core import op, state

from .. import _checkparam as validator
from . import _build, _indexing, _operators, _printing
from . import dtype as mstype
from ._reducing_methods import ReducingMethods
from .handle import represented, wrap

__all__ = ["Tensor"]


@represented
class Tensor(_operators.Operators, ReducingMethods):
    """An n-dimensional array.

    What a tensor can be made of is in `_build`; its methods are in `tensor_methods`, the operators
    in `_operators`, `x[...]` in `_indexing`. The array itself is `_value`, raw or recorded by the
    differentiation engine; it is never written to, assignment exchanges it. `_value` and `_name`
    (the canonical dtype name) are filled in on first use when they are missing.
    """

    __slots__ = ("__dict__", "__weakref__", "_name", "_value")

    delta_seed = 0
    init = None
    const_arg = False
    virtual_flag = False
    init_finished = True
    init_flag = False
    adapter_flag = False
    parent_tensor_ = None
    index_of_parent_ = None

    def __init__(
        self, input_data=None, dtype=None, shape=None, init=None, internal=False, const_arg=False
    ):
        if internal and input_data is None:
            return
        _build.fill(self, input_data, dtype, shape, init)
        if const_arg is not False:
            self.set_const_arg(const_arg)

    def __getattr__(self, name):
        if name == "_value":
            return _build.late_value(self)
        if name == "_name":
            self._name = found = op.dtype_of(self._value)
            return found
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    # -- facts ---------------------------------------------------------------------------------

    @property
    def shape(self):
        """Extents, a tuple of ints."""
        waiting = self.__dict__.get("_shape")
        return op.shape_of(self._value) if waiting is None else waiting

    @property
    def dtype(self):
        """Dtype object."""
        return mstype.of_name(self._name)

    @property
    def ndim(self):
        """Number of axes."""
        return len(self.shape)

    @property
    def size(self):
        """Number of elements."""
        count = 1
        for extent in self.shape:
            count *= extent
        return count

    @property
    def itemsize(self):
        """Bytes of one element."""
        return mstype.type_size_in_bytes(self.dtype)

    @property
    def nbytes(self):
        """Bytes of all elements."""
        return self.size * self.itemsize

    @property
    def strides(self):
        """Bytes from one element to the next along each axis, in C order."""
        steps, step = [], self.itemsize
        for extent in reversed(self.shape):
            steps.append(step)
            step *= extent
        return tuple(reversed(steps))

    @property
    def has_init(self):
        """True while the values are still to be drawn by `init_data`."""
        return self.init is not None

    @property
    def T(self):
        """Axes in reverse order."""
        return self.transpose()

    @property
    def H(self):
        """Conjugate transpose of a matrix."""
        if self.ndim != 2:
            raise ValueError(f"For tensor.H only support 2-D Tensor, but got {self.ndim}-D.")
        flipped = self.swapaxes(0, 1)
        return flipped.conj() if self._name.startswith("complex") else flipped

    @property
    def mT(self):
        """The last two axes exchanged."""
        if self.ndim < 2:
            raise ValueError(
                f"For tensor.mT only support 2-D Tensor or more, but got {self.ndim}-D."
            )
        return self.swapaxes(-2, -1)

    @property
    def mH(self):
        """The last two axes exchanged, conjugated."""
        if self.ndim < 2:
            raise ValueError(
                f"For tensor.mH only support 2-D Tensor or more, but got {self.ndim}-D."
            )
        flipped = self.swapaxes(-2, -1)
        return flipped.conj() if self._name.startswith("complex") else flipped

    @property
    def param_info(self):
        """What a parameter knows besides its values; None for other tensors."""
        return self.__dict__.get("_param_info")

    @param_info.setter
    def param_info(self, value):
        self._param_info = value

    # -- Python and NumPy ----------------------------------------------------------------------

    def __repr__(self):
        return _printing.text_of(self)

    def __str__(self):
        return str(self.asnumpy())

    def __format__(self, form):
        return format(str(self), form) if form else str(self)

    def __hash__(self):
        return hash(id(self))

    def __len__(self):
        shape = self.shape
        if shape:
            return shape[0]
        raise TypeError("Not support len of a 0-D tensor")

    def __bool__(self):
        if self.shape not in ((), (1,)):
            raise ValueError("The truth value of an array with more than one element is ambiguous.")
        return bool(op.to_numpy(self._value).reshape(()))

    def __int__(self):
        return int(self._single("Only one element tensors can be converted to Python scalars"))

    def __float__(self):
        return float(self._single("Only one element tensors can be converted to Python scalars"))

    def __index__(self):
        text = "Only integer tensors of a single element can be converted to an index."
        if self._name not in ("int8", "int16", "int32", "int64", "bool"):
            raise ValueError(text)
        return int(self._single(text))

    def _single(self, text):
        if self.shape not in ((), (1,)):
            raise ValueError(text)
        return op.to_numpy(self._value).reshape(())

    def __array__(self, dtype=None, copy=None):
        found = op.to_numpy(self._value)
        return np.array(found, dtype=dtype, copy=True if copy is None else copy)

    def asnumpy(self):
        """The values as a NumPy array of their own."""
        return np.array(op.to_numpy(self._value))

    def numpy(self):
        """The values as a NumPy array of their own."""
        return self.asnumpy()

    @staticmethod
    def from_numpy(array):
        """Tensor of a NumPy array, whose memory it may share."""
        if not isinstance(array, np.ndarray):
            raise TypeError(
                "from_numpy(): incompatible function arguments. The following argument types are "
                "supported:\n    1. (arg0: numpy.ndarray) -> mindspore.common.tensor.Tensor"
            )
        return wrap(_build.array_of(array, None))

    def __getstate__(self):
        return (self.asnumpy(),)

    def __setstate__(self, values):
        self._value = _build.array_of(values[0], None)

    def __copy__(self):
        return _build.twin(self, wrap(self._value))

    def __deepcopy__(self, memodict):
        if self.__dict__.get("_shape") is not None:
            return _build.twin(self, Tensor(shape=self.shape, dtype=self.dtype, init=self.init))
        return _build.twin(self, wrap(op.copy(self._value)))

    # -- indexing ------------------------------------------------------------------------------

    def __getitem__(self, index):
        out = _indexing.getitem(self, index)
        out.parent_tensor_ = self
        out.index_of_parent_ = index
        return out

    def __setitem__(self, index, value):
        self._take(_indexing.setitem(self, index, value))
        if self.parent_tensor_ is not None:
            self.parent_tensor_[self.index_of_parent_] = self

    # -- assignment ----------------------------------------------------------------------------

    def assign_value(self, value):
        """Take over the values of another tensor."""
        self._take(value_of(value))
        return self

    def _take(self, value):
        """Let this handle stand for `value` from now on."""
        self._value = value
        self._name = op.dtype_of(value)
        self.__dict__.pop("_shape", None)

    def init_data(self, slice_index=None, shape=None, opt_shard_group=None):
        """Draw the values that `init` describes."""
        if self.init is None:
            raise TypeError("init_data must be set Tensor.init, init can't be None")
        _build.draw(self, slice_index, self.shape if shape is None else shape, opt_shard_group)
        return self

    def set_const_arg(self, const_arg=True):
        """Mark as a constant argument of a network."""
        validator.check_value_type("const_arg", const_arg, bool, "Tensor")
        self.const_arg = const_arg
        return self

    def set_dtype(self, dtype):
        """Convert in place; returns the dtype."""
        self._take(op.astype(self._value, mstype.name_of(dtype)))
        return dtype

    def set_init_flag(self, flag):
        """Set `init_flag`."""
        self.init_flag = flag

    def is_init(self):
        """The `init_flag`."""
        return self.init_flag

    def data_sync(self, wait=True):
        """Wait until the values have been computed."""
        if wait:
            op.synchronize(state.device())


def value_of(x):
    """The core value of a tensor."""
    return x._value


_operators.HANDLES.add(Tensor)
