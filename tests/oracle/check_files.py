"""Files of Paddle 1.8.5 resume here, files written here resume there: `tox -e oracle-paddle`.

Every optimizer and schedule of `paddle_files.py` trains and saves on the one side; both sides go on
from the files, and the next losses, the rates and the names of the state must agree.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from check import ROOT, interpreter

PROGRAM = str(ROOT / "tests/oracle/paddle_files.py")


def run(side: str, mode: str, folder: Path, result: Path) -> dict:
    """The program's results on one side."""
    python = [interpreter("paddle")] if side == "paddle" else [sys.executable, "-m", "compat"]
    env = {**os.environ, "PYTHONPATH": str(ROOT) if side == "compat" else ""}
    command = [*python, PROGRAM, mode, str(folder), str(result)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=600)
    if done.returncode:
        sys.exit(f"{side} {mode} failed\n{done.stderr[-3000:]}")
    found: dict = json.loads(result.read_text("utf-8"))
    return found


def agree(a: list, b: list) -> bool:
    """Losses and rate to float32 rounding, names exactly."""
    numbers = zip([*a[0], a[1]], [*b[0], b[1]], strict=True)
    return a[2] == b[2] and all(math.isclose(x, y, rel_tol=1e-5) for x, y in numbers)


def main() -> int:
    """0 if all agree."""
    different = 0
    with tempfile.TemporaryDirectory() as name:
        for writer in ("paddle", "compat"):
            folder = Path(name, writer)
            folder.mkdir()
            run(writer, "save", folder, folder / "saved.json")
            theirs = run("paddle", "resume", folder, folder / "paddle.json")
            ours = run("compat", "resume", folder, folder / "compat.json")
            for case, expected in theirs.items():
                if not agree(expected, ours[case]):
                    different += 1
                    print(f"{writer} wrote {case}: paddle {expected}, compat {ours[case]}")
            print(f"{len(theirs)} files of {writer} resumed on both sides")
    return min(different, 1)


if __name__ == "__main__":
    sys.exit(main())
