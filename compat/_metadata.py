"""What `importlib.metadata` is told about the originals; loaded on demand (20 ms)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import metadata
from typing import Any


class Original(metadata.Distribution):
    """Name and version of an original that is served from here."""

    def __init__(self, name: str, version: str) -> None:
        self._text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"

    def read_text(self, filename: str) -> str | None:
        return self._text if filename == "METADATA" else None

    def locate_file(self, path: Any) -> Any:
        raise FileNotFoundError(f"{path}: the distribution is served by compat and has no files")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def distributions(known: Iterable[tuple[str, str]], wanted: str | None) -> Iterator[Original]:
    """The distributions among `known` called `wanted`; all of them for None."""
    for name, version in known:
        if wanted is None or _normal(wanted) == name:
            yield Original(name, version)
