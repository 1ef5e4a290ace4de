"""Training steps of the example programs and of the zoo's models, beside the originals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from .report import save, table
from .runs import BACKENDS, Runtime, original, ours, run
from .timing import MODE, ROOT, Ratio

EXAMPLES = {
    "MindSpore": ROOT / "examples" / "mindspore_dcgan.py",
    "Paddle": ROOT / "examples" / "paddle_autoencoder.py",
}
PROGRAMS = ROOT / "benchmarks" / "programs"
BY_HAND = PROGRAMS / "autoencoder_torch.py"
ZOO = {
    "MindSpore": ("ms/dcgan_train", "ms/CycleGAN_resnet_batch", "ms/resnet18"),
    "Paddle": ("pd/cycle_gan_full", "pd/resnet50"),
}
MODELS_BY_HAND = {"pd/resnet50": PROGRAMS / "resnet50_torch.py"}
STEPS = 10
"""Training steps of a case of the zoo; the first one does not count."""


def start(quick: bool, zoo: str, driver: str) -> None:
    """Measure and write the page and the data. `zoo`: the folder with the model trees."""
    rows, data = examples(2 if quick else 5, 40 if quick else 80)
    body = [f"{str(MODE).capitalize()}.", "", "## The example programs, milliseconds a step", ""]
    body.append(table(["program and runtime", "ms a step", "over the original"], rows))
    if zoo and driver:
        lines, more = models(zoo, driver, 1 if quick else 5)
        data += more
        body += ["", "## Models of the zoo, seconds of elapsed time", ""]
        body.append(table(["model and runtime", "forward", "training step"], lines))
    else:
        print("zoo: skipped (no --zoo and --driver)")
    print("\n".join(body))
    save("training", "Training steps", "\n".join(body), data)


def examples(rounds: int, steps: int) -> tuple[list[list[str]], list[dict]]:
    """Every program on every runtime, in turn."""
    rows, data = [], []
    for framework, program in EXAMPLES.items():
        cases = [(r, program) for r in (original(framework), *map(ours, BACKENDS)) if r]
        if framework == "Paddle":
            hand = Runtime("torch by hand", [sys.executable, "-u"])
            cases.append((hand, BY_HAND))
        times: dict[str, list[float]] = {runtime.name: [] for runtime, _ in cases}
        for _ in range(rounds):
            for runtime, path in cases:
                trace = run(
                    *(runtime, path, "--steps", str(steps), "--every", str(steps // 4)),
                    *("--out", "OUT"),
                )
                if trace.step == trace.step:
                    times[runtime.name].append(trace.step)
                else:
                    print(f"{program.stem}, {runtime.name}: {trace.failure}")
        for name, found in times.items():
            if found:
                over = times.get(framework, [])
                ratio = f"{Ratio.of(found, over).median:.2f}" if len(over) == len(found) else ""
                rows.append([f"{program.stem}, {name}", f"{median(found):.1f}", ratio])
                print("  ".join(rows[-1]), flush=True)
        data.append({"program": program.stem, "ms": times})
    return rows, data


def models(zoo: str, driver: str, rounds: int) -> tuple[list[list[str]], list[dict]]:
    """Cases of the zoo, timed by its own driver in a process each."""
    rows, data = [], []
    for framework, cases in ZOO.items():
        for case in cases:
            times: dict[str, list[dict]] = {}
            for _ in range(rounds):
                for runtime in (original(framework), *map(ours, BACKENDS)):
                    if runtime:
                        times.setdefault(runtime.name, []).append(
                            driven(runtime, driver, zoo, case)
                        )
                if case in MODELS_BY_HAND:
                    hand = Runtime("torch by hand", [sys.executable, "-u"])
                    trace = run(hand, MODELS_BY_HAND[case], "--steps", str(STEPS), "--every", "1")
                    times.setdefault(hand.name, []).append({"train_step_s": trace.middle / 1000})
            for name, found in times.items():
                figures = [figure(found, key) for key in ("forward_s", "train_step_s")]
                failed = next((f["failure"] for f in found if "failure" in f), "")
                rows.append([f"{case}, {name}", *(figures if any(figures) else [failed, ""])])
                print("  ".join(rows[-1]), flush=True)
            data.append({"case": case, "times": times})
    return rows, data


def figure(found: list[dict], key: str) -> str:
    values = [f[key] for f in found if f.get(key)]
    return f"{median(values):.4f}" if values else ""


def driven(runtime: Runtime, driver: str, zoo: str, case: str) -> dict:
    """Times of a case as the driver writes them."""
    script = Path(driver)
    if not script.exists():
        return {"failure": f"{driver} does not exist"}
    environment = {**os.environ, **MODE.environment(), **runtime.environment}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [*runtime.command, str(script), "--zoo", zoo, "--case", case, "--out", str(out)]
        command += ["--cases", longer(script.with_name("visible.json"), case, folder)]
        try:
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, timeout=580
            )
        except subprocess.TimeoutExpired:
            return {"failure": "more than 580 s"}
        written = list(out.rglob("*.json"))
        if not written:
            return {"failure": (done.stderr.strip().splitlines() or ["no result"])[-1][:120]}
        result = json.loads(written[0].read_text())
    kept = {k: result[k] for k in ("forward_s", "train_step_s") if result.get(k)}
    error = result.get("error")
    return kept or {"failure": str(error)[:120] if error else "no times"}


def longer(cases: Path, case: str, folder: str) -> str:
    """A copy of the file of cases in which one of them trains for more steps."""
    found = json.loads(cases.read_text())
    for entry in found["cases"]:
        if entry["id"] == case and entry["case"].get("train"):  # some are for evaluation only
            entry["case"]["train"]["steps"] = STEPS
    written = Path(folder) / "cases.json"
    written.write_text(json.dumps(found))
    return str(written)
