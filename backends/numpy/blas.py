"""Matrix products that add to their result, and how many threads they run on.

`numpy.matmul` has no accumulation, so NumPy's own OpenBLAS is called directly where it can be
found; everywhere else a product and an addition do the same.
"""

from __future__ import annotations

import ctypes

import numpy as np

ROW_MAJOR, PLAIN, TRANSPOSED = 101, 111, 112


def opened():
    """The library NumPy multiplies with: symbols are looked up through NumPy's own extension."""
    try:
        return ctypes.CDLL(np._core._multiarray_umath.__file__)  # type: ignore[attr-defined]
    except (AttributeError, OSError):
        return None


def symbol(library, name):
    """The function `name` of OpenBLAS in any of its namings, and the width of its integers."""
    for prefix in ("scipy_", ""):
        for suffix, integer in (("64_", ctypes.c_int64), ("", ctypes.c_int)):
            found = getattr(library, f"{prefix}{name}{suffix}", None)
            if found is not None:
                return found, integer
    return None, None


def products(library):
    """The accumulating products by the character of their dtype."""
    found = {}
    for char, letter, real in (("f", "s", ctypes.c_float), ("d", "d", ctypes.c_double)):
        function, integer = symbol(library, f"cblas_{letter}gemm")
        if function is None:
            return {}
        flag, pointer = ctypes.c_int, ctypes.c_void_p
        function.argtypes = [flag, flag, flag, integer, integer, integer, real, pointer]
        function.argtypes += [integer, pointer, integer, real, pointer, integer]
        function.restype = None
        found[char] = function
    return found


def controls(library):
    """How to ask for the number of threads and how to set it, if the library has both."""
    ask, _ = symbol(library, "openblas_get_num_threads")
    use, _ = symbol(library, "openblas_set_num_threads")
    if ask is None or use is None:
        return (lambda: 1), (lambda count: None)
    ask.argtypes, ask.restype = [], ctypes.c_int
    use.argtypes, use.restype = [ctypes.c_int], None
    return ask, use


def turners(library):
    """The transposing copies by the character of their dtype."""
    found = {}
    for char, letter, real in (("f", "s", ctypes.c_float), ("d", "d", ctypes.c_double)):
        function, integer = symbol(library, f"cblas_{letter}omatcopy")
        if function is None:
            return {}
        flag, pointer = ctypes.c_int, ctypes.c_void_p
        function.argtypes = [flag, flag, integer, integer, real, pointer, integer, pointer, integer]
        function.restype = None
        found[char] = function
    return found


def small(library):
    """Multiplications up to which OpenBLAS takes products of float32 as they lie in memory.

    Larger ones are copied first, which costs more than it saves where one side is narrow. The
    kernels for processors with AVX-512 have such a limit, the others always copy.
    """
    ask, _ = symbol(library, "openblas_get_corename")
    if ask is None:
        return 0
    ask.argtypes, ask.restype = [], ctypes.c_char_p
    return 1_000_000 if ask() in (b"SkylakeX", b"Cooperlake", b"SapphireRapids") else 0


LIBRARY = opened()
SMALL = small(LIBRARY)
NARROW = 32
"""Rows of a product from which copying its other side pays."""
GEMM = products(LIBRARY)
TURN = turners(LIBRARY)
threads, use_threads = controls(LIBRARY)


def layout(a):
    """(order, leading size) of a matrix as BLAS sees it, or None where it cannot read it."""
    (rows, cols), (down, along), size = a.shape, a.strides, a.itemsize
    if along == size and down >= cols * size:
        return PLAIN, down // size
    if down == size and along >= rows * size:
        return TRANSPOSED, along // size
    return None


def address(a):
    return a.__array_interface__["data"][0]


def product(a, b, out):
    """`numpy.matmul`, by pieces that need no copies where `a` has few rows.

    One thread is then faster than the two or more that OpenBLAS would use with copies, up to a
    size that shrinks with the rows.
    """
    (rows, depth), columns = a.shape[-2:], b.shape[-1]
    total = rows * depth * columns
    if total > SMALL and rows <= NARROW and SMALL and out.dtype.char == "f":
        piece = SMALL // (rows * depth) // 64 * 64
        alone = rows <= 8 or (rows <= 16 and total < 8 * SMALL) or threads() == 1
        if piece and alone:
            number = columns // piece
            inside = number * piece
            source = b[..., :inside].reshape(*b.shape[:-1], number, piece).swapaxes(-2, -3)
            target = out[..., :inside].reshape(*out.shape[:-1], number, piece).swapaxes(-2, -3)
            np.matmul(a[..., None, :, :], source, out=target)
            if inside < columns:
                np.matmul(a, b[..., inside:], out=out[..., inside:])
            return out
    return np.matmul(a, b, out=out)


def add_product(a, b, c):
    """`c += a @ b` for matrices."""
    function = GEMM.get(c.dtype.char)
    left, right, to = layout(a), layout(b), layout(c)
    if function is None or left is None or right is None or to is None or to[0] != PLAIN:
        c += a @ b
        return
    function(
        *(ROW_MAJOR, left[0], right[0], c.shape[0], c.shape[1], a.shape[1], 1.0),
        *(address(a), left[1], address(b), right[1], 1.0, address(c), to[1]),
    )


def turn(a, b):
    """`b[...] = a.T` for matrices with contiguous rows; a few times as fast as an assignment."""
    function = TURN.get(a.dtype.char)
    rows, cols = a.shape
    if (
        function is None
        or a.size < 4096
        or a.strides[1] != a.itemsize
        or b.strides[1] != a.itemsize
    ):
        np.copyto(b, a.T)
        return
    pitches = a.strides[0] // a.itemsize, b.strides[0] // a.itemsize
    if rows == 1 or cols == 1 or pitches[0] < cols or pitches[1] < rows:
        np.copyto(b, a.T)
        return
    function(ROW_MAJOR, TRANSPOSED, rows, cols, 1.0, address(a), pitches[0], address(b), pitches[1])
