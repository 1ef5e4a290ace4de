"""`python -m compat script.py args`, `-m module`, `-c code`; `python -m compat info`."""

import sys
from pathlib import Path

from ._run import main

if __name__ == "__main__":
    if sys.argv[1:2] == ["info"] and not Path("info").exists():
        from .cli import main as command

        command(["info", *sys.argv[2:]])
    sys.exit(main(sys.argv[1:]))
