"""Recordings as folders: read with every size and place checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ..core.errors import FileFormatError

MANIFEST = "manifest.json"
FORMAT = 1
KINDS = ("input", "initial", "forward", "backward", "update", "state")
OF_PARAMETERS = ("initial", "backward", "update", "state")
Key = tuple[int, str, str, str, int]


@dataclass
class Event:
    """One call, gradient or update: who, when, and its arrays."""

    kind: str
    step: int
    path: str
    operator: str
    call: int
    arrays: list[dict[str, Any]]

    @property
    def key(self) -> Key:
        """What the other recording has the same of."""
        name = self.arrays[0]["name"] if self.kind in OF_PARAMETERS and self.arrays else ""
        return self.step, self.kind, self.path, name, self.call


@dataclass
class Recording:
    """A folder with its manifest."""

    folder: Path
    facts: dict[str, Any]
    events: list[Event] = field(default_factory=list)

    def array(self, row: dict[str, Any]) -> Any:
        """The numbers of one array. Raises FileFormatError."""
        path = (self.folder / row["file"]).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise FileFormatError(f"{self.folder}: {row['file']} leads out of the recording")
        try:
            return np.load(path, allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise FileFormatError(f"{path}: {error}") from error

    @property
    def title(self) -> str:
        """Framework, version and backend in a few words."""
        backend = self.facts.get("backend")
        name = f"{self.facts.get('framework')} {self.facts.get('version')}"
        return f"{name} on {backend}" if backend else name


def is_recording(path: Path) -> bool:
    """True for a folder with a manifest."""
    return (path / MANIFEST).is_file()


def load(folder: Path) -> Recording:
    """The recording in a folder. Raises FileFormatError, OSError."""
    path = folder / MANIFEST
    try:
        facts = json.loads(path.read_text("utf-8"))
        if facts["format"] != FORMAT:
            raise FileFormatError(f"{path}: format {facts['format']}, this compat reads {FORMAT}")
        events = list(_events(facts.pop("events")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, FileFormatError):
            raise
        raise FileFormatError(f"{path}: no manifest of a recording: {error}") from error
    return Recording(folder, facts, events)


def _events(rows: list[dict[str, Any]]) -> Iterator[Event]:
    for row in rows:
        if row["kind"] not in KINDS:
            raise ValueError(f"unknown kind {row['kind']!r}")
        yield Event(
            row["kind"], int(row["step"]), str(row["path"]), str(row["operator"]),
            int(row["call"]), [_row(a) for a in row["arrays"]],
        )  # fmt: skip


def _row(row: dict[str, Any]) -> dict[str, Any]:
    shape = [int(n) for n in row["shape"]]
    return {"name": str(row["name"]), "shape": shape, "dtype": str(row["dtype"]),
            "file": str(row["file"]), "every": int(row.get("every", 1))}  # fmt: skip
