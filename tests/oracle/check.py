"""Rebuild the recorded answers from a real framework and compare them with the files in
tests/golden.

    python tests/oracle/check.py mindspore        # or paddle; tox -e oracle-mindspore,
    oracle-paddle

`COMPAT_ORACLE_MINDSPORE` / `COMPAT_ORACLE_PADDLE` may name the interpreter of an environment that
has the framework. Otherwise one is made under .tox from python3.9 or python3.7, found on the path
or among pyenv's versions.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/golden"
PYTHON = {"mindspore": "3.9", "paddle": "3.7"}
NEEDS = {
    "mindspore": ["mindspore==2.0.0", "pillow<10", "numpy<1.25"],
    "paddle": ["paddlepaddle==1.8.5", "protobuf<3.21"],
}
RTOL = 2e-6


def interpreter(framework: str) -> str:
    """Python of an environment that has the framework; made if need be."""
    given = os.environ.get(f"COMPAT_ORACLE_{framework.upper()}")
    if given:
        return given
    folder = ROOT / ".tox" / f"real-{framework}"
    python = folder / "bin/python"
    if not python.exists():
        subprocess.run([base_python(PYTHON[framework]), "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *NEEDS[framework]], check=True)
    return str(python)


def base_python(version: str) -> str:
    """An interpreter of that version."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for found in sorted(pyenv.glob(f"{version}.*/bin/python")):
        return str(found)
    found = shutil.which(f"python{version}")
    if found is None:
        sys.exit(f"python{version} is needed to run the original and was not found")
    return found


def rebuild(framework: str, folder: Path) -> None:
    """Run the recorders of a framework on a copy of the tests below `folder`."""
    here = folder / "tests/oracle"
    shutil.copytree(ROOT / "tests/oracle", here)
    shutil.copytree(ROOT / "tests/seed", folder / "tests/seed")
    (folder / "tests/__init__.py").touch()
    for name in sorted(p.name for p in GOLDEN.iterdir() if p.is_dir()):
        (folder / "tests/golden" / name).mkdir(parents=True)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(here)]), "GLOG_v": "4"}
    for recorder in sorted(here.glob(f"record_{framework}*.py")):
        print("running", recorder.name, flush=True)
        command = [interpreter(framework), "-m", f"tests.oracle.{recorder.stem}"]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
        if done.returncode:  # the originals log every error that a case asks for
            sys.exit(f"{recorder.name} failed\n{done.stderr[-3000:]}")


def same(a: object, b: object) -> bool:
    """Equal, numbers to float32 rounding."""
    if isinstance(a, float) or isinstance(b, float):
        if not (isinstance(a, (int, float)) and isinstance(b, (int, float))):
            return False
        both_nan = math.isnan(a) and math.isnan(b)
        return both_nan or math.isclose(a, b, rel_tol=RTOL, abs_tol=1e-7)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    return a == b


def differences(recorded: object, rebuilt: object, where: str) -> list[str]:
    """Where two documents differ, one line for each top-level key."""
    if isinstance(recorded, dict) and isinstance(rebuilt, dict):
        keys = recorded.keys() | rebuilt.keys()
        return [f"{where}: {k}" for k in sorted(keys) if not same(recorded.get(k), rebuilt.get(k))]
    return [] if same(recorded, rebuilt) else [where]


def main(framework: str) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rebuild(framework, folder)
        made = sorted((folder / "tests/golden" / framework).glob("*.json"))
        found = [
            line
            for path in made
            for line in differences(
                json.loads((GOLDEN / framework / path.name).read_text("utf-8")),
                json.loads(path.read_text("utf-8")),
                path.name,
            )
        ]
    missing = {p.name for p in (GOLDEN / framework).glob("*.json")} - {p.name for p in made}
    print("\n".join([*found, *(f"{m}: no recorder writes it" for m in sorted(missing))]))
    print(
        f"{len(made)} files rebuilt, {len(found)} answers differ, {len(missing)} files not rebuilt"
    )
    return 1 if found or missing or not made else 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["mindspore"], ["paddle"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
