"""Plant the faults of tests/compare/faults.py one by one; count those found at the right layer.

    python tools/plant_faults.py [--backend NAME] [--framework mindspore|paddle] [--jobs N]

The faulty program runs on the backend, the sound one on NumPy. Exits with 1 unless all are found.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from compat.compare.difference import compare  # noqa: E402
from compat.compare.recordings import Recording, is_recording, load  # noqa: E402
from tests.compare.faults import FAULTS, PROGRAMS, Fault, program  # noqa: E402


def recorded(folder: Path, name: str, text: str, backend: str) -> Recording:
    """Run a program and load what its layers computed."""
    path = folder / f"{name}.py"
    path.write_text(text, "utf-8")
    command = [sys.executable, "-m", "compat", "--backend", backend, "record"]
    command += ["-o", str(folder / name), "--steps", "3", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    # A faulty program may die behind its fault; what was recorded until then shows it.
    if not is_recording(folder / name):
        raise RuntimeError(f"{name}:\n{done.stderr[-2000:]}")
    return load(folder / name)


def found_at(sound: Recording, faulty: Recording) -> tuple[str, str]:
    """(path, kind) of the first difference; empty where there is none."""
    first = compare(sound, faulty).first
    return (first.event.path, first.event.kind) if first else ("", "")


def main() -> int:
    """Print what was not found, and the score by sort of fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backend", default="numpy")
    parser.add_argument("--framework", choices=list(PROGRAMS))
    parser.add_argument("--jobs", type=int, default=1)
    chosen = parser.parse_args()
    faults = [f for f in FAULTS if chosen.framework in (None, f.framework)]
    good: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(chosen.jobs) as pool:
        folder = Path(name)
        sound = {w: recorded(folder, w, program(w), "numpy") for w in PROGRAMS}

        def look(numbered: tuple[int, Fault]) -> tuple[Fault, tuple[str, str]]:
            number, fault = numbered
            text = program(fault.framework, fault.place, fault.new)
            faulty = recorded(folder, f"fault{number}", text, chosen.backend)
            return fault, found_at(sound[fault.framework], faulty)

        for fault, place in pool.map(look, enumerate(faults)):
            right = place == (fault.path, fault.kind)
            good[fault.sort] += right
            if not right:
                print(f"{fault}: found {place}, planted {fault.path} {fault.kind}", flush=True)
    for sort, count in Counter(f.sort for f in faults).items():
        print(f"{sort:22} {good[sort]:3} of {count}")
    print(f"{'together':22} {sum(good.values()):3} of {len(faults)}")
    return int(sum(good.values()) < len(faults))


if __name__ == "__main__":
    sys.exit(main())
