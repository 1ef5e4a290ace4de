"""Why a program died, by kind of error: each kind is a function from the error to a Cause."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from types import TracebackType
from typing import Any

from .._imports import DISTRIBUTIONS, ROOTS
from . import newer_numpy as numpy_changes
from .cause import Cause
from .place import Place, kinds_of_layers
from .program import script, words


def find(error: BaseException, place: Place) -> Cause | None:
    """What the first kind says that knows the error, or one that it was raised from."""
    for kind in KINDS:
        for raised in _chain(error):
            cause = kind(raised, place)
            if cause is not None:
                return cause
    return refused(error, place)


def _chain(error: BaseException) -> Iterator[BaseException]:
    raised: BaseException | None = error
    seen: set[int] = set()
    while raised is not None and id(raised) not in seen:
        seen.add(id(raised))
        yield raised
        raised = raised.__cause__ or (None if raised.__suppress_context__ else raised.__context__)


def again(*options: str) -> str:
    """The command that runs the program once more with options of compat."""
    return shlex.join(["compat", *options, *words(sys.argv)])


def _check() -> str:
    main = script()
    return shlex.join(["compat", "check", str(words(sys.argv)[0] if main else ".")])


# -- names of the frameworks -------------------------------------------------------------------

_ABSENT = re.compile(r"^([\w.]+)(?: \(through [\w.]+\))? belongs to .* not provided by compat")


def absent_name(error: BaseException, place: Place) -> Cause | None:
    """A name of the version that compat does not provide."""
    found = _ABSENT.match(str(error)) if isinstance(error, NotImplementedError) else None
    if found is None:
        return None
    name = found[1]
    from ..porting.differences import replacement
    from ..porting.nearest import nearest

    instead = replacement(name)
    if instead is None:
        near = nearest(name) if name.rpartition(".")[0] in sys.modules else None
        instead = f"the nearest name that is provided: {near}" if near else ""
    why = f"{name} is not provided by compat (it imports; using it raises)"
    return Cause(why, instead or "leave this part to the framework itself", _check(), name)


_UNKNOWN = (
    (re.compile(r"^module '((?:mindspore|paddle)[\w.]*)' has no attribute '(\w+)'"), ""),
    (re.compile(r"^cannot import name '(\w+)' from '((?:mindspore|paddle)[\w.]*)'"), "turned"),
    (re.compile(r"^No module named '((?:mindspore|paddle)[\w.]*)\.(\w+)'"), ""),
)


def unknown_name(error: BaseException, place: Place) -> Cause | None:
    """A name that MindSpore 2.0 and Paddle 1.8 do not have: another version's, or misspelt."""
    if not isinstance(error, (AttributeError, ImportError)):
        return None
    for pattern, order in _UNKNOWN:
        found = pattern.match(str(error))
        if found is not None:
            module, name = found.groups()[:: -1 if order else 1]
            return _of_another_version(f"{module}.{name}")
    return None


def _of_another_version(full: str) -> Cause:
    from ..porting.nearest import nearest
    from ..porting.verdict import judge

    verdict = judge(full)
    note, _, instead = verdict.note.partition("; here: ")
    near = None if instead else nearest(full)
    if near:
        instead = f"did you mean {near}?"
    return Cause(f"{full}: {note or 'not a name of this version'}", instead, _check(), full)


_METHOD = re.compile(r"'?([\w.]+)'? object has no attribute '(\w+)'")


def unknown_method(error: BaseException, place: Place) -> Cause | None:
    """A method or attribute that tensors, variables and layers of this version do not have."""
    found = _METHOD.search(str(error)) if isinstance(error, AttributeError) else None
    owner = getattr(error, "obj", None)
    if owner is None:
        owner = _asked(error.__traceback__)
    if found is None or owner is None or found[1].rpartition(".")[2] != type(owner).__name__:
        return None
    home = type(owner).__module__.partition(".")[0]
    if home not in ROOTS and not isinstance(owner, kinds_of_layers()):
        return None
    name, known = found[2], [n for n in dir(owner) if n[0] != "_"]
    near = [n for n in known if name in n and len(name) > 3]
    near += [n for n in get_close_matches(name, known, 3, 0.6) if n not in near]
    version = f" in {' '.join(DISTRIBUTIONS[home])}" if home in ROOTS else ""
    why = f"{found[1].rpartition('.')[2]} has no {name!r}{version}"
    return Cause(why, f"nearest: {', '.join(near[:3])}" if near else "", _check())


