"""What is in a file of weights, or of MindRecord rows: names, shapes, dtypes, statistics."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from . import formats

# Rows of a MindRecord file that are looked at for the statistics.
MOST_ROWS = 1000


def describe(path: Path) -> dict[str, Any]:
    """Plain data: entries with statistics, other values, sums."""
    if is_records(path):
        return _records(path)
    found = formats.read(path)
    rows = [entry(name, x) for name, x in found.arrays.items()]
    return {
        "file": str(path),
        "entries": rows,
        "values": found.values,
        "sum": {
            "arrays": len(rows),
            "numbers": sum(int(x.size) for x in found.arrays.values()),
            "bytes": sum(int(x.nbytes) for x in found.arrays.values()),
            "not_finite": sum(row["not_finite"] for row in rows),
        },
    }


def entry(name: str, x: Any) -> dict[str, Any]:
    """Name, shape, dtype and statistics in float64 of one array."""
    row = {"name": name, "shape": list(x.shape), "dtype": x.dtype.name, "not_finite": 0}
    if x.size == 0 or x.dtype.kind not in "biuf":
        return row
    wide = x.astype(np.float64)
    finite = np.isfinite(wide)
    row["not_finite"] = int(x.size - finite.sum())
    if not row["not_finite"]:
        row.update(
            min=float(wide.min()),
            max=float(wide.max()),
            mean=float(wide.mean()),
            std=float(wide.std()),
        )
    return row


def is_records(path: Path) -> bool:
    """True for MindRecord files, whose names often have no suffix that says so."""
    return ".mindrecord" in path.name.lower() or path.with_name(path.name + ".db").is_file()


def _records(path: Path) -> dict[str, Any]:
    from ..core.errors import FileFormatError
    from ..mindspore_api.mindrecord import FileReader

    try:
        reader = FileReader(str(path))
    except Exception as error:  # of several kinds, all of them about the file
        raise FileFormatError(f"{path}: {str(error).strip().splitlines()[0]}") from error
    try:
        rows = [row for row, _ in zip(reader.get_next(), range(MOST_ROWS), strict=False)]
        schema, count = reader.schema(), reader.len()
    finally:
        reader.close()
    fields = [_field(name, kind, [r[name] for r in rows]) for name, kind in schema.items()]
    return {
        "file": str(path),
        "entries": fields,
        "values": {},
        "sum": {"rows": count, "fields": len(fields), "bytes": path.stat().st_size},
    }


def _field(name: str, kind: dict[str, Any], values: list[Any]) -> dict[str, Any]:
    if kind["type"] in ("bytes", "string"):
        sizes = sorted({len(v) for v in values})
        shape = [f"{sizes[0]}..{sizes[-1]}"] if len(sizes) > 1 else sizes
        return {"name": name, "shape": shape, "dtype": kind["type"], "not_finite": 0}
    row = entry(name, np.array(values)) if values else entry(name, np.empty(0))
    row["shape"], row["dtype"] = list(kind.get("shape", [])), kind["type"]
    return row
