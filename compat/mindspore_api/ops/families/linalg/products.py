"""Products of vectors, matrices and batches of them."""

from __future__ import annotations

import math

from .....core import compose, op
from .... import _checkparam as validator
from ....common import _arithmetic, _operators
from ....common.forwarding import tensor_method, tensor_methods
from ....common.tensor import Tensor, wrap
from ...accepted import COMPLEX, FLOAT, INT, UINT, accepts
from ...arguments import accept, axis_of, ints_of, operand, raw, tensor_kind
from ...primitive import Primitive, prim_attr_register
from ..elementwise.table import binary

accepts(INT + UINT + FLOAT + COMPLEX, "BatchMatMul", argument="w")
accepts(FLOAT + INT + COMPLEX, "MatMul", argument="x1", lacks=("int8",), style="element")


def dense(input, weight, bias=None):
    """`input @ weight.T + bias`."""
    x, w = operand("dense", "input", input), operand("dense", "weight", weight)
    shape = op.shape_of(x)
    if weight.ndim < 2:
        product = matmul(input, weight)
        return product if bias is None else product + bias
    flat = op.reshape(x, (math.prod(shape[:-1]), shape[-1]))
    result = op.matmul(flat, op.permute_dims(w, (1, 0)))
    result = op.reshape(result, (*shape[:-1], weight.shape[0]))
    return wrap(result if bias is None else op.add(result, bias._value))


def adjoint(x):
    """Conjugate transpose of the last two axes."""
    return wrap(op.conj(matrix_transposed(operand("adjoint", "x", x))))


def t(input):
    """A matrix transposed; a vector as it is."""
    if input.ndim > 2:
        raise ValueError(
            f"For t(), the dimension of tensor should be less than 3, but got {input.ndim}."
        )
    return wrap(op.permute_dims(input._value, (1, 0))) if input.ndim == 2 else input


def cross(input, other, dim=None):
    """Vector product along an axis of extent 3."""
    x, y = operand("Cross", "x1", input), operand("Cross", "x2", other)
    if dim is None or dim == -65530:
        dim = next((i for i, n in enumerate(input.shape) if n == 3), None)
        if dim is None:
            raise ValueError("For 'Cross', one dimension of the inputs must be 3.")
    axis = axis_of("Cross", "dim", dim, input.ndim)
    one = [compose.roll(v, -1, axis) for v in (x, y)]
    two = [compose.roll(v, -2, axis) for v in (x, y)]
    return wrap(op.subtract(op.multiply(one[0], two[1]), op.multiply(two[0], one[1])))


def kron(x, y):
    """Kronecker product."""
    a, b = operand("kron", "x", x), operand("kron", "y", y)
    rank = max(x.ndim, y.ndim)
    m = (1,) * (rank - x.ndim) + x.shape
    n = (1,) * (rank - y.ndim) + y.shape
    a = op.reshape(a, tuple(k for i in m for k in (i, 1)))
    b = op.reshape(b, tuple(k for i in n for k in (1, i)))
    return wrap(op.reshape(op.multiply(a, b), tuple(i * j for i, j in zip(m, n, strict=True))))


def _both(name, x, y):
    if not (isinstance(x, Tensor) and isinstance(y, Tensor)):
        raise TypeError(f"For {name} op, inputs must be all tensors.")
    if x._name != y._name:
        raise TypeError(
            f"For 'MatMul', the type of 'x2' should be same as 'x1', but got 'x1' with type "
            f"{tensor_kind(x._name)} and 'x2' with type {tensor_kind(y._name)}."
        )
    return x._value, y._value


def matrix_transposed(x):
    rank = len(op.shape_of(x))
    return compose.swapaxes(x, rank - 2, rank - 1)


