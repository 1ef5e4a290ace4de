"""Tensor methods that hand everything on to a function of `ops`, in one table.

A row is `name(signature)`, then `= function` where the function has another name. Arguments are
handed on by position, keyword-only ones by name, so the two may call them differently.
"""

import ast
import inspect

ROWS = """
abs()
absolute() = abs
acos()
acosh()
add(other)
addbmm(batch1, batch2, *, beta=1, alpha=1)
addcdiv(tensor1, tensor2, value=1)
addcmul(tensor1, tensor2, value=1)
addmm(mat1, mat2, *, beta=1, alpha=1)
adjoint()
amax(axis=None, keepdims=False, *, initial=None, where=None)
amin(axis=None, keepdims=False, *, initial=None, where=None)
angle()
arccos() = acos
arccosh() = acosh
arcsin() = asin
arcsinh() = asinh
arctan() = atan
arctan2(other) = atan2
arctanh() = atanh
argsort(axis=-1, descending=False)
argwhere()
asin()
asinh()
atan()
atan2(other)
atanh()
baddbmm(batch1, batch2, beta=1, alpha=1)
bernoulli(p=0.5, seed=None)
bincount(weights=None, minlength=0)
bitwise_and(other)
bitwise_left_shift(other)
bitwise_or(other)
bitwise_xor(other)
bmm(mat2)
broadcast_to(shape)
ceil()
cholesky(upper=False)
cholesky_inverse(upper=False)
cholesky_solve(input2, upper=False)
chunk(chunks, axis=0)
clamp(min=None, max=None)
clip(min=None, max=None) = clamp
col2im(output_size, kernel_size, dilation, padding_value, stride)
conj()
copysign(other)
cos()
cosh()
cov(*, correction=1, fweights=None, aweights=None)
cross(other, dim=None)
cummax(axis)
cummin(axis)
cumprod(dim, dtype=None)
deg2rad()
det()
diag()
diagflat(offset=0)
diagonal(offset=0, axis1=0, axis2=1)
diff(n=1, axis=-1, prepend=None, append=None)
digamma()
div(value, *, rounding_mode=None)
divide(value, *, rounding_mode=None) = div
dot(other)
dsplit(indices_or_sections)
equal(other)
erf()
erfc()
erfinv()
exp()
expand(size)
expm1()
fills(value)
flatten(order='C', *, start_dim=0, end_dim=-1)
flip(dims)
fliplr()
flipud()
float_power(other)
floor()
fmod(other)
fold(output_size, kernel_size, dilation=1, padding=0, stride=1)
frac()
gather(input_indices, axis, batch_dims=0)
gather_elements(dim, index)
gather_nd(indices)
ge(x)
geqrf()
ger(vec2)
greater(other)
greater_equal(other)
gt(x)
hardshrink(lambd=0.5)
heaviside(values)
histc(bins=100, min=0.0, max=0.0)
hsplit(indices_or_sections)
hypot(other)
i0()
igamma(other)
igammac(other)
imag()
index_fill(axis, index, value)
index_select(axis, index)
inner(other)
inplace_update(v, indices)
inv()
inverse()
invert()
is_complex()
is_floating_point()
isclose(x2, rtol=1e-05, atol=1e-08, equal_nan=False)
isfinite()
isinf()
isnan()
isneginf()
isposinf()
isreal()
lcm(other)
ldexp(other)
le(other)
lerp(end, weight)
less(other)
less_equal(other)
lgamma()
log()
log10()
log1p()
log2()
log_matrix_determinant()
logaddexp(other)
logaddexp2(other)
logdet()
logical_and(other)
logical_not()
logical_or(other)
logical_xor(other)
logit(eps=None)
logsumexp(axis, keepdims=False)
lstsq(A)
lt(other) = less
lu_solve(LU_data, LU_pivots)
masked_select(mask)
matmul(tensor2)
matrix_determinant()
matrix_power(n)
maximum(other)
mean(axis=None, keep_dims=False)
median(axis=-1, keepdims=False)
minimum(other)
mm(mat2)
moveaxis(source, destination)
movedim(source, destination)
msort()
mul(value)
multinomial(num_samples, replacement=True, seed=None)
multiply(value) = mul
mvlgamma(p)
nan_to_num(nan=0.0, posinf=None, neginf=None)
narrow(axis, start, length)
ne(other)
neg()
negative() = neg
nextafter(other)
nonzero()
norm(ord=None, dim=None, keepdim=False, *, dtype=None)
not_equal(other)
ormqr(input2, input3, left=True, transpose=False)
positive()
pow(exponent)
prod(axis=None, keep_dims=False)
rad2deg()
real()
reciprocal()
remainder(divisor)
renorm(p, axis, maxnorm)
repeat_interleave(repeats, dim=None)
reverse(axis)
reverse_sequence(seq_lengths, seq_dim=0, batch_dim=0)
roll(shifts, dims)
rot90(k, dims)
round()
rsqrt()
scatter(axis, index, src)
scatter_add(indices, updates) = tensor_scatter_add
scatter_div(indices, updates) = tensor_scatter_div
scatter_max(indices, updates) = tensor_scatter_max
scatter_min(indices, updates) = tensor_scatter_min
scatter_mul(indices, updates) = tensor_scatter_mul
scatter_sub(indices, updates) = tensor_scatter_sub
sgn()
sigmoid()
sign()
signbit()
sin()
sinc()
sinh()
slogdet()
soft_shrink(lambd=0.5)
sort(axis=-1, descending=False)
split(split_size_or_sections, axis=0)
sqrt()
square()
sub(y)
subtract(other, *, alpha=1)
svd(full_matrices=False, compute_uv=True)
swapaxes(axis0, axis1)
swapdims(dim0, dim1) = swapaxes
t()
tan()
tanh()
tensor_split(indices_or_sections, axis=0)
tile(multiples)
top_k(k, sorted=True)
topk(k, dim=None, largest=True, sorted=True)
tril(diagonal=0)
triu(diagonal=0)
true_divide(value) = div
trunc()
unbind(dim=0)
unfold(kernel_size, dilation=1, padding=0, stride=1)
unique_consecutive(return_idx=False, return_counts=False, axis=None)
unique_with_pad(pad_num)
unsorted_segment_max(segment_ids, num_segments)
unsorted_segment_min(segment_ids, num_segments)
unsorted_segment_prod(segment_ids, num_segments)
vsplit(indices_or_sections)
xdivy(y)
xlogy(y)
"""


