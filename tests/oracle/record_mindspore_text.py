"""Records the answers of MindSpore 2.0.0 to calls of operations on texts.

Run under the original: python tests/oracle/record_mindspore_text.py
"""

import json
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[1] / "mindspore" / "dataset"
sys.path.insert(0, str(HOME))

from text_cases import answers  # noqa: E402

rows = answers()
text = ",\n".join("{}: {}".format(json.dumps(k), json.dumps(rows[k])) for k in sorted(rows))
(HOME / "text_answers.json").write_text("{\n" + text + "\n}\n", "utf-8")
print(len(rows), "cases")
