"""``sciatica-edu record``: what the course has written down about a learner, in the learner's hands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from sciatica_edu.record.store import LearnerRecord

__all__ = ["command"]


def _learner_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--learner", default="", help="Name of the learner; this computer's learner if left out."
    )(function)


def _record(learner: str) -> LearnerRecord:
    from sciatica_edu.record.store import LearnerRecord

    return LearnerRecord(learner)


@click.group("record")
def command() -> None:
    """Show, export or erase a learner's own answers."""


@command.command("show")
@_learner_option
def show_command(*, learner: str) -> None:
    """Print what is stored, and where."""
    from sciatica_edu.record.owner import show

    click.echo(show(_record(learner)))


@command.command("export")
@_learner_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; standard output if left out.",
)
def export_command(*, learner: str, output: Path | None) -> None:
    """Write the record as JSON Lines, one entry a line."""
    from sciatica_edu.record.owner import export_lines, export_to

    record = _record(learner)
    if output is None:
        for line in export_lines(record):
            click.echo(line)
        return
    count = export_to(record, output)
    click.echo(f"{count} entries written to {output}.", err=True)


@command.command("erase")
@_learner_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase_command(*, learner: str, yes: bool) -> None:
    """Delete the record for good."""
    record = _record(learner)
    count = len(record.read().events)
    if count == 0 and not record.path.exists():
        click.echo(f"There is no record of {record.learner}.")
        return
    if not yes:
        click.confirm(f"Erase {count} entries of {record.learner} for good?", abort=True)
    for path in record.erase():
        click.echo(f"Erased {path}")