def _check_inner(first, second, transpose_a, transpose_b, shapes):
    if first != second:
        x, y = shapes
        raise ValueError(
            f"For 'MatMul', the input dimensions must be equal, but got 'x1_col': {first} and "
            f"'x2_row': {second}. And 'x' shape {list(x)}(transpose_a={transpose_a}), 'y' shape "
            f"{list(y)}(transpose_b={transpose_b})."
        )


def matmul_two(x1, x2, transpose_a, transpose_b):
    """The operator MatMul: both of rank two."""
    a, b = _both("MatMul", x1, x2)
    name = x1._name
    accept("MatMul", name)
    if not transpose_a and not transpose_b and op.rank_of(a) == op.rank_of(b) == 2:
        try:
            return wrap(op.matmul(a, b), name)
        except Exception as error:
            failure = error
        _check_product(a, b, transpose_a, transpose_b)
        raise failure
    _check_product(a, b, transpose_a, transpose_b)
    a = op.permute_dims(a, (1, 0)) if transpose_a else a
    b = op.permute_dims(b, (1, 0)) if transpose_b else b
    return wrap(op.matmul(a, b), name)


def _check_product(a, b, transpose_a, transpose_b):
    x, y = op.shape_of(a), op.shape_of(b)
    if len(x) != 2 or len(y) != 2:
        raise ValueError(
            "For 'MatMul', inputs 'x', 'y' should have the same dimension size and be equal to 2, "
            f"but got the size of 'x': ({len(x)}) and the size of 'y': ({len(y)})."
        )
    inner = x[0] if transpose_a else x[1]
    _check_inner(inner, y[1] if transpose_b else y[0], transpose_a, transpose_b, (x, y))


def matmul_batches(x1, x2, transpose_a, transpose_b):
    """The operator BatchMatMul: leading axes are batches."""
    if not (isinstance(x1, Tensor) and isinstance(x2, Tensor)):
        operand("BatchMatMul", "x", x1)
        operand("BatchMatMul", "y", x2)
    if x1._name != x2._name:
        raise TypeError(
            "For primitive[BatchMatMul], the input type must be same.\n"
            f"name:[w]:{tensor_kind(x2._name)}.\nname:[x]:{tensor_kind(x1._name)}."
        )
    a, b = x1._value, x2._value
    accept("BatchMatMul", x1._name)
    x, y = op.shape_of(a), op.shape_of(b)
    if len(x) < 2 or len(y) < 2 or (len(x) != len(y)) or _no_batches(x, y):
        raise ValueError(
            "For BatchMatMul, inputs shape cannot be broadcast on CPU/GPU, with x shape [const "
            f"vector]{list(x)}, y shape [const vector]{list(y)}"
        )
    if (x[-2] if transpose_a else x[-1]) != (y[-1] if transpose_b else y[-2]):
        raise ValueError(
            "For BatchMatMul, the row of the input 'y' should be same as the col of the input 'x', "
            f"with x shape [const vector]{list(x)}(transpose_a={int(transpose_a)}), y shape [const "
            f"vector]{list(y)}(transpose_b={int(transpose_b)})"
        )
    result = op.matmul(
        matrix_transposed(a) if transpose_a else a, matrix_transposed(b) if transpose_b else b
    )
    return wrap(op.astype(result, "int32") if x1._name == "int8" else result)


def _no_batches(x, y):
    return _operators.broadcast(x[:-2], y[:-2]) is None


def matmul(input, other):
    """Matrix product of the last two axes; a vector counts as a row on the left, as a column on the
    right.

    Args:
        input (Tensor): any rank but 0; a scalar is refused.
        other (Tensor): of the dtype of `input`; leading axes broadcast.

    Returns:
        Tensor; an axis added for a vector is dropped again.

    Raises:
        TypeError: an operand is not a Tensor, or the dtypes do not go together.
        ValueError: the shapes do not fit each other.

    Example:
        >>> x, y = Tensor([[1.0, 2.0]]), Tensor([3.0, 4.0])
        >>> print(ops.matmul(x, y))
        [11.]
    """
    if isinstance(input, Tensor) and isinstance(other, Tensor) and input.ndim == other.ndim == 1:
        return (input * other).sum()
    a, b = _both("matmul", input, other)
    return wrap(_matrix_product(a, b), input._name)


