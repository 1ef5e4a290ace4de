"""Mathematical functions."""

from . import _elementwise, _linear, _reduce, _stats
from ._convert import gather

gather(
    globals(),
    "absolute add amax amin arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin "
    "around "
    "average bincount bitwise_and bitwise_or bitwise_xor cbrt ceil clip convolve copysign corrcoef "
    "correlate cos cosh count_nonzero cov cross cumprod cumsum deg2rad diff digitize divide "
    "divmod dot "
    "ediff1d exp exp2 expm1 fix float_power floor floor_divide fmod gcd gradient heaviside "
    "histogram "
    "histogram2d histogramdd hypot inner interp invert kron lcm log log10 log1p log2 logaddexp "
    "logaddexp2 matmul matrix_power maximum mean minimum multi_dot multiply nancumsum nanmax "
    "nanmean "
    "nanmin nanstd nansum nanvar negative norm outer polyadd polyder polyint polymul polysub "
    "polyval "
    "positive power promote_types ptp rad2deg radians ravel_multi_index reciprocal remainder "
    "result_type rint searchsorted sign sin sinh sqrt square std subtract sum tan tanh tensordot "
    "trapz "
    "true_divide trunc unwrap var",
    _elementwise,
    _reduce,
    _linear,
    _stats,
)

abs = fabs = absolute  # noqa: F821
bitwise_not = invert  # noqa: F821
max = amax  # noqa: F821
min = amin  # noqa: F821
mod = remainder  # noqa: F821
round = around  # noqa: F821
__all__ += ["abs", "fabs", "bitwise_not", "max", "min", "mod", "round"]  # noqa: F821
