"""`compat --seed-report`: which generators a program seeds, and which it draws from unseeded."""

from __future__ import annotations

from ..imports.launching import run

PROGRAM = """
import random
import numpy as np
import mindspore as ms
import paddle.fluid as fluid
ms.set_seed(7)
with fluid.dygraph.guard():
    fluid.default_main_program().random_seed = 9
random.random()
"""


def rows(table: str) -> dict[str, list[str]]:
    cells = [[c.strip() for c in line.split("│")[1:-1]] for line in table.splitlines()]
    return {row[0]: row[1:] for row in cells if row}


def test_seeded_unseeded_and_unused(tmp_path):
    (tmp_path / "train.py").write_text(PROGRAM)
    done = run(["--seed-report", "train.py"], tmp_path)
    assert done.returncode == 0, done.stderr
    found = rows(done.stderr)
    assert found["mindspore"][:2] == ["seeded", "7"]
    assert found["mindspore"][2].endswith("train.py:6")
    assert found["paddle random_seed"][:2] == ["seeded", "9"]
    assert found["random (Python)"][0] == "DRAWN FROM UNSEEDED"
    # MindSpore's set_seed seeds NumPy as well.
    assert found["numpy.random"][:2] == ["seeded", "7"]


def test_generators_that_nobody_uses(tmp_path):
    found = rows(run(["--seed-report", "-c", "import numpy"], tmp_path).stderr)
    assert found["numpy.random"][0] == found["random (Python)"][0] == "not used"
    assert found["mindspore"][0] == "never seeded"


def test_no_report_without_the_option(tmp_path):
    (tmp_path / "train.py").write_text(PROGRAM)
    assert "seed report" not in run(["train.py"], tmp_path).stderr