def _matrix_product(a, b):
    x, y = op.shape_of(a), op.shape_of(b)
    if not x or not y:
        raise ValueError(
            "For 'matmul', the dimension of the inputs must be at least 1, but got a scalar."
        )
    left = op.reshape(a, (1, x[0])) if len(x) == 1 else a
    right = op.reshape(b, (y[0], 1)) if len(y) == 1 else b
    rows, columns = op.shape_of(left), op.shape_of(right)
    _check_inner(rows[-1], columns[-2], False, False, (rows, columns))
    if _no_batches(rows, columns):
        raise ValueError(f"For 'matmul', the batches of {list(x)} and {list(y)} can not broadcast.")
    result = op.matmul(left, right)
    shape = op.shape_of(result)
    if len(x) == 1 and len(y) == 1:
        return op.reshape(result, shape[:-2])
    if len(x) == 1:
        return op.reshape(result, (*shape[:-2], shape[-1]))
    return op.reshape(result, shape[:-1]) if len(y) == 1 else result


def mm(input, mat2):
    """Product of two matrices."""
    if input.ndim != 2 or mat2.ndim != 2:
        raise ValueError(
            f"For 'mm', the dimension of inputs should be 2, but got {input.ndim} and {mat2.ndim}."
        )
    return matmul(input, mat2)


def bmm(input_x, mat2):
    """Product of two stacks of matrices."""
    return matmul_batches(input_x, mat2, False, False)


def mv(mat, vec):
    """Product of a matrix and a vector."""
    if mat.ndim != 2 or vec.ndim != 1:
        raise ValueError(
            "For 'mv', the dimensions of 'mat' and 'vec' must be 2 and 1, but got "
            f"{mat.ndim} and {vec.ndim}."
        )
    return matmul(mat, vec)


def outer(input, vec2):
    """Every product of an element of one and one of the other vector."""
    return binary(
        "Mul", wrap(compose.expand_dims(input._value, 1)), vec2, _arithmetic.COMPUTE["Mul"]
    )


def ger(input, vec2):
    """Outer product of two vectors."""
    x, y = operand("Ger", "x1", input), operand("Ger", "x2", vec2)
    return wrap(compose.outer(x, y))


def inner(input, other):
    """Sums of products over the last axes."""
    if not input.ndim or not other.ndim:
        return binary("Mul", input, other, _arithmetic.COMPUTE["Mul"])
    return tensor_dot(input, other, ((input.ndim - 1,), (other.ndim - 1,)))


def dot(input, other):
    """Sums of products over the last axis of the first and the last but one of the second tensor.

    Args:
        input (Tensor): float16 or float32, at least rank 1.
        other (Tensor): of the same dtype.

    Returns:
        Tensor of shape `input.shape[:-1] + other.shape[:-2] + other.shape[-1:]`.

    Raises:
        TypeError: an argument is not a Tensor of these dtypes.
        ValueError: the extents of the two axes differ.

    Example:
        >>> x, y = Tensor([[1.0, 2.0]]), Tensor([[3.0], [4.0]])
        >>> print(ops.dot(x, y))
        [[11.]]
    """
    if input.ndim < 2 or other.ndim < 2:
        raise ValueError(
            "For \\'dot\\', the inputs x1, x2 should have \\'dimension >= 2\\',but got "
            f"\\'len(x1_shape)\\': ({input.ndim}) and \\'len(x2_shape)\\': ({other.ndim})."
        )
    return tensor_dot(input, other, ((input.ndim - 1,), (other.ndim - 2,)))


