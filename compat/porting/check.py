"""Reads a code base and says, directory by directory, whether it will run."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import packages, reading
from .legacy import covered
from .uses import FRAMEWORKS, Uses, collect
from .verdict import ABSENT, DIFFERS, LATER, SUPPORTED, UNKNOWN, Verdict, accepts, judge

# Below this many files a pool of processes takes longer to start than the reading.
FILES_WORTH_A_POOL = 200
PROGRAMS = ("train", "eval", "main", "infer", "test", "predict", "export")


@dataclass
class Finding:
    """One name (or keyword argument) that a directory uses."""

    name: str
    verdict: Verdict
    places: list[str]


@dataclass
class Directory:
    """What one directory of programs uses."""

    path: str
    files: int = 0
    findings: list[Finding] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)
    legacy: list[str] = field(default_factory=list)

    def of(self, *states: str) -> list[Finding]:
        """The findings in these states."""
        return [f for f in self.findings if f.verdict.state in states]

    @property
    def rate(self) -> float:
        """Share of the names that run; 1.0 where no framework is used."""
        running = sum(f.verdict.runs for f in self.findings)
        return running / len(self.findings) if self.findings else 1.0

    @property
    def verdict(self) -> str:
        """One word: "runs", "differs", "changes" (needs some), "version" (of another version)."""
        if not self.findings:
            return "no framework"
        if self.of(LATER, UNKNOWN) and not self.of(ABSENT):
            return "version"
        if self.of(ABSENT, LATER, UNKNOWN):
            return "changes"
        return "differs" if self.of(DIFFERS) else "runs"

    def as_json(self) -> dict[str, Any]:
        """Plain data for `--json`."""
        rows = [
            {"name": f.name, "state": f.verdict.state, "note": f.verdict.note, "at": f.places}
            for f in self.findings
            if f.verdict.state != SUPPORTED
        ]
        return {
            "directory": self.path,
            "verdict": self.verdict,
            "rate": round(self.rate, 4),
            "files": self.files,
            "names": len(self.findings),
            "findings": rows,
            "unreadable": [{"file": f, "why": why} for f, why in self.unreadable],
            "missing_packages": self.missing,
            "legacy_names": self.legacy,
        }


def check(paths: Iterable[Path]) -> list[Directory]:
    """The directories below `paths`, in order; files that do not parse are named, never raised."""
    found = []
    for root in paths:
        files = list(reading.find(root))
        base = root if root.is_dir() else root.parent
        own = packages.own_packages(files, base)
        groups: dict[str, list[tuple[Path, Uses | None, str | None]]] = defaultdict(list)
        homes = _program_folders(files)
        for path, uses, problem in _read_all(files):
            groups[_home(path, base, homes)].append((path, uses, problem))
        found += [_directory(name, rows, base, own) for name, rows in sorted(groups.items())]
    return found


def check_files(files: Iterable[Path], base: Path) -> Directory:
    """What these files use together; their names are shown below `base`."""
    chosen = list(files)
    own = packages.own_packages(chosen, base)
    return _directory(str(base), [_read_one(path) for path in chosen], base, own)


def _program_folders(files: list[Path]) -> set[Path]:
    """Folders that hold a program: `train.py`, `eval_x.py`, ..."""
    return {f.parent for f in files if f.stem.partition("_")[0] in PROGRAMS}


def _home(path: Path, base: Path, homes: set[Path]) -> str:
    """The outermost program folder above a file, or else its folder one level below the base."""
    inside = path.parent.relative_to(base).parts
    for depth in range(len(inside) + 1):
        folder = base.joinpath(*inside[:depth])
        if folder in homes:
            return str(folder)
    return str(base.joinpath(*inside[:1]))


def _read_all(files: list[Path]) -> Iterable[tuple[Path, Uses | None, str | None]]:
    if len(files) < FILES_WORTH_A_POOL:
        return map(_read_one, files)
    workers = min(os.cpu_count() or 1, 8)
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(_read_one, files, chunksize=64))


def _read_one(path: Path) -> tuple[Path, Uses | None, str | None]:
    source = reading.read(path)
    if source.tree is None:
        return path, None, source.problem
    try:
        uses = collect(source.tree)
    except RecursionError as error:
        return path, None, f"RecursionError: {error}"
    # defaultdicts of lambdas do not travel; plain dictionaries do
    plain = Uses(dict(uses.names), dict(uses.keywords), uses.packages, dict(uses.others))
    return path, plain, None


def _directory(
    name: str, rows: list[tuple[Path, Uses | None, str | None]], base: Path, own: set[str]
) -> Directory:
    result = Directory(os.path.relpath(name, base), files=len(rows))
    names: dict[str, list[str]] = defaultdict(list)
    keywords: dict[tuple[str, str], list[str]] = defaultdict(list)
    old: Counter[str] = Counter()
    for path, uses, problem in rows:
        shown = os.path.relpath(path, base)
        if uses is None:
            result.unreadable.append((shown, problem or ""))
            continue
        for full, lines in uses.names.items():
            names[full] += [f"{shown}:{n}" for n in lines]
        for key, lines in uses.keywords.items():
            keywords[key] += [f"{shown}:{n}" for n in lines]
        old.update(full for full in uses.others if covered(full))
        for package in uses.packages:
            if package not in own and package not in FRAMEWORKS and not packages.installed(package):
                result.missing[package] = packages.distribution(package)
    result.legacy = sorted(old)
    result.findings = _findings(names, keywords)
    return result


def _findings(
    names: dict[str, list[str]], keywords: dict[tuple[str, str], list[str]]
) -> list[Finding]:
    found = [Finding(n, judge(n), places) for n, places in sorted(names.items())]
    # A prefix of an absent name that is only a step on the way says nothing of its own.
    absent = {f.name for f in found if not f.verdict.runs}
    found = [f for f in found if not any(f.name.startswith(a + ".") for a in absent)]
    for (full, keyword), places in sorted(keywords.items()):
        if judge(full).runs and not accepts(full, keyword):
            verdict = Verdict(UNKNOWN, f"{full} has no parameter {keyword!r}")
            found.append(Finding(f"{full}({keyword}=)", verdict, places))
    return found
