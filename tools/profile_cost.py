"""What `--profile` costs: training steps with and without it, in turns, and its own sums.

    python tools/profile_cost.py [--backend NAME] [--rounds 5]

Prints the ratio of the medians, and the largest gap between a step's time as the program measures
it and as the profile does.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = """
import json, sys, time
import numpy as np
import mindspore as ms
from mindspore import Tensor, nn

class Net(nn.Cell):
    def __init__(self):
        super().__init__()
        self.features = nn.SequentialCell([
            nn.Conv2d(1, 6, 5, pad_mode="valid"), nn.ReLU(), nn.MaxPool2d(2, 2),
            nn.Conv2d(6, 16, 5, pad_mode="valid"), nn.ReLU(), nn.MaxPool2d(2, 2), nn.Flatten()])
        self.head = nn.SequentialCell([
            nn.Dense(400, 120), nn.ReLU(), nn.Dense(120, 84), nn.ReLU(), nn.Dense(84, 10)])
    def construct(self, x):
        return self.head(self.features(x))

net = Net()
loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
step = nn.TrainOneStepCell(nn.WithLossCell(net, loss), nn.Momentum(net.get_parameters(), 0.01, 0.9))
x = Tensor(np.random.RandomState(0).standard_normal((32, 1, 32, 32)).astype(np.float32))
y = Tensor(np.zeros(32, np.int32))
times, spent = [], []
for _ in range(40):
    begin, busy = time.perf_counter_ns(), time.process_time_ns()
    step(x, y).asnumpy()
    times.append(time.perf_counter_ns() - begin)
    spent.append(time.process_time_ns() - busy)
print(json.dumps([times, spent]))
"""


def steps(backend: str, trace: Path | None) -> tuple[list[int], list[int]]:
    """Nanoseconds of the program's steps, behind the first five: on the clock, and computing."""
    options = ["--backend", backend] + (["--profile-to", str(trace)] if trace else [])
    done = subprocess.run(
        [sys.executable, "-m", "compat", *options, "-c", PROGRAM],
        cwd=ROOT, check=True, capture_output=True, text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    times, spent = json.loads(done.stdout)
    return times[5:], spent[5:]


def main() -> None:
    """Run in turns and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backend", default="numpy")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    ratios, gaps = [], []
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder, "trace.json")
        for _ in range(chosen.rounds):
            _, plain = steps(chosen.backend, None)
            watched, busy = steps(chosen.backend, trace)
            # Time computing, not waiting: other programs on the machine do not count.
            ratios.append(min(busy) / min(plain))
            facts = json.loads(trace.read_text("utf-8"))["otherData"]
            ends = facts["steps_ns"][5:]
            own = statistics.median(b - a for a, b in pairwise(ends))
            gaps.append(abs(own / statistics.median(watched) - 1))
            total = sum(row["spent"] for row in facts["rows"])
            gaps.append(abs(total / facts["elapsed_ns"] - 1))
    print(f"{chosen.backend}: with the profile {statistics.median(ratios):.3f} times as long")
    print(f"largest gap between the profile's sums and the program's clock: {max(gaps):.1%}")


if __name__ == "__main__":
    main()
