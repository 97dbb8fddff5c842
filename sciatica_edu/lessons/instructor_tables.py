"""What the instructors' notebook shows as tables: parameters, class lists, how far the content is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element, escape, table
from sciatica_edu.errors import require_in_range
from sciatica_edu.evidence.course import LESSON_TITLES
from sciatica_edu.evidence.models import Certainty, Verification
from sciatica_edu.lessons.parameter_text import parameters_of
from sciatica_edu.lessons.parameters import require_lesson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.models import Fact

__all__ = [
    "class_list_example",
    "own_parameters_table",
    "review_table",
    "shared_parameters_table",
]


def shared_parameters_table() -> Html:
    """Return the parameters that every lesson takes."""
    rows = [
        (row.name, repr(row.default), row.allowed, row.meaning)
        for row in parameters_of("00_start_here")
    ]
    header = ("Parameter", "Default", "Allowed", "Meaning")
    return table(header, rows, caption="Parameters of every lesson")


def own_parameters_table(lesson_id: str = "") -> Html:
    """Return the parameters that lessons have of their own.

    Parameters
    ----------
    lesson_id
        One lesson; all when empty.

    Raises
    ------
    LessonError
        If there is no such lesson.
    """
    shared = {row.name for row in parameters_of("00_start_here")}
    chosen = [require_lesson(lesson_id)] if lesson_id else list(LESSON_TITLES)
    rows = [
        (name, row.name, repr(row.default), row.allowed, row.meaning)
        for name in chosen
        for row in parameters_of(name)
        if row.name not in shared
    ]
    header = ("Lesson", "Parameter", "Default", "Allowed", "Meaning")
    return table(header, rows, caption="Parameters of single lessons")


def class_list_example(class_size: int, *, shown: int = 5) -> Html:
    """Return the first lines of a class list with one seed a student.

    Parameters
    ----------
    class_size
        Students, 1 or more.
    shown
        Lines written out; the rest is told in words.

    Raises
    ------
    OutOfRangeError
        If the class has no student.
    """
    require_in_range("class_size", class_size, 1, 500, unit="students")
    lines = ["learner,seed,level"]
    lines += [f"student-{n:03d},{n},introductory" for n in range(1, min(shown, class_size) + 1)]
    rest = class_size - shown
    if rest > 0:
        lines.append(f"(and so on, {rest} more)")
    text = "\n".join(lines)
    code = Html("<br>".join(escape(line) for line in lines), text)
    return Html(element("p", Html(element("code", code), text)), text)


def review_table(course: Course) -> Html:
    """Return how the course's facts were checked, and how many a clinician has reviewed."""
    facts = course.distinct_facts()
    rows = [
        ("facts in all", str(len(facts))),
        ("source read, at least as an abstract", str(_count(facts, Verification.READ))),
        ("calculated from other facts", str(_count(facts, Verification.DERIVED))),
        ("recalled, not read: never shown as plain fact", str(_count(facts, Verification.MEMORY))),
        (
            "low certainty: never shown as plain fact",
            str(sum(fact.confidence is Certainty.LOW for fact in facts)),
        ),
        ("reviewed by a clinician", str(sum(fact.reviewed_by is not None for fact in facts))),
    ]
    return table(("What", "How many"), rows, caption="How far the content has been checked")


def _count(facts: Sequence[Fact], kind: Verification) -> int:
    return sum(fact.verified is kind for fact in facts)