def _pairs_of_axes(x1, x2, axes):
    if isinstance(axes, int):
        if axes < 0 or axes > min(x1.ndim, x2.ndim):
            raise ValueError(
                f"For 'tensor_dot', 'axes' must be in [0, {min(x1.ndim, x2.ndim)}], but got {axes}."
            )
        return tuple(range(x1.ndim - axes, x1.ndim)), tuple(range(axes))
    first, second = ((a,) if isinstance(a, int) else tuple(a) for a in axes)
    if len(first) != len(second):
        raise ValueError("For 'tensor_dot', the two parts of 'axes' must have the same length.")
    return (
        tuple(axis_of("tensor_dot", "axes", a, x1.ndim) for a in first),
        tuple(axis_of("tensor_dot", "axes", a, x2.ndim) for a in second),
    )


def tensor_dot(x1, x2, axes):
    """Sums of products over given axes of two tensors.

    Args:
        x1 (Tensor): float16 or float32.
        x2 (Tensor): of the same dtype.
        axes (int, tuple or list of two): a number: the last ones of `x1` and the first ones of
            `x2`; or the axes of each.

    Returns:
        Tensor of the other axes, those of `x1` first.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: axes are out of range, or their extents differ.

    Example:
        >>> x, y = ops.ones((1, 2, 3), ms.float32), ops.ones((3, 1, 2), ms.float32)
        >>> ops.tensor_dot(x, y, ((0, 1), (1, 2))).shape
        (3, 3)
    """
    a, b = _both("tensor_dot", x1, x2)
    first, second = _pairs_of_axes(x1, x2, axes)
    x, y = op.shape_of(a), op.shape_of(b)
    if [x[i] for i in first] != [y[i] for i in second]:
        raise ValueError(
            f"For 'tensor_dot', the shapes {list(x)} and {list(y)} do not agree along the axes "
            f"{axes}."
        )
    left = [i for i in range(len(x)) if i not in first]
    right = [i for i in range(len(y)) if i not in second]
    inner_size = math.prod(x[i] for i in first)
    rows, columns = [x[i] for i in left], [y[i] for i in right]
    a = op.reshape(op.permute_dims(a, (*left, *first)), (math.prod(rows), inner_size))
    b = op.reshape(op.permute_dims(b, (*second, *right)), (inner_size, math.prod(columns)))
    return wrap(op.reshape(op.matmul(a, b), (*rows, *columns)))


def batch_dot(x1, x2, axes=None):
    """Sums of products over one axis of each, batch by batch."""
    if axes is None:
        axes = (x1.ndim - 1, 1 if x2.ndim == 2 else x2.ndim - 2)
    elif isinstance(axes, int):
        axes = (axes, axes)
    i, j = axes[0] % x1.ndim, axes[1] % x2.ndim
    a = compose.moveaxis(x1._value, i, x1.ndim - 1)
    b = compose.moveaxis(x2._value, j, 1)
    x, y = op.shape_of(a), op.shape_of(b)
    a = op.reshape(a, (x[0], math.prod(x[1:-1]), x[-1]))
    b = op.reshape(b, (y[0], y[1], math.prod(y[2:])))
    shape = (x[0], *x[1:-1], *y[2:])
    return wrap(op.reshape(op.matmul(a, b), shape if len(shape) > 1 else (x[0], 1)))


def _scaled(x, factor):
    return x if factor == 1 else op.multiply(x, factor)


def _added(input, product, beta, alpha):
    start = input._value
    if input._name != op.dtype_of(product):
        start = op.astype(start, op.dtype_of(product))
    return wrap(op.add(_scaled(start, beta), _scaled(product, alpha)))


def addmm(input, mat1, mat2, *, beta=1, alpha=1):
    """`beta * input + alpha * mat1 @ mat2`."""
    return _added(input, matmul(mat1, mat2)._value, beta, alpha)


def addmv(x, mat, vec, *, beta=1, alpha=1):
    """`beta * x + alpha * mat @ vec`."""
    return _added(x, matmul(mat, vec)._value, beta, alpha)


