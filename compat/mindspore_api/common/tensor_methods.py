"""Tensor methods that do more than call a function of `ops`: shapes and conversions."""

from compat.core import op, state

from .. import _checkparam as validator
from . import _build
from . import dtype as mstype
from .forwarding import ForwardedMethods, functions
from .handle import Handle, wrap


class Methods(ForwardedMethods):
    """Shapes, conversions, filling."""

    __slots__ = ()

    # -- shapes --------------------------------------------------------------------------------

    def view(self, *shape):
        """The elements in row-major order under another shape.

        Args:
            *shape (ints, or one tuple of them): the new shape; one extent may be -1 and follows
                from the others.

        Returns:
            Tensor.

        Raises:
            ValueError: the number of elements differs.

        Example:
            >>> print(Tensor([1.0, 2.0, 3.0, 4.0]).view(2, -1))
            [[1. 2.]
             [3. 4.]]
        """
        if not shape:
            raise ValueError("The shape variable should not be empty")
        if isinstance(shape[0], tuple):
            if len(shape) != 1:
                raise ValueError(f"Only one tuple is needed, but got {shape}")
            shape = shape[0]
        return _reshaped(self, shape)

    def view_as(self, other):
        """The elements under the shape of another tensor."""
        if not isinstance(other, Handle):
            raise TypeError(f"For view_as, the input other must be a Tensor, but got {type(other)}")
        return self.view(other.shape)

    def reshape(self, *shape):
        """The elements in row-major order under another shape.

        Args:
            *shape (ints, or one tuple or list of them): the new shape; one extent may be -1 and
                follows from the others.

        Returns:
            Tensor.

        Raises:
            TypeError: an extent is not an int.
            ValueError: the number of elements differs.

        Example:
            >>> print(Tensor([1.0, 2.0, 3.0, 4.0]).reshape(2, -1))
            [[1. 2.]
             [3. 4.]]
        """
        return _reshaped(self, validator.check_reshape_shp(shape))

    def reshape_as(self, other):
        """The elements under the shape of another tensor."""
        return functions().reshape(self, other.shape)

    def ravel(self):
        """The elements in row-major order as one axis.

        Returns:
            Tensor of rank 1.

        Example:
            >>> print(Tensor([[1.0, 2.0], [3.0, 4.0]]).ravel())
            [1. 2. 3. 4.]
        """
        return functions().reshape(self, (-1,))

    def transpose(self, *axes):
        """The axes in another order, by default reversed.

        Args:
            *axes (ints, or one tuple or list of them): axis i of the result is axis `axes[i]`.

        Returns:
            Tensor.

        Raises:
            TypeError: an axis is not an int.
            ValueError: the axes are no permutation.

        Example:
            >>> Tensor([[1.0, 2.0]]).transpose(1, 0).shape
            (2, 1)
        """
        ndim = len(self.shape)
        axes = validator.check_transpose_axis(axes, ndim)
        if sorted(axes) == list(range(ndim)):
            return wrap(op.permute_dims(self._value, tuple(axes)), self._name)
        return functions().transpose(self, axes)

    def permute(self, *axis):
        """Axes in another order."""
        return functions().permute(self, validator.check_transpose_axis(axis, self.ndim))

    def squeeze(self, axis=None):
        """Without axes of extent 1.

        Args:
            axis (int, tuple of ints or None, default None): the axes to drop; None drops all of
                extent 1.

        Returns:
            Tensor.

        Raises:
            ValueError: an axis is out of range, or its extent is not 1.

        Example:
            >>> Tensor([[[1.0, 2.0]]]).squeeze().shape
            (2,)
        """
        if axis is None:
            return functions().squeeze(self)
        return functions().reshape(self, validator.prepare_shape_for_squeeze(self.shape, axis))

    def expand_dims(self, axis):
        """A new axis of extent 1.

        Args:
            axis (int): where it stands, from -R - 1 to R.

        Returns:
            Tensor of one axis more.

        Raises:
            TypeError: `axis` is not an int.
            ValueError: it is out of range.

        Example:
            >>> Tensor([1.0, 2.0]).expand_dims(1).shape
            (2, 1)
        """
        validator.check_is_int(axis, "axis")
        limit = self.ndim + 1
        validator.check_int_range(axis, -limit, limit, validator.INC_LEFT, "axis")
        return functions().expand_dims(self, axis)

    def unsqueeze(self, dim):
        """A new axis of extent 1.

        Args:
            dim (int): where it stands, from -R - 1 to R.

        Returns:
            Tensor of one axis more.

        Raises:
            TypeError: `dim` is not an int.
            ValueError: it is out of range.

        Example:
            >>> Tensor([1.0, 2.0]).unsqueeze(1).shape
            (2, 1)
        """
        validator.check_is_int(dim, "dim")
        limit = self.ndim + 1
        validator.check_int_range(dim, -limit, limit, validator.INC_LEFT, "dim")
        return functions().unsqueeze(self, dim)

    def expand_as(self, x):
        """Broadcast to the shape of another tensor.

        Args:
            x (Tensor): gives the shape.

        Returns:
            Tensor of that shape.

        Raises:
            ValueError: the shape does not broadcast to it.

        Example:
            >>> print(Tensor([1.0, 2.0]).expand_as(ops.ones((2, 2), ms.float32)))
            [[1. 2.]
             [1. 2.]]
        """
        return functions().broadcast_to(self, x.shape)

    def resize(self, *new_shape):
        """The first elements under another shape, zeros behind the last one.

        Args:
            *new_shape (ints, or one tuple of them): the shape.

        Returns:
            Tensor.

        Raises:
            TypeError: an extent is not an int.

        Example:
            >>> print(Tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]).resize(2, 2))
            [[1. 2.]
             [3. 4.]]
        """
        if not new_shape:
            return self
        shape = new_shape[0] if isinstance(new_shape[0], tuple) else new_shape
        size = 1
        for extent in shape:
            size *= extent
        flat = op.reshape(self._value, (self.size,))
        if size > self.size:
            flat = op.pad(flat, ((0, size - self.size),), "constant", 0)
        else:
            flat = op.strided_slice(flat, (0,), (size,), (1,))
        return wrap(op.reshape(flat, tuple(shape)), self._name)

    def repeat(self, repeats, axis=None):
        """Every element, or every slice along an axis, several times.

        Args:
            repeats (int, tuple or list of ints): how often; several numbers count for the slices
                one by one.
            axis (int or None, default None): the axis; None takes the elements in row-major order.

        Returns:
            Tensor.

        Raises:
            TypeError: `repeats` is of another kind.
            ValueError: `axis` is out of range, a number negative, or there are not as many as
                slices.

        Example:
            >>> print(Tensor([1.0, 2.0]).repeat(2))
            [1. 1. 2. 2.]
        """
        counts = tuple(repeats) if isinstance(repeats, (tuple, list)) else (repeats,)
        for index, element in enumerate(counts):
            if not isinstance(element, int):
                raise TypeError(
                    f"For 'Tensor.repeat', each element in {counts} should be int, but got "
                    f"{type(element)} at index {index}."
                )
        x = self.ravel() if axis is None else self
        axis = 0 if axis is None else axis
        if not isinstance(axis, int):
            raise TypeError(
                f"For 'Tensor.repeat', the argument 'axis' should be int, but got {type(axis)}."
            )
        axis = validator.check_axis_in_range(axis, x.ndim)
        extent = x.shape[axis]
        if counts == (0,):
            return wrap(op.full((0,), 0, x._name, state.device()), x._name)
        if len(counts) == 1:
            counts *= extent
        if len(counts) != extent:
            raise ValueError(
                "For 'Tensor.repeat', the length of 'repeats' must be the same as the shape of the "
                "original tensor in the 'axis' dimension, but got the length of 'repeats' "
                f"{len(counts)}, the shape of the original tensor in the 'axis' dimension {extent}."
            )
        positions = [i for i, count in enumerate(counts) for _ in range(count)]
        at = op.asarray(positions, "int64", state.device())
        return wrap(op.take(x._value, at, axis), x._name)

    def sum_to_size(self, *size):
        """Summed over the axes that a shape broadcasts along."""
        shape = size[0] if len(size) == 1 and isinstance(size[0], tuple) else size
        text = f"For sum_to_size, size {shape} is not expandable to the tensor size {self.shape}."
        lead = self.ndim - len(shape)
        if lead < 0:
            raise ValueError(text)
        x = self.sum(tuple(range(lead))) if lead else self
        axes = [i for i, extent in enumerate(shape) if extent != x.shape[i]]
        if any(shape[i] != 1 for i in axes):
            raise ValueError(text)
        return x.sum(tuple(axes), keepdims=True) if axes else x

    # -- conversions ---------------------------------------------------------------------------

    def astype(self, dtype, copy=True):
        """The values in another dtype.

        Args:
            dtype (dtype or str): such as `mindspore.float16` or "float16".
            copy (bool, default True): False gives the tensor itself where nothing changes.

        Returns:
            Tensor.

        Raises:
            TypeError: `dtype` is no dtype.

        Example:
            >>> print(Tensor([1.7]).astype(ms.int32))
            [1]
        """
        dtype = _dtype_of(dtype)
        if not copy and dtype == self.dtype:
            return self
        return self._cast(dtype)

    def _cast(self, dtype):
        name = dtype._name
        value = self._value if name == self._name else op.astype(self._value, name)
        return wrap(value, name)

    def to(self, dtype):
        """Converted."""
        return self._cast(_dtype_of(dtype))

    def bool(self):
        """Converted to bool."""
        return self._cast(mstype.bool_)

    def half(self):
        """Converted to float16."""
        return self._cast(mstype.float16)

    def float(self):
        """The values in float32.

        Returns:
            Tensor.

        Example:
            >>> print(Tensor([1, 2]).float())
            [1. 2.]
        """
        return self._cast(mstype.float32)

    def short(self):
        """Converted to int16."""
        return self._cast(mstype.int16)

    def int(self):
        """Converted to int32."""
        return self._cast(mstype.int32)

    def long(self):
        """The values in int64.

        Returns:
            Tensor.

        Example:
            >>> print(Tensor([1.7, 2.0]).long())
            [1 2]
        """
        return self._cast(mstype.int64)

    def copy(self):
        """A tensor of its own with the same values.

        Returns:
            Tensor.

        Example:
            >>> print(Tensor([1.0]).copy())
            [1.]
        """
        return wrap(op.copy(self._value), self._name)

    def value(self):
        """The tensor; of a parameter, its values.

        Returns:
            Tensor.

        Example:
            >>> print(Tensor([1.0]).value())
            [1.]
        """
        return self

    # -- facts ---------------------------------------------------------------------------------

    def dim(self):
        """Number of axes.

        Returns:
            int.

        Example:
            >>> Tensor([[1.0, 2.0]]).dim()
            2
        """
        return self.ndim

    def ndimension(self):
        """Number of axes."""
        return self.ndim

    def numel(self):
        """Number of elements."""
        return self.size

    def nelement(self):
        """Number of elements."""
        return self.size

    def is_signed(self):
        """Whether the dtype has negative numbers."""
        return self.dtype in mstype.signed_type

    def is_persistent_data(self):
        """False: no tensor is kept on disk."""
        return False

    def slice_num_of_persistent_data(self):
        """None: no tensor is kept on disk."""
        return

    def slice_shape_of_persistent_data(self):
        """None: no tensor is kept on disk."""
        return

    def asnumpy_of_slice_persistent_data(self, param_key, slice_index):
        """Not supported."""
        raise NotImplementedError(
            "mindspore.Tensor.asnumpy_of_slice_persistent_data needs tensors kept on disk, which "
            "are not supported; use asnumpy()."
        )

    def flush_from_cache(self):
        """Nothing to do: no tensor is cached."""

    # -- filling -------------------------------------------------------------------------------

    def fill(self, value):
        """All elements set to one number.

        Args:
            value (number or None): the number; None gives zeros.

        Returns:
            Tensor of the same shape and dtype.

        Raises:
            TypeError: `value` is of another kind.

        Example:
            >>> print(Tensor([1.0, 2.0]).fill(3.0))
            [3. 3.]
        """
        if value is None:
            if self._name not in ("float16", "float32", "float64"):
                raise TypeError(
                    "For 'Tensor.fill', if the argument 'value' is None, the type of the original "
                    f"tensor must be float, but got {self.dtype}."
                )
            value = float("nan")
        if not isinstance(value, (int, float, bool)):
            raise TypeError(
                "For 'Tensor.fill', the type of the argument 'value' must be int, float or bool, "
                f"but got {type(value)}."
            )
        return functions().fill(self.dtype, self.shape, value)

    def new_zeros(self, size, *, dtype=None):
        """Zeros of the same dtype."""
        return functions().zeros(_size(size), self.dtype if dtype is None else dtype)

    def new_ones(self, size, *, dtype=None):
        """Ones of the same dtype."""
        return functions().ones(_size(size), self.dtype if dtype is None else dtype)

    def random_categorical(self, num_sample, seed=0, dtype=mstype.int64):
        """Classes drawn from every row of logits."""
        validator.check_is_int(num_sample, "num_sample")
        validator.check_is_int(seed, "seed")
        return functions().random_categorical(self, num_sample, seed, dtype)

    # -- sparse --------------------------------------------------------------------------------

    def to_coo(self):
        """Not supported."""
        raise NotImplementedError(
            "mindspore.Tensor.to_coo makes a sparse tensor, which is not supported; stay dense."
        )

    def to_csr(self):
        """Not supported."""
        raise NotImplementedError(
            "mindspore.Tensor.to_csr makes a sparse tensor, which is not supported; stay dense."
        )

    # -- linear algebra ------------------------------------------------------------------------

    def addmv(self, mat, vec, beta=1, alpha=1):
        """`beta * self + alpha * mat @ vec`."""
        return functions().addmv(self, mat, vec, beta=beta, alpha=alpha)

    def addr(self, vec1, vec2, beta=1, alpha=1):
        """`beta * self + alpha * outer(vec1, vec2)`."""
        return functions().addr(self, vec1, vec2, beta=beta, alpha=alpha)

    def geqrf(self):
        """Householder vectors of a QR factorisation; not provided."""
        return functions().geqrf(self)

    def lu_solve(self, LU_data, LU_pivots):
        """Solution with an LU factorisation; not provided."""
        return functions().lu_solve(self, LU_data, LU_pivots)

    def nextafter(self, other):
        """The next number of the dtype towards another; not provided."""
        return functions().nextafter(self, other)

    def ormqr(self, input2, input3, left=True, transpose=False):
        """Product with the orthogonal factor of a QR factorisation; not provided."""
        return functions().ormqr(self, input2, input3, left, transpose)

    def qr(self, some=True):
        """Orthogonal and upper triangular factor."""
        validator.check_value_type("some", some, bool, "Tensor.qr")
        return functions().qr(self, "reduced" if some else "complete")


