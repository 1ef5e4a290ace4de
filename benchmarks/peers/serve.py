"""A process that times one thing at a time: `python serve.py <module>`, one JSON object per line.

`{"task": {...}}` builds the callable, answered by `{"ready": true}` or `{"absent": reason}`;
`{"calls": n}` times n calls, answered by `{"seconds": s}`; `{"about": true}` names the library.
"""

import importlib
import json
import os
import sys
import time

CLOCK = time.process_time if os.environ.get("BENCHMARKS_CLOCK") == "cpu" else time.perf_counter


def answer(line, state, module):
    order = json.loads(line)
    if "about" in order:
        return {"about": module.about()}
    if "task" in order:
        state["call"] = None
        try:
            state["call"] = module.prepare(order["task"])
            if state["call"] is None:
                return {"absent": "not available"}
            state["call"]()
        except Exception as error:
            return {"absent": f"{type(error).__name__}: {str(error)[:200]}"}
        return {"ready": True}
    call, calls = state["call"], order["calls"]
    start = CLOCK()
    for _ in range(calls):
        call()
    return {"seconds": CLOCK() - start}


def main():
    # The frameworks print on their own; answers go where nothing else does.
    channel = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    try:
        if os.environ.get("BENCHMARKS_INSTALL"):
            importlib.import_module("compat").install()
        module = importlib.import_module(sys.argv[1])
    except Exception as error:
        channel.write(json.dumps({"absent": f"{type(error).__name__}: {error}"}) + "\n")
        channel.flush()
        return
    channel.write(json.dumps({"ready": True}) + "\n")
    channel.flush()
    state = {}
    for line in sys.stdin:
        channel.write(json.dumps(answer(line, state, module)) + "\n")
        channel.flush()


if __name__ == "__main__":
    main()
