"""Write tests/golden/paddle/files.json: files of Paddle 1.8.5 and what resuming from them gives.

python -m tests.oracle.record_paddle_files      (in the environment of Paddle 1.8.5)
"""

import base64
import json
import os
import tempfile

from tests.oracle import paddle_files

CASES = [
    ("adam", "noam"),
    ("adam", "plateau"),
    ("rmsprop", "constant"),
    ("lamb", "constant"),
    ("ftrl", "constant"),
]
PLACE = os.path.join(os.path.dirname(__file__), "../golden/paddle/files.json")


def main():
    """Save and resume each case."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for optimizer, rate in CASES:
            name = "{}_{}".format(optimizer, rate)
            path = os.path.join(folder, name)
            paddle_files.run("save", path, optimizer, rate)
            found[name] = {"next": paddle_files.run("resume", path, optimizer, rate)}
            for kind in ("pdparams", "pdopt"):
                with open(path + "." + kind, "rb") as file:
                    found[name][kind] = base64.b64encode(file.read()).decode("ascii")
    with open(PLACE, "w") as file:
        json.dump(found, file, indent=0, sort_keys=True)
        file.write("\n")


if __name__ == "__main__":
    main()
