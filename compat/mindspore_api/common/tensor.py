"""Tensor: a handle on one array of the backend."""

import numpy as np

from compat.core import op, state
from compat.core.exchange import exchanged
from compat.notebook import tensor_html

from .. import _checkparam as validator
from . import _build, _indexing, _operators, _printing, _ufuncs
from . import dtype as mstype
from ._reducing_methods import ReducingMethods
from .handle import represented, wrap

__all__ = ["Tensor"]


@represented
class Tensor(_operators.Operators, ReducingMethods):
    """An n-dimensional array of one dtype.

    Operators (`+`, `@`, `==`, ...) compute element by element and broadcast; `x[...]` reads and
    `x[...] = y` writes as NumPy does. Parts of the implementation: `_build` makes tensors,
    `tensor_methods` has the methods, `_operators` the operators, `_indexing` the indexing. The
    array itself is `_value`, raw or recorded by the differentiation engine, and never written to:
    an assignment exchanges it; `_value` and `_name`, the dtype's name, are filled in on first use.

    Args:
        input_data (Tensor, float, int, bool, tuple, list, numpy.ndarray or None, default None): the
            values.
        dtype (dtype or None, default None): dtype of the tensor; None takes that of the data,
            floats of Python become float32, ints int64.
        shape (tuple or list of ints or None, default None): with `init`, the shape.
        init (Initializer or None, default None): draws the values later, by `init_data`.
        internal (bool, default False): made by the framework itself.
        const_arg (bool, default False): a constant of MindSpore's compiler.

    Raises:
        TypeError: the data is of another kind.
        ValueError: the data is empty or ragged, or `shape` and `init` do not go together.

    Example:
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> x.shape, x.dtype
        ((2, 2), mindspore.float32)
        >>> print(x * 2 + Tensor([10.0, 20.0]))
        [[12. 24.]
         [16. 28.]]
        >>> print(Tensor(np.arange(3), ms.float16))
        [0. 1. 2.]
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
        """Shape, a tuple of ints.

        Example:
            >>> Tensor([[1.0, 2.0]]).shape
            (1, 2)
        """
        waiting = self.__dict__.get("_shape")
        return op.shape_of(self._value) if waiting is None else waiting

    @property
    def dtype(self):
        """The dtype, such as `mindspore.float32`.

        Example:
            >>> Tensor([1.0]).dtype
            mindspore.float32
        """
        return mstype.of_name(self._name)

    @property
    def ndim(self):
        """Number of axes.

        Example:
            >>> Tensor([[1.0, 2.0]]).ndim
            2
        """
        return len(self.shape)

    @property
    def size(self):
        """Number of elements.

        Example:
            >>> Tensor([[1.0, 2.0]]).size
            2
        """
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
        """The axes in reverse order.

        Example:
            >>> print(Tensor([[1.0, 2.0]]).T)
            [[1.]
             [2.]]
        """
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

    __array_ufunc__ = _ufuncs.apply

    def __array__(self, dtype=None, copy=None):
        found = op.to_numpy(self._value)
        return np.array(found, dtype=dtype, copy=True if copy is None else copy)

    def _repr_html_(self):
        return tensor_html(type(self).__name__, self)

    def __dlpack__(self, **options):
        return exchanged(self._value).__dlpack__(**options)

    def __dlpack_device__(self):
        return exchanged(self._value).__dlpack_device__()

    def asnumpy(self):
        """The values as a NumPy array.

        Returns:
            numpy.ndarray of the same shape and dtype.

        Example:
            >>> Tensor([1.0, 2.0]).asnumpy()
            array([1., 2.], dtype=float32)
        """
        return np.array(op.to_numpy(self._value))

    def numpy(self):
        """The values as a NumPy array; the same as `asnumpy`.

        Returns:
            numpy.ndarray of the same shape and dtype.

        Example:
            >>> Tensor([1.0, 2.0]).numpy()
            array([1., 2.], dtype=float32)
        """
        return self.asnumpy()

    @staticmethod
    def from_numpy(array):
        """A tensor of a NumPy array.

        Args:
            array (numpy.ndarray): the values.

        Returns:
            Tensor of its shape and dtype.

        Raises:
            TypeError: `array` is no array.

        Example:
            >>> print(Tensor.from_numpy(np.array([1.0, 2.0])))
            [1. 2.]
        """
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
        """Writes values into this tensor.

        Args:
            value (Tensor): of its dtype.

        Returns:
            the tensor.

        Raises:
            TypeError: `value` is not a Tensor.

        Example:
            >>> x = Tensor([1.0, 2.0])
            >>> print(x.assign_value(Tensor([3.0, 4.0])))
            [3. 4.]
        """
        self._take(value_of(value))
        return self

    def _take(self, value):
        """Let this handle stand for `value` from now on."""
        self._value = value
        self._name = op.dtype_of(value)
        self.__dict__.pop("_shape", None)

    def init_data(self, slice_index=None, shape=None, opt_shard_group=None):
        """Draws the values of a tensor that was made with `init`.

        Args:
            slice_index (int or None, default None): which slice of a divided parameter.
            shape (tuple of ints or None, default None): shape of the slice.
            opt_shard_group (str or None, default None): group of processes that share it.

        Returns:
            Tensor with values.

        Raises:
            TypeError: the tensor has no Initializer.

        Example:
            >>> from mindspore.common.initializer import initializer, One
            >>> print(initializer(One(), (2,), ms.float32).init_data())
            [1. 1.]
        """
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
