"""Ask the real frameworks for random uses of the transposed convolutions and their relatives.

    python record_seed_cases.py --count 300 --seed 7 --framework mindspore --out cases.json

Runs under the real framework (Python 3.7 and later) and writes cases in the schema of tests/seed,
right uses and wrong ones. The cases run in child processes, since some wrong arguments end the
process of an original; those cases are left out.
"""

from __future__ import print_function

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "seed"))

import seed_cases  # noqa: E402
import seed_makers_mindspore  # noqa: E402
import seed_makers_paddle  # noqa: E402

MAKERS = {"mindspore": seed_makers_mindspore, "paddle": seed_makers_paddle}
VOLATILE = ("pynative_forward_graph", "must be greater than or equal to 3, but got", "object at 0x")


def make(framework, count, seed, which="seed", apis=()):
    r = random.Random(seed)
    makers = MAKERS[framework].SEED_APIS if which == "seed" else MAKERS[framework].RELATIVES
    makers = [m for m in makers if not apis or m[1] in apis]
    cases = []
    while len(cases) < count:
        maker, api = r.choice(makers)
        case = maker(r, r.randint(1, 10**6), api)
        if case is not None:
            label = framework if which == "seed" else framework + "-relative"
            case.update(
                id="%s-%d-%04d" % (label, seed, len(cases)),
                framework=framework,
                seed=r.randint(1, 10**6),
            )
            cases.append(case)
    return cases


def answered(case, env):
    """The attributes of a case that the framework has, with their values."""
    kept = []
    for spec in case.pop("probes"):
        res = env.run(case, [spec])
        if "attrs" not in res:
            if res["error"]["type"] == "AttributeError" and spec["probe"]:
                continue
            return {"kind": "error", "error": res["error"]}
        value = res["attrs"][0]
        if spec.get("as") == "array":
            if value.size > 1 and (value == value.reshape(-1)[0]).all():
                kept.append(dict(spec, dist={"constant": float(value.reshape(-1)[0])}))
            continue
        value = seed_cases.encode_plain(value)
        if " at 0x" not in json.dumps(value):
            kept.append(dict(spec, value=value))
    return {"kind": "attrs", "probes": kept}


def steady(error):
    """An error whose text is compared only if it says the same in every run."""
    if any(part in error["message"] for part in VOLATILE):
        error["message_check"] = False
    return error


def record(case, env):
    """The case with what the framework answered."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if "call" not in case and "probes" not in case:
            case["probes"] = []
        probes = case.pop("probes", None)
        res = env.run(case)
        if "error" in res:
            return dict(case, expect={"kind": "error", "error": steady(res["error"])})
        if probes is not None:
            case["probes"] = probes
            expect = answered(case, env)
            return dict(case, expect=expect)
    expect = {"kind": "value", "out": seed_cases.digest(res["out"], case["seed"])}
    if "grad_error" in res:
        expect["grad_error"] = steady(res["grad_error"])
    elif "grads" in res:
        expect["grads"] = dict(
            (k, seed_cases.digest(v, case["seed"])) for k, v in res["grads"].items()
        )
    return dict(case, expect=expect)


def child(path):
    """Record the cases of a file one by one, each written as soon as it is known."""
    with open(path) as f:
        cases = json.load(f)
    env = {"mindspore": seed_cases.MindSpore, "paddle": seed_cases.Paddle}[cases[0]["framework"]]()
    for case in cases:
        with open(path + ".out", "a") as f:
            f.write(json.dumps(record(case, env)) + "\n")


def run(cases, folder):
    """Record in a child process; after a crash go on behind the case that caused it."""
    done, lost = [], 0
    while cases:
        path = os.path.join(folder, "batch.json")
        with open(path, "w") as f:
            json.dump(cases, f)
        if os.path.exists(path + ".out"):
            os.remove(path + ".out")
        subprocess.call([sys.executable, os.path.abspath(__file__), "--child", path])
        rows = []
        if os.path.exists(path + ".out"):
            with open(path + ".out") as f:
                rows = [json.loads(line) for line in f if line.endswith("\n")]
        done += rows
        lost += len(rows) < len(cases)
        cases = cases[len(rows) + 1 :]
    return done, lost


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--framework", choices=sorted(MAKERS))
    ap.add_argument("--count", type=int, default=300)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--which", choices=["seed", "relatives"], default="seed")
    ap.add_argument("--api", action="append", default=[])
    ap.add_argument("--out")
    ap.add_argument("--child")
    args = ap.parse_args()
    if args.child:
        return child(args.child)
    folder = tempfile.mkdtemp()
    cases, lost = run(make(args.framework, args.count, args.seed, args.which, args.api), folder)
    oracle = {"mindspore": "mindspore-2.0.0", "paddle": "paddle-1.8.5"}
    partial = args.out + ".part"
    with open(partial, "w") as f:
        json.dump({"schema": 1, "oracles": oracle, "doc": "tests/seed", "cases": cases}, f)
    os.replace(partial, args.out)
    print("%d cases, %d left out because the original crashed" % (len(cases), lost))


if __name__ == "__main__":
    main()
