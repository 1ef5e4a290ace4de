"""The recorded cases: one a line in `<framework>/<family>.jsonl`, with name, call and answer."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Case(NamedTuple):
    framework: str
    family: str
    name: str
    call: str
    answer: object


@cache
def load(framework: str) -> tuple[Case, ...]:
    """All cases of a framework."""
    found = []
    for path in sorted((HERE / framework).glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            found.append(Case(framework, path.stem, row["name"], row["call"], row["answer"]))
    return tuple(found)
