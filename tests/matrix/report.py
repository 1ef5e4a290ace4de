"""Merge the results of several backends into one table.

pytest --junitxml=numpy.xml ...   (one file for each backend, named after it)
python tests/matrix/report.py numpy.xml torch.xml tensorflow.xml
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

OUTCOMES = ("passed", "failed", "skipped")


def outcome(case: ElementTree.Element) -> str:
    """passed, failed or skipped."""
    tags = {child.tag for child in case}
    if tags & {"failure", "error"}:
        return "failed"
    return "skipped" if "skipped" in tags else "passed"


def read(path: Path) -> dict[str, str]:
    """Test id -> outcome of one result file."""
    cases = ElementTree.parse(path).getroot().iter("testcase")
    return {f"{c.get('classname')}::{c.get('name')}": outcome(c) for c in cases}


def table(results: dict[str, dict[str, str]]) -> list[str]:
    """Markdown: totals, then the tests whose outcome is not the same everywhere."""
    lines = ["| backend | passed | failed | skipped |", "|---|---:|---:|---:|"]
    for name, cases in results.items():
        count = Counter(cases.values())
        lines.append(f"| {name} | " + " | ".join(str(count[o]) for o in OUTCOMES) + " |")
    lines += ["", "| test | " + " | ".join(results) + " |", "|---|" + "---|" * len(results)]
    for test in sorted(set().union(*results.values())):
        row = [cases.get(test, "-") for cases in results.values()]
        if len(set(row)) > 1 or "failed" in row:
            lines.append(f"| {test} | " + " | ".join(row) + " |")
    return lines


def main(paths: list[str]) -> None:
    if not paths:
        sys.exit(__doc__)
    print("\n".join(table({Path(p).stem: read(Path(p)) for p in paths})))


if __name__ == "__main__":
    main(sys.argv[1:])
