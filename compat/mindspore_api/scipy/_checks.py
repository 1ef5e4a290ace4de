"""Checks of the arguments of `mindspore.scipy`, with its texts."""

from ..common.tensor import Tensor

REAL = ("int32", "int64", "float32", "float64")
ANY = (*REAL, "complex64", "complex128")


def check_type(function, value, kind, name):
    """A value of just that type."""
    if type(value) is not kind:
        raise TypeError(
            f"For '{function}', the type of '{name}' should be {kind.__name__}, "
            f"but got '{value}' with type {type(value).__name__}."
        )


def check_flags(function, **flags):
    """Bools."""
    for name, value in flags.items():
        check_type(function, value, bool, name)


def check_tensor(function, value, name, dtypes):
    """A tensor of one of the dtypes."""
    if not isinstance(value, Tensor):
        raise TypeError(
            f"For '{function}', the type of '{name}' should be Tensor, "
            f"but got '{value}' with type {type(value).__name__}."
        )
    if value._name not in dtypes:
        raise TypeError(
            f"For '{function}', the data type of '{name}' should be one of {list(dtypes)}, "
            f"but got {value.dtype}."
        )


def check_square(function, value, name):
    """A square matrix."""
    if value.ndim != 2:
        raise ValueError(
            f"For '{function}', the dimension of '{name}' should be 2, but got {value.ndim}."
        )
    if value.shape[0] != value.shape[1]:
        raise ValueError(
            f"For '{function}', the matrix '{name}' should be a square matrix like (N, N), "
            f"but got {value.shape}."
        )


def check_fit(function, a, b, a_name, b_name):
    """A square matrix and right-hand sides of its size and dtype."""
    check_square(function, a, a_name)
    if b.ndim not in (1, 2):
        raise ValueError(
            f"For '{function}', the dimension of '{b_name}' should be one of (1, 2), "
            f"but got {b.ndim}."
        )
    if a.shape[1] != b.shape[0]:
        raise ValueError(
            f"For '{function}', the last two dimensions of '{a_name}' and '{b_name}' should be "
            f"matched, but got shape of {a.shape} and {b.shape}. Please make sure that the shape "
            f"of '{a_name}' and '{b_name}' be like (N, N) X (N, M) or (N, N) X (N)."
        )
    if a._name != b._name:
        raise TypeError(
            f"For '{function}', the data type of '{a_name}' and '{b_name}' should be the same, but "
            f"got the data type of '{a_name}' is {a.dtype} and the data type of '{b_name}' is "
            f"{b.dtype}."
        )
