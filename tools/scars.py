"""Find what an automatic line wrap leaves behind: quotes inside docstrings, strings of one word.

python tools/scars.py [FILE ...]      all of compat, backends, tools and tests without arguments
"""

from __future__ import annotations

import io
import re
import sys
import tokenize
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("compat", "backends", "tools", "tests", "benchmarks")
# The end of a line of a docstring with a stray quote: ... stays at the "
QUOTED = re.compile(r'[a-z,;] "$', re.MULTILINE)
# A piece of a text, alone on its line, that is one short word.
WORD = re.compile(r"""^[rf]?(["'])[A-Za-z]{1,10} \1$""")
STRINGS = {tokenize.STRING, getattr(tokenize, "FSTRING_START", tokenize.STRING)}


def scars(text: str) -> list[tuple[int, str]]:
    """(line, what is wrong) for a source text."""
    found, lines = [], text.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in STRINGS:
            continue
        line = lines[token.start[0] - 1].strip()
        if token.string.startswith('"""') and QUOTED.search(token.string[3:-3]):
            found.append((token.start[0], "a quote that a line wrap put into a docstring"))
        elif WORD.match(token.string) and line == token.string and beside_text(lines, token):
            found.append((token.start[0], f"a piece of text of one word: {token.string}"))
    return found


def beside_text(lines: list[str], token: tokenize.TokenInfo) -> bool:
    """True where the string before or behind is a part of the same text."""
    before, after = lines[token.start[0] - 2].strip(), lines[token.end[0] : token.end[0] + 1]
    texts = [before, after[0].strip() if after else ""]
    return any(re.match(r"""[rf]?["']""", t) for t in texts) and not before.endswith(
        ("(", ",", "[")
    )


def main(files: list[str]) -> int:
    paths = [Path(f) for f in files] or [p for d in FOLDERS for p in (ROOT / d).rglob("*.py")]
    wrong = 0
    for path in paths:
        for line, what in scars(path.read_text("utf-8")):
            print(f"{path}:{line}: {what}")
            wrong += 1
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
