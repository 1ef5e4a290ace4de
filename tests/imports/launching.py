"""Start the launcher in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(arguments, cwd, launcher=("-m", "compat"), stdin=None, **environment):
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    env.pop("COMPAT_ACTIVE", None)
    return subprocess.run(
        [sys.executable, *launcher, *arguments],
        cwd=cwd,
        env=env,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
    )
