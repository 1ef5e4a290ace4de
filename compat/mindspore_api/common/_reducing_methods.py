"""Tensor methods: reductions, choosing and putting elements."""

from compat.core import op, state

from .. import _checkparam as validator
from . import _indexing, handle
from . import dtype as mstype
from .forwarding import functions
from .handle import Handle, tensor, tensor_class, wrap
from .tensor_methods import Methods


class ReducingMethods(Methods):
    """Reductions, choosing and putting elements."""

    __slots__ = ()

    def sum(self, axis=None, dtype=None, keepdims=False, initial=None):
        """Sum over axes.

        Args:
            axis (int, tuple of ints or None, default None): the axes; None: all.
            dtype (dtype or None, default None): dtype of the result; None keeps it, bool becomes
                int32.
            keepdims (bool, default False): keep the axes, with extent 1.
            initial (number or None, default None): is added.

        Returns:
            Tensor.

        Raises:
            TypeError: an argument is of another kind.
            ValueError: an axis is out of range.

        Example:
            >>> print(Tensor([[1.0, 2.0], [3.0, 4.0]]).sum(axis=0))
            [4. 6.]
        """
        if not isinstance(keepdims, int):
            raise TypeError(
                "For 'Tensor.sum', the type of the argument 'keepdims' must be int, but "
                f"got {type(keepdims)}."
            )
        if initial is not None and not isinstance(initial, (int, float, bool)):
            raise TypeError(
                "For 'Tensor.sum', when the argument 'initial' is not None, it must be int, "
                f"float or bool, but got {type(initial)}."
            )
        axes = self._axes(axis)
        value = op.astype(self._value, "int32") if self._name == "bool" else self._value
        total = wrap(op.sum(value, axes, bool(keepdims)))
        if initial is not None:
            total = total + initial
        wanted = (mstype.int32 if self._name == "bool" else self.dtype) if dtype is None else dtype
        return total.astype(wanted, copy=False)

    def all(self, axis=None, keep_dims=False):
        """Whether all elements are true.

        Args:
            axis (int, tuple of ints or None, default None): along these axes; None and (): of all.
            keep_dims (bool, default False): keep the axes, with extent 1.

        Returns:
            Tensor of bool.

        Raises:
            TypeError: `axis` is of another kind, or the tensor not bool.
            ValueError: an axis is out of range.

        Example:
            >>> print(Tensor([[True, False], [True, True]]).all(axis=1))
            [False  True]
        """
        self._check_bool("ReduceAll")
        return functions().all(self, axis, keep_dims)

    def any(self, axis=None, keep_dims=False):
        """Whether some element is true.

        Args:
            axis (int, tuple of ints or None, default None): along these axes; None and (): of all.
            keep_dims (bool, default False): keep the axes, with extent 1.

        Returns:
            Tensor of bool.

        Raises:
            TypeError: `axis` is of another kind, or the tensor not bool.
            ValueError: an axis is out of range.

        Example:
            >>> print(Tensor([[True, False], [False, False]]).any(axis=1))
            [ True False]
        """
        self._check_bool("ReduceAny")
        return functions().any(self, axis, keep_dims)

    def _check_bool(self, prim):
        if self._name != "bool":
            raise TypeError(
                f"For primitive[{prim}], the input argument[x dtype] must be a type of "
                f"{{Tensor[Bool]}}, but got Tensor[{self.dtype}]."
            )

    def _axes(self, axis):
        """Sorted axes of a reduction; None means all."""
        if axis is None or axis == ():
            return tuple(range(self.ndim))
        return tuple(sorted(validator.check_and_canonicalize_axes(axis, self.ndim)))

    def nansum(self, axis=None, keepdims=False, dtype=None):
        """Sum with NaN as 0."""
        return functions().nansum(self, axis=axis, keepdims=keepdims, dtype=dtype)

    def var(self, axis=None, ddof=0, keepdims=False):
        """Variance over axes.

        Args:
            axis (int, tuple of ints or None, default None): the axes; None: all.
            ddof (int, default 0): is taken off the number of elements that is divided by.
            keepdims (bool, default False): keep the axes, with extent 1.

        Returns:
            Tensor.

        Raises:
            ValueError: an axis is out of range.

        Example:
            >>> print(Tensor([1.0, 3.0]).var())
            1.0
        """
        if 0 in self.shape:
            return tensor(float("nan"), self.dtype)
        for name, value, kind in (("ddof", ddof, int), ("keepdims", keepdims, bool)):
            if not isinstance(value, kind):
                raise TypeError(
                    f"For 'Tensor.var', the type of the argument '{name}' must be {kind.__name__}, "
                    f"but got {type(value)}."
                )
        axes = self._axes(axis)
        count = 1
        for i in axes:
            count *= self.shape[i]
        rest = self - functions().mean(self, axes, True)
        return (rest * rest).sum(axes, keepdims=keepdims) / (count - ddof)

    def std(self, axis=None, ddof=0, keepdims=False):
        """Standard deviation over axes.

        Args:
            axis (int, tuple of ints or None, default None): the axes; None: all.
            ddof (int, default 0): is taken off the number of elements that is divided by.
            keepdims (bool, default False): keep the axes, with extent 1.

        Returns:
            Tensor.

        Raises:
            ValueError: an axis is out of range.

        Example:
            >>> print(Tensor([1.0, 3.0]).std())
            1.0
        """
        return self.var(axis, ddof, keepdims) ** 0.5

    def max(self, axis=None, keepdims=False, *, initial=None, where=True, return_indices=False):
        """Largest element along axes.

        Args:
            axis (int, tuple of ints or None, default None): the axes; None: all.
            keepdims (bool, default False): keep the axes, with extent 1.
            initial (number or None, default None): the result is not smaller.
            where (bool or Tensor of bool, default True): elements that count; needs `initial`.
            return_indices (bool, default False): give the positions, too; for one axis.

        Returns:
            Tensor, or a tuple of it and the positions.

        Raises:
            TypeError: an argument is of another kind.
            ValueError: an axis is out of range.

        Example:
            >>> print(Tensor([[1.0, 2.0], [4.0, 3.0]]).max(axis=1))
            [2. 4.]
        """
        return self._extreme("max", axis, keepdims, initial, where, return_indices)

    def min(self, axis=None, keepdims=False, *, initial=None, where=True, return_indices=False):
        """Smallest element along axes.

        Args:
            axis (int, tuple of ints or None, default None): the axes; None: all.
            keepdims (bool, default False): keep the axes, with extent 1.
            initial (number or None, default None): the result is not larger.
            where (bool or Tensor of bool, default True): elements that count; needs `initial`.
            return_indices (bool, default False): give the positions, too; for one axis.

        Returns:
            Tensor, or a tuple of it and the positions.

        Raises:
            TypeError: an argument is of another kind.
            ValueError: an axis is out of range.

        Example:
            >>> print(Tensor([[1.0, 2.0], [4.0, 3.0]]).min(axis=1))
            [1. 3.]
        """
        return self._extreme("min", axis, keepdims, initial, where, return_indices)

    def _extreme(self, which, axis, keepdims, initial, where, return_indices):
        where = None if where is True else where
        if axis is None:
            initial = where = None  # as in MindSpore, which looks at them with an axis only
        if isinstance(axis, (list, tuple)):
            function = functions().amax if which == "max" else functions().amin
            return function(self, tuple(axis), keepdims, initial=initial, where=where)
        function = functions().max if which == "max" else functions().min
        values, indices = function(self, axis, keepdims, initial=initial, where=where)
        return (values, indices) if return_indices else values

    def ptp(self, axis=None, keepdims=False):
        """Maximum less minimum."""
        if not isinstance(keepdims, bool):
            raise TypeError(
                "For 'Tensor.ptp', the type of the argument 'keepdims' must be bool, "
                f"but got {type(keepdims)}."
            )
        if axis is not None:
            validator.check_axis_type(axis, True, True, False)
            axis = validator.check_axis_valid(axis, self.ndim)
        axes = self._axes(axis)
        top, low = op.max(self._value, axes, keepdims), op.min(self._value, axes, keepdims)
        return wrap(op.subtract(top, low), self._name)

    def argmax(self, axis=None, keepdims=False):
        """Position of the largest element.

        Args:
            axis (int or None, default None): along this axis; None counts in row-major order.
            keepdims (bool, default False): keep the axis, with extent 1.

        Returns:
            Tensor of int64, without the axis.

        Raises:
            ValueError: `axis` is out of range.

        Example:
            >>> print(Tensor([[1.0, 5.0], [4.0, 3.0]]).argmax(axis=1))
            [1 0]
        """
        return self._position_of(op.argmax, "Argmax", axis, keepdims, "int64")

    def argmin(self, axis=None, keepdims=False):
        """int32 position of the minimum."""
        return self._position_of(op.argmin, "Argmin", axis, keepdims, "int32")

    def _position_of(self, search, prim, axis, keepdims, name):
        if self.shape == ():
            return tensor(0)
        value = op.astype(self._value, "int32") if self._name == "bool" else self._value
        if axis is None:
            found = search(op.reshape(value, (self.size,)), 0)
        else:
            if not -self.ndim <= axis < self.ndim:
                raise ValueError(
                    f"For primitive[{prim}], the axis must be in [-{self.ndim},{self.ndim}), "
                    f"but got {axis}."
                )
            axis %= self.ndim
            found = search(value, axis)
            if keepdims:
                shape = op.shape_of(found)
                found = op.reshape(found, (*shape[:axis], 1, *shape[axis:]))
        return wrap(op.astype(found, name), name)

    def argmax_with_value(self, axis=0, keep_dims=False):
        """Maximum and where it is."""
        if self.shape == ():
            return tensor(0), self
        return functions().max(self, axis, keep_dims)

    def argmin_with_value(self, axis=0, keep_dims=False):
        """Minimum and where it is."""
        if self.shape == ():
            return tensor(0), self
        return functions().min(self, axis, keep_dims)

    def cumsum(self, axis=None, dtype=None):
        """Sums of all elements up to each one along an axis.

        Args:
            axis (int or None, default None): the axis; None takes the elements in row-major order.
            dtype (dtype or None, default None): dtype of the result; None keeps it.

        Returns:
            Tensor.

        Raises:
            ValueError: `axis` is out of range.

        Example:
            >>> print(Tensor([1.0, 2.0, 3.0]).cumsum())
            [1. 3. 6.]
        """
        x = self.ravel() if axis is None else self
        axis = validator.check_axis_in_range(0 if axis is None else axis, x.ndim)
        narrow = self._name in ("bool", "int8", "int16", "uint8")
        value = op.astype(x._value, "int32") if narrow else x._value
        total = wrap(op.cumulative_sum(value, axis))
        return total if dtype is None or dtype == self.dtype else total.astype(dtype)

    def trace(self, offset=0, axis1=0, axis2=1, dtype=None):
        """Sum of a diagonal."""
        total = self.diagonal(offset, axis1, axis2).sum(-1)
        return total.astype(self.dtype if dtype is None else dtype, copy=False)

    # -- choosing ------------------------------------------------------------------------------

    def item(self, index=None):
        """One element as a tensor without axes.

        Args:
            index (None, int or tuple of ints, default None): its place in row-major order, or its
                coordinates; None where there is one element only.

        Returns:
            Tensor of shape ().

        Raises:
            TypeError: `index` is of another kind.
            ValueError: it is None for several elements.

        Example:
            >>> print(Tensor([[1.0, 2.0]]).item(1))
            2.0
        """
        if index is None:
            if self.shape != (1,):
                raise ValueError("Can only convert an array of size 1 to a Tensor scalar")
            index = 0
        if not isinstance(index, (int, tuple)):
            raise TypeError("The index object cannot be interpreted as an integer")
        if isinstance(index, tuple) and len(index) == 1:
            index = index[0]
        if isinstance(index, tuple) and len(index) != self.ndim:
            raise ValueError("Incorrect number of indices for array")
        x = self if isinstance(index, tuple) else self.ravel()
        return _indexing.getitem(x, index)

    def itemset(self, *args):
        """A tensor with one element exchanged."""
        if not args:
            raise ValueError("'Tensor.itemset()' must have at least one argument, but got None.")
        if len(args) > 2:
            raise ValueError(
                f"'Tensor.itemset()' must have at most 2 argument, but got {len(args)}."
            )
        *index, value = args
        if len(args) == 1 and not isinstance(value, (int, float, bool)):
            raise IndexError(f"'Tensor.itemset()' only support number input, but got {value}")
        if not index:
            if self.shape != (1,):
                raise IndexError(
                    "Only tensor which shape is (1,) support 1 arg that means omit index, "
                    f"but the tensor shape is {self.shape} and got 1 input."
                )
            index = [0]
        if isinstance(index[0], tuple) and len(index[0]) != self.ndim:
            raise IndexError(
                f"Tuple index len({len(index[0])}) is not same to tensor dimension({self.ndim})"
            )
        x = self if isinstance(index[0], tuple) else self.ravel()
        done = _indexing.setitem(x, index[0], value)
        return wrap(op.reshape(done, self.shape), self._name)

    def take(self, indices, axis=None, mode="clip"):
        """Elements at positions along an axis, or of the flat tensor."""
        if mode not in ("raise", "wrap", "clip"):
            raise ValueError(
                "For 'Tensor.take', the argument 'mode' should be one of in ['raise', 'wrap', "
                f"'clip'], but got {mode}."
            )
        x = self.ravel() if axis is None else self
        axis = validator.check_axis_in_range(0 if axis is None else axis, x.ndim)
        at = _bounded(indices, x.shape[axis], mode)
        return wrap(op.take(x._value, at, axis), x._name)

    def choose(self, choices, mode="clip"):
        """For every position the element of the choice with that number."""
        if not isinstance(choices, Handle):
            parts = [c if isinstance(c, Handle) else tensor(c) for c in choices]
        else:
            parts = list(choices)
        shape = validator.infer_out_shape(self.shape, *(p.shape for p in parts))
        if self.ndim == 0 or not shape:
            raise ValueError(
                "For 'Tensor.choose', the original tensor and the argument 'choices' cannot be "
                "scalars."
            )
        name = parts[0]._name
        stack = op.stack([op.broadcast_to(op.astype(p._value, name), shape) for p in parts], 0)
        at = op.broadcast_to(_bounded(self, len(parts), mode, signed=False), (1, *shape))
        return wrap(op.reshape(op.take_along_axis(stack, at, 0), shape), name)

    def searchsorted(self, v, side="left", sorter=None):
        """int32 positions at which values keep the order."""
        if side not in ("left", "right"):
            raise ValueError(
                "For 'Tensor.searchsorted', the argument 'side' should be one of in "
                f"['left', 'right'], but got {side}."
            )
        x = op.astype(self._value, "float32")
        if sorter is not None:
            if not isinstance(sorter, Handle):
                sorter = tensor(sorter)
            if sorter.ndim != 1 or sorter.size != self.size:
                raise ValueError("sorter must be 1-D array with the same size as the Tensor")
            x = op.take(x, sorter._value, 0)
        v = v if isinstance(v, Handle) else tensor(v)
        values = op.reshape(op.astype(v._value, "float32"), (v.size,))
        found = op.searchsorted(x, values, side)
        return wrap(op.reshape(op.astype(found, "int32"), v.shape), "int32")

    def select(self, condition, y):
        """The tensor where a condition holds, `y` elsewhere."""
        if not isinstance(condition, Handle):
            raise TypeError(
                "For 'Tensor.select', the argument 'condition' should be Tensor,"
                f" but got {type(condition)}."
            )
        if not isinstance(y, (Handle, int, float)):
            raise TypeError(
                "For 'Tensor.select', the argument 'y' should be Tensor, int or float,"
                f" but got {type(y)}."
            )
        for kind, name in ((int, "int32"), (float, "float32")):
            if isinstance(y, kind) and self._name != name:
                raise TypeError(
                    f"For 'Tensor.select', if the argument 'y' is {kind.__name__},"
                    f" then the tensor type should be {name} but got {self.dtype}"
                )
        if not isinstance(y, Handle):
            y = functions().zeros_like(self) + y
        return functions().select(condition, self, y)

    def where(self, condition, y):
        """The tensor where a condition holds, `y` elsewhere."""
        return functions().where(condition, self, y)

    # -- putting -------------------------------------------------------------------------------

    def masked_fill(self, mask, value):
        """One number where a mask is true, the elements elsewhere.

        Args:
            mask (Tensor): bool; the shapes broadcast.
            value (number or Tensor): the number, of the dtype of the tensor.

        Returns:
            Tensor of the broadcast shape.

        Raises:
            TypeError: `mask` is not a Tensor of bool.
            ValueError: the shapes do not broadcast.

        Example:
            >>> print(Tensor([1.0, 2.0]).masked_fill(Tensor([True, False]), 9.0))
            [9. 2.]
        """
        if not isinstance(mask, Handle):
            raise TypeError(
                "For 'Tensor.masked_fill', the type of the argument 'mask' must be Tensor, but "
                f"got {type(mask)}."
            )
        validator.check_type_name("mask", mask.dtype, [mstype.bool_], "Tensor")
        return functions().masked_fill(self, mask, value)

    def masked_scatter(self, mask, tensor):
        """The elements of `tensor`, one behind the other, where a mask holds."""
        made = wrap(op.copy(self._value), self._name)
        mask = functions().broadcast_to(mask, self.shape) if mask.shape != self.shape else mask
        count = int(mask.sum())
        made[mask] = tensor.ravel()[:count]
        return made

    def index_put(self, indices, values, accumulate=False):
        """`values` put, or added, at positions given by one tensor for each axis."""
        validator.check_value_type("accumulate", accumulate, bool, "Tensor.index_put")
        if not accumulate:
            return wrap(_indexing.setitem(self, tuple(indices), values), self._name)
        shape = validator.infer_out_shape(*(i.shape for i in indices))
        columns = [
            op.broadcast_to(_bounded(i, n, "wrap"), shape)
            for i, n in zip(indices, self.shape, strict=False)
        ]
        rest = self.shape[len(columns) :]
        updates = op.broadcast_to(values._value, (*shape, *rest))
        at = op.stack(columns, len(shape))
        return wrap(op.scatter_nd(self._value, at, updates, "add"), self._name)

    def fill_diagonal(self, fill_value, wrap=False):
        """With one value on the diagonal; `wrap` goes on below a square block of a tall matrix."""
        shape = self.shape
        if len(shape) < 2 or (len(shape) > 2 and len(set(shape)) > 1):
            raise ValueError(
                "For 'FillDiagonal', the tensor must have two axes or more, more than two of one "
                f"extent, but got the shape {shape}."
            )
        step = sum(self.strides) // self.itemsize
        rows = shape[0] if wrap or len(shape) > 2 else min(shape)
        end = rows * (self.size // shape[0])
        count = -(-end // step)
        value = op.full((count,), fill_value, self._name, state.device())
        flat = op.reshape(self._value, (self.size,))
        done = op.strided_update(flat, value, (0,), (end,), (step,))
        return handle.wrap(op.reshape(done, shape), self._name)

    def approximate_equal(self, other, tolerance=1e-5):
        """Whether elements differ by less than `tolerance`; compared in float32 or float16."""
        validator.check_isinstance("y", other, tensor_class())
        validator.check_isinstance("tolerance", tolerance, float)
        x, y = (
            t if t._name == "float32" else t.astype(mstype.float16, copy=False)
            for t in (self, other)
        )
        return abs(x - y) < tolerance

    def index_add(self, dim, index, source, *, alpha=1):
        """`alpha * source` added to slices along an axis."""
        validator.check_is_number(alpha, (int, float))
        return functions().index_add(self, index, source * alpha, dim)

    def bitwise_right_shift(self, other):
        """Bits moved to the right."""
        return functions().bitwise_right_shift(self, functions().cast(other, self.dtype))


def _bounded(indices, extent, mode, signed=True):
    """int64 positions brought into an axis: clipped, wrapped, or refused."""
    x = op.astype(indices._value, "int64")
    if mode == "wrap":
        return op.remainder(x, op.full((), extent, "int64", state.device()))
    if signed:
        x = op.where(op.less(x, 0), op.add(x, extent), x)
    clipped = op.minimum(op.maximum(x, 0), extent - 1)
    if mode == "raise":
        axes = tuple(range(indices.ndim))
        if not bool(op.to_numpy(op.all(op.equal(clipped, x), axes, False))):
            raise ValueError(f"index {indices} is out of bounds for dimension with size {extent}")
    return clipped
