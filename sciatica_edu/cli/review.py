"""``sciatica-edu review``: what is due, the next two weeks, and a plan for an exam date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date, datetime

    from sciatica_edu.quiz.learning.exam_plan import ExamPlan
    from sciatica_edu.quiz.learning.schedule import Schedule

__all__ = ["command"]


@click.command("review")
@click.option("--learner", default="", help="Name of the learner; this computer's if left out.")
@click.option(
    "--exam",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Day of an exam, YYYY-MM-DD: plan every day until then.",
)
@click.option("--lesson", "lessons", multiple=True, help="Only this lesson; repeatable.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --exam: calendar file (.ics) to write.",
)
@click.option("--overwrite", is_flag=True, help="Replace a file that exists.")
def command(
    *,
    learner: str,
    exam: datetime | None,
    lessons: tuple[str, ...],
    output: Path | None,
    overwrite: bool,
) -> None:
    """Tell what is due for review today and in the next days, from your own answers.

    The questions themselves are asked in a notebook by lesson.review().
    """
    from sciatica_edu.quiz.learning.exam_plan import exam_plan, plan_calendar
    from sciatica_edu.quiz.learning.schedule import schedule
    from sciatica_edu.quiz.live.session import now
    from sciatica_edu.record.store import LearnerRecord

    if output is not None and exam is None:
        raise click.UsageError("--output needs --exam: only a plan makes a calendar.")
    if output is not None and output.exists() and not overwrite:
        raise click.UsageError(f"{output} exists; give --overwrite to replace it.")
    covered = _covered(lessons)
    at = now()
    current = schedule(LearnerRecord(learner).read().events)
    if exam is None:
        _say_due(current, at)
        return
    plan = exam_plan(current, covered, exam=exam.date(), now=at)
    _say_plan(plan)
    if output is not None:
        output.write_bytes(plan_calendar(plan, now=at))
        click.echo(f"Calendar written to {output}.")


def _covered(lessons: tuple[str, ...]) -> list[str]:
    from sciatica_edu.evidence.course import load_course
    from sciatica_edu.lessons.parameters import require_lesson

    course = load_course()
    if not lessons:
        return sorted(course.questions)
    return sorted(
        question.id
        for lesson in lessons
        for question in course.questions_of(require_lesson(lesson))
    )


def _say_due(current: Schedule, at: datetime) -> None:
    due = current.due(at)
    click.echo(f"Due today: {len(due)}. Ask them in a notebook with lesson.review().")
    for day, count in current.forecast(at):
        if count:
            click.echo(f"  {day}  {count}")


def _say_plan(plan: ExamPlan) -> None:
    def line(day: date, new: int, review: int) -> str:
        return f"  {day}  {new} new, {review} to review"

    click.echo(f"Until the exam on {plan.exam}:")
    for entry in plan.days:
        if entry.new or entry.review:
            click.echo(line(entry.day, len(entry.new), len(entry.review)))
