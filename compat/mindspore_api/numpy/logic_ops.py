"""Comparisons and logic."""

from . import _elementwise, _reduce
from ._convert import gather

gather(
    globals(),
    "array_equal array_equiv equal greater greater_equal in1d isclose isfinite isin isinf isnan "
    "isneginf isposinf isscalar less less_equal logical_and logical_not logical_or logical_xor "
    "not_equal signbit sometrue",
    _elementwise,
    _reduce,
)
