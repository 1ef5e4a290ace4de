"""Operators that make, reshape, join, index and order tensors."""

from __future__ import annotations

from ....core import compose, op, state
from ... import _checkparam as validator
from ...common import dtype as mstype
from ...common.tensor import Tensor, wrap
from .._families import claim_all, plain_operators
from .._operands import kind_of, operand, type_name
from ..function import _indexing, _joining, _shaping, array_func
from ..primitive import Primitive, prim_attr_register
from ._making_ops import (  # noqa: F401  taken over
    Eye,
    Fill,
    FillV2,
    Meshgrid,
    OneHot,
    Ones,
    Range,
    ScalarToTensor,
    TupleToArray,
    Zeros,
    _Constant,
)
from ._order_ops import (  # noqa: F401  taken over
    Argmax,
    ArgMaxWithValue,
    Argmin,
    ArgMinWithValue,
    ReverseSequence,
    ReverseV2,
    Roll,
    SearchSorted,
    Sort,
    Tril,
    Triu,
    UniqueConsecutive,
    _Extreme,
    _ExtremeWithValue,
)
from ._scatter_ops import *
from ._space_ops import *

# operator, inputs, outputs, function; "?" where the original registers no names
_PLAIN = """
Reshape tensor,shape output reshape
Transpose x,perm output transpose
ExpandDims x,axis output expand_dims
Tile x,multiples output tile
Slice x,begin,size output slice
GatherD x,dim,index output gather_d
GatherNd input_x,indices y gather_nd
ScatterNd indices,update,shape output scatter_nd
MaskedFill input,mask,value output masked_fill
MaskedSelect x,mask output masked_select
OnesLike x y ones_like
ZerosLike x y zeros_like
Unique x output unique
UniqueWithPad x,pad_num y,idx unique_with_pad
NonZero x y nonzero
UnsortedSegmentSum x,segment_ids,num_segments y unsorted_segment_sum
UnsortedSegmentMax x,segment_ids,num_segments y unsorted_segment_max
UnsortedSegmentMin x,segment_ids,num_segments y unsorted_segment_min
UnsortedSegmentProd x,segment_ids,num_segments y unsorted_segment_prod
Diag ? ? diag
Expand x,shape y expand
IndexFill x,dim,index,value y index_fill
Fills x,value y fills
Size ? ? size
ScalarToArray ? ? scalar_to_array
TensorShape input_x output dyn_shape
"""


def _rows():
    for row in _PLAIN.strip().split("\n"):
        operator, inputs, outputs, name = row.split()
        names = None if inputs == "?" else inputs.replace(",", " ")
        yield operator, names, outputs.replace(",", " "), getattr(array_func, name)
    yield "Flatten", None, None, _shaping.flatten_rows
    yield "Select", "condition x y", "output", _indexing.select_strictly


globals().update(plain_operators(__name__, _rows()))

# -- conversions and facts ---------------------------------------------------------------------

_PYTHON = {bool: "bool", int: "int32", float: "float32"}


class Cast(Primitive):
    """Conversion to another dtype."""

    _io = ("x dst_type", "output")

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, *args):
        if len(args) != 2:
            raise ValueError(
                f"For primitive[Cast], the input numbers must be equal to 2, but got {len(args)}."
            )
        x, dtype = args
        name = self._target(dtype)
        if isinstance(x, Tensor):
            return wrap(op.astype(x._value, name), name)
        if isinstance(x, (bool, int, float)):
            return wrap(op.asarray(x, name, state.device()), name)
        known = ", ".join(sorted(type_name(d) for d in mstype._OF_NAME))
        raise TypeError(
            f"For primitive[Cast], the input argument[x] must be a type of {{{known}}}, but got "
            f"{kind_of(x)}."
        )

    @staticmethod
    def _target(dtype):
        name = getattr(dtype, "_name", None)
        if name in mstype._OF_NAME:
            return name
        if dtype in _PYTHON:
            return _PYTHON[dtype]
        if isinstance(dtype, (mstype.Int, mstype.Float)):
            return "int32" if isinstance(dtype, mstype.Int) else "float32"
        raise TypeError("Invalid dtype")


