"""Records the answers of MindSpore 2.0.0 to the calls of operations on images.

Run under the original: python tests/oracle/record_mindspore_vision.py
"""

import json
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[1] / "mindspore" / "dataset"
sys.path.insert(0, str(HOME))

from vision_cases import answers  # noqa: E402

rows = answers()
text = ",\n".join("{}: {}".format(json.dumps(k), json.dumps(rows[k])) for k in sorted(rows))
(HOME / "vision_answers.json").write_text("{\n" + text + "\n}\n", "utf-8")
print(len(rows), "cases")
