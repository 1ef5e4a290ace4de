"""Record what MindSpore 2.0.0 answers to `mindspore_nn_cases`.

python tests/oracle/record_mindspore_nn.py [--out FOLDER]     (with the original's Python)
"""

import argparse
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
GROUPS = ("optimizers", "rates", "cells", "layers", "transformers", "weights_by_seed")
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden", "mindspore")


def rounded(x):
    """Floats with the digits that float32 has."""
    if isinstance(x, float):
        return float(f"{x:.9g}")
    if isinstance(x, list):
        return [rounded(i) for i in x]
    if isinstance(x, dict):
        return {k: rounded(v) for k, v in x.items()}
    return x


def main():
    """Write one file for each group of cases."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", default=FOLDER)
    parser.add_argument("groups", nargs="*", default=GROUPS)
    options = parser.parse_args()
    import mindspore
    import mindspore_nn_cases as cases

    mindspore.set_context(mode=mindspore.PYNATIVE_MODE, pynative_synchronize=True)
    for group in options.groups or GROUPS:
        path = os.path.join(options.out, f"nn_{group}.json")
        with open(path, "w") as file:
            json.dump(rounded(getattr(cases, group)()), file, separators=(",", ":"))
            file.write("\n")


if __name__ == "__main__":
    main()
