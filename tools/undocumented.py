"""Write `tests/manifest/undocumented.txt`: what docstrings of the most used names do not say.

    python tools/undocumented.py

`tests/manifest/most-used.txt` has the names that at least five directories of real models use,
most used first. What a docstring has to say: see `lacks` in `tests/api/docs.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


def main() -> None:
    import compat
    from tests.api import docs, provided

    compat.install()
    used = (provided.FOLDER / "most-used.txt").read_text("utf-8").split()
    lines = docs.undocumented(used)
    (provided.FOLDER / "undocumented.txt").write_text("".join(f"{n}\n" for n in lines), "utf-8")
    print(f"{len(used) - len(lines)} of {len(used)} names are documented")


if __name__ == "__main__":
    main()