def addr(x, vec1, vec2, *, beta=1, alpha=1):
    """`beta * x + alpha * outer(vec1, vec2)`."""
    return _added(x, compose.outer(vec1._value, vec2._value), beta, alpha)


def baddbmm(input, batch1, batch2, beta=1, alpha=1):
    """`beta * input + alpha * batch1 @ batch2`."""
    return _added(input, bmm(batch1, batch2)._value, beta, alpha)


def addbmm(input, batch1, batch2, *, beta=1, alpha=1):
    """`beta * input + alpha * sum of batch1 @ batch2`."""
    return _added(input, op.sum(bmm(batch1, batch2)._value, (0,), False), beta, alpha)


def einsum(equation, *operands):
    """Einstein summation."""
    given = (
        operands[0] if len(operands) == 1 and isinstance(operands[0], (tuple, list)) else operands
    )
    values = [operand("Einsum", "inputs", x) for x in given]
    return wrap(op.einsum(values, _complete(equation, [len(op.shape_of(v)) for v in values])))


def _complete(equation, ranks):
    """The equation with an arrow, and letters in place of an ellipsis."""
    left, arrow, right = equation.replace(" ", "").partition("->")
    terms = left.split(",")
    spare = [c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c not in equation]
    longest = max(
        (
            rank - len(t.replace("...", ""))
            for t, rank in zip(terms, ranks, strict=True)
            if "..." in t
        ),
        default=0,
    )
    letters = "".join(spare[:longest])
    named = []
    for term, rank in zip(terms, ranks, strict=True):
        count = rank - len(term.replace("...", ""))
        named.append(term.replace("...", letters[len(letters) - count :] if count else ""))
    if not arrow:
        every = "".join(named)
        once = sorted(c for c in set(every) if every.count(c) == 1 and c not in letters)
        return f"{','.join(named)}->{letters}{''.join(once)}"
    return f"{','.join(named)}->{right.replace('...', letters)}"


class MatMul(Primitive, of=matmul_two, inputs="x1 x2"):
    """Product of two matrices.

    Args:
        transpose_a (bool, default False): transpose the first one before.
        transpose_b (bool, default False): transpose the second one before.

    Inputs:
        x (Tensor): (N, C), or (C, N) with `transpose_a`; floats or integers.
        y (Tensor): (C, M), or (M, C) with `transpose_b`; of the dtype of `x`.

    Outputs:
        Tensor (N, M).

    Raises:
        TypeError: an attribute is not a bool, an operand is not a Tensor, or the dtypes differ.
        ValueError: an operand is no matrix, or the columns of `x` are not as many as the rows of
            `y`.

    Example:
        >>> x, y = Tensor([[1.0, 2.0]]), Tensor([[3.0], [4.0]])
        >>> print(ops.MatMul()(x, y))
        [[11.]]
        >>> print(ops.MatMul(transpose_a=True, transpose_b=True)(x, y))
        [[3. 4.]
         [6. 8.]]
    """

    @prim_attr_register
    def __init__(self, transpose_a=False, transpose_b=False):
        validator.check_value_type("transpose_a", transpose_a, [bool], self.name)
        validator.check_value_type("transpose_b", transpose_b, [bool], self.name)
        self.add_prim_attr("transpose_x1", transpose_a)
        self.add_prim_attr("transpose_x2", transpose_b)


