"""``sciatica-edu gradebook``: collect a class's records, mark assessed quizzes, write tables."""

from __future__ import annotations

import sys
from pathlib import Path

import click

__all__ = ["command"]


@click.command("gradebook")
@click.argument(
    "folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path),
    help="Folder for gradebook.html and CSV tables; not the one with the records.",
)  # fmt: skip
@click.option(
    "--key", "key_files", multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Key of an assessed quiz; repeatable.",
)  # fmt: skip
@click.option(
    "--fewest", type=click.IntRange(1, 100), default=5, show_default=True,
    help="Numbers about fewer learners are withheld from the item analysis.",
)  # fmt: skip
def command(folder: Path, output: Path, *, key_files: tuple[Path, ...], fewest: int) -> None:
    """Collect the records (.jsonl) in FOLDER that learners exported.

    Files that cannot be read are named and the others used; the exit status is then 1.
    """
    from sciatica_edu.classroom.gradebook import make_gradebook
    from sciatica_edu.classroom.gradebook_files import write_gradebook
    from sciatica_edu.evidence.course import load_course

    course = load_course()
    gradebook = make_gradebook(
        folder,
        key_files=key_files,
        questions=course.questions,
        predictions=course.predictions,
        k=fewest,
    )
    for path in write_gradebook(gradebook, output):
        click.echo(path)
    for problem in gradebook.problems:
        click.echo(f"Problem: {problem}", err=True)
    sys.exit(1 if gradebook.problems else 0)
