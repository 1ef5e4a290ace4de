"""Run the corpus of failing programs and count how many end with cause and next command.

    python tools/score_failures.py [--backend NAME] [--show]

Each program runs in a process of its own. It counts when the last six lines of its standard error
match what its row asks for. Exits with 1 below 100 %.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.failure.corpus import CASES, Case  # noqa: E402

LAST = 6


def ending(case: Case, backend: str) -> str:
    """The last lines of what the program prints when it dies."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "program.py").write_text(case.program, "utf-8")
        chosen = [] if any("--backend" in o for o in case.options) else ["--backend", backend]
        command = [sys.executable, "-m", "compat", *chosen, *case.options, "program.py"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    return "\n".join(done.stderr.splitlines()[-LAST:])


def main() -> int:
    """Print the score by kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backend", default="numpy")
    parser.add_argument("--show", action="store_true", help="print what does not score")
    chosen = parser.parse_args()
    good: Counter[str] = Counter()
    for case in CASES:
        text = ending(case, chosen.backend)
        right = bool(re.search(case.cause, text) and re.search(case.next, text))
        good[case.kind] += right
        if chosen.show and not right:
            print(f"--- {case.body}\n{text}")
    every = Counter(case.kind for case in CASES)
    for kind, count in every.items():
        print(f"{kind:12} {good[kind]:3} of {count}")
    print(f"{'together':12} {sum(good.values()):3} of {len(CASES)}")
    return int(sum(good.values()) < len(CASES))


if __name__ == "__main__":
    sys.exit(main())
