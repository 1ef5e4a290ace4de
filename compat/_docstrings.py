"""Docstrings of definitions that share a function: operator classes and tensor methods.

A docstring has headings at the start of a line (`Args:`) with entries below. What belongs to an
operator or a method is taken from its function's, so that there is one text to keep right.
"""

from __future__ import annotations

import re

HEADINGS = (
    "Args", "Inputs", "Returns", "Outputs", "Yields", "Raises", "Note", "Example", "Examples",
)  # fmt: skip
_HEADING = re.compile(rf"^({'|'.join(HEADINGS)}):\n", re.MULTILINE)


def sections(text: str | None) -> dict[str, str]:
    """{heading: lines below it}; what comes before the first heading under ""."""
    first, *rest = _HEADING.split(_unindented(text or ""))
    found = {"": first.strip("\n")}
    for heading, lines in zip(rest[::2], rest[1::2], strict=True):
        found[heading] = lines.rstrip()
    return found


def _unindented(text: str) -> str:
    """A docstring of a function or class of a module without the indentation of its source.

    `inspect.cleandoc` takes several times as long, and this runs for hundreds of names at import.
    """
    return text if "\nArgs:\n" in text else text.replace("\n    ", "\n")


def entries(lines: str) -> dict[str, str]:
    """{argument: its text} of the lines below `Args:`."""
    texts = ("\n" + lines).replace("\n        ", "\n\t").split("\n    ")[1:]
    return {
        text[: text.find(" ")].rstrip(":").lstrip("*"): text.replace("\n\t", "\n        ")
        for text in texts
    }


def joined(parts: dict[str, str]) -> str:
    """The docstring with these sections, in the order of `HEADINGS`."""
    below = [f"{h}:\n{parts[h]}" for h in HEADINGS if parts.get(h)]
    return "\n\n".join([parts[""], *below]) + "\n"


def _lines(texts: dict[str, str]) -> str:
    return "\n".join(f"    {text}" for text in texts.values())


def documented(text: str | None) -> bool:
    """Whether a docstring has more than its first paragraph."""
    return text is not None and ("Args:\n" in text or "Example:\n" in text)


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
    mine = sections(own) if documented(own) else {}
    return joined(parts | mine)


def method_doc(name: str, text: str, called: str, arguments: dict[str, str]) -> str | None:
    """The docstring of the tensor method `name` over the function `called`, whose is `text`.

    arguments: the method's and how their defaults are shown, in the order of the function's behind
    the first; None is returned for another number of them.
    """
    parts = sections(text)
    described = entries(parts.get("Args", ""))
    first = next(iter(described), "")
    described.pop(first, None)
    if len(described) != len(arguments):
        return None
    for argument, default in zip(described, arguments.values(), strict=True):
        kind, mark, meaning = described[argument].partition("): ")
        described[argument] = kind.partition(", default ")[0] + default + mark + meaning
    parts["Args"] = _lines(described)
    parts["Example"] = _called_on_tensor(parts.get("Example", ""), called, name)
    found = joined(parts).replace(f"`{first}`", "the tensor")
    for theirs, ours in zip(described, arguments, strict=True):
        if theirs != ours:
            found = found.replace(f"    {theirs} (", f"    {ours} (", 1)
            found = found.replace(f"`{theirs}`", f"`{ours}`").replace(f" {theirs}=", f" {ours}=")
    return found


def _called_on_tensor(example: str, called: str, name: str) -> str:
    """`ops.called(x, y)` as `x.name(y)`."""
    before, *calls = example.split(f"ops.{called}(")
    for call in calls:
        operand = call[: min(call.find(mark) for mark in ",)" if mark in call)]
        rest = call[len(operand) :].removeprefix(", ")
        before += f"{operand}.{name}({rest}" if operand.isidentifier() else f"ops.{called}({call}"
    return before
