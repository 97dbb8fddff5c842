"""``sciatica-edu lab``: the course in JupyterLab."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

__all__ = ["command"]


@click.command(
    "lab", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False}
)
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path),
    help="Where your notebooks are.  [default: notebooks/ in a checkout, else ./sciatica-notebooks]",
)  # fmt: skip
@click.argument("jupyter_arguments", nargs=-1, type=click.UNPROCESSED, metavar="[-- JUPYTER ARGS]")
def command(folder: Path | None, jupyter_arguments: tuple[str, ...]) -> None:
    """Open the course in JupyterLab.

    An installed course first copies its notebooks into a folder of yours. A notebook
    you have changed is never overwritten: a newer edition is put beside it.
    """
    from sciatica_edu.evidence.location import notebooks_path
    from sciatica_edu.lessons.own_copy import copy_notebooks

    notebooks = notebooks_path()
    if folder or notebooks.name != "notebooks":
        own = folder or Path("sciatica-notebooks")
        for line in copy_notebooks(notebooks, own):
            click.echo(line, err=True)
        notebooks = own
    sys.exit(_start(notebooks, jupyter_arguments))


def _start(notebooks: Path, arguments: tuple[str, ...]) -> int:
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", str(notebooks / "00_start_here.ipynb"), *arguments]
    )
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:
            # The terminal sent Ctrl-C to JupyterLab too; it asks the learner and ends itself.
            continue
