"""How long a picture takes through Paddle's loaders, beside Paddle itself."""

from __future__ import annotations

import json
import os
import subprocess

from .report import save, table
from .runs import Runtime, original, ours
from .timing import MODE, ROOT

PROGRAM = ROOT / "benchmarks" / "programs" / "loaders_paddle.py"


def start(quick: bool) -> None:
    """Measure and write the page and the data."""
    runtimes = [r for r in (ours("numpy"), original("Paddle")) if r]
    rounds = [{r.name: times(r) for r in runtimes} for _ in range(1 if quick else 3)]
    best = {n: {w: min(r[n][w] for r in rounds) for w in ways} for n, ways in rounds[0].items()}
    ways = list(best[runtimes[0].name])
    rows = [[way, *(f"{best[r.name][way]:.2f}" for r in runtimes)] for way in ways]
    heads = ["milliseconds a picture", *(r.name for r in runtimes)]
    body = "\n".join(
        [
            "Pictures of 256 x 256 are cropped, flipped and normalised by NumPy, batches of 16.",
            "",
            table(heads, rows),
        ]
    )
    print(body)
    save("loaders", "Loaders", body, {"rounds": rounds})


def times(runtime: Runtime) -> dict[str, float]:
    """The program's answer: way of loading -> milliseconds."""
    environment = {**os.environ, **MODE.environment(), **runtime.environment}
    command = [*runtime.command, str(PROGRAM)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=600, check=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
