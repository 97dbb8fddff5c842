"""``sciatica-edu build``: lesson sources into executed notebooks."""

from __future__ import annotations

from pathlib import Path

import click

from sciatica_edu.cli._progress import Progress
from sciatica_edu.errors import LessonError, SciaticaEduError

__all__ = ["command"]


@click.command("build")
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the notebooks; in a checkout notebooks/.",
)
@click.option(
    "--timeout", "timeout_s", type=click.IntRange(min=1), default=120, show_default=True,
    help="Limit for one cell, in seconds.",
)  # fmt: skip
def command(lessons: tuple[str, ...], folder: Path | None, timeout_s: int) -> None:
    """Build all lessons, or the ones named, into notebooks."""
    from sciatica_edu.authoring.build import build_lesson
    from sciatica_edu.evidence.course import load_course
    from sciatica_edu.evidence.location import lessons_path
    from sciatica_edu.lessons.parameter_models import PARAMETER_MODELS
    from sciatica_edu.lessons.parameters import require_lesson

    chosen = [require_lesson(lesson) for lesson in lessons] or list(PARAMETER_MODELS)
    sources = lessons_path()
    target = folder or _beside(sources)
    course = load_course()
    failures: list[str] = []
    progress = Progress(len(chosen))
    for lesson in chosen:
        source, built = sources / f"{lesson}.py", target / f"{lesson}.ipynb"
        try:
            size = build_lesson(source, built, course=course, timeout_s=timeout_s)
        except SciaticaEduError as error:
            failures.append(str(error))
            progress.done(f"{lesson}: failed")
        else:
            progress.done(f"{lesson}: {size / 1000:.0f} kB")
    if failures:
        raise LessonError("\n".join(failures))


def _beside(sources: Path) -> Path:
    if sources.name != "lessons":
        raise LessonError(
            "the course is installed, not a checkout; tell with -o where the notebooks go."
        )
    return sources.parent / "notebooks"