class Shape(Primitive):
    """Extents as a tuple."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, x):
        return array_func.shape(x)


class DynamicShape(Primitive):
    """Extents as an int64 tensor."""

    _io = ("tensor", "output")

    @prim_attr_register
    def __init__(self, dtype=9):
        pass

    def _compute(self, x):
        return array_func.dyn_shape(x)


class Rank(Primitive):
    """Number of axes."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, x):
        return array_func.rank(x)


class DType(Primitive):
    """Dtype of a tensor."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, x):
        if not isinstance(x, Tensor):
            raise TypeError(
                "For Primitive[Dtype], the input argument[input_x] must be a Tensor, CSRTensor or "
                "COOTensor, "
                f"but got {type(x)}."
            )
        return x.dtype


class Identity(Primitive):
    """The input."""

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        return wrap(operand("Identity", "x", x), x._name)


class IdentityN(Primitive):
    """The inputs."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        return tuple(wrap(i._value) for i in x)


# -- shapes ------------------------------------------------------------------------------------


class Squeeze(Primitive):
    """Axes of extent 1 dropped."""

    _io = ("x", "output")

    @prim_attr_register
    def __init__(self, axis=()):
        validator.check_value_type("axis", axis, [int, tuple], self.name)
        if isinstance(axis, tuple):
            for entry in axis:
                validator.check_value_type("axis", entry, [int], self.name)
        else:
            self.axis = (axis,)
            self.add_prim_attr("axis", (axis,))

    def _compute(self, x):
        return array_func.squeeze(x, self.axis)


class Concat(Primitive):
    """Tensors one behind the other."""

    @prim_attr_register
    def __init__(self, axis=0):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, input_x):
        return array_func.concat(input_x, self.axis)


