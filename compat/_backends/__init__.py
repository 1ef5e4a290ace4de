"""The built-in backends under a name of ours, which no module of a program can take.

This file stands in the checkout alone: there the backends are the top-level folder `backends/`. In
an installed package that folder itself is `compat._backends` (see setup.py).
"""

from pathlib import Path

__path__ = [str(Path(__file__).resolve().parents[2] / "backends")]
