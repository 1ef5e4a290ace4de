"""Write tests/golden/paddle/datasets.json: what Paddle 1.8.5 reads of small data sets.

python -m tests.oracle.record_paddle_datasets      (in the environment of Paddle 1.8.5)
"""

import json
import os

from tests.oracle import paddle_datasets

PLACE = os.path.join(os.path.dirname(__file__), "../golden/paddle/datasets.json")


def main():
    """One entry for each data set."""
    found = {s.__name__: paddle_datasets.samples(s.__name__) for s in paddle_datasets.SETS}
    with open(PLACE, "w") as file:
        json.dump(found, file, sort_keys=True, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
