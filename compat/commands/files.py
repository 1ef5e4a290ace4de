"""Writing results: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """What a file is to blame for, as an error of the command line instead of a traceback."""
    from ..core.errors import CompatError

    try:
        yield
    except OSError as error:
        raise click.FileError(str(path), error.strerror or str(error)) from error
    except (CompatError, MemoryError) as error:
        raise click.ClickException(str(error) or f"{path}: not enough memory") from error
