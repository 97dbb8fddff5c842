"""``sciatica-edu cohort``: one lesson for a whole class."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sciatica_edu.cli._progress import Progress
from sciatica_edu.errors import LessonError

if TYPE_CHECKING:
    from sciatica_edu.classroom.class_list import StudentResult
    from sciatica_edu.classroom.cohort import Engine

__all__ = ["command"]


@click.command("cohort")
@click.argument("class_file", metavar="CLASS.csv", type=click.Path(path_type=Path))
@click.argument("lesson")
@click.option(
    "-o", "--output", "folder", required=True, type=click.Path(file_okay=False, path_type=Path),
    help="Folder for notebooks, pages, index.html and summary.csv.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True,
    help="Lessons run at the same time.",
)  # fmt: skip
@click.option(
    "--timeout", "timeout_s", type=click.IntRange(min=1), default=120, show_default=True,
    help="Limit for one cell, in seconds.",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(["auto", "fork", "stock"]), default="auto", show_default=True,
    help="How Python is started for each student; auto forks on Linux. The files are the same.",
)  # fmt: skip
def command(
    class_file: Path, lesson: str, folder: Path, *, workers: int, timeout_s: int, engine: Engine
) -> None:
    """Run LESSON for each student of a class list.

    The CSV file has a column 'learner' and a column for each parameter that differs
    between students. All rows are checked before the first lesson runs. A student whose
    run fails is named; the others are finished.
    """
    from sciatica_edu.classroom.class_list import read_class
    from sciatica_edu.classroom.cohort import run_cohort

    students = read_class(class_file, lesson)
    progress = Progress(len(students))

    def on_done(result: StudentResult) -> None:
        progress.done(f"{result.student.learner}: {result.error or 'done'}")

    results = run_cohort(
        students,
        lesson,
        folder,
        workers=workers,
        timeout_s=timeout_s,
        engine=engine,
        on_done=on_done,
    )
    click.echo(folder / "index.html")
    failed = [result for result in results if result.error]
    if failed:
        lines = [f"  {result.student.learner}: {result.error}" for result in failed]
        raise LessonError(f"{len(failed)} of {len(results)} students failed:\n" + "\n".join(lines))