class BatchMatMul(Primitive, of=matmul_batches, inputs="x1 x2"):
    """Products of two stacks of matrices.

    Args:
        transpose_a (bool, default False): transpose the matrices of the first one before.
        transpose_b (bool, default False): transpose the matrices of the second one before.

    Inputs:
        x (Tensor): (..., N, C), or (..., C, N) with `transpose_a`; at least rank 2.
        y (Tensor): (..., C, M), or (..., M, C) with `transpose_b`; of the dtype of `x`. Leading
            axes broadcast.

    Outputs:
        Tensor (..., N, M).

    Raises:
        TypeError: an attribute is not a bool, an operand is not a Tensor, or the dtypes differ.
        ValueError: the shapes do not fit each other.

    Example:
        >>> x, y = ops.ones((2, 1, 3), ms.float32), ops.ones((2, 3, 4), ms.float32)
        >>> ops.BatchMatMul()(x, y).shape
        (2, 1, 4)
    """

    @prim_attr_register
    def __init__(self, transpose_a=False, transpose_b=False):
        validator.check_value_type("transpose_a", transpose_a, [bool], self.name)
        validator.check_value_type("transpose_b", transpose_b, [bool], self.name)
        self.add_prim_attr("adj_x1", transpose_a)
        self.add_prim_attr("adj_x2", transpose_b)


class Einsum(Primitive, inputs="inputs"):
    """Einstein summation of a tuple of tensors."""

    @prim_attr_register
    def __init__(self, equation):
        if not isinstance(equation, str):
            raise TypeError(f"For '{self.name}', the equation must be str!")

    def _compute(self, inputs):
        return einsum(self.equation, inputs)


class Cross(Primitive, of=cross, inputs="x1 x2", outputs="y"):
    """Vector product along an axis of extent 3."""

    @prim_attr_register
    def __init__(self, dim=-65530):
        validator.check_value_type("dim", dim, [int], self.name)


class TridiagonalMatMul(Primitive, inputs="superdiag maindiag subdiag rhs", outputs="y"):
    """Product of a matrix of three diagonals and another one."""

    def _compute(self, superdiag, maindiag, subdiag, rhs):
        value = raw(rhs)
        rank = rhs.ndim
        rows = rhs.shape[-2]
        above, middle, below = (
            op.reshape(raw(d), (*d.shape[:-2], rows, 1)) for d in (superdiag, maindiag, subdiag)
        )
        widths = [(0, 0)] * (rank - 2)
        up = op.pad(
            compose.narrow(value, rank - 2, 1, rows), (*widths, (0, 1), (0, 0)), "constant", 0
        )
        down = op.pad(
            compose.narrow(value, rank - 2, 0, rows - 1), (*widths, (1, 0), (0, 0)), "constant", 0
        )
        parts = (op.multiply(above, up), op.multiply(middle, value), op.multiply(below, down))
        return wrap(op.add(op.add(parts[0], parts[1]), parts[2]))


def _dense(indices, values, shape):
    sizes = ints_of("SparseToDense", "dense_shape", shape)
    zeros = op.full(sizes, 0, values._name, op.device_of(values._value))
    return op.scatter_nd(zeros, indices._value, values._value, "add")


class SparseToDense(Primitive, inputs="indices values dense_shape"):
    """Dense tensor of sparse elements."""

    def _compute(self, indices, values, sparse_shape):
        return wrap(_dense(indices, values, sparse_shape))


class SparseTensorDenseMatmul(Primitive, inputs="indices values sparse_shape dense"):
    """Product of a sparse and a dense matrix."""

    @prim_attr_register
    def __init__(self, adjoint_st=False, adjoint_dt=False):
        validator.check_value_type("adjoint_st", adjoint_st, [bool], self.name)
        validator.check_value_type("adjoint_dt", adjoint_dt, [bool], self.name)

    def _compute(self, indices, values, sparse_shape, dense):
        first, second = _dense(indices, values, sparse_shape), dense._value
        first = op.permute_dims(first, (1, 0)) if self.adjoint_st else first
        second = op.permute_dims(second, (1, 0)) if self.adjoint_dt else second
        return wrap(op.matmul(first, second))


class Ger(Primitive, of=ger, inputs="x1 x2"):
    """Outer product of two vectors."""


tensor_methods(addbmm, addmm, adjoint, baddbmm, bmm, cross, dot, ger, inner, mm, t)
tensor_method("matmul", matmul, lambda tensor2: ...)