def _reshaped(x, shape):
    """The plain case here; -1 and mistakes go to the function of `ops`."""
    size = 1
    for extent in shape:
        if type(extent) is not int or extent < 0:
            return functions().reshape(x, shape)
        size *= extent
    if size != x.size:
        return functions().reshape(x, shape)
    return wrap(op.reshape(x._value, tuple(shape)), x._name)


def _size(size):
    validator.check_value_type("size", size, [list, int, tuple], "Tensor.new_zeros")
    return tuple(size) if isinstance(size, list) else size


def _dtype_of(dtype):
    """The dtype object that the argument of `astype` means."""
    if isinstance(dtype, mstype.Type):
        if dtype._name is not None:
            return dtype
    elif isinstance(dtype, (str, type)):
        if isinstance(dtype, str) and dtype.lower() not in _NAMES:
            raise TypeError(
                f"For Tensor.astype, the string input type must be one of {_NAMES}, but got "
                f"'{dtype}'."
            )
        return validator.check_astype_dtype(dtype)
    listing = [*mstype.number_type, mstype.bool_, *_build.NUMPY_KINDS]
    raise TypeError(
        f"For Tensor.astype, the input type must be one of {listing}, but got '{dtype}'."
    )


_NAMES = [*mstype.__dtype__, "int", "float", "bool"]
