"""`compat shim`: metadata-only wheels, so that pins of the frameworks can be installed."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import click

from .. import __version__

# Distributions that bring the frameworks -> the version that compat speaks for.
NAMES = {
    "mindspore": "2.0.0",
    "mindspore-cpu": "2.0.0",
    "mindspore-gpu": "2.0.0",
    "mindspore-ascend": "2.0.0",
    "paddlepaddle": "1.8.5",
    "paddlepaddle-gpu": "1.8.5",
}
USUAL = ("mindspore", "paddlepaddle")
MARK = "Served by compat"
_PIN = re.compile(r"^\s*([A-Za-z0-9._-]+)\s*(?:\[.*?\])?\s*(?:[=~<>!]=?=?\s*([\w.+!]+))?")


@click.command()
@click.argument("pins", nargs=-1)
@click.option(
    "-r", "--requirement", multiple=True, metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="take the pins of the frameworks from a requirements file",
)  # fmt: skip
@click.option(
    "-d", "--directory", default="wheels", show_default=True,
    type=click.Path(file_okay=False, path_type=Path), help="where the wheels go",
)  # fmt: skip
@click.option("--install", is_flag=True, help="install them into this environment, with pip")
def shim(
    pins: tuple[str, ...], requirement: tuple[Path, ...], directory: Path, install: bool
) -> None:
    """Make wheels without content that satisfy pins such as mindspore==2.0.0.

    With them, `pip install` of a project that asks for MindSpore or Paddle goes through; what
    `import mindspore` gives is compat's affair as before. Without PINS: mindspore and paddlepaddle.

    \b
    Examples:
      compat shim --install
      compat shim -r requirements.txt && pip install --find-links wheels -r requirements.txt
      compat shim mindspore-gpu==1.10.0
    """
    wanted = _wanted([*pins, *_lines(requirement)], strict=bool(pins) and not requirement)
    if not wanted:
        if requirement:
            raise click.ClickException("no pin of MindSpore or Paddle in these files")
        wanted = {name: NAMES[name] for name in USUAL}
    for name in wanted:
        _refuse_the_real_one(name)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        files = [_wheel(directory, name, version) for name, version in wanted.items()]
    except OSError as error:
        raise click.FileError(str(directory), error.strerror or str(error)) from error
    for path in files:
        click.echo(str(path))
    if install:
        words = ["install", "--quiet", "--no-deps", "--no-index", "--force-reinstall"]
        command = [sys.executable, "-m", "pip", *words, *map(str, files)]
        if subprocess.run(command).returncode:
            raise click.ClickException("pip could not install them")


def _lines(files: Iterable[Path]) -> list[str]:
    lines = []
    for path in files:
        try:
            lines += path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise click.FileError(str(path), str(error)) from error
    return lines


def _wanted(pins: list[str], strict: bool) -> dict[str, str]:
    """Distribution -> version, of the pins that name a framework."""
    found = {}
    for pin in pins:
        match = _PIN.match(pin.partition("#")[0])
        name = match[1].lower().replace("_", "-") if match else ""
        if match and name in NAMES:
            found[name] = match[2] or NAMES[name]
        elif strict:
            known = ", ".join(NAMES)
            raise click.BadParameter(f"{pin!r} is none of {known}, with a version or without")
    return found


def _refuse_the_real_one(name: str) -> None:
    """A shim must not hide an installed framework."""
    try:
        facts = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return
    if not str(facts.get("Summary", "")).startswith(MARK) and metadata.files(name):
        raise click.ClickException(f"{name} itself is installed here; a shim would replace it")


def _wheel(directory: Path, name: str, version: str) -> Path:
    """Write one wheel: metadata and nothing else."""
    stem = f"{name.replace('-', '_')}-{version}"
    summary = f"{MARK} {__version__}; holds no code"
    facts = f"Name: {name}\nVersion: {version}\nSummary: {summary}\n"
    contents = {
        "METADATA": f"Metadata-Version: 2.1\n{facts}",
        "WHEEL": f"Wheel-Version: 1.0\nGenerator: compat {__version__}\n"
        "Root-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files = {f"{stem}.dist-info/{file}": text.encode() for file, text in contents.items()}
    record = "".join(f"{file},sha256={_digest(data)},{len(data)}\n" for file, data in files.items())
    record += f"{stem}.dist-info/RECORD,,\n"
    path = directory / f"{stem}-py3-none-any.whl"
    half = path.with_suffix(".part")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, data in [*files.items(), (f"{stem}.dist-info/RECORD", record.encode())]:
            archive.writestr(zipfile.ZipInfo(file, (2020, 1, 1, 0, 0, 0)), data)
    return half.replace(path)


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
