"""Coverage-guided fuzzing of the file readers for a bounded time; needs the package atheris.

python -m tests.fuzzing.run --seconds 60 [NAME ...]      every reader, or those named

A file that ends in an exception a reader should not raise, runs longer than ten seconds or takes
more than a gigabyte is kept in `fuzzing-found/` under the reader's name; the status is then 1.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

FOUND = Path("fuzzing-found")
INSTRUMENTED = ["compat.core", "compat.weights", "compat.mindspore_api.mindrecord"]
LIMITS = ("-timeout=10", "-rss_limit_mb=1500", "-max_len=4096", "-print_final_stats=1")


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one reader in this process, which libFuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=INSTRUMENTED):
        from tests.fuzzing import targets

    folder = Path(tempfile.mkdtemp(prefix="fuzzing-"))
    corpus, found = folder / "corpus", FOUND / name
    corpus.mkdir()
    found.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(targets.TARGETS[name].seeds(folder)):
        (corpus / str(number)).write_bytes(seed)
    arguments = [*LIMITS, f"-max_total_time={seconds}", f"-artifact_prefix={found}/", str(corpus)]
    atheris.Setup([sys.argv[0], *arguments], lambda data: targets.read(name, data, folder))
    atheris.Fuzz()


def main() -> int:
    """Fuzz the readers one after another, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each reader")
    parser.add_argument("--here", action="store_true", help="the one reader, in this process")
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    if given.here:
        fuzz(given.names[0], given.seconds)
    from tests.fuzzing.targets import TARGETS

    failed = []
    for name in given.names or TARGETS:
        command = [sys.executable, "-m", "tests.fuzzing.run", "--here", "--seconds"]
        if subprocess.run([*command, str(given.seconds), name], check=False).returncode:
            failed.append(name)
    print("failed:", ", ".join(failed) or "none")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
