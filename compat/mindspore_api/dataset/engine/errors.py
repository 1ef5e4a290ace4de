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


def user_error(error, where=""):
    """The RuntimeError of a pipeline in which a function of the program raised `error`.

    `where` names the operation: "map operation: [PyFunc] failed. Error description:".
    """
    trace = trace_of(error)
    if where:
        trace = f"{where}\n{type(error).__name__}: {trace}"
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


def operation_failed(operation, error, files=()):
    """What a pipeline raises when an operation of a `map` raised `error` on a row from `files`."""
    where = f"map operation: [{operation_name(operation)}] failed. "
    if files:
        where += f"The corresponding data file is: {', '.join(dict.fromkeys(files))}. "
    if isinstance(error, OperationError):
        made = pipeline_error(where + error.message, error.heading)
        made.__cause__ = error
        return made
    return user_error(error, f"{where}Error description:")


def operation_name(operation):
    """The name MindSpore gives an operation in messages; Python functions are PyFunc."""
    native = getattr(operation, "python", None) is False
    return type(operation).__name__ if native else "PyFunc"
