"""Convolutions, transposed convolutions and their gradients beside torch on the CPU."""

from __future__ import annotations

import json
from dataclasses import asdict

from .grid import CASES, Case
from .report import OUT, chart, geometric_mean, plain, save, table
from .timing import MODE, Measured, available, in_turn, present

MAPS = {
    "forward": "forward",
    "transposed": "transposed",
    "gradients": "forward and both gradients",
}
BASE = "torch"


def task(case: Case, name: str) -> dict:
    return {"suite": "convolution", "map": name, "shapes": case.shapes(), **asdict(case)}


def selected(quick: bool, pattern: str) -> list[Case]:
    cases = [c for c in CASES if pattern in c.name]
    return cases[1::5] if quick and not pattern else cases


def run(quick: bool, pattern: str = "", only: tuple[str, ...] = ()) -> None:
    """Measure the grid and write the page, the data and the chart."""
    peers = present(available())
    for peer in [p for p in peers if only and p.name != BASE and p.name not in only]:
        peer.close()
        peers.remove(peer)
    about = [f"{p.name}: {p.ask(about=True).get('about')}" for p in peers]
    print("; ".join(about))
    rounds, budget = (5, 0.04) if quick or MODE.cpu else (9, 0.15)
    results = []
    for case in selected(quick, pattern):
        for name in MAPS:
            times = in_turn(peers, task(case, name), rounds, budget)
            results.append(Measured(case.name, name, case.family, times))
            print(line(results[-1], [p.name for p in peers]), flush=True)
    for peer in peers:
        peer.close()
    names = [p.name for p in peers if p.name != BASE]
    print(means(results, names))
    if not pattern:
        write(results, names, about)


def line(result: Measured, names: list[str]) -> str:
    parts = [f"{result.name:<34} {result.map:<11}"]
    for name in names:
        ratio = result.ratio(name, BASE)
        if ratio:
            parts.append(f"{name} {ratio.median:.2f} ({ratio.low:.2f}-{ratio.high:.2f})")
    return "  ".join(parts)


def ratios(results: list[Measured], name: str, map_: str, family: str = "") -> list[float]:
    chosen = [r for r in results if r.map == map_ and family in ("", r.family)]
    found = [r.ratio(name, BASE) for r in chosen]
    return [r.median for r in found if r]


def means(results: list[Measured], names: list[str]) -> str:
    """Geometric means of the ratios and the largest ones."""
    rows = []
    for name in names:
        for map_, text in MAPS.items():
            found = ratios(results, name, map_)
            if found:
                mean, worst = geometric_mean(found), max(found)
                above = sum(r > 3 for r in found)
                rows.append(
                    [name, text, f"{mean:.2f}", f"{worst:.2f}", str(above), str(len(found))]
                )
    return table(["", "map", "geometric mean", "largest", "above 3", "cases"], rows)


def write(results: list[Measured], names: list[str], about: list[str]) -> None:
    body = [
        "Times of one call over the time of the same call to torch on the CPU, every peer in a",
        "process of its own, asked in turn; medians of the rounds, the quarters around them in",
        f"brackets. Below 1 is faster than torch. {str(MODE).capitalize()}.",
        "; ".join(about) + ".",
        "",
        means(results, names),
        "",
        "![The NumPy backend by kind of shape](convolutions.png)",
        "",
        "![All peers by kind of shape](convolutions-peers.png)",
        "",
    ]
    for map_, text in MAPS.items():
        rows = []
        for result in (r for r in results if r.map == map_):
            cells = [result.ratio(name, BASE) for name in names]
            base = sorted(result.times[BASE])[len(result.times[BASE]) // 2] * 1e6
            shown = [f"{r.median:.2f} ({r.low:.2f}-{r.high:.2f})" if r else "" for r in cells]
            rows.append([result.name, f"{base:.0f}", *shown])
        body += [f"## {text.capitalize()}", "", table(["case", "torch µs", *names], rows), ""]
    save("convolutions", "Convolutions", "\n".join(body), plain(results))
    draw()


def draw() -> None:
    """The charts, from the medians beside the page."""
    found = json.loads((OUT / "convolutions.json").read_text())["results"]
    peers, kinds = found["peers"], {case.name: case.family for case in CASES}
    labels = sorted({kinds[name] for name in found["cases"]})

    def over_base(peer: str, map_: str) -> list[float | None]:
        """Means over the cases of a family of a peer's time over torch's."""
        place, base, row = peers.index(peer), peers.index(BASE), found["maps"].index(map_)
        ratios = {label: [] for label in labels}
        for name, rows in found["cases"].items():
            if rows[row][place] and rows[row][base]:
                ratios[kinds[name]].append(rows[row][place] / rows[row][base])
        return [mean_of(ratios[label]) for label in labels]

    if "compat numpy" in peers:
        series = {text: over_base("compat numpy", map_) for map_, text in MAPS.items()}
        chart("convolutions", "NumPy backend: time over torch CPU's time", labels, series)
    beside = {peer: over_base(peer, "gradients") for peer in peers if peer != BASE}
    title = "Forward and both gradients: time over torch CPU's time"
    chart("convolutions-peers", title, labels, beside)


def mean_of(values: list[float]) -> float | None:
    return geometric_mean(values) if values else None
