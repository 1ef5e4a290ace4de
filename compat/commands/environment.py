"""The environment variables compat reads, and a word about those it does not know."""

from __future__ import annotations

import difflib
import os
import sys

KNOWN = {
    "COMPAT_ACTIVE": "frameworks that child interpreters serve; set by compat itself",
    "COMPAT_AUTODIFF": "auto or tape: which engine differentiates",
    "COMPAT_BACKEND": "numpy, torch, tensorflow, auto or a third party's",
    "COMPAT_DEVICE": "cpu, cuda, cuda:1, ...",
    "COMPAT_LEGACY": "0: names that other libraries have dropped stay dropped",
    "COMPAT_PROCESS_TIMEOUT": "seconds that a process waits for the others",
    "COMPAT_PLUGINS": "profile, primitives, nan_check, trace; several with commas",
    "COMPAT_PROFILE_TO": "files for the profile, with commas: .json a trace, .html a page",
    "COMPAT_SEED_REPORT": "1: say at the end which random generators were seeded",
}


def warn_of_unknown() -> None:
    """Name `COMPAT_*` variables that nothing reads, with the nearest one that something does."""
    for name in sorted(os.environ):
        if not name.startswith("COMPAT_") or name in KNOWN or name.startswith("COMPAT_ORACLE_"):
            continue
        near = difflib.get_close_matches(name, KNOWN, 1)
        advice = f"; did you mean {near[0]}?" if near else ""
        print(f"compat: the variable {name} is not known{advice}", file=sys.stderr)
