"""Build the source distribution and the wheel, install each, and run one program.

    python tools/check_package.py [VERSION ...]

Every Python of the versions (default: 3.10 to 3.13, those found) gets a fresh environment for each
of the two. The program lies beside a `compat.py` and a `backends.py` of its own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
VERSIONS = ("3.10", "3.11", "3.12", "3.13")
PROGRAM = """
import backends, mindspore as ms, paddle.fluid as fluid, sys
x = ms.ops.GradOperation()(lambda x: x * x)(ms.Tensor([3.0], ms.float32))
with fluid.dygraph.guard():
    y = fluid.dygraph.to_variable(x.asnumpy()) + 1
    print(backends.value, y.numpy(), "compat._backends.numpy" in sys.modules)
"""
EXPECTED = "41 [7.] True\n"


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Standard output of a command; an error shows all it said."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, timeout=900)
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    return done.stdout


def interpreter(version: str) -> str | None:
    """The Python of a version, from the path or from pyenv."""
    pyenv = Path.home() / ".pyenv/versions"
    found = sorted(pyenv.glob(f"{version}.*/bin/python{version}"))
    return str(found[-1]) if found else shutil.which(f"python{version}")


def check(python: str, artefact: Path, folder: Path) -> None:
    """Install into a fresh environment and run the program by module and by command."""
    run(python, "-m", "venv", folder / "venv")
    scripts = folder / "venv/bin"
    run(scripts / "python", "-m", "pip", "install", "-q", artefact)
    for name, text in (
        ("main.py", PROGRAM),
        ("compat.py", "print('the wrong compat')\n"),
        ("backends.py", "value = 41\n"),
    ):
        (folder / name).write_text(text)
    for launcher in ([scripts / "python", "-m", "compat"], [scripts / "compat"]):
        said = run(*launcher, "main.py", cwd=folder)
        if said != EXPECTED:
            sys.exit(f"{artefact.name} on {python}: expected {EXPECTED!r}, but got {said!r}")


def main(versions: list[str]) -> None:
    pythons = {v: p for v in versions if (p := interpreter(v))}
    if not pythons:
        sys.exit(f"none of Python {', '.join(versions)} is installed")
    with tempfile.TemporaryDirectory() as temporary:
        run(sys.executable, "-m", "build", "-q", "--outdir", f"{temporary}/dist", ROOT)
        for version, python in pythons.items():
            for artefact in sorted(Path(temporary, "dist").iterdir()):
                folder = Path(temporary, f"{version}-{artefact.suffix[1:]}")
                folder.mkdir()
                check(python, artefact, folder)
                print(f"Python {version}: {artefact.name} runs")


if __name__ == "__main__":
    main(sys.argv[1:] or list(VERSIONS))
