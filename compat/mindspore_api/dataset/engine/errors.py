"""Errors of a running pipeline, in the structure that MindSpore gives them."""

from __future__ import annotations

import traceback

from ..transforms.failure import UNEXPECTED, OperationError

_LINE = "-" * 66
_FAILED = "Execute user Python code failed, check 'Python Call Stack' above."


def _section(title, text):
    return f"\n{_LINE}\n- {title}: \n{_LINE}\n{text}\n"


def pipeline_error(message, heading=UNEXPECTED):
    """The RuntimeError of a pipeline whose input or parameters are wrong."""
    end = "" if message.endswith(".") else "."
    return RuntimeError(
        heading + "\n" + _section("Dataset Pipeline Error Message", f"[ERROR] {message}{end}")
    )


def user_error(error, where="", behind=""):
    """The RuntimeError of a pipeline in which a function of the program raised `error`.

    `where` names the operation: "map operation: [PyFunc] failed. Error description:"; `behind`
    follows the traceback.
    """
    trace = trace_of(error)
    if where:
        trace = f"{where}\n{type(error).__name__}: {trace}{behind}"
    made = RuntimeError(
        "Exception thrown from user defined Python function in dataset. \n"
        + _section("Python Call Stack", trace)
        + _section("Dataset Pipeline Error Message", f"[ERROR] {_FAILED}")
    )
    made.__cause__ = error
    return made


def trace_of(error):
    """The text of a traceback; of an error from a worker process the worker's own."""
    kept = getattr(error, "worker_trace", None)
    if kept is not None:
        return kept
    return "".join(traceback.format_exception(type(error), error, error.__traceback__))


def operation_failed(operation, error, files=(), first=True):
    """What a pipeline raises when an operation of a `map` raised `error` on a row from `files`.

    MindSpore names the files for the first operation of a `map`; for later ones they follow here
    behind its text.
    """
    source = f"The corresponding data file is: {', '.join(dict.fromkeys(files))}." if files else ""
    where = f"map operation: [{operation_name(operation)}] failed. "
    before, behind = (source and source + " ", "") if first else ("", source)
    if isinstance(error, OperationError):
        end = "" if error.message.endswith(".") else "."
        message = f"{error.message}{end} {behind}" if behind else error.message
        made = pipeline_error(where + before + message, error.heading)
        made.__cause__ = error
        return made
    return user_error(error, f"{where}{before}Error description:", behind)


def operation_name(operation):
    """The name MindSpore gives an operation in messages; Python functions are PyFunc."""
    native = getattr(operation, "python", None) is False
    return type(operation).__name__ if native else "PyFunc"
