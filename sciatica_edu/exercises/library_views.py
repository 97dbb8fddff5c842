"""The exercises shown: which does what, one with all about it, and what its pose does to a body."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.body.view.movement_views import movement_shown
from sciatica_edu.display import folded, join, table
from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.exercises.exercise_models import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sciatica_edu.display import Html
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.exercises.library import LibraryExercise
    from sciatica_edu.exercises.posed import PosedExercise

__all__ = ["EFFECT_WORDS", "exercise_card", "exercise_pictures", "exercise_table", "posed_table"]

EFFECT_WORDS: Mapping[Effect, str] = MappingProxyType(
    {
        Effect.FLEXES_SPINE: "bends the back forward",
        Effect.EXTENDS_SPINE: "bends the back backward",
        Effect.SIDE_BENDS_SPINE: "bends it sideways",
        Effect.NEUTRAL_SPINE: "keeps the back still",
        Effect.LENGTHENS_MUSCLE: "lengthens muscle",
        Effect.LOADS_MUSCLE: "makes muscle work",
        Effect.GLIDES_NERVE: "lets the nerve glide",
        Effect.TENSIONS_NERVE: "PULLS on the nerve",
    }
)
"""Each effect in the learner's words."""


def exercise_card(course: Course, exercise: LibraryExercise) -> Html:
    """Return all about one exercise: pictures, how, dose, easier and harder, when not, when to stop."""
    dose = exercise.dosage
    row = exercise.row
    bones = row.fragile_bones
    source = cite(course, bones.facts) or "the course's own judgement"
    rows = [
        ("How often (frequency)", dose.frequency),
        ("How hard (intensity)", dose.intensity),
        ("How long (time)", dose.time),
        ("What kind (type)", dose.kind),
        ("Customary range, not tested in sciatica", row.suggested_dose),
        ("Lengthens", _listed(row.muscles_lengthened)),
        ("Loads", _listed(row.muscles_loaded)),
        ("Easier", exercise.regression),
        ("Harder", exercise.progression),
        ("Avoid or change", _listed(exercise.avoid_or_modify)),
        ("With fragile bones", f"{bones.offer}: {bones.why} {bones.change or ''} ({source})"),
        ("Stop", _listed(("by the stop rules", *exercise.stop_also))),
        ("Remember", exercise.note or "–"),
        ("Doubts", " ".join(exercise.doubts) or "–"),
        ("Sources", cite(course, row.facts)),
    ]
    if row.article_dose:
        rows.insert(4, ("The article says", row.article_dose))
    card = table(("", f"{exercise.id} {exercise.name}"), rows, caption=f"{exercise.name}: the card")
    return join([movement_shown(course, exercise.id), card])


def exercise_pictures(course: Course, exercises: Iterable[LibraryExercise]) -> Html:
    """Return pictures and three lines on how to do it for each exercise, folded under its name."""
    return join(
        folded(f"{item.id} {item.short_name}", movement_shown(course, item.id))
        for item in exercises
    )


def exercise_table(exercises: Iterable[LibraryExercise]) -> Html:
    """Return one line for each exercise; the article's own carry an asterisk."""
    rows = [
        (
            f"{item.short_name} ({item.id}){' *' if item.row.article_exercise else ''}",
            _listed([EFFECT_WORDS[effect] for effect in Effect if effect in item.effects]),
            item.role.value,
            item.dosage.time,
            item.row.confidence.value,
        )
        for item in exercises
    ]
    header = (
        "Exercise",
        "What it does",
        "For",
        "Dose: at first, and at most",
        "Certainty of the row",
    )
    return table(header, rows, caption=sentence("exercise.collection").text)


def posed_table(rows: Sequence[PosedExercise]) -> Html:
    """Return what poses do to nerve and muscles, in words.

    Parameters
    ----------
    rows
        From `posed.posed_exercises`.

    Raises
    ------
    ContentError
        If there is no row.
    """
    if not rows:
        raise ContentError("there is no posed exercise to show.")
    header = ("Exercise", "SCIATIC NERVE", *rows[0].muscles)
    body = [
        (_title(item), item.nerve.value, *(step.value for step in item.muscles.values()))
        for item in rows
    ]
    return table(header, body, caption=sentence("exercise.posed").text)


def _title(item: PosedExercise) -> str:
    if len(item.exercise.traits.poses) == 1:
        return item.exercise.short_name.split(",")[0]
    return item.pose_title.split(":")[0]


def _listed(parts: Sequence[str]) -> str:
    return "; ".join(parts) if parts else "–"
