"""Packages a program imports beside the frameworks: installed, its own, or missing."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path

# Import name -> distribution, where they differ.
DISTRIBUTION = {
    "cv2": "opencv-python-headless",
    "PIL": "pillow",
    "yaml": "PyYAML",
    "sklearn": "scikit-learn",
    "skimage": "scikit-image",
    "Crypto": "pycryptodome",
    "bs4": "beautifulsoup4",
    "google": "protobuf",
    "attr": "attrs",
    "dateutil": "python-dateutil",
    "pkg_resources": "setuptools",
    "docx": "python-docx",
    "ffmpeg": "ffmpeg-python",
    "fvcore": "fvcore",
    "moxing": "",
    "mindinsight": "mindinsight",
    "visualdl": "visualdl",
    "nltk": "nltk",
    "pycocotools": "pycocotools",
    "shapely": "shapely",
    "Levenshtein": "python-Levenshtein",
    "lanms": "lanms-neo",
    "rdkit": "rdkit",
    "mpi4py": "mpi4py",
    "tensorflow": "tensorflow",
    "torch": "torch",
}


@cache
def installed(package: str) -> bool:
    """True when the top-level package can be found; it is not imported."""
    if package in sys.builtin_module_names or package in sys.stdlib_module_names:
        return True
    try:
        return importlib.util.find_spec(package) is not None
    except (ImportError, ValueError):
        return False


def distribution(package: str) -> str:
    """What to install for it; empty where no public package has it."""
    return DISTRIBUTION.get(package, package)


def own_packages(files: list[Path], root: Path) -> set[str]:
    """Names that the code base itself provides: its modules and the folders that hold them."""
    names = set()
    for path in files:
        names.add(path.stem)
        inside = path.relative_to(root).parts[:-1] if path.is_relative_to(root) else ()
        names.update(inside)
    return names
