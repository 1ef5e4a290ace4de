"""TensorFlow itself, imported without its start-up chatter, and constants kept for reuse.

TensorFlow converts a Python number, tuple or list anew in every call, which takes several times as
long as a small operation; a tensor made once costs nothing.
"""

import inspect
import os
import sys

import numpy as np

LIMIT = 4096


KERAS = "keras.src.optimizers"


def _import_without_keras():
    """Import TensorFlow, but not Keras, which it loads for its registrations: 850 modules.

    `tf.keras` is there all the same when somebody asks for it.
    """
    if "tensorflow" in sys.modules or "keras" in sys.modules:
        import tensorflow

        return tensorflow
    sys.modules[KERAS] = None  # type: ignore[assignment]  # "not installed" to the import system
    try:
        import tensorflow
    finally:
        del sys.modules[KERAS]
    return tensorflow


def _quiet_import():
    """Import TensorFlow; its C++ layers write to file descriptor 2 whatever the log level says.

    A user who has set TF_CPP_MIN_LOG_LEVEL gets what it asks for, unfiltered.
    """
    if "tensorflow" in sys.modules or "TF_CPP_MIN_LOG_LEVEL" in os.environ:
        return _import_without_keras()
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    try:
        kept = os.dup(2)
    except OSError:  # no standard error to keep clean
        return _import_without_keras()
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
        os.dup2(sink, 2)
        tensorflow = _import_without_keras()
        tensorflow.zeros(())  # the runtime starts with the first tensor, and reports that too
        return tensorflow
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(sink)


tf = _quiet_import()


class Kernels:
    """TensorFlow's raw operations without the function around each that refuses positions.

    Each is looked up once. Calling what is inside saves a call; operands may go by position.
    """

    def __getattr__(self, name):
        kernel = getattr(tf.raw_ops, name)
        kernel = getattr(kernel, "__wrapped__", None) or by_position(kernel)
        setattr(self, name, kernel)
        return kernel


def by_position(function):
    """A function of keywords that takes its operands by position, too."""
    names = tuple(inspect.signature(function).parameters)

    def call(*operands, **attributes):
        return function(**dict(zip(names, operands, strict=False)), **attributes)

    return call


raw = Kernels()
# Attributes of a module of TensorFlow cost more than a global; dtypes are single objects.
BOOL, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 = (
    *(tf.bool, tf.int32, tf.int64, tf.float16),
    *(tf.bfloat16, tf.float32, tf.float64),
)
_short: dict = {}
_long: dict = {}
_scalars: dict = {}


def integers(values, dtype=INT32):
    """1-D tensor of the Python ints `values`, or a 0-d one of a single int."""
    known = _long if dtype is INT64 else _short
    found = known.get(values)
    if found is None:
        if len(known) >= LIMIT:
            known.clear()
        found = known[values] = tf.constant(values, dtype)
    return found


def positions(values):
    """`integers` for a sequence that is not a tuple yet, as int64."""
    return integers(tuple(values), tf.int64)


def scalar(value, dtype):
    """0-d tensor of `dtype` holding a Python scalar."""
    # Dtypes live for ever, and their own hash is a Python call. 0.0 and -0.0 are equal keys.
    key = (value if value else repr(value), id(dtype))
    found = _scalars.get(key)
    if found is None:
        if len(_scalars) >= LIMIT:
            _scalars.clear()
        found = _scalars[key] = _converted(value, dtype)
    return found


def _converted(value, dtype):
    if dtype.is_integer:
        value = int(value)
    elif dtype.is_bool:
        value = bool(value)
    # By way of NumPy: TensorFlow's own cache of Python scalars takes -0.0 for 0.0.
    with np.errstate(all="ignore"):
        return tf.convert_to_tensor(np.array(value, dtype.as_numpy_dtype))


def weak(x1, x2):
    """The operands, the Python scalar among them in the dtype of the other one."""
    if isinstance(x1, tf.Tensor):
        return x1, (x2 if isinstance(x2, tf.Tensor) else scalar(x2, x1.dtype))
    return scalar(x1, x2.dtype), x2


def cast(x, dtype):
    """`x` in the TensorFlow dtype `dtype`."""
    return x if x.dtype is dtype else raw.Cast(x, dtype)


def _shape(x):
    """Extents as a tuple of ints."""
    return tuple(x.shape.as_list())


# What `x.shape` itself asks for, without the object around it: a third of the time.
shape = getattr(type(tf.zeros(())), "_shape_tuple", _shape)


def transposed(x, axes):
    """`x` with its axes in the order `axes`."""
    return raw.Transpose(x, integers(axes))


def reshaped(x, sizes):
    """`x` in C order with other sizes."""
    return raw.Reshape(x, integers(tuple(sizes), INT64))


def widened(x):
    """Half precision as float32, where TensorFlow would accumulate in it."""
    dtype = x.dtype
    return raw.Cast(x, FLOAT32) if dtype is FLOAT16 or dtype is BFLOAT16 else x


UNSIGNED = (tf.uint8, tf.uint16, tf.uint32, tf.uint64)
