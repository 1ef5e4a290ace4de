"""ResNet-50 of MindSpore and of Paddle converted to torch: largest difference of the logits.

    python tools/convert_resnet.py [--mindspore PYTHON] [--paddle PYTHON]

Without the Python of a real framework the program runs on compat. Exits with 1 above 1e-5.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
MOST = 1e-5


def difference(framework: str, python: str | None, blocks: str, width: int, size: int) -> float:
    """Largest difference of the logits, relative to the largest of them."""
    from tests.weights import resnet_torch

    program = ROOT / "tests/weights" / f"resnet_{framework}.py"
    launcher = [python] if python else [sys.executable, "-m", "compat"]
    file = {"mindspore": "resnet.ckpt", "paddle": "resnet.pdparams"}[framework]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = ["--blocks", blocks, "--width", str(width), "--size", str(size)]
        subprocess.run([*launcher, program, folder, *words], check=True, cwd=ROOT)
        rules = folder / "names.txt"
        rules.write_text(getattr(resnet_torch, f"{framework.upper()}_MAP"))
        convert = [sys.executable, "-m", "compat", "convert", folder / file, folder / "resnet.pth"]
        subprocess.run([*convert, "--to", "torch", "--map", rules, "--quiet"], check=True, cwd=ROOT)
        x, wanted = np.load(folder / "x.npy"), np.load(folder / "logits.npy")
        depths = [int(n) for n in blocks.split(",")]
        got = resnet_torch.logits(depths, width, str(folder / "resnet.pth"), x)
    return float(np.abs(got - wanted).max() / np.abs(wanted).max())


def main() -> int:
    """Print a line for each framework."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mindspore", metavar="PYTHON", help="one that has MindSpore 2.0")
    parser.add_argument("--paddle", metavar="PYTHON", help="one that has Paddle 1.8.5")
    parser.add_argument("--blocks", default="3,4,6,3")
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--size", type=int, default=64)
    chosen = parser.parse_args()
    worst = 0.0
    for framework in ("mindspore", "paddle"):
        python = getattr(chosen, framework)
        far = difference(framework, python, chosen.blocks, chosen.width, chosen.size)
        worst = max(worst, far)
        print(f"{framework}{' itself' if python else ' on compat'}: {far:.2e}")
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())
