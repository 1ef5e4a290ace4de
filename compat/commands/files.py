"""Writing results: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import click


def write_whole(path: Path, text: str) -> None:
    """Write a file beside its place and move it there: a reader never sees half of it."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.write_text(text, "utf-8")
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise click.FileError(str(path), error.strerror) from error
