"""`compat convert`: weights from one format, and one framework's names, to another's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .files import readable

FRAMEWORKS = click.Choice(["torch", "mindspore", "paddle"])


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--to", type=FRAMEWORKS, help="names and layouts of this framework's usual layers")
@click.option("--from", "origin", type=FRAMEWORKS, help="whose names the source has [told by them]")
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="OLD=NEW|FILE",
    help="rename more: a rule, where * stands for anything, .T behind NEW transposes and an "
    "empty NEW leaves out; or a file of such lines; done behind --to",
)
@click.option("--quiet", is_flag=True, help="do not list what was renamed")
def convert(
    source: Path, target: Path, to: str | None, origin: str | None, maps: tuple[str, ...],
    quiet: bool,
) -> None:  # fmt: skip
    """Convert SOURCE to TARGET; the suffixes say the formats. Nothing in a file is executed.

    .ckpt, .pdparams, .pdopt, .npz, .safetensors and .pth (weights only) are read and written.

    \b
    Examples:
      compat convert lenet.ckpt lenet.pth --to torch
      compat convert resnet.pdparams resnet.safetensors --to torch --map "down.*=downsample.*"
      compat convert model.pth model.ckpt --to mindspore --map names.txt
    """
    from ..weights import formats, renaming

    with readable(source):
        found = formats.read(source)
    try:
        if to is not None:
            done = renaming.rename(found.arrays, origin or renaming.source_of(found.arrays), to)
            found.arrays = done.arrays
            _tell(done, quiet)
        if maps:
            done = renaming.apply_rules(found.arrays, renaming.parse_rules(_lines(maps)))
            found.arrays = done.arrays
            _tell(done, quiet)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    with readable(target):
        formats.write(target, found)
    click.echo(f"{target}: {len(found.arrays)} arrays")


def _lines(maps: tuple[str, ...]) -> list[str]:
    lines: list[str] = []
    for word in maps:
        if "=" in word:
            lines.append(word)
            continue
        try:
            lines += Path(word).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise click.BadParameter(
                f"{word} is no rule old=new and no such file: {error}"
            ) from error
    return lines


def _tell(done: Any, quiet: bool) -> None:
    if quiet:
        return
    for old, new, flipped in done.changes:
        click.echo(f"{old} -> {new}" + (" (transposed)" if flipped else ""))
    for name in done.dropped:
        click.echo(f"{name} left out")
