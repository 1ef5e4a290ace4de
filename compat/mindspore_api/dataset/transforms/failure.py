"""The error an operation raises on data it cannot process, in the structure of MindSpore's."""

from __future__ import annotations

from typing import NoReturn

# Headings of the status codes of MindSpore's data engine.
UNEXPECTED = "Exception thrown from dataset pipeline. Refer to 'Dataset Pipeline Error Message'. "
SYNTAX = "Syntax error. "
SHAPE = "Shape is incorrect. "
BOX = "Unexpected error. "

_RULE = "-" * 66


class OperationError(RuntimeError):
    """An operation failed on its data.

    `message` is the operation's own text, `heading` the kind of failure; the text of the exception
    frames both as MindSpore does. A pipeline names the failing operation before `message`.
    """

    def __init__(self, message: str, heading: str = UNEXPECTED) -> None:
        super().__init__(message, heading)
        self.message = message
        self.heading = heading

    def __str__(self) -> str:
        end = "" if self.message.endswith(".") else "."
        return (
            f"{self.heading}\n\n{_RULE}\n- Dataset Pipeline Error Message: \n{_RULE}\n"
            f"[ERROR] {self.message}{end}\n\n"
        )


def fail(message: str, heading: str = UNEXPECTED) -> NoReturn:
    """Raise the failure of an operation."""
    raise OperationError(message, heading)
