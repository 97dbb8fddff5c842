"""``sciatica-edu review-sheet``: all that a clinician would sign, on paper."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from sciatica_edu.errors import ParameterError

__all__ = ["PARTS", "command"]

PARTS = (
    "disputed", "triage", "symptoms", "exercises", "injections", "clinic", "anatomy", "article", "words",
    "lessons", "facts",
)  # fmt: skip


@click.command("review-sheet")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="HTML file to write.",
)  # fmt: skip
@click.option(
    "--part", "parts", multiple=True, type=click.Choice(PARTS),
    help="Print only this part; repeatable.",
)  # fmt: skip
def command(output: Path, parts: tuple[str, ...]) -> None:
    """Print every rule and clinical sentence with its source and a box to sign.

    One page for paper, without script; a browser prints it or saves it as PDF.
    """
    from sciatica_edu.authoring.review.sheet import review_sheet
    from sciatica_edu.evidence.course import load_course
    from sciatica_edu.evidence.location import data_path, lessons_path
    from sciatica_edu.record.atomic_file import write_atomically

    if output.suffix.lower() not in {".html", ".htm"}:
        raise ParameterError(f"the review sheet is a page: {str(output)!r} must end with .html.")
    page = review_sheet(
        load_course(),
        data=data_path(),
        lessons=lessons_path(),
        today=dt.datetime.now(dt.UTC).date(),
        parts=parts or PARTS,
    )
    write_atomically(output, page)
    click.echo(output)