def _asked(trace: TracebackType | None) -> Any:
    """The object whose `__getattr__` raised."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or trace.tb_frame.f_code.co_name != "__getattr__":
        return None
    return trace.tb_frame.f_locals.get("self")


_KEYWORD = re.compile(r"unexpected keyword arguments?:? '?(\w+)")


def unknown_keyword(error: BaseException, place: Place) -> Cause | None:
    """A keyword argument of another version."""
    found = _KEYWORD.search(str(error)) if isinstance(error, TypeError) else None
    if found is None or place.line is None:
        return None
    from ..porting.nearest import keyword_owners, parameters_of

    name, number, _ = place.line
    for full in keyword_owners(name, number, found[1]):
        known = parameters_of(full)
        near = get_close_matches(found[1], known, 1, 0.5)
        takes = f"it takes {', '.join(known)}"
        instead = f"did you mean {near[0]}=? {takes}" if near else takes
        return Cause(
            f"{full} has no parameter {found[1]!r}", instead, _check(), f"{full}({found[1]}=)"
        )
    return None


# -- backends, devices, files, libraries -------------------------------------------------------


def backend(error: BaseException, place: Place) -> Cause | None:
    """Errors about compat itself: backend, device, plugin, processes."""
    from ..core import errors

    if isinstance(error, errors.FileFormatError) or not isinstance(error, errors.CompatError):
        return None
    kind = "device" if isinstance(error, errors.DeviceError) else "backend"
    instead = {"device": "--device cpu", "backend": "--backend numpy"}[kind]
    return Cause(str(error).splitlines()[0], f"leave the {kind} out, or {instead}", "compat info")


_PATH = re.compile(r"[\w./~-]*\w\.[A-Za-z]\w+")


def damaged_file(error: BaseException, place: Place) -> Cause | None:
    """A file that is not what it should be."""
    from ..core import errors

    if not isinstance(error, errors.FileFormatError):
        return None
    found = _PATH.search(str(error)) or _PATH.search(place.text)
    what = os.path.relpath(found[0]) if found else "FILE"
    why = f"{what} is damaged or no such file: {str(error).splitlines()[0]}"
    return Cause(why, "copy or save the file again", f"compat inspect {shlex.quote(what)}")


def missing_library(error: BaseException, place: Place) -> Cause | None:
    """A package that is not installed, by the name that pip knows."""
    if not isinstance(error, ModuleNotFoundError) or error.name is None:
        return None
    from ..porting import packages

    package = error.name.partition(".")[0]
    if package in ("mindspore", "paddle", "compat") or packages.installed(package):
        return None
    distribution = packages.distribution(package)
    if not distribution:
        return Cause(f"{package} is not installed and on no public index", "take its use out")
    return Cause(f"the package {package} is not installed", "", f"pip install {distribution}")


_DROPPED = re.compile(r"^module '([\w.]+)' has no attribute '(\w+)'")


def dropped_name(error: BaseException, place: Place) -> Cause | None:
    """A name that NumPy or another library has dropped, and the old-names layer gives back."""
    found = _DROPPED.match(str(error)) if isinstance(error, AttributeError) else None
    if found is None:
        return None
    from ..porting.legacy import covered

    full = f"{found[1]}.{found[2]}"
    if not covered(full):
        return None
    return Cause(f"{full} is gone from today's {found[1]}", "", again("--legacy"))


def newer_numpy(error: BaseException, place: Place) -> Cause | None:
    """What NumPy 2.x changed."""
    return numpy_changes.cause(error)


# -- what operators refuse ---------------------------------------------------------------------

_HINT = re.compile(r"\[Hint: (.*?)\]\s*(?:\n|$)", re.DOTALL)
_OPERATOR = re.compile(r"\[operator < (\w+) > error\]")
_DTYPE = re.compile(
    r"dtype|data.?type|type of|must be|should be|Tensor\[|wrong type|float\d\d|int(?:8|16|32|64)",
    re.I,
)
_SHAPE = re.compile(r"shape|dimension|dims?\b|rank|broadcast|size|channel|height|width|axis", re.I)


def refused(error: BaseException, place: Place) -> Cause | None:
    """An operator's or a layer's refusal: of a shape, a dtype or another value."""
    if not place.inside or isinstance(error, (OSError, KeyboardInterrupt)):
        return None
    why = _essence(error)
    hint, shaped = "", _SHAPE.search(why)
    if _DTYPE.search(why) and (isinstance(error, TypeError) or not shaped):
        hint = _cast(why, place)
    elif shaped:
        hint = "print the shapes in the lines before, or let --trace do it"
    if isinstance(error, MemoryError) or "out of memory" in str(error).lower():
        hint = "a smaller batch, or a device with more memory"
    return Cause(why, hint, again("--trace") + "   (every operator with shapes and dtypes)")


def _essence(error: BaseException) -> str:
    """One line of the error; Paddle's long texts say it in their hint."""
    text = str(error).strip()
    found, operator = _HINT.search(text), _OPERATOR.search(text)
    if found and "kernel_iter" not in found[1]:
        by = f" (operator {operator[1]})" if operator else ""
        return f"{found[1]}{by}"
    summary = text.partition("Error Message Summary:")[2].strip("\n- ")
    lines = (summary or text).splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


_KINDS_OF_NUMBERS = re.compile(r"(?:u?int|float)(?:8|16|32|64)|bool", re.I)


def _cast(why: str, place: Place) -> str:
    """How to make the dtype that the text asks for; float32 where it does not say."""
    wanted = _KINDS_OF_NUMBERS.findall(why.partition("but")[0].lower())
    usual = [d for d in ("float32", "int64", "int32") if d in wanted]
    dtype = (usual or wanted or ["float32"])[0]
    if place.frontend == "paddle":
        return f"fluid.layers.cast(x, {dtype!r}), where x is the operand of the wrong dtype"
    return f"x.astype(mindspore.{dtype}), where x is the operand of the wrong dtype"


def not_finite(error: BaseException, place: Place) -> Cause | None:
    """What `--nan-check` found."""
    if not isinstance(error, FloatingPointError) or "compat nan_check" not in str(error):
        return None
    why = str(error).partition(": ")[2]
    return Cause(
        why, "a smaller learning rate, an epsilon, or a check of the data", again("--trace")
    )


KINDS: tuple[Callable[[BaseException, Place], Cause | None], ...] = (
    absent_name,
    unknown_name,
    dropped_name,
    newer_numpy,
    unknown_keyword,
    unknown_method,
    backend,
    damaged_file,
    missing_library,
    not_finite,
)
