"""A Cell or Layer as `torch.nn.Module`, and a torch module as Cell or Layer.

A module of `to_torch` shares the memory of the parameters: the layer sees what torch's optimizers
do. Optimizers of MindSpore and Paddle make new arrays; `update_module()` of what `from_torch` made
hands them to the torch module. The torch backend has to be selected; the first call imports torch.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from ..core.errors import BackendError

# By name, because both frontends import this package and know nothing of each other.
WRAPS = {"mindspore": "mindspore_api.common.tensor", "paddle": "paddle_api.fluid._varbase"}
FRAMEWORKS = tuple(WRAPS)


def to_torch(layer: Any) -> Any:
    """A `torch.nn.Module` that computes what the Cell or Layer does, with its parameters.

    layer: of MindSpore or Paddle, made on the torch backend. Names of parameters are the layer's,
    with `_` for the dots. Raises BackendError on another backend, TypeError for what is no layer.

        >>> module = to_torch(net)                                  # doctest: +SKIP
        >>> torch.optim.SGD(module.parameters(), 0.1)               # doctest: +SKIP
    """
    _needs_torch("compat.leaving.to_torch")
    if framework_of(layer) is None:
        raise TypeError(f"to_torch takes a Cell or a Layer, but got {type(layer).__name__}")
    return _module_class()(layer)


def from_torch(module: Any, framework: str = "mindspore") -> Any:
    """A Cell (or, with framework "paddle", a Layer) that computes what the torch module does.

    module: a `torch.nn.Module`. Raises BackendError on another backend than torch, ValueError for
    another framework. The result's `update_module()` copies its parameters into the module.
    """
    _needs_torch("compat.leaving.from_torch")
    if framework not in FRAMEWORKS:
        raise ValueError(f"framework must be one of {FRAMEWORKS}, but got {framework!r}")
    return (_cell_class if framework == "mindspore" else _layer_class)()(module)


def _frontend(name: str) -> Any:
    return importlib.import_module(f"compat.{name}")


def framework_of(layer: Any) -> str | None:
    """ "mindspore" for a Cell, "paddle" for a Layer, else None."""
    from ..failure.place import LAYERS

    for name, (module, kind) in LAYERS.items():
        if module in sys.modules and isinstance(layer, getattr(sys.modules[module], kind)):
            return name
    return None


def parameters_of(layer: Any) -> dict[str, Any]:
    """Parameters by name, those of the layers below as well."""
    if framework_of(layer) == "mindspore":
        layer.init_parameters_data()
        return dict(layer.parameters_and_names())
    return dict(layer.named_parameters())


def wrapped(framework: str, value: Any) -> Any:
    """A tensor of the framework around a raw array."""
    return _frontend(WRAPS[framework]).wrap(value)


def raw_outputs(output: Any) -> Any:
    """The raw arrays of a nest of tensors, flat where there are several."""
    if isinstance(output, (list, tuple)):
        flat = [raw_outputs(o) for o in output]
        return tuple(x for part in flat for x in (part if isinstance(part, tuple) else (part,)))
    return output._value


@contextmanager
def dygraph(framework: str) -> Iterator[None]:
    """Paddle's layers run in dygraph mode, whatever the program has chosen."""
    if framework != "paddle":
        yield
        return
    fluid = _frontend("paddle_api.fluid")
    if fluid.in_dygraph_mode():
        yield
        return
    with fluid.dygraph.guard():
        yield


def _needs_torch(name: str) -> None:
    from ..core import registry

    if registry.ensure() != "torch":
        raise BackendError(
            f"{name} needs the torch backend, but {registry.backend!r} is selected; start the "
            "program with `compat --backend torch`, or call compat.use('torch') first"
        )


