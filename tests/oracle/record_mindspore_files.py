"""Records the answers of MindSpore 2.0.0 to datasets that read small files.

Run under the original: python tests/oracle/record_mindspore_files.py (with eight processors, or as
many pretended).
"""

import json
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[1] / "mindspore" / "dataset"
sys.path.insert(0, str(HOME))

from file_cases import answers, orders  # noqa: E402


def write(name, rows):
    text = ",\n".join("{}: {}".format(json.dumps(k), json.dumps(rows[k])) for k in sorted(rows))
    (HOME / name).write_text("{\n" + text + "\n}\n", "utf-8")
    print(len(rows), "cases")


with tempfile.TemporaryDirectory() as folder:
    write("file_answers.json", answers(folder))
    write("file_orders.json", orders(folder))
