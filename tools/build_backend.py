"""The build backend: setuptools, and byte code for editable installs.

pip compiles what it copies into an environment but not a checkout it only points to. Where Python
is told to write no byte code (`PYTHONDONTWRITEBYTECODE`, common in containers) every start would
compile the frontends again, which takes 1.2 s; with byte code `import mindspore` takes a quarter of
a second.
"""

from __future__ import annotations

import compileall
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403


def build_editable(
    wheel_directory: str,
    config_settings: dict[str, Any] | None = None,
    metadata_directory: str | None = None,
) -> str:
    """setuptools' editable wheel; the sources are compiled in place."""
    for package in ("compat", "backends"):
        compileall.compile_dir(package, quiet=2)
    name: str = build_meta.build_editable(wheel_directory, config_settings, metadata_directory)
    return name