class Stack(Primitive):
    """Tensors along a new axis."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, axis=0):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, input_x):
        return array_func.stack(input_x, self.axis)


class Pack(Stack):
    """Old name of Stack."""

    _io = None
    substitute_name = "Stack"


class Unstack(Primitive):
    """Slices along an axis."""

    _io = ("x", "y")

    @prim_attr_register
    def __init__(self, axis=0, num=None):
        validator.check_value_type("axis", axis, [int], self.name)
        if num is not None:
            validator.check_value_type("num", num, [int], self.name)

    def _compute(self, input_x):
        return array_func.unstack(input_x, self.axis)


class Unpack(Primitive):
    """Old name of Unstack."""

    @prim_attr_register
    def __init__(self, axis=0):
        validator.check_value_type("axis", axis, [int], self.name)

    def _compute(self, input_x):
        return array_func.unstack(input_x, self.axis)


class Split(Primitive):
    """Pieces of one size along an axis."""

    @prim_attr_register
    def __init__(self, axis=0, output_num=1):
        validator.check_value_type("axis", axis, [int], self.name)
        validator.check_value_type("output_num", output_num, [int], self.name)
        validator.check_positive_int(output_num, "output_num", self.name)
        self.add_prim_attr("num_split", output_num)

    def _compute(self, x):
        return _joining.split_evenly(x, self.axis, self.output_num)


class SplitV(Primitive):
    """Pieces of given sizes; one may be -1."""

    _io = ("input_x", "output")

    @prim_attr_register
    def __init__(self, size_splits, split_dim, num_split):
        validator.check_value_type("size_splits", size_splits, [tuple, list], self.name)
        validator.check_value_type("split_dim", split_dim, [int], self.name)
        validator.check_value_type("num_split", num_split, [int], self.name)

    def _compute(self, x):
        extent = x.shape[self.split_dim]
        known = sum(n for n in self.size_splits if n >= 0)
        sizes = [extent - known if n == -1 else n for n in self.size_splits]
        return array_func.split(x, sizes, self.split_dim)


class BroadcastTo(Primitive):
    """NumPy broadcasting; -1 keeps an extent."""

    @prim_attr_register
    def __init__(self, shape):
        validator.check_value_type("shape", shape, (tuple), self.name)
        for i, extent in enumerate(shape):
            validator.check_value_type(f"target shape index -> {i}", extent, [int], self.name)

    def _compute(self, input_x):
        return array_func.broadcast_to(input_x, self.shape)


class StridedSlice(Primitive):
    """Slices with steps."""

    _io = ("x begin end strides", "output")

    @prim_attr_register
    def __init__(
        self, begin_mask=0, end_mask=0, ellipsis_mask=0, new_axis_mask=0, shrink_axis_mask=0
    ):
        for name, mask in self.init_attrs.items():
            validator.check_non_negative_int(mask, name, self.name)
        if ellipsis_mask and ellipsis_mask & (ellipsis_mask - 1):
            raise ValueError(
                f"For '{self.name}', only support one ellipsis in the index, but got "
                f"{ellipsis_mask}."
            )

    def _compute(self, input_x, begin, end, strides):
        return array_func.strided_slice(input_x, begin, end, strides, *self.init_attrs.values())


# -- making ------------------------------------------------------------------------------------


# -- order -------------------------------------------------------------------------------------


class DiagPart(Primitive):
    """The diagonal of a tensor of even rank."""

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, x):
        half = x.shape[: x.ndim // 2]
        flat = array_func.reshape(x, (_product(half), -1))
        return array_func.reshape(array_func.diagonal(flat), half)


def _product(extents):
    total = 1
    for n in extents:
        total *= n
    return total


# -- picking -----------------------------------------------------------------------------------


class Gather(Primitive):
    """Slices along an axis."""

    _io = ("params indices axis", "output")

    @prim_attr_register
    def __init__(self, batch_dims=0):
        validator.check_value_type("batch_dims", batch_dims, [int], self.name)

    def _compute(self, params, indices, axis):
        return array_func.gather(params, indices, axis, self.batch_dims)


class _GatherAlong(Primitive):
    """Base of the old gathers."""

    _io = ("params indices axis", "output")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, params, indices, axis):
        return array_func.gather(params, indices, axis)


class GatherV2(_GatherAlong):
    """Old name of Gather."""


class SparseGatherV2(_GatherAlong):
    """Slices along an axis."""


class EmbeddingLookup(Primitive):
    """Rows of a table; `offset` is subtracted from the indices."""

    _io = ("params indices offset", "output")

    @prim_attr_register
    def __init__(self):
        pass

    def _compute(self, params, indices, offset):
        moved = op.subtract(indices._value, int(offset))
        beyond = compose.full_like(moved, params.shape[0])
        return array_func.gather(params, wrap(op.where(op.less(moved, 0), beyond, moved)), 0)


class Padding(Primitive):
    """The last axis, of extent 1, enlarged by zeros."""

    @prim_attr_register
    def __init__(self, pad_dim_size=8):
        validator.check_value_type("pad_dim_size", pad_dim_size, [int], self.name)
        validator.check_positive_int(pad_dim_size, "pad_dim_size", self.name)

    def _compute(self, x):
        return array_func.padding(x, self.pad_dim_size)


class InvertPermutation(Primitive):
    """The inverse of a permutation given as a tuple."""

    @prim_attr_register
    def __init__(self):
        pass

    def __call__(self, input_x):
        found = [0] * len(input_x)
        for i, place in enumerate(input_x):
            found[place] = i
        return tuple(found)


class BatchToSpace(Primitive):
    """Batches to blocks, cropped."""

    @prim_attr_register
    def __init__(self, block_size, crops):
        validator.check_value_type("block_size", block_size, [int], self.name)

    def _compute(self, input_x):
        return array_func.batch_to_space_nd(input_x, (self.block_size,) * 2, self.crops)


from . import _further_ops, _rare_ops  # noqa: E402

globals().update({n: vars(_further_ops)[n] for n in _further_ops.ARRAY})
globals().update({n: vars(_rare_ops)[n] for n in _rare_ops.ARRAY})
claim_all(globals())
