"""Write compat/core/table.pyi, the types of the call table, from the contract.

python tools/make_table_stub.py
"""

from __future__ import annotations

import inspect
import sys
import typing
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "compat/core/table.pyi"
sys.path.insert(0, str(ROOT))

from compat.core.contract import GROUPS, PRIMITIVES  # noqa: E402

HEAD = '''"""Types of the call table; written by tools/make_table_stub.py from the contract."""

from collections.abc import Iterable
from typing import Any

class Table:
'''


def text_of(kind: object) -> str:
    """An annotation as the stub writes it."""
    if kind is type(None):
        return "None"
    if isinstance(kind, type) and not typing.get_args(kind):
        return kind.__name__
    return str(kind).replace("typing.", "").replace("collections.abc.", "")


def method(name: str, function: object) -> str:
    """One slot: operands and static parameters by position, as it is called."""
    hints = typing.get_type_hints(function)
    parameters = [f"{p}: {text_of(hints[p])}" for p in inspect.signature(function).parameters]
    taken = ", ".join(["self", *parameters, "/"])
    line = f"    def {name}({taken}) -> {text_of(hints['return'])}: ..."
    if len(line) <= 100:
        return line
    rows = "".join(f"        {p},\n" for p in ["self", *parameters, "/"])
    return f"    def {name}(\n{rows}    ) -> {text_of(hints['return'])}: ..."


def stub() -> str:
    """The whole file."""
    declared = {n: f for g in GROUPS for n, f in vars(g).items() if n in PRIMITIVES}
    return HEAD + "\n".join(method(n, declared[n]) for n in PRIMITIVES) + "\n\nop: Table\n"


if __name__ == "__main__":
    TARGET.write_text(stub(), "utf-8")
