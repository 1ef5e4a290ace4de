"""Runs at the start of child interpreters when `COMPAT_ACTIVE` is set: installs, then hands over.

Python imports only the first `sitecustomize` it finds, so the next one on the path is run from
here.
"""

import importlib
import importlib.machinery
import importlib.util
import os
import sys

_here = os.path.dirname(os.path.abspath(__file__))


def _install():
    names = [n for n in os.environ.get("COMPAT_ACTIVE", "").split(",") if n]
    if not names:
        return
    compat = _ours()
    compat.install(*names, children=True)
    from compat import _legacy, failure

    _legacy.install()
    failure.install_hook()


def _ours():
    """The package this file belongs to, whatever else of its name is on the path."""
    package = os.path.dirname(_here)
    spec = importlib.util.find_spec("compat")
    if spec is not None and spec.origin == os.path.join(package, "__init__.py"):
        return importlib.import_module("compat")
    sys.path.insert(0, os.path.dirname(package))
    try:
        return importlib.import_module("compat")
    finally:
        del sys.path[0]


def _hand_over():
    others = [p for p in sys.path if os.path.abspath(p or os.curdir) != _here]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", others)
    if spec is not None and spec.loader is not None:
        module = importlib.util.module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


_install()
_hand_over()
