"""Command line: `python -m benchmarks [--quick] [suite ...]`."""

from __future__ import annotations

import click

from . import convolutions, operators

SUITES = ("convolutions", "operators")


@click.command()
@click.argument("suites", nargs=-1, type=click.Choice(SUITES))
@click.option("--quick", is_flag=True, help="A part of the shapes, fewer rounds: a minute or two.")
@click.option("--case", default="", help="Only convolutions whose name contains this text.")
@click.option("--peer", multiple=True, help="Only these peers beside torch.")
def main(suites, quick, case, peer):
    """Measure SUITES (all of them by default) and write tables and charts into docs/benchmarks.

    COMPAT_ORACLE_MINDSPORE and COMPAT_ORACLE_PADDLE name Python interpreters that have the original
    frameworks; without them those columns are left out.
    """
    for suite in suites or SUITES:
        if suite == "convolutions":
            convolutions.run(quick, case, peer)
        elif suite == "operators":
            operators.run(quick)


if __name__ == "__main__":
    main()
