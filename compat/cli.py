"""The command line: `compat ...` and `python -m compat ...` are one.

Without the name of a command the words are a program: `compat train.py`, `compat -m package`.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from . import __version__

# Command -> module and function that provides it; imported when it is called or shown in --help.
COMMANDS = {
    "check": ("check", "check"),
    "compare": ("compare", "compare"),
    "convert": ("convert", "convert"),
    "exec": ("execute", "execute"),
    "info": ("info", "info"),
    "inspect": ("inspect", "inspect"),
    "record": ("record", "record"),
    "shim": ("shim", "shim"),
}
PROGRAM_FORMS = ("-m", "-c", "-")


class Program(list[str]):
    """The words of a program: what to run and its arguments."""


def _can_be_run(path: str) -> bool:
    """True for a file, and for a folder that Python would run; others of a command's name do not
    hide the command.
    """
    return os.path.isfile(path) or os.path.isfile(os.path.join(path, "__main__.py"))


class ProgramOrCommand(click.Group):
    """A group whose default is to run a program, whose options then are its own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, `run` included."""
        return sorted([*COMMANDS, *self.commands])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command."""
        if cmd_name in self.commands:
            return self.commands[cmd_name]
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name]
        found: click.Command = getattr(
            importlib.import_module(f".commands.{module}", __package__), function
        )
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `run` in front of the words of a program."""
        at = self._first_word(args)
        if at < len(args) and self._is_program(args[at]):
            args = [*args[:at], "run", *args[at:]]
        return super().parse_args(ctx, args)

    def _first_word(self, args: list[str]) -> int:
        takes_value = {
            name: not getattr(p, "is_flag", False)
            for p in self.params
            for name in (*p.opts, *p.secondary_opts)
        }
        at = 0
        while at < len(args) and args[at].startswith("--"):
            name, equals, _ = args[at].partition("=")
            at += 2 if takes_value.get(name) and not equals else 1
        return at

    def _is_program(self, word: str) -> bool:
        if word in PROGRAM_FORMS:
            return True
        if word.startswith("-"):
            return False
        command = word in COMMANDS or word in self.commands
        return not command or (word != "run" and _can_be_run(word))


@click.group(
    cls=ProgramOrCommand,
    context_settings={"allow_interspersed_args": False, "help_option_names": ["-h", "--help"]},
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.version_option(__version__)
@click.option("--backend", metavar="NAME", help="numpy, torch, tensorflow, auto or a third party's")
@click.option("--device", metavar="NAME", help="cpu, cuda, cuda:1, ...")
@click.option("--plugins", metavar="NAMES", help="profile, primitives, nan_check, trace; commas")
@click.option(
    "--profile", is_flag=True, help="time by layer, line, forward and backward, at the end"
)
@click.option(
    "--profile-to",
    multiple=True,
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="--profile into a file, too: .json a Chrome/Perfetto trace, .html a page",
)
@click.option("--nan-check", is_flag=True, help="name the first primitive that makes a NaN")
@click.option("--trace", is_flag=True, help="print every primitive with shapes and dtypes")
@click.option(
    "--seed-report", is_flag=True, help="which random generators are seeded, where, at the end"
)
@click.option(
    "--legacy/--no-legacy",
    default=None,
    help="give back names that other libraries have dropped (default: yes)",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="start the program N times on this machine, to train together",
)
@click.pass_context
def main(
    ctx: click.Context, legacy: bool | None, plugins: str | None, profile_to: tuple[str, ...],
    **options: Any,
) -> Any:  # fmt: skip
    """Programs written for MindSpore 2.0 and Paddle 1.8 dygraph, unchanged.

    \b
    compat [options] script.py [args ...]
    compat [options] -m module [args ...]
    compat [options] -c code [args ...]
    compat [options] COMMAND ...

    \b
    Examples:
      compat train.py --epochs 3
      compat --backend torch --profile -m package.train
      compat --processes 2 train.py
      compat exec bash scripts/run_standalone_train.sh
      compat check .
    """
    from .commands.environment import warn_of_unknown

    for option in ("backend", "device"):
        if options[option] is not None:
            os.environ[f"COMPAT_{option.upper()}"] = options[option]
    if profile_to:
        options["profile"] = True
        os.environ["COMPAT_PROFILE_TO"] = ",".join(os.path.abspath(name) for name in profile_to)
    wanted = [plugins or os.environ.get("COMPAT_PLUGINS", "")]
    wanted += [name for name in ("profile", "nan_check", "trace") if options[name]]
    if any(wanted):
        os.environ["COMPAT_PLUGINS"] = ",".join(filter(None, wanted))
    if options["seed_report"]:
        os.environ["COMPAT_SEED_REPORT"] = "1"
    if legacy is not None:
        os.environ["COMPAT_LEGACY"] = "1" if legacy else "0"
    ctx.obj = options["processes"]
    warn_of_unknown()
    if ctx.invoked_subcommand not in (None, "run") and ctx.obj:
        raise click.UsageError(
            f"--processes starts a program, but {ctx.invoked_subcommand} is a command"
        )
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        return 2
    return 0


@main.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def run(processes: int | None, arguments: tuple[str, ...]) -> Program | int:
    """Run a script, `-m module` or `-c code`; the word `run` may be left out."""
    if processes is not None:
        from .commands.processes import start

        return start(processes, arguments)
    return Program(arguments)


def entry(arguments: list[str] | None = None) -> int:
    """Parse the words; a program then runs outside of the parser. Returns the exit status."""
    try:
        outcome = main.main(arguments, prog_name="compat", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Abort:
        return 1
    if isinstance(outcome, Program):
        from ._run import main as launch

        return launch(list(outcome))
    return outcome if isinstance(outcome, int) else 0


if __name__ == "__main__":
    sys.exit(entry())
