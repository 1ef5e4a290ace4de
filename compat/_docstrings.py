"""Docstrings of definitions that share a function: operator classes and tensor methods.

A docstring has headings at the start of a line (`Args:`) with entries below. What belongs to an
operator or a method is taken from its function's, so that there is one text to keep right.
"""

from __future__ import annotations

import inspect
import re

HEADINGS = (
    "Args", "Inputs", "Returns", "Outputs", "Yields", "Raises", "Note", "Example", "Examples",
)  # fmt: skip
_HEADING = re.compile(rf"^({'|'.join(HEADINGS)}):\n", re.MULTILINE)
_ENTRY = re.compile(r"^    (?=\S)", re.MULTILINE)


def sections(text: str | None) -> dict[str, str]:
    """{heading: lines below it}; what comes before the first heading under ""."""
    first, *rest = _HEADING.split(inspect.cleandoc(text or ""))
    found = {"": first.strip("\n")}
    for heading, lines in zip(rest[::2], rest[1::2], strict=True):
        found[heading] = lines.rstrip("\n")
    return found


def entries(lines: str) -> dict[str, str]:
    """{argument: its text} of the lines below `Args:`."""
    texts = _ENTRY.split(lines)[1:]
    return {re.split(r"[ :]", text, maxsplit=1)[0].lstrip("*"): text.rstrip() for text in texts}


def joined(parts: dict[str, str]) -> str:
    """The docstring with these sections, in the order of `HEADINGS`."""
    below = [f"{h}:\n{parts[h]}" for h in HEADINGS if parts.get(h)]
    return "\n\n".join([parts[""], *below]) + "\n"


def _lines(texts: dict[str, str]) -> str:
    return "\n".join(f"    {text}" for text in texts.values())


def documented(text: str | None) -> bool:
    """Whether a docstring has more than its first paragraph."""
    return (
        text is not None and ":\n" in text and _HEADING.search(inspect.cleandoc(text)) is not None
    )


def operator_doc(name: str, own: str | None, text: str, called: str, attributes: list[str]) -> str:
    """The docstring of the operator class `name` over the function `called`, whose is `text`.

    own: what the class says itself; its sections replace those of the function.
    attributes: the arguments that the class takes, not the call.
    """
    parts = sections(text)
    arguments = entries(parts.pop("Args", ""))
    kept = {a: arguments.pop(a) for a in attributes if a in arguments}
    parts |= {"Args": _lines(kept), "Inputs": _lines(arguments)}
    parts["Outputs"] = parts.pop("Returns", "")
    example = parts.get("Example", "")
    parts["Example"] = "" if attributes else example.replace(f"ops.{called}(", f"ops.{name}()(")
    mine = sections(own)
    return joined(parts | (mine if len(mine) > 1 else {}))


def method_doc(name: str, text: str, called: str, arguments: list[str]) -> str | None:
    """The docstring of the tensor method `name` over the function `called`, whose is `text`.

    arguments: the method's, in the order of the function's behind the first; None is returned for
    another number of them.
    """
    parts = sections(text)
    described = entries(parts.pop("Args", ""))
    first = next(iter(described), None)
    described.pop(first or "", None)
    if len(described) != len(arguments):
        return None
    parts["Args"] = _lines(described)
    called_on = re.compile(rf"ops\.{called}\((\w+)(?:, )?")
    parts["Example"] = called_on.sub(rf"\1.{name}(", parts.get("Example", ""))
    found = joined(parts).replace(f"`{first}`", "the tensor")
    for theirs, ours in zip(described, arguments, strict=True):
        found = re.sub(rf"(^    |`|[(, ]){theirs}(?= \(|`|=)", rf"\g<1>{ours}", found, flags=re.M)
    return found
