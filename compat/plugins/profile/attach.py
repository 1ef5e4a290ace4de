"""Tells the clock which layer is at work: calls of layers, passes of gradients, updates."""

from __future__ import annotations

import sys
import threading
import weakref
from collections.abc import Callable
from types import FrameType
from typing import Any

from ...failure.place import LAYERS, is_ours_type, is_users, name_within
from .timeline import Owner, Timeline

OPTIMIZERS = {
    "mindspore": ("compat.mindspore_api.nn.optim.optimizer", "Optimizer", "__call__"),
    "paddle": ("compat.paddle_api.fluid.optimizer", "Optimizer", "minimize"),
}


def attach(timeline: Timeline) -> Callable[[], None]:
    """Watch the frontends that are loaded and the engine; returns what undoes it."""
    from ...core import autodiff

    watch = _Watch(timeline, autodiff.engine())
    undo: list[Callable[[], None]] = []
    for root, (module, name) in LAYERS.items():
        if module in sys.modules:
            undo.append(_replace(getattr(sys.modules[module], name), "__call__", watch.layer))
            module, name, method = OPTIMIZERS[root]
            if module in sys.modules:
                kind = getattr(sys.modules[module], name)
                watch.optimizers += (kind,)
                undo.append(_replace(kind, method, watch.update))
    undo += [_replace(watch.engine, m, watch.passing) for m in ("gradients", "accumulate")]

    def detach() -> None:
        for back in reversed(undo):
            back()

    return detach


def _replace(owner: Any, name: str, around: Callable[[Any], Any]) -> Callable[[], None]:
    own = vars(owner).get(name)
    setattr(owner, name, around(getattr(owner, name)))
    return lambda: setattr(owner, name, own) if own is not None else delattr(owner, name)


class _Watch:
    """The layers that are computing, outermost first, and where their paths are."""

    def __init__(self, timeline: Timeline, engine: Any) -> None:
        self.timeline, self.engine = timeline, engine
        self.stack: list[tuple[Any, str]] = []
        self.paths: dict[tuple[int, int], str] = {}
        self.arrivals: dict[str, Callable[[bool], None]] = {}
        self.kept: list[Any] = []  # or their ids could be given to others
        self.marked: dict[int, weakref.ref[Any]] = {}
        self.optimizers: tuple[type, ...] = ()
        self.updating = False

    # -- forward -------------------------------------------------------------------------------

    def layer(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """`__call__` of a layer, with the clock running for it."""
        timeline, stack = self.timeline, self.stack

        def called(layer: Any, *args: Any, **kwargs: Any) -> Any:
            if self._passes(layer):
                return call(layer, *args, **kwargs)
            path = self._path(layer)
            owner = timeline.owners.get((path, "forward")) or self._met(layer, path)
            if not stack:
                self.marked.clear()
            owner.calls += 1
            before = timeline.switch(owner)
            stack.append((layer, path))
            try:
                output = call(layer, *args, **kwargs)
                self._mark(output, owner)
                return output
            finally:
                stack.pop()
                timeline.switch(before)

        return called

    def _passes(self, layer: Any) -> bool:
        """True for other threads, the cells inside an optimizer and a layer that calls itself."""
        timeline, stack = self.timeline, self.stack
        if self.updating or not timeline.running or threading.get_ident() != timeline.thread:
            return True
        return isinstance(layer, self.optimizers) or bool(stack and stack[-1][0] is layer)

    def _path(self, layer: Any) -> str:
        """`Net.features.3`, without training cells of the framework around the network."""
        above, path = self.stack[-1] if self.stack else (None, "")
        key = (id(above), id(layer))
        found = self.paths.get(key)
        if found is None:
            name = (above is not None and name_within(above, layer)) or type(layer).__name__
            own = not is_ours_type(type(layer))
            outermost = own and all(is_ours_type(type(x)) for x, _ in self.stack)
            found = type(layer).__name__ if outermost else f"{path}.{name}" if path else name
            self.paths[key] = found
            self.kept.append((above, layer))
        return found

    def _met(self, layer: Any, path: str) -> Owner:
        return self.timeline.owner(path, "forward", type(layer).__name__, _users_line())

    def _mark(self, output: Any, owner: Owner) -> None:
        """When a gradient comes through the output, the clock runs for the layer's backward."""
        for x in output if isinstance(output, (tuple, list)) else (output,):
            value = getattr(x, "_value", None)
            if value is None:
                continue
            marked = self.marked.get(id(value))
            if marked is not None and marked() is value:  # what a layer inside has made
                continue
            owner.made += _bytes_of(value)
            if self.engine.is_tracked(value):
                self.marked[id(value)] = weakref.ref(value)
                arrive = self.arrivals.get(owner.path) or self._arrival(owner)
                self.engine.watch(value, arrive)

    def _arrival(self, owner: Owner) -> Callable[[bool], None]:
        timeline = self.timeline
        backward = timeline.owner(owner.path, "backward", owner.operator, owner.line)

        def arrive(create_graph: bool) -> None:
            if timeline.running:
                backward.calls += 1
                timeline.switch(backward)

        self.arrivals[owner.path] = arrive
        return arrive

    # -- backward and update -------------------------------------------------------------------

    def passing(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """A backward pass: begins for the loss, ends where it was asked for."""
        timeline = self.timeline

        def passed(*args: Any, **kwargs: Any) -> Any:
            if threading.get_ident() != timeline.thread or not timeline.running:
                return method(*args, **kwargs)
            path = self.stack[-1][1] if self.stack else "loss"
            before = timeline.switch(timeline.owner(path, "backward"))
            try:
                return method(*args, **kwargs)
            finally:
                timeline.switch(before)

        return passed

    def update(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """An optimizer's update: the end of a step."""
        timeline = self.timeline

        def updated(optimizer: Any, *args: Any, **kwargs: Any) -> Any:
            if threading.get_ident() != timeline.thread or not timeline.running:
                return method(optimizer, *args, **kwargs)
            name = type(optimizer).__name__
            owner = timeline.owners.get((name, "update"))
            owner = owner or timeline.owner(name, "update", name, _users_line())
            owner.calls += 1
            before = timeline.switch(owner)
            self.updating = True
            try:
                return method(optimizer, *args, **kwargs)
            finally:
                self.updating = False
                timeline.switch(before)
                timeline.end_step()

        return updated


def _users_line() -> str:
    """The nearest line of the program on the way to this call."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if is_users(frame.f_code):
            return f"{frame.f_code.co_filename}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def _bytes_of(value: Any) -> int:
    from ...core import op
    from ...core.dtypes import DTYPES

    count = 1
    for extent in op.shape_of(value):
        count *= extent
    return count * DTYPES[op.dtype_of(value)].bits // 8
