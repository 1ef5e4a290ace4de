"""Record what MindSpore 2.0 answers in the cases of tests/mindspore/dataset/audio_cases.py.

Run with the original: python tests/oracle/record_mindspore_audio.py
"""

import json
import os
import sys

import mindspore.dataset as ds
from mindspore.dataset import audio

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "..", "mindspore", "dataset")
sys.path.insert(0, CASES)

import audio_cases  # noqa: E402

if __name__ == "__main__":
    arrays, answers = audio_cases.inputs(), {}
    for name, make, which, seed in audio_cases.cases(audio):
        if seed is not None:
            ds.config.set_seed(seed)
        answers[f"{name} {which} {seed}"] = audio_cases.answer(make, arrays[which])
    with open(os.path.join(CASES, "audio_answers.json"), "w") as out:
        out.write(
            "{\n"
            + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in answers.items())
            + "\n}\n"
        )
