"""The example programs, and short ones as the manual pages show them, run unchanged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/examples"
STEPS = 25

MINDSPORE = """
import numpy as np
import mindspore
from mindspore import Tensor, nn, ops
"""
PADDLE = """
import numpy as np
import paddle.fluid as fluid
from paddle.fluid.dygraph import Conv2DTranspose
"""
# Program, what it prints. Sizes are those of the manual pages' examples.
PROGRAMS = {
    "Conv2DTranspose": (
        MINDSPORE
        + """
grad = Tensor(np.ones([10, 32, 30, 30]), mindspore.float32)
kernel = Tensor(np.ones([32, 32, 3, 3]), mindspore.float32)
image = Tensor(np.ones([10, 32, 32, 32]))
transposed = ops.Conv2DTranspose(out_channel=32, kernel_size=3)
print(transposed(grad, kernel, ops.shape(image)).shape)
""",
        "(10, 32, 32, 32)",
    ),
    "Conv2DBackpropInput": (
        MINDSPORE
        + """
grad = Tensor(np.ones([10, 32, 30, 30]), mindspore.float32)
kernel = Tensor(np.ones([32, 32, 3, 3]), mindspore.float32)
image = Tensor(np.ones([10, 32, 32, 32]))
adjoint = ops.Conv2DBackpropInput(out_channel=32, kernel_size=3)
print(adjoint(grad, kernel, ops.shape(image)).shape)
""",
        "(10, 32, 32, 32)",
    ),
    "Conv3DTranspose": (
        MINDSPORE
        + """
volume = Tensor(np.ones([32, 16, 10, 32, 32]), mindspore.float16)
kernel = Tensor(np.ones([16, 3, 4, 6, 2]), mindspore.float16)
net = ops.Conv3DTranspose(in_channel=16, out_channel=3, kernel_size=(4, 6, 2))
print(net(volume, kernel).shape)
""",
        "(32, 3, 13, 37, 33)",
    ),
    "Conv1dTranspose": (
        MINDSPORE
        + """
net = nn.Conv1dTranspose(3, 64, 4, has_bias=False, weight_init="normal", pad_mode="pad")
print(net(Tensor(np.ones([1, 3, 50]), mindspore.float32)).shape)
""",
        "(1, 64, 53)",
    ),
    "fluid.dygraph.Conv2DTranspose": (
        PADDLE
        + """
with fluid.dygraph.guard():
    picture = np.random.random((3, 32, 32, 5)).astype("float32")
    layer = Conv2DTranspose(num_channels=32, num_filters=2, filter_size=3)
    print(layer(fluid.dygraph.base.to_variable(picture)).shape)
""",
        "[3, 2, 34, 7]",
    ),
}


def run(arguments, cwd):
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "compat", *arguments],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.mark.parametrize("name", PROGRAMS)
def test_program_of_the_page_prints_its_shape(name, tmp_path):
    program, printed = PROGRAMS[name]
    (tmp_path / "page.py").write_text(program)
    assert run(["page.py"], tmp_path).strip() == printed


@pytest.mark.parametrize(
    ("program", "golden", "made"),
    [
        ("mindspore_dcgan.py", "mindspore_losses.txt", ["mindspore_digits.png", "generator.ckpt"]),
        (
            "paddle_autoencoder.py",
            "paddle_losses.txt",
            ["paddle_digits.png", "autoencoder.pdparams"],
        ),
    ],
)
def test_example_follows_the_original(program, golden, made, tmp_path):
    """The first losses are the real framework's, which agrees with itself to 1e-3 for all 50 steps
    when its first weights are moved by a relative 1e-6 (tools/compare_examples.py).
    """
    out = tmp_path / "out"
    script = ROOT / "examples" / program
    text = run([str(script), "--steps", str(STEPS), "--every", "5", "--out", str(out)], tmp_path)
    assert text.count("step ") == STEPS // 5
    ours, real = np.loadtxt(out / golden), np.loadtxt(GOLDEN / golden)
    np.testing.assert_allclose(ours, real[:STEPS], rtol=1e-3)
    for name in made:
        assert (out / name).stat().st_size > 1000
    assert (out / made[0]).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("program", ["mindspore_dcgan.py", "paddle_autoencoder.py"])
def test_example_does_not_know_compat(program):
    assert "compat" not in (ROOT / "examples" / program).read_text("utf-8")
