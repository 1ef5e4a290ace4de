"""Names and layouts of the usual layers between torch, MindSpore and Paddle; rules of one's own."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from compat.weights.renaming import apply_rules, parse_rules, rename, source_of

ROOT = Path(__file__).parents[2]
W = np.arange(6.0).reshape(2, 3)
ONE = np.arange(2.0)
MINDSPORE = {
    "fc.weight": W,
    "fc.bias": ONE,
    "bn.gamma": ONE,
    "bn.beta": ONE + 1,
    "bn.moving_mean": ONE + 2,
    "bn.moving_variance": ONE + 3,
    "norm.gamma": ONE + 4,
    "norm.beta": ONE + 5,
    "emb.embedding_table": W + 1,
    "conv.weight": np.ones((2, 2, 1, 1)),
}
TORCH = {
    "fc.weight": W,
    "fc.bias": ONE,
    "bn.weight": ONE,
    "bn.bias": ONE + 1,
    "bn.running_mean": ONE + 2,
    "bn.running_var": ONE + 3,
    "norm.weight": ONE + 4,
    "norm.bias": ONE + 5,
    "emb.weight": W + 1,
    "conv.weight": np.ones((2, 2, 1, 1)),
}
PADDLE = {
    **{k: v for k, v in TORCH.items() if "running" not in k},
    "fc.weight": W.T,
    "bn._mean": ONE + 2,
    "bn._variance": ONE + 3,
}
ALL = {"torch": TORCH, "mindspore": MINDSPORE, "paddle": PADDLE}


@pytest.mark.parametrize("target", ALL)
@pytest.mark.parametrize("source", ALL)
def test_the_usual_layers_both_ways(source, target):
    done = rename(ALL[source], source, target)
    assert done.arrays.keys() == ALL[target].keys()
    for name, x in ALL[target].items():
        np.testing.assert_array_equal(done.arrays[name], x)


@pytest.mark.parametrize("framework", ALL)
def test_the_source_is_told_by_its_names(framework):
    assert source_of(ALL[framework]) == framework


def test_state_of_the_optimizer_and_counters_are_left_out():
    extra = {"moments.fc.weight": W, "learning_rate": ONE, "bn.num_batches_tracked": ONE}
    done = rename({**MINDSPORE, **extra}, "mindspore", "torch")
    assert done.dropped == list(extra)
    assert done.arrays.keys() == TORCH.keys()


def test_rules_rename_transpose_and_leave_out():
    rules = parse_rules(["a.*.b.*=x*.y.*  # two parts", "", "fc.weight = out.weight.T", "gone="])
    done = apply_rules({"a.1.b.w": ONE, "fc.weight": W, "gone": ONE, "kept": ONE}, rules)
    assert list(done.arrays) == ["x1.y.w", "out.weight", "kept"]
    assert done.arrays["out.weight"].shape == (3, 2)
    assert done.dropped == ["gone"]


@pytest.mark.parametrize("line", ["no rule", "=new", "a=*"])
def test_a_wrong_rule_is_refused(line):
    with pytest.raises(ValueError, match=r"a rule is|more \*"):
        parse_rules([line])


def test_a_residual_network_gives_the_same_logits_in_torch():
    if importlib.util.find_spec("torch") is None:
        pytest.skip("torch is not installed")
    command = [sys.executable, "tools/convert_resnet.py", "--blocks=1,1,1,1", "--width=8"]
    done = subprocess.run(
        [*command, "--size=32"], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
