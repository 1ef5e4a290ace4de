"""Command line: `python -m benchmarks [--quick] [suite ...]`."""

from __future__ import annotations

import click

from . import convolutions, importing, loaders, operators, pipelines, processes, training
from . import zoo as zoo_cases
from .runs import BACKENDS
from .timing import MODE

# Without names all but the zoo, which takes an hour.
SUITES = ("convolutions", "operators", "training", "importing", "loaders", "pipelines")
SUITES += ("processes", "zoo")


@click.command()
@click.argument("suites", nargs=-1, type=click.Choice(SUITES))
@click.option("--quick", is_flag=True, help="A part of the shapes and fewer rounds.")
@click.option("--cpu", is_flag=True, help="One thread, processor time: for a busy machine.")
@click.option("--case", default="", help="Only convolutions and cases of the zoo with this text.")
@click.option("--peer", multiple=True, help="Only these peers of convolutions beside torch.")
@click.option("--zoo", default="", help="Folder with the model trees of the zoo.")
@click.option(
    "--driver",
    default="",
    help="The program that runs a case of the zoo and writes its times; its cases beside it.",
)
@click.option("--backend", multiple=True, help="Only these backends of `zoo`.")
@click.option("--charts", is_flag=True, help="Only draw the charts again, from the medians.")
def main(suites, quick, cpu, case, peer, zoo, driver, backend, charts):
    """Measure SUITES (all but the zoo by default) and write tables and charts into docs/benchmarks.

    COMPAT_ORACLE_MINDSPORE and COMPAT_ORACLE_PADDLE name Python interpreters that have the original
    frameworks; without them those columns are left out.
    """
    if charts:
        return convolutions.draw()
    if cpu:
        MODE.use_processor_time()
    chosen = suites or SUITES[:-1]
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
    if "processes" in chosen:
        processes.start(quick)
    if "zoo" in chosen:
        zoo_cases.start(quick, zoo, driver, case, backend or BACKENDS)


if __name__ == "__main__":
    main()
