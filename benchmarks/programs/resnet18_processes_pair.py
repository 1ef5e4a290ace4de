"""Steps of both networks in turn, in the same processes: resnet18_processes_pair.py ROUNDS BATCH.

Rank 0 prints, for each, the elapsed and the processor time of every step in milliseconds.
"""

import json
import sys
import time

import resnet18_processes_mindspore
import resnet18_processes_torch
from mindspore.communication import get_rank

WARM = 3


def main(rounds, batch):
    """Train both and print what rank 0 measured."""
    steps = {
        "compat": resnet18_processes_mindspore.step_of(batch),
        "torch": resnet18_processes_torch.step_of(batch),
    }
    times = {name: {"elapsed": [], "processor": []} for name in steps}
    for number in range(WARM + rounds):
        order = sorted(steps, reverse=number % 2 == 1)
        for name in order:
            elapsed, processor = time.perf_counter(), time.process_time()
            steps[name]()
            if number >= WARM:
                times[name]["elapsed"].append(1e3 * (time.perf_counter() - elapsed))
                times[name]["processor"].append(1e3 * (time.process_time() - processor))
    if get_rank() == 0:
        print(json.dumps(times))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
