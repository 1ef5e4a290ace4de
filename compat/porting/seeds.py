"""Which random generators the program seeds, where and with what, and which it draws from unseeded.

`compat --seed-report train.py`; printed on standard error when the program ends. A program whose
generators are all seeded gives the same numbers again.
"""

from __future__ import annotations

import atexit
import importlib
import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import numpy as np

from ..failure.place import is_users


@dataclass
class Generator:
    """One generator: the calls that seeded it, and its state at the beginning, as far as known."""

    name: str
    seeds: list[tuple[str, str]] = field(default_factory=list)  # (argument, line)
    state: Callable[[], Any] | None = None
    before: Any = None

    @property
    def moved(self) -> bool | None:
        """True when the state is another one; None where it cannot be asked."""
        return None if self.state is None else repr(self.state()) != self.before

    @property
    def verdict(self) -> str:
        """What to say of it."""
        if self.seeds:
            return "seeded"
        if self.moved is None:
            return "never seeded"
        return "DRAWN FROM UNSEEDED" if self.moved else "not used"


class Report:
    """The generators, and the functions around the ones that seed them."""

    def __init__(self) -> None:
        self.generators: list[Generator] = []
        self.undo: list[Callable[[], None]] = []

    def watch(self, name: str, owner: Any, function: str, state: Any = None) -> None:
        """Note the calls of `owner.function`."""
        generator = Generator(name, state=state, before=repr(state()) if state else None)
        self.generators.append(generator)
        plain = getattr(owner, function)

        def seeding(*args: Any, **kwargs: Any) -> Any:
            given = ", ".join([*map(repr, args), *(f"{k}={v!r}" for k, v in kwargs.items())])
            generator.seeds.append((given, users_line()))
            return plain(*args, **kwargs)

        setattr(owner, function, seeding)
        self.undo.append(lambda: setattr(owner, function, plain))

    def watch_programs(self, owner: type) -> None:
        """Note assignments to `random_seed` of Paddle's programs."""
        generator = Generator("paddle random_seed")
        self.generators.append(generator)
        plain: Any = owner.__dict__["random_seed"]

        def assign(program: Any, value: Any) -> None:
            generator.seeds.append((repr(value), users_line()))
            plain.fset(program, value)

        owner.random_seed = property(plain.fget, assign)  # type: ignore[attr-defined]
        self.undo.append(lambda: setattr(owner, "random_seed", plain))

    def show(self) -> None:
        """Print the table."""
        verdicts = [g.verdict for g in self.generators]  # before rich, which draws numbers itself
        from rich.console import Console
        from rich.table import Table

        table = Table("generator", "", "seed", "line", title="compat seed report")
        for generator, verdict in zip(self.generators, verdicts, strict=True):
            seeds = generator.seeds or [("", "")]
            for i, (given, line) in enumerate(seeds):
                first = i == 0
                shown = (generator.name, verdict) if first else ("", "")
                table.add_row(*shown, given, line)
        out = Console(file=sys.stderr, highlight=False, soft_wrap=True)
        if not out.is_terminal:
            out.width = max(out.width, 160)
        out.print(table)


def users_line() -> str:
    """The nearest line of the program on the way here."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if is_users(frame.f_code):
            name = frame.f_code.co_filename
            return f"{min(os.path.relpath(name), name, key=len)}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def begin() -> Callable[[], None]:
    """Watch from now on; returns the function that ends it and prints the table."""
    mindspore = importlib.import_module("mindspore")
    dataset = importlib.import_module("mindspore.dataset")
    static = importlib.import_module("paddle.fluid.static")
    report = Report()
    report.watch("random (Python)", random, "seed", random.getstate)
    report.watch("numpy.random", np.random, "seed", lambda: np.random.get_state(legacy=False))
    report.watch("mindspore", mindspore, "set_seed")
    report.watch("mindspore.dataset (or mindspore)", dataset.config, "set_seed")
    report.watch_programs(static.Program)

    def stop() -> None:
        atexit.unregister(report.show)
        for undo in reversed(report.undo):
            undo()
        report.show()

    atexit.register(report.show)
    return stop
