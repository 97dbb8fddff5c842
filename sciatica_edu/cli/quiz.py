"""``sciatica-edu quiz``: questions to and from other programs, and quizzes for marks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sciatica_edu.body.tables import MUSCLES
from sciatica_edu.errors import did_you_mean
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.questions.question import QUESTION_TYPES, Audience, Level
from sciatica_edu.exchange.formats import EXPORTS, IMPORTS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.questions.question import Question
    from sciatica_edu.quiz.asking.flashcard import Flashcard

__all__ = ["command"]

_CHOICES = (
    click.option("--objective", "objectives", multiple=True, help="Only this objective; repeatable."),
    click.option("--lesson", "lessons", multiple=True, help="Only this lesson; repeatable."),
    click.option("--type", "types", multiple=True, type=click.Choice(QUESTION_TYPES)),
    click.option("--audience", type=click.Choice([one.value for one in Audience])),
    click.option("--level", type=click.Choice([one.value for one in Level])),
    click.option(
        "--count", type=click.IntRange(1, 500),
        help="How many questions, drawn by the seed; all that fit if left out.",
    ),
    click.option(
        "--seed", type=click.IntRange(min=0), default=1, show_default=True,
        help="Draws questions and numbers, orders options. The same seed gives the same file.",
    ),
)  # fmt: skip


_overwrite = click.option("--overwrite", is_flag=True, help="Replace a file that exists.")


def _selection(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_CHOICES):
        function = option(function)
    return function


@click.group("quiz")
def command() -> None:
    """Carry questions to and from other programs; make quizzes for marks."""


@command.command("export")
@click.argument("format_name", metavar="FORMAT", type=click.Choice(list(EXPORTS)))
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="File to write.",
)  # fmt: skip
@_selection
@click.option("--title", help="Heading of the paper.")
@click.option("--no-key", is_flag=True, help="Leave the key off the paper.")
@click.option(
    "--flashcards", is_flag=True, help="Add flashcards of terms and muscles to the Anki deck."
)
@click.option(
    "--edition", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="Day of the Anki deck's edition; Anki updates changed questions from a later one only.",
)  # fmt: skip
@_overwrite
def export_command(
    format_name: str,
    output: Path,
    *,
    overwrite: bool,
    title: str | None,
    no_key: bool,
    flashcards: bool,
    edition: dt.datetime | None,
    **choice: Any,
) -> None:
    """Write questions as moodle (XML), qti, anki or paper (an HTML page to print).

    One qti file suits Canvas, Blackboard and Brightspace. What the format cannot hold is printed, question by question.
    """
    from sciatica_edu.evidence.course import load_course
    from sciatica_edu.evidence.location import data_path
    from sciatica_edu.exchange.formats import export_questions
    from sciatica_edu.quiz.asking.picture import load_pictures

    _only_for("paper", format_name, {"--title": title, "--no-key": no_key})
    _only_for("anki", format_name, {"--flashcards": flashcards, "--edition": edition})
    _refuse_to_replace([output], overwrite=overwrite)
    course = load_course()
    questions = _chosen(course, **choice)
    extras: dict[str, Any] = {}
    if format_name == "paper":
        extras = {"title": title or "Questions", "with_key": not no_key}
    elif format_name == "anki":
        cards = _cards(course) if flashcards else ()
        extras = {"cards": cards, "edition": edition.date() if edition else None}
    data, report = export_questions(
        questions,
        format_name,
        seed=choice["seed"],
        pictures=load_pictures(data_path() / "pictures.yaml"),
        sources={fact: cite(course, [fact], full=True) for fact in course.facts},
        **extras,
    )
    if not report.carried:
        click.echo(report.as_text(), err=True)
        raise click.ClickException(f"{format_name} can hold none of these questions.")
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(data)
    click.echo(report.as_text(), err=True)
    click.echo(output)


@command.command("import")
@click.argument("format_name", metavar="FORMAT", type=click.Choice(IMPORTS))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="YAML file to write; move it to data/questions when it is complete.",
)  # fmt: skip
@_overwrite
def import_command(format_name: str, file: Path, output: Path, *, overwrite: bool) -> None:
    """Read questions from moodle (XML) and write them as YAML.

    What was lost, and what is to be filled in, is printed and stands on top of the file. The
    exit status is 1 if a question could not be read.
    """
    from sciatica_edu.exchange.draft import yaml_text
    from sciatica_edu.exchange.formats import import_questions

    _refuse_to_replace([output], overwrite=overwrite)
    draft = import_questions(file.read_bytes(), format_name)
    output.parent.mkdir(parents=True, exist_ok=True)
    comment = [f"Imported from {file.name}. Complete, then prove with: sciatica-edu check"]
    text = yaml_text(draft.questions, comment=[*comment, *draft.report.as_text().splitlines()])
    output.write_text(text, encoding="utf-8")
    click.echo(draft.report.as_text(), err=True)
    click.echo(output)
    if draft.report.left_out:
        sys.exit(1)


@command.command("assessed")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="The students' file; it holds no key.",
)  # fmt: skip
@click.option(
    "--key", "key_file", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="The key, in another folder that students do not get.",
)  # fmt: skip
@click.option("--name", required=True, help="The quiz's name in the record, such as midterm-2027.")
@click.option("--title", required=True, help="What students read above it.")
@_selection
@_overwrite
def assessed_command(
    output: Path, key_file: Path, *, name: str, title: str, overwrite: bool, **choice: Any
) -> None:
    """Make a quiz for marks: a file for the students and, apart from it, the key."""
    from sciatica_edu.classroom.assessment import write_assessment
    from sciatica_edu.evidence.course import load_course
    from sciatica_edu.evidence.location import data_path
    from sciatica_edu.quiz.asking.picture import load_pictures

    _refuse_to_replace([output, key_file], overwrite=overwrite)
    questions = _chosen(load_course(), **choice)
    write_assessment(
        questions,
        name=name,
        title=title,
        seed=choice["seed"],
        student_file=output,
        key_file=key_file,
        pictures=load_pictures(data_path() / "pictures.yaml"),
    )
    click.echo(output)
    click.echo(f"Key, not for students: {key_file}", err=True)


def _only_for(wanted: str, format_name: str, options: dict[str, Any]) -> None:
    for option, value in options.items():
        if value and format_name != wanted:
            raise click.BadOptionUsage(option, f"{option} is for {wanted}, not for {format_name}.")


def _cards(course: Course) -> tuple[Flashcard, ...]:
    from sciatica_edu.quiz.asking.flashcards import glossary_cards, muscle_cards

    return (*glossary_cards(course.glossary.values()), *muscle_cards(course[MUSCLES].values()))


def _chosen(
    course: Course,
    *,
    objectives: tuple[str, ...],
    lessons: tuple[str, ...],
    types: tuple[str, ...],
    audience: str | None,
    level: str | None,
    count: int | None,
    seed: int,
) -> tuple[Question, ...]:
    from sciatica_edu.evidence.course import LESSON_TITLES
    from sciatica_edu.quiz.asking.selection import Slot, select

    wanted = [_known("objective", name, course.objectives) for name in objectives]
    for lesson in lessons:
        _known("lesson", lesson, LESSON_TITLES)
        wanted += [objective.id for objective in course.objectives_of(lesson)]
    if lessons and not wanted:
        raise click.BadParameter(f"no objective belongs to {', '.join(lessons)}.")
    slot = Slot(
        count or 1,
        objectives=tuple(wanted),
        levels=(level,) if level else (),
        audience=audience,
        types=types,
    )
    if count is None:
        found = tuple(one for one in course.questions.values() if slot.accepts(one))
    else:
        found = select(course.questions.values(), [slot], seed=seed)
    if not found:
        raise click.ClickException("no question fits these choices; widen them.")
    return found


def _known(kind: str, name: str, allowed: Iterable[str]) -> str:
    names = list(allowed)
    if name in names:
        return name
    hint = did_you_mean(name, names) or f" Allowed: {', '.join(names)}."
    raise click.BadParameter(f"unknown {kind} {name!r}.{hint}")


def _refuse_to_replace(paths: Iterable[Path], *, overwrite: bool) -> None:
    for path in paths:
        if path.exists() and not overwrite:
            raise click.ClickException(f"{path} exists; name another file or give --overwrite.")
