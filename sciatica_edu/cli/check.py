"""``sciatica-edu check``: every rule of content, teaching and lessons, every breach."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sciatica_edu.authoring.check import CourseReport
    from sciatica_edu.evidence.course import Course

__all__ = ["command"]


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
def command(*, as_json: bool) -> None:
    """Check facts, claims, references, questions, lessons and built notebooks."""
    from sciatica_edu.evidence.course import load_course

    course = load_course()
    report = _examine(course)
    counts, breaches = report.counts, report.breaches
    if as_json:
        click.echo(json.dumps(report.as_json(), indent=2, ensure_ascii=False))
    else:
        for breach in breaches:
            click.echo(breach)
        click.echo(
            f"{counts['claims_taught']} of {counts['claims_total']} entries of the article taught, "
            f"{counts['facts']} facts, {counts['references']} references, "
            f"{counts['questions']} questions, {len(breaches)} breaches."
        )
    sys.exit(1 if breaches else 0)


def _examine(course: Course) -> CourseReport:
    from sciatica_edu.authoring.check import check_course
    from sciatica_edu.evidence.location import lessons_path, notebooks_path

    return check_course(
        course,
        lessons=lessons_path(),
        notebooks=notebooks_path(),
        today=dt.datetime.now(dt.UTC).date(),
    )
