"""Record what MindSpore 2.0.0 does with the expressions of `mindspore_ops_cases`.

Run from the root of the repository with an interpreter that has the original installed:
    python -m tests.oracle.record_mindspore_ops
"""

import json
import warnings
from pathlib import Path

from . import mindspore_cases
from . import mindspore_ops_cases as cases

TARGET = Path(__file__).parents[1] / "golden" / "mindspore"


def main():
    """Write one file for each group."""
    warnings.simplefilter("ignore")
    import mindspore as ms

    ms.set_context(mode=ms.PYNATIVE_MODE, pynative_synchronize=True)
    for group in cases.GROUPS:
        found = {
            e: mindspore_cases.outcome(ms, lambda e=e: cases.evaluate(ms, e))
            for e in cases.expressions(group)
        }
        path = TARGET / f"ops_{group}.json"
        path.write_text(json.dumps(found, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
