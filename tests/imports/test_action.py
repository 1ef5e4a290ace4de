"""The composite action and the container file: their commands are ones that exist."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from compat.cli import COMMANDS, main

ROOT = Path(__file__).parents[2]


def test_the_action_is_composite_and_uses_its_inputs():
    yaml = pytest.importorskip("yaml")
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert action["runs"]["using"] == "composite"
    text = (ROOT / "action.yml").read_text("utf-8")
    used = set(re.findall(r"inputs\.([\w-]+)", text))
    assert used == set(action["inputs"])
    # Inputs reach the shell as variables only, so that none of them can be a command.
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_commands_and_options_of_the_action_exist():
    text = (ROOT / "action.yml").read_text("utf-8")
    for line in re.findall(r"^\s+compat (.*)$", text, re.MULTILINE):
        words = line.split()
        assert words[0] in COMMANDS
        command = main.get_command(click.Context(main), words[0])
        known = {name for p in command.params for name in p.opts}
        assert {w for w in words if w.startswith("--")} <= known


def test_the_container_file_names_extras_that_exist():
    tomllib = pytest.importorskip("tomllib")
    text = (ROOT / "Containerfile").read_text("utf-8")
    extras = re.search(r"whl\)\[([\w,]+)\]", text)[1].split(",")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(extras) <= set(project["optional-dependencies"])
    assert 'ENTRYPOINT ["compat"]' in text
