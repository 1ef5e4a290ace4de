"""Functions meant for static graphs, run as they are."""

from __future__ import annotations

from functools import wraps

from compat._absent import absent_names
from compat.leaving.onnx import to_onnx

from ..core_avx import BuildStrategy, ExecutionStrategy
from ..framework import dygraph_only
from .base import no_grad, to_variable
from .layers import Layer

__all__ = ["TracedLayer", "declarative", "dygraph_to_static_func"]


def dygraph_to_static_func(func):
    """The function itself: nothing is compiled."""

    @wraps(func)
    def call(*args, **kwargs):
        return func(*args, **kwargs)

    return call


def declarative(func):
    """The function itself: nothing is compiled."""
    return dygraph_to_static_func(func)


class TracedLayer:
    """A layer with the mode it was traced in; runs the layer itself, nothing is compiled."""

    def __init__(self, program, parameters, feed_names, fetch_names):
        self._layer, self._params = program, parameters
        self._feed_names, self._fetch_names = feed_names, fetch_names
        self._build_strategy = self._exec_strategy = None
        self._ran = False

    @property
    def program(self):
        """The layer has no static program."""
        raise NotImplementedError(
            "paddle.fluid.dygraph.TracedLayer.program would be a static program, which compat does "
            "not build; call the traced layer, or keep its parameters with fluid.save_dygraph"
        )

    @staticmethod
    @dygraph_only
    def trace(layer, inputs):
        """(outputs of the layer, the traced layer)."""
        assert isinstance(layer, Layer)
        if not isinstance(inputs, (list, tuple)):
            inputs = [inputs]
        outputs = layer(*inputs)
        count = len(outputs) if isinstance(outputs, (list, tuple)) else 1
        feeds = [f"feed_{i}" for i in range(len(inputs))]
        fetches = [f"fetch_{i}" for i in range(count)]
        traced = TracedLayer(layer, layer.parameters(), feeds, fetches)
        traced._inputs = list(inputs)
        return outputs, traced

    def set_strategy(self, build_strategy=None, exec_strategy=None):
        """Keep options of compiled programs; they have no effect here."""
        assert not self._ran, "Cannot set strategy after run"
        assert build_strategy is None or isinstance(build_strategy, BuildStrategy)
        assert exec_strategy is None or isinstance(exec_strategy, ExecutionStrategy)
        self._build_strategy, self._exec_strategy = build_strategy, exec_strategy

    def __call__(self, inputs):
        """The outputs for other inputs, as ndarrays."""
        assert isinstance(inputs, (list, tuple)), "Inputs should be a list or tuple of variables"
        assert len(inputs) == len(self._feed_names)
        self._ran = True
        with no_grad():
            found = self._layer(*[to_variable(x) for x in inputs])
        return [x.numpy() for x in (found if isinstance(found, (list, tuple)) else [found])]

    def save_inference_model(self, dirname, feed=None, fetch=None):
        """Write the layer to `dirname` where that ends in ".onnx", on the torch backend.

        The file keeps the shapes of the inputs that the layer was traced with, and onnxruntime
        checks it at once. Other names would be static programs, which have no files here.
        """
        if not str(dirname).endswith(".onnx") or feed is not None or fetch is not None:
            raise NotImplementedError(
                "paddle.fluid.dygraph.TracedLayer.save_inference_model writes a static program, "
                "which compat does not build; a name that ends in .onnx gives an ONNX file, and "
                "fluid.save_dygraph keeps the parameters"
            )
        to_onnx(self._layer, self._inputs, dirname)


# Paddle makes both with the package `decorator`, which leaves its name on them.
for _function in (declarative, dygraph_to_static_func):
    _function.__module__ = "decorator"
__getattr__ = absent_names("paddle.fluid.dygraph.jit", __name__)