@cache
def _module_class() -> type:
    import torch

    class LayerModule(torch.nn.Module):
        """A layer of MindSpore or Paddle as a torch module."""

        def __init__(self, layer: Any) -> None:
            super().__init__()
            self.layer = layer
            self.framework = framework_of(layer)
            self.names: dict[str, str] = {}
            for name, parameter in parameters_of(layer).items():
                own = name.replace(".", "_")
                self.names[own] = name
                value = parameter._value.detach()
                if _is_trained(self.framework, parameter) and value.is_floating_point():
                    self.register_parameter(own, torch.nn.Parameter(value))
                else:
                    self.register_buffer(own, value)

        def forward(self, *inputs: Any) -> Any:
            """The layer's outputs for torch tensors."""
            theirs = parameters_of(self.layer)
            kept = {name: p._value for name, p in theirs.items()}
            for own, name in self.names.items():
                theirs[name]._value = getattr(self, own)
            try:
                with dygraph(self.framework):
                    output = self.layer(*[wrapped(self.framework, x) for x in inputs])
                return raw_outputs(output)
            finally:
                self._take_back(theirs, kept)

        def _take_back(self, theirs: dict[str, Any], kept: dict[str, Any]) -> None:
            """The layer's own arrays again; statistics that it has changed go to both."""
            for own, name in self.names.items():
                mine, now = getattr(self, own), theirs[name]._value
                if now is not mine:
                    with torch.no_grad():
                        mine.copy_(now)
                theirs[name]._value = kept[name]

        def train(self, mode: bool = True) -> Any:
            """Both sides train, or neither."""
            if self.framework == "mindspore":
                self.layer.set_train(mode)
            elif mode:
                self.layer.train()
            else:
                self.layer.eval()
            return super().train(mode)

    return LayerModule


def _is_trained(framework: str | None, parameter: Any) -> bool:
    return bool(parameter.requires_grad if framework == "mindspore" else parameter.trainable)


def _called(module: Any, values: dict[str, Any], inputs: tuple[Any, ...]) -> Any:
    import torch

    return torch.func.functional_call(module, values, inputs)


def _copied(module: Any, values: dict[str, Any]) -> None:
    import torch

    with torch.no_grad():
        for name, parameter in module.named_parameters():
            parameter.copy_(values[name])


@cache
def _cell_class() -> type:
    nn = _frontend("mindspore_api.nn")
    make_parameter = _frontend("mindspore_api.common.parameter").Parameter
    tensors = _frontend(WRAPS["mindspore"])

    class TorchCell(nn.Cell):
        """A torch module as a Cell."""

        def __init__(self, module: Any) -> None:
            super().__init__()
            object.__setattr__(self, "torch_module", module)
            self.torch_names = []
            for name, p in module.named_parameters():
                parameter = make_parameter(tensors.Tensor(p.detach().cpu().numpy()), name=name)
                parameter._value = p.detach()
                self.insert_param_to_cell(name.replace(".", "_"), parameter)
                self.torch_names.append(name)

        def construct(self, *inputs: Any) -> Any:
            """The module's output."""
            output = _called(self.torch_module, self._own(), tuple(x._value for x in inputs))
            if isinstance(output, tuple):
                return tuple(map(tensors.wrap, output))
            return tensors.wrap(output)

        def _own(self) -> dict[str, Any]:
            return {n: self._params[n.replace(".", "_")]._value for n in self.torch_names}

        def update_module(self) -> None:
            """Copy the parameters into the torch module."""
            _copied(self.torch_module, self._own())

        def set_train(self, mode: bool = True) -> Any:
            """Both sides train, or neither."""
            self.torch_module.train(mode)
            return super().set_train(mode)

    return TorchCell


@cache
def _layer_class() -> type:
    fluid, wrap = _frontend("paddle_api.fluid"), _frontend(WRAPS["paddle"]).wrap

    class TorchLayer(fluid.dygraph.Layer):
        """A torch module as a Layer."""

        def __init__(self, module: Any) -> None:
            super().__init__()
            self.torch_module, self.torch_names = module, []
            for name, p in module.named_parameters():
                kind = str(p.dtype).rpartition(".")[2]
                parameter = self.create_parameter(list(p.shape), dtype=kind)
                parameter._set(p.detach())
                self.add_parameter(name.replace(".", "_"), parameter)
                self.torch_names.append(name)

        def forward(self, *inputs: Any) -> Any:
            """The module's output."""
            own = {n: self._tracked(n) for n in self.torch_names}
            output = _called(self.torch_module, own, tuple(x._value for x in inputs))
            return tuple(map(wrap, output)) if isinstance(output, tuple) else wrap(output)

        def _tracked(self, name: str) -> Any:
            return self._parameters[name.replace(".", "_")]._value

        def update_module(self) -> None:
            """Copy the parameters into the torch module."""
            _copied(self.torch_module, {n: self._tracked(n) for n in self.torch_names})

        def train(self) -> None:
            """Both sides train."""
            self.torch_module.train()
            super().train()

        def eval(self) -> None:
            """Neither side trains."""
            self.torch_module.eval()
            super().eval()

    return TorchLayer
