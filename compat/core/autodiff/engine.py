"""The protocol that every differentiation engine serves, and the one in use."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from ..contract import Primitive
from ..errors import BackendError

Slots = Mapping[str, Callable[..., Any]]


class AutodiffEngine(Protocol):
    """What the frontends ask of an engine. Values are raw arrays or tracked ones."""

    def slots(
        self,
        primitives: Mapping[str, Primitive],
        raw: Slots,
        defaults: Mapping[str, Callable[..., Any] | None],
    ) -> Slots:
        """The functions to put into the call table in place of the `raw` ones."""

    def leaf(self, x: Any, owner: Any = None) -> Any:
        """A new differentiable value equal to `x`, connected to `x` where that is tracked.

        `x` itself (untracked) where its dtype is neither float nor complex; inside `paused` nothing
        is connected. owner: what `accumulate` reports for it; kept by a weak reference.
        """

    def is_tracked(self, x: Any) -> bool:
        """True for a value whose history is recorded."""

    def tracks(self, x: Any, /) -> bool:
        """`is_tracked` of what is an array for sure, at the least cost."""

    def detach(self, x: Any) -> Any:
        """The raw array of `x`; shares its memory."""

    def gradients(
        self,
        outputs: Sequence[Any],
        cotangents: Sequence[Any],
        inputs: Sequence[Any],
        create_graph: bool,
        allow_unused: bool,
    ) -> list[Any]:
        """Cotangents of `inputs`, one each; a cotangent None stands for ones.

        create_graph: the results are tracked themselves. An input the outputs do not depend on gets
        None with `allow_unused`, else zeros.
        """

    def accumulate(
        self, outputs: Sequence[Any], cotangents: Sequence[Any], retain_graph: bool
    ) -> list[tuple[Any, Any]]:
        """(owner, cotangent) for every leaf with a living owner that the outputs depend on."""

    def custom(
        self,
        forward: Callable[..., Any],
        backward: Callable[[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]], Sequence[Any]],
    ) -> Callable[..., Any]:
        """A function of arrays with a derivative of its own.

        forward(*xs) -> array or tuple of arrays, run unrecorded;
        backward(cotangents, xs, results) -> one cotangent or None for each x.
        Cotangents that did not arrive are zeros.
        """

    def watch(self, x: Any, function: Callable[[bool], None]) -> None:
        """Call `function(create_graph)` whenever a backward pass comes through the tracked `x`.

        What it raises ends the pass.
        """

    def paused(self) -> AbstractContextManager[None]:
        """Nothing is recorded inside, in this thread and context; safe against interrupts."""

    def switched(self, on: bool) -> None:
        """`set_recording` was called in this context, for engines that keep a mode themselves."""


class _Quick:
    """What is asked about every result, and told at every switch, without looking the engine up."""

    __slots__ = ("switched", "tracks")
    tracks: Callable[[Any], bool]
    switched: Callable[[bool], None]


quick = _Quick()
_current: AutodiffEngine | None = None
_select: Callable[[], Any] = lambda: None  # noqa: E731


def engine() -> AutodiffEngine:
    """The engine of the selected backend (selects one by the environment if there is none)."""
    if _current is None:
        _select()
        assert _current is not None
    return _current


def choose(backend_engine: Callable[[], Any]) -> AutodiffEngine:
    """The tape when `COMPAT_AUTODIFF=tape`, else what the backend asks for."""
    wanted = os.environ.get("COMPAT_AUTODIFF", "auto").strip() or "auto"
    if wanted not in ("auto", "tape"):
        raise BackendError(f"COMPAT_AUTODIFF must be 'auto' or 'tape', but got {wanted!r}")
    if wanted == "tape":
        from .tape import Tape

        return Tape()
    chosen: AutodiffEngine = backend_engine()
    return chosen


def activate(chosen: AutodiffEngine) -> None:
    """Make `chosen` the engine in use."""
    global _current
    from .pausing import is_paused

    _current = chosen
    quick.tracks = chosen.tracks
    quick.switched = chosen.switched
    chosen.switched(not is_paused())


def deactivate(select: Callable[[], Any]) -> None:
    """No engine until `select` has chosen a backend."""
    global _current, _select
    _current, _select = None, select
    quick.tracks = lambda x: engine().tracks(x)
    quick.switched = lambda on: None
