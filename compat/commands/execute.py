"""`compat exec`: run any command with the frameworks served in every Python that it starts."""

from __future__ import annotations

import os
import sys

import click


@click.command(
    "exec",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def execute(command: tuple[str, ...]) -> None:
    """Run COMMAND; `import mindspore` and `import paddle` work in every Python that it starts.

    The Python that `python` and `python3` mean is the one compat is installed in.

    \\b
    Examples:
      compat exec bash scripts/run_standalone_train.sh
      compat --backend torch exec make train
    """
    from .._imports import install_in_children

    install_in_children()
    folder = os.path.dirname(os.path.abspath(sys.executable))
    os.environ["PATH"] = os.pathsep.join([folder, os.environ.get("PATH", os.defpath)])
    try:
        os.execvp(command[0], command)
    except OSError as error:
        raise click.ClickException(f"cannot run {command[0]!r}: {error.strerror}") from error
