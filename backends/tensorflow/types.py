"""Canonical dtype names and TensorFlow's."""

from .library import tf

NAMES = (
    "bool",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float16",
    "bfloat16",
    "float32",
    "float64",
    "complex64",
    "complex128",
)
DTYPES = {name: getattr(tf, name) for name in NAMES}
NUMPY = {name: dtype.as_numpy_dtype for name, dtype in DTYPES.items()}
COMPLEX = {tf.float32: tf.complex64, tf.float64: tf.complex128}
REAL = {tf.complex64: tf.float32, tf.complex128: tf.float64}
INDEX_DTYPES = (tf.int64, tf.int32)


def index(x):
    """`x` in a dtype that TensorFlow accepts for positions."""
    return x if x.dtype in INDEX_DTYPES else tf.cast(x, tf.int64)
