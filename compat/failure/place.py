"""Where a program died: the layer, what it was given, and the line of the program itself.

Read off the traceback. A layer's `__call__` keeps its arguments, so its frame has them.
"""

from __future__ import annotations

import linecache
import os
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import CodeType, FrameType, TracebackType
from typing import Any

_OWN = str(Path(__file__).resolve().parents[1]) + os.sep
_BACKENDS = str(Path(__file__).resolve().parents[2] / "backends") + os.sep
_LIBRARIES = tuple(
    os.path.realpath(sysconfig.get_path(p)) + os.sep for p in ("stdlib", "purelib", "platlib")
)
# frontend -> module and class of its layers; asked only where a program has imported it
LAYERS = {
    "mindspore": ("compat.mindspore_api.nn.cell", "Cell"),
    "paddle": ("compat.paddle_api.fluid.dygraph.layers", "Layer"),
}
_COMPUTES = ("__call__", "construct", "forward")


@dataclass
class Place:
    """What the traceback tells."""

    # "Net.features.3 (Conv2d)"
    layer: str | None = None
    # "float32[1, 3, 8, 8]", one for each input of the layer
    given: str = ""
    # "weight float32[8, 9, 3, 3]", the layer's own parameters
    weights: str = ""
    # file, line number and text of the program's last line
    line: tuple[str, int, str] | None = None
    # True when the error came out of compat or a library below it, not out of the program
    inside: bool = False
    # the frontend that raised: "mindspore" or "paddle"
    frontend: str = ""
    # the error's own text
    text: str = ""


def locate(error: BaseException) -> Place:
    """The place of the failure; empty where the traceback passes no layer."""
    frames = list(_frames(error.__traceback__))
    place = Place(text=str(error))
    layers = _layers(frames)
    if layers:
        innermost, frame = layers[-1]
        place.layer = path_of([layer for layer, _ in layers])
        place.given = ", ".join(filter(None, map(described, _inputs(frame))))
        place.weights = ", ".join(
            f"{n} {described(p)}" for n, p in _own_parameters(innermost) if p is not None
        )
    for frame, number in reversed(frames):
        if is_users(frame.f_code):
            name = frame.f_code.co_filename
            place.line = name, number, linecache.getline(name, number).strip()
            break
    ours = [frame.f_code.co_filename for frame, _ in frames if _is_ours(frame.f_code)]
    place.inside = bool(ours)
    place.frontend = next((r for n in reversed(ours) for r in LAYERS if f"{r}_api" in n), "")
    return place


def _frames(trace: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while trace is not None:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def _is_ours(code: CodeType) -> bool:
    return os.path.realpath(code.co_filename).startswith((_OWN, _BACKENDS))


def is_users(code: CodeType) -> bool:
    """True for code of the program: not compat's, Python's or an installed library's."""
    name = code.co_filename
    if name.startswith("<"):
        return name in ("<string>", "<stdin>")
    return not _is_ours(code) and not os.path.realpath(name).startswith(_LIBRARIES)


def kinds_of_layers() -> tuple[type, ...]:
    """The classes of layers of the frontends that are loaded."""
    found = []
    for module, name in LAYERS.values():
        if module in sys.modules:
            found.append(getattr(sys.modules[module], name))
    return tuple(found)


def _layers(frames: list[tuple[FrameType, int]]) -> list[tuple[Any, FrameType]]:
    """Layers that were computing, outermost first, each with the frame that has its inputs."""
    kinds = kinds_of_layers()
    found: list[tuple[Any, FrameType]] = []
    for frame, _ in frames:
        code = frame.f_code
        if not kinds or code.co_name not in _COMPUTES or not code.co_argcount:
            continue
        layer = frame.f_locals.get(code.co_varnames[0])
        if isinstance(layer, kinds) and not (found and found[-1][0] is layer):
            found.append((layer, frame))
    return found


def _inputs(frame: FrameType) -> list[Any]:
    code, values = frame.f_code, frame.f_locals
    names = code.co_varnames[1 : code.co_argcount]
    found = [values[n] for n in names if n in values]
    if code.co_flags & 0x04:  # *args
        at = code.co_argcount + code.co_kwonlyargcount
        found += values.get(code.co_varnames[at], ())
    return found


def path_of(layers: list[Any]) -> str:
    """`Net.features.3 (Conv2d)`: from the outermost layer of the program to the innermost."""
    own = [i for i, x in enumerate(layers) if not is_ours_type(type(x))]
    chain = layers[own[0] if own else 0 :]
    words = [type(chain[0]).__name__]
    for parent, child in pairwise(chain):
        words.append(name_within(parent, child) or f"<{type(child).__name__}>")
    last = type(chain[-1]).__name__
    return ".".join(words) + (f" ({last})" if len(chain) > 1 else "")


def is_ours_type(kind: type) -> bool:
    """True for a class of a framework, such as its training cells."""
    # Definitions of the frontends carry their public module.
    return kind.__module__.partition(".")[0] in (*LAYERS, "compat")


def name_within(parent: Any, child: Any) -> str | None:
    """The dotted path of `child` below `parent`."""
    waiting, seen = [("", parent)], set()
    while waiting:
        path, layer = waiting.pop(0)
        for name, below in children(layer):
            if below is child:
                return path + name
            if id(below) not in seen:
                seen.add(id(below))
                waiting.append((f"{path}{name}.", below))
    return None


def children(layer: Any) -> list[tuple[str, Any]]:
    """Layers one level below, by name."""
    members = layer.__dict__.get("_cells")
    if members is None:
        members = layer.__dict__.get("_sub_layers") or {}
    return [(name, below) for name, below in members.items() if below is not None]


def _own_parameters(layer: Any) -> list[tuple[str, Any]]:
    members = layer.__dict__.get("_params")
    if members is None:
        members = layer.__dict__.get("_parameters") or {}
    return list(members.items())


def described(value: Any) -> str:
    """`float32[2, 3]` for a tensor of either frontend or an array; "" for other values."""
    from ..core import op

    if isinstance(value, (list, tuple)):
        inner = ", ".join(filter(None, map(described, value)))
        return f"({inner})" if inner else ""
    try:
        if hasattr(value, "_value"):
            return f"{op.dtype_of(value._value)}{list(op.shape_of(value._value))}"
        if hasattr(value, "dtype") and hasattr(value, "shape"):
            return f"{value.dtype}{list(value.shape)}"
    except Exception as error:  # a tensor half made: what is known of it is said, not raised
        return f"{type(value).__name__} ({type(error).__name__})"
    return ""