_ops = None


def functions():
    """The module whose functions the methods call; it imports this package itself."""
    global _ops
    if _ops is None:
        from .. import ops

        _ops = ops
    return _ops


def _signature(text):
    """The signature of a row with `self` in front."""
    arguments = ast.parse(f"def f{text}: pass").body[0].args
    kind = inspect.Parameter
    found = [kind("self", kind.POSITIONAL_OR_KEYWORD)]
    names = arguments.args
    defaults = [kind.empty] * (len(names) - len(arguments.defaults)) + [
        ast.literal_eval(d) for d in arguments.defaults
    ]
    found += [
        kind(a.arg, kind.POSITIONAL_OR_KEYWORD, default=d)
        for a, d in zip(names, defaults, strict=True)
    ]
    found += [
        kind(a.arg, kind.KEYWORD_ONLY, default=ast.literal_eval(d))
        for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    return inspect.Signature(found)


def _method(name, text, function):
    signature = _signature(text)
    kinds = list(signature.parameters.values())[1:]
    defaults = tuple(p.default for p in kinds if p.kind is p.POSITIONAL_OR_KEYWORD)
    named = {p.name: p.default for p in kinds if p.kind is p.KEYWORD_ONLY}
    call = None

    def method(self, *args, **kwargs):
        nonlocal call
        if call is None:
            call = getattr(functions(), function)
        if kwargs or len(args) > len(defaults):
            bound = signature.bind(self, *args, **kwargs)
            bound.apply_defaults()
            return call(*bound.args, **bound.kwargs)
        rest = defaults[len(args) :]
        if inspect.Parameter.empty in rest:
            signature.bind(self, *args)
        return call(self, *args, *rest, **named)

    method.__name__ = name
    method.__qualname__ = f"Tensor.{name}"
    method.__module__ = __name__.rpartition(".")[0] + ".tensor"
    method.__signature__ = signature
    method.__doc__ = f"`mindspore.ops.{function}` of the tensor."
    return method


def _rows():
    for row in ROWS.split("\n"):
        if row:
            head, _, function = row.partition(" = ")
            name, _, rest = head.partition("(")
            yield name, f"({rest}", function or name


class TableMethods:
    """The methods of the table."""

    __slots__ = ()


for _name, _text, _function in _rows():
    setattr(TableMethods, _name, _method(_name, _text, _function))
