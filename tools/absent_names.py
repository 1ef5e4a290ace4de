"""Take out of tests/manifest/absent-*.txt the names that are provided by now; never add one.

python tools/absent_names.py

docs/compatibility.md is written anew.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.api import provided
from tools import make_compatibility


def main() -> int:
    """Write both lists; 1 if a name is missing that they do not have."""
    lost = []
    for framework in provided.FRAMEWORKS:
        name = framework["framework"]
        listed, found = set(provided.listed_absent(name)), provided.absent(framework)
        lost += [public for public in found if public not in listed]
        kept = [public for public in found if public in listed]
        provided.absent_file(name).write_text("\n".join(kept) + "\n", "utf-8")
        print(f"{name}: {len(kept)} absent, {len(listed) - len(kept)} fewer than before")
    make_compatibility.main()
    if lost:
        print("Missing, and not in the lists:", *lost, sep="\n  ")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
