"""The TensorFlow backend: eager operations; the core's tape differentiates them."""

from . import creation, elementwise, indexing, reduction, runtime, shape

MODULES = (creation, elementwise, reduction, shape, indexing, runtime)
