"""What a call costs: the table over the library, the frontends over the library."""

from __future__ import annotations

import sys
from statistics import median

from .peers.small import KEEP_SHAPE, LONG
from .report import plain, save, table
from .timing import MODE, Measured, Peer, frontend, in_turn, originals, present

OPERATORS = (
    *("add", "multiply", "exp", "relu", "matmul"),
    *("sum", "reshape", "transpose", "softmax", "concat"),
)
BACKENDS = ("numpy", "torch", "tensorflow")
CALLS = ("library", "backend", "table")
MAPS = {
    "forward": "Forward",
    "gradient": "Forward and gradient, one call between start and gradient",
    "chain": f"Forward and gradient, {LONG} calls in a row, time of one",
}
FRAMEWORKS = ("MindSpore", "Paddle")


def run(quick: bool) -> None:
    """Measure both parts and write the page and the data."""
    rounds, budget = (7, 0.03) if quick else (15, 0.15)
    rows, calls = over_library(rounds, budget)
    results, names = frontends(rounds, budget)
    body = [
        "Operands are 8 x 8 in float32, so that the work is next to nothing. Every peer is a",
        f"process of its own, asked in turn; medians of the rounds; {MODE}.",
        "",
        "## The table over a direct call, nanoseconds",
        "",
        "The backend's function is what a plugin provides; the table may fill its slot with the",
        "library's function itself, and on the tape it looks whether an operand is recorded.",
        "",
        table(["library and operator", *CALLS, "table - backend", "table - library"], rows),
    ]
    for map_, title in MAPS.items():
        chosen = [r for r in results if r.map == map_]
        lines = [[r.name, *(shown(r, name) for name in names)] for r in chosen]
        middle = [["median", *(overall(chosen, name) for name in names)]]
        middle.append(["median over the library", *(added(chosen, name) for name in names)])
        body += ["", f"## {title}, microseconds", "", table(["operator", *names], lines + middle)]
    print("\n".join(body))
    save("operators", "Cost of a call", "\n".join(body), {"table": calls, "calls": plain(results)})


def over_library(rounds: int, budget: float) -> tuple[list[list[str]], list[dict]]:
    """Direct calls and calls through the table, in turn within one process for each backend."""
    rows, data = [], []
    for name in BACKENDS:
        for peer in present([Peer(name, sys.executable, "table_ops", COMPAT_BACKEND=name)]):
            for operator in ("add", "exp", "matmul"):
                times = {map_: [] for map_ in CALLS}
                for _ in range(rounds):
                    for map_, found in times.items():
                        task = {"operator": operator, "map": map_}
                        found += in_turn([peer], task, 1, budget / 3)[name]
                library, backend, through = times.values()
                over = [
                    median(b - a for a, b in zip(base, through, strict=True))
                    for base in (backend, library)
                ]
                figures = [*(median(t) for t in times.values()), *over]
                rows.append([f"{name} {operator}", *(f"{f * 1e9:.0f}" for f in figures)])
                data.append({"library": name, "operator": operator, **times})
            peer.close()
    return rows, data


def frontends(rounds: int, budget: float) -> tuple[list[Measured], list[str]]:
    """Every operator on every library, frontend and original framework."""
    peers = [Peer(name, sys.executable, f"{name}_ops") for name in BACKENDS]
    for framework in FRAMEWORKS:
        peers += [frontend(framework, backend) for backend in BACKENDS]
    peers = present(peers + originals("ops"))
    results = []
    for map_ in MAPS:
        for operator in OPERATORS:
            if map_ == "chain" and operator not in KEEP_SHAPE:
                continue
            times = in_turn(peers, {"operator": operator, "map": map_}, rounds, budget)
            if map_ == "chain":
                times = {name: [t / LONG for t in found] for name, found in times.items()}
            results.append(Measured(operator, map_, "", times))
    names = [p.name for p in peers]
    for peer in peers:
        peer.close()
    return results, names


def shown(result: Measured, name: str) -> str:
    times = result.times.get(name)
    return f"{median(times) * 1e6:.2f}" if times else ""


def overall(results: list[Measured], name: str) -> str:
    found = [median(r.times[name]) for r in results if r.times.get(name)]
    return f"{median(found) * 1e6:.2f}" if found else ""


def added(results: list[Measured], name: str) -> str:
    """What a frontend adds to the calls of the library below it."""
    base = name.partition(" on ")[2]
    found = [
        median(t - b for t, b in zip(r.times[name], r.times[base], strict=True))
        for r in results
        if base in r.times and name in r.times
    ]
    return f"{median(found) * 1e6:+.2f}" if found else ""
