"""What pyproject.toml cannot say: the packages to install, and the line that keeps our name.

`backends/` goes under a name of ours, `compat._backends`: a program may have a package or module
`backends` of its own. It may have a `compat.py` as well, which `python -m compat` in its folder
would start instead of the command; `compat-first.pth` imports ours before, in that case alone.
"""

from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

BACKENDS = "compat._backends"
INSIDE = [BACKENDS, *(f"{BACKENDS}.{name}" for name in find_packages("backends"))]
OTHERS = find_packages(include=["compat", "compat.*"], exclude=[BACKENDS])
FIRST = (
    "import sys; "
    '("-m", "compat") in zip(sys.orig_argv, sys.orig_argv[1:]) and __import__("compat")\n'
)


class BuildWithName(build_py):
    """The modules, and the line for `site`."""

    def run(self):
        super().run()
        if not self.editable_mode:
            Path(self.build_lib, "compat-first.pth").write_text(FIRST)


setup(
    packages=OTHERS + INSIDE,
    package_dir={BACKENDS: "backends"},
    cmdclass={"build_py": BuildWithName},
)
