"""Functions of numbers, vectors and matrices."""

from . import (
    _arranging,
    _assign,
    _bessel,
    _boxes,
    _creation,
    _dropout,
    _elementwise,
    _gamma,
    _joining,
    _linear,
    _matrix,
    _pairs,
    _pooling,
    _random,
    _reduction,
    _shaping,
    _spectral,
    _statistics,
)
from ._gather_up import take

take(
    globals(),
    """
    abs absolute accumulate_n acos acosh add addbmm addcdiv addcmul addmm addmv addn addr adjoint
    all amax amin angle any approximate_equal arccos arccosh arcsin arcsinh arctan arctan2 arctanh
    argmin asin asinh atan atan2 atanh atleast_1d atleast_2d atleast_3d baddbmm bernoulli
    bessel_i0 bessel_i0e bessel_i1 bessel_i1e bessel_j0 bessel_j1 bessel_k0 bessel_k0e bessel_k1
    bessel_k1e bessel_y0 bessel_y1 bincount bitwise_and bitwise_left_shift bitwise_or
    bitwise_right_shift bitwise_xor block_diag bmm cartesian_prod cdist ceil cholesky
    cholesky_inverse cholesky_solve combinations conj copysign cos cosh cosine_similarity cov
    cross cummax cummin cumprod cumsum deg2rad det diag_embed diff digamma dist div divide dstack
    einsum equal erf erfc erfinv exp exp2 expm1 fft fft2 fftn float_power floor floor_div
    floor_mod fmax fmin fmod frac gcd ge greater greater_equal gt gumbel_softmax hann_window
    heaviside histc hypot i0 ifft ifft2 ifftn igamma igammac imag inner inplace_add
    inplace_index_add inplace_sub inplace_update inv inverse invert iou is_complex isclose
    isfinite isinf isnan isneginf isposinf isreal kaiser_window kron lcm ldexp le lerp less
    less_equal lgamma linspace log log10 log1p log2 log_matrix_determinant logaddexp logaddexp2
    logdet logical_and logical_not logical_or logical_xor logit logspace logsumexp lt matmul
    matrix_determinant matrix_power matrix_solve maximum mean median minimum mul multiply mv
    nan_to_num nansum ne neg negative norm not_equal numel outer permute polar polygamma positive
    pow prod quantile rad2deg real reciprocal remainder renorm roll rot90 round rsqrt sgn sign
    signbit sin sinc sinh slogdet sqrt square std std_mean sub subtract sum t tan tanh tanhshrink
    trace trapz tril_indices triu_indices true_divide trunc truncate_div truncate_mod var var_mean
    view_as_real vstack xdivy xlogy zeta
    """,
    _arranging,
    _assign,
    _bessel,
    _boxes,
    _creation,
    _dropout,
    _elementwise,
    _gamma,
    _joining,
    _linear,
    _matrix,
    _pairs,
    _pooling,
    _random,
    _reduction,
    _shaping,
    _spectral,
    _statistics,
)
