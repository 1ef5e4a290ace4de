"""`python -m compat` is the command `compat`."""

import sys

from .cli import entry

if __name__ == "__main__":
    sys.exit(entry(sys.argv[1:]))
