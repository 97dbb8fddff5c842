"""Every hotspot question points into a picture that exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.errors import did_you_mean
from sciatica_edu.evidence.integrity import Breach

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.quiz.asking.picture import QuestionPicture

__all__ = ["check_pictures"]


def check_pictures(course: Course, pictures: Mapping[str, QuestionPicture]) -> Iterator[Breach]:
    """Every hotspot question and prediction names a picture that exists and regions drawn on it."""
    predictions = [row.asked() for row in course.predictions.values()]
    for question in (*course.questions.values(), *predictions):
        if question.type != "hotspot":
            continue
        where = course.places[question.id]
        drawn = pictures.get(question.picture)
        if drawn is None:
            names = ", ".join(sorted(pictures))
            message = (
                f"question {question.id!r}: no picture {question.picture!r}; there are {names}."
            )
            yield Breach(where, "question-picture", message)
            continue
        for region in question.regions:
            if region.id not in drawn.regions:
                hint = did_you_mean(region.id, drawn.regions)
                message = f"question {question.id!r}: {drawn.id} has no region {region.id!r}.{hint}"
                yield Breach(where, "question-picture", message)
