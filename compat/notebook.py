"""What notebooks show: tensors with a few values, networks as a table of layers, the backend."""

from __future__ import annotations

from html import escape
from typing import Any

MOST_ROWS, MOST_COLUMNS, MOST_LAYERS = 8, 8, 200
CELL = 'style="text-align:left;padding:1px 8px"'


def tensor_html(kind: str, x: Any) -> str:
    """Kind, dtype, shape and device of a tensor and the first values of its last two axes."""
    from .core import op

    if getattr(x, "has_init", False):  # a parameter that waits for its first values
        return escape(repr(x))
    value = x._value
    shape, dtype = list(op.shape_of(value)), op.dtype_of(value)
    facts = f"<b>{escape(kind)}</b> {dtype}{shape} on {escape(str(op.device_of(value)))}"
    array = op.to_numpy(value)
    if array.ndim == 0 or array.size == 0:
        return f"{facts} {escape(str(array)) if array.size else ''}"
    while array.ndim > 2:
        array = array[0]
    rows = array.reshape(1, -1) if array.ndim == 1 else array
    cut = "" if rows.shape[0] <= MOST_ROWS and rows.shape[1] <= MOST_COLUMNS else "<i>...</i>"
    body = "".join(
        "<tr>"
        + "".join(f"<td {CELL}>{escape(_text(v))}</td>" for v in row[:MOST_COLUMNS].tolist())
        + "</tr>"
        for row in rows[:MOST_ROWS]
    )
    return f"{facts}<table>{body}</table>{cut}"


def _text(value: Any) -> str:
    return f"{value:.5g}" if isinstance(value, float) else str(value)


def network_html(network: Any) -> str:
    """A table of the layers with their parameters, and the sum."""
    rows, total = [], 0
    for depth, name, layer in _walk(network):
        members = layer.__dict__.get("_params")
        members = layer.__dict__.get("_parameters", {}) if members is None else members
        shapes = [(n, [int(d) for d in p.shape]) for n, p in members.items() if p is not None]
        count = sum(_product(shape) for _, shape in shapes)
        total += count
        text = ", ".join(f"{n} {shape}" for n, shape in shapes)
        indent = "&nbsp;" * 4 * depth
        rows.append(
            f"<tr><td {CELL}>{indent}{escape(name)}</td><td {CELL}>{type(layer).__name__}</td>"
            f"<td {CELL}>{escape(text)}</td><td {CELL}>{count or ''}</td></tr>"
        )
    cut = "" if len(rows) < MOST_LAYERS else f"<i>the first {MOST_LAYERS} layers</i>"
    heads = "".join(f"<th {CELL}>{h}</th>" for h in ("layer", "class", "parameters", "numbers"))
    table = f"<table><tr>{heads}</tr>{''.join(rows)}</table>"
    return f"<b>{type(network).__name__}</b>: {total:,} numbers in parameters{table}{cut}"


def _walk(network: Any) -> list[tuple[int, str, Any]]:
    from .failure.place import children

    found: list[tuple[int, str, Any]] = []
    waiting = [(0, type(network).__name__, network)]
    while waiting and len(found) < MOST_LAYERS:
        depth, name, layer = waiting.pop()
        found.append((depth, name, layer))
        waiting += [(depth + 1, n, below) for n, below in reversed(children(layer))]
    return found


def _product(shape: list[int]) -> int:
    count = 1
    for extent in shape:
        count *= extent
    return count


def backend_html(registry: Any) -> str:
    """The backends found, and the one in use with the reason."""
    rows = "".join(
        f"<tr><td {CELL}>{escape(name)}</td><td {CELL}>"
        f"{'installed' if registry.installed(name) else 'not installed'}</td><td {CELL}>"
        f"{escape(registry.reason) if name == registry.backend else ''}</td></tr>"
        for name in registry.available()
    )
    return f"<b>compat</b>: backend {escape(str(registry.backend))}<table>{rows}</table>"
