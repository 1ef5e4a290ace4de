"""Finds the Python sources and notebooks below a path and parses them; nothing is executed."""

from __future__ import annotations

import ast
import io
import json
import os
import tokenize
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# A program text above this size is data; parsing it would take gigabytes.
MAX_BYTES = 4 << 20
SKIPPED_FOLDERS = {"__pycache__", "node_modules", "site-packages"}


@dataclass
class Source:
    """One file: its syntax tree, or why it could not be read."""

    path: Path
    tree: ast.Module | None = None
    problem: str | None = None


def find(root: Path) -> Iterator[Path]:
    """Sources below `root` in sorted order; links to folders are not followed.

    Hidden folders and virtual environments are passed over.
    """
    if root.is_file():
        yield root
        return
    for folder, names, files in os.walk(root, followlinks=False):
        names[:] = sorted(n for n in names if _worth_entering(Path(folder, n)))
        for name in sorted(files):
            path = Path(folder, name)
            if path.suffix in (".py", ".ipynb") and path.is_file():
                yield path


def _worth_entering(folder: Path) -> bool:
    hidden = folder.name.startswith(".") or folder.name in SKIPPED_FOLDERS
    return not hidden and not (folder / "pyvenv.cfg").exists()


def read(path: Path) -> Source:
    """Parse one file; what goes wrong is told in `problem`."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return Source(path, problem=f"larger than {MAX_BYTES >> 20} MiB")
        data = path.read_bytes()
        text = _notebook(data) if path.suffix == ".ipynb" else _decode(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Source(path, ast.parse(text, str(path)))
    except SyntaxError as error:
        return Source(path, problem=f"line {error.lineno}: {error.msg}")
    except (ValueError, RecursionError, MemoryError, OSError) as error:
        return Source(path, problem=f"{type(error).__name__}: {error}")


def _decode(data: bytes) -> str:
    """The text by its encoding cookie; bytes that do not fit become replacement characters."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError:
        encoding = "utf-8"
    return data.decode(encoding, "replace")


def _notebook(data: bytes) -> str:
    """The code cells of a notebook, one after the other; magics and shell lines become blank."""
    cells = json.loads(data.decode("utf-8", "replace")).get("cells")
    if not isinstance(cells, list):
        raise ValueError("a notebook without a list of cells")
    text = []
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            source = cell.get("source", "")
            lines = ("".join(source) if isinstance(source, list) else str(source)).splitlines()
            plain = ("" if line.lstrip().startswith(("%", "!")) else line for line in lines)
            text.append("\n".join(plain))
    return "\n".join(text)
