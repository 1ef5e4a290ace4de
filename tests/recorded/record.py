"""Ask the real framework again, or for a new case, and write its answers.

Run by an interpreter that has the framework (MindSpore 2.0.0 on Python 3.9, Paddle 1.8.5 on 3.7):

    python tests/recorded/record.py mindspore ops.gelu          every case of the names that end so
    python tests/recorded/record.py mindspore ""                everything
    python tests/recorded/record.py mindspore mindspore.ops.gelu --add activation "ops.gelu(t(2))"

Cases stand in `tests/recorded/<framework>/<family>.jsonl`, one a line: name, call, answer. The
calls are carried out in a process of their own, which is replaced when it dies or hangs; a call
that kills the framework gets no answer and is left out.
"""

import argparse
import json
import os
import queue
import subprocess
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
LIMIT = 60  # seconds for one call
DIED = {"died": True}


def load(path):
    """The cases of a file."""
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def save(path, cases):
    """Write the cases of a file, one a line, sorted by name."""
    with open(path, "w", encoding="utf-8") as target:
        for case in sorted(cases, key=lambda c: (c["name"], c["call"])):
            target.write(json.dumps(case) + "\n")


class Worker(object):
    """The process that carries out calls; a new one after a crash."""

    def __init__(self, framework):
        self.framework, self.process = framework, None

    def start(self):
        command = [sys.executable, os.path.abspath(__file__), self.framework, "--serve"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.lines = queue.Queue()
        threading.Thread(target=self.read, args=(self.process,), daemon=True).start()

    def read(self, process):
        for line in process.stdout:
            if line.startswith(b"answer "):
                self.lines.put(line[7:])
        self.lines.put(None)

    def ask(self, call):
        """The answer to a call; DIED where it killed or stopped the process."""
        if self.process is None:
            self.start()
        try:
            self.process.stdin.write(json.dumps(call).encode() + b"\n")
            self.process.stdin.flush()
            line = self.lines.get(timeout=LIMIT)
        except (queue.Empty, BrokenPipeError):
            line = None
        if line is None:
            self.process.kill()
            self.process = None
        return DIED if line is None else json.loads(line.decode())


def serve(framework):
    """Answer the calls that come in, a line each."""
    sys.path.insert(0, HERE)
    import frameworks

    made = frameworks.FRAMEWORKS[framework]()
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the framework prints is no answer
    for line in sys.stdin:
        answer = made.answer(json.loads(line))
        target.write(b"\nanswer " + json.dumps(answer).encode() + b"\n")
        target.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("framework", choices=("mindspore", "paddle"))
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--add", nargs=2, metavar=("FAMILY", "CALL"))
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        return serve(args.framework)
    folder, worker = os.path.join(HERE, args.framework), Worker(args.framework)
    if args.add:
        path = os.path.join(folder, args.add[0] + ".jsonl")
        save(path, load(path) + [{"name": args.name, "call": args.add[1], "answer": DIED}])
    for file in sorted(os.listdir(folder)):
        path = os.path.join(folder, file)
        cases = load(path)
        for case in cases:
            if case["name"].endswith(args.name) and (not args.add or case["answer"] == DIED):
                case["answer"] = worker.ask(case["call"])
                print(case["name"], case["call"], json.dumps(case["answer"])[:200])
        save(path, [c for c in cases if c["answer"] != DIED])


if __name__ == "__main__":
    main()
