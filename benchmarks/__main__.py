"""Command line: `python -m benchmarks [--quick] [suite ...]`."""

from __future__ import annotations

import click

from . import convolutions, importing, loaders, operators, pipelines, training
from .timing import MODE

SUITES = ("convolutions", "operators", "training", "importing", "loaders", "pipelines")


@click.command()
@click.argument("suites", nargs=-1, type=click.Choice(SUITES))
@click.option("--quick", is_flag=True, help="A part of the shapes and fewer rounds.")
@click.option("--cpu", is_flag=True, help="One thread, processor time: for a busy machine.")
@click.option("--case", default="", help="Only convolutions whose name contains this text.")
@click.option("--peer", multiple=True, help="Only these peers of convolutions beside torch.")
@click.option("--zoo", default="", help="Folder with the model trees of the zoo, for `training`.")
@click.option(
    "--driver",
    default="",
    help="The program that runs a case of the zoo and writes its times; its cases beside it.",
)
@click.option("--charts", is_flag=True, help="Only draw the charts again, from the medians.")
def main(suites, quick, cpu, case, peer, zoo, driver, charts):
    """Measure SUITES (all of them by default) and write tables and charts into docs/benchmarks.

    COMPAT_ORACLE_MINDSPORE and COMPAT_ORACLE_PADDLE name Python interpreters that have the original
    frameworks; without them those columns are left out.
    """
    if charts:
        return convolutions.draw()
    if cpu:
        MODE.use_processor_time()
    chosen = suites or SUITES
    if "convolutions" in chosen:
        convolutions.run(quick, case, peer)
    if "operators" in chosen:
        operators.run(quick)
    if "training" in chosen:
        training.start(quick, zoo, driver)
    if "importing" in chosen:
        importing.start(quick)
    if "loaders" in chosen:
        loaders.start(quick)
    if "pipelines" in chosen:
        pipelines.start(quick)


if __name__ == "__main__":
    main()
