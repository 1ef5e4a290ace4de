"""Record what Paddle 1.8.5 answers to `paddle_cases` and `paddle_layer_cases`.

python tests/oracle/record_paddle.py [--out FOLDER] [GROUP ...]     (with the original's Python)
"""

import argparse
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
GROUPS = {
    "paddle_cases": ("ties", "activations", "functions", "operators"),
    "paddle_layer_cases": ("layers", "convolutions", "initial_weights", "optimizers", "rates"),
}


def rounded(x):
    """Floats with the digits that float32 has."""
    if isinstance(x, float):
        return float("%.9g" % x)
    if isinstance(x, (list, tuple)):
        return [rounded(i) for i in x]
    if isinstance(x, dict):
        return {k: rounded(v) for k, v in x.items()}
    return x


def main():
    """Write one file for each group of cases."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", default=os.path.join(HERE, "..", "golden", "paddle"))
    parser.add_argument("groups", nargs="*")
    options = parser.parse_args()
    for module, groups in GROUPS.items():
        cases = __import__(module)
        for group in groups:
            if not options.groups or group in options.groups:
                with open(os.path.join(options.out, group + ".json"), "w") as file:
                    json.dump(rounded(getattr(cases, group)()), file, separators=(",", ":"))
                    file.write("\n")


if __name__ == "__main__":
    main()
