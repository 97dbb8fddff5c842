"""The exercises shown: which does what as a matrix, the whole collection, and one with all about it."""

from __future__ import annotations

import textwrap
from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.display import PALETTE, picture, styled, table
from sciatica_edu.display.axes import drawing_axes, figure_of
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.exercises.exercise_models import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matplotlib.axes import Axes

    from sciatica_edu.display import Html, Picture
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.exercises.library import ExerciseLibrary, LibraryExercise

__all__ = ["EFFECT_WORDS", "exercise_card", "exercise_table", "library_picture", "plot_library"]

EFFECT_WORDS: Mapping[Effect, str] = MappingProxyType(
    {
        Effect.FLEXES_SPINE: "bends the back forward",
        Effect.EXTENDS_SPINE: "bends the back backward",
        Effect.SIDE_BENDS_SPINE: "bends it sideways",
        Effect.NEUTRAL_SPINE: "keeps the back still",
        Effect.LENGTHENS_MUSCLE: "lengthens muscle",
        Effect.LOADS_MUSCLE: "makes muscle work",
        Effect.GLIDES_NERVE: "lets the nerve glide",
        Effect.TENSIONS_NERVE: "pulls on the nerve",
    }
)
"""Each effect in the learner's words."""

_MARKS: Mapping[Effect, tuple[str, str]] = MappingProxyType(
    {
        Effect.GLIDES_NERVE: ("o", PALETTE["blue"]),
        Effect.TENSIONS_NERVE: ("X", PALETTE["red"]),
    }
)
"""What happens to the nerve stands out, by shape and by colour."""
_PLAIN_MARK = ("o", PALETTE["ink"])
_LETTERS_A_LINE = 10


def plot_library(library: ExerciseLibrary, *, ax: Axes | None = None) -> Axes:
    """Draw which exercise does what: one row an exercise, a mark where it does.

    Parameters
    ----------
    library
        The exercises, drawn from the top; the article's own carry an asterisk.
    ax
        Axes to draw on; new ones when None.
    """
    ax = drawing_axes(ax, width_in=9.6, height_in=5.8)
    effects = list(Effect)
    items = list(library)
    for row, item in enumerate(items):
        for effect in item.effects:
            marker, colour = _MARKS.get(effect, _PLAIN_MARK)
            ax.plot(effects.index(effect), row, marker, color=colour, markersize=9)
    names = [
        f"{item.short_name.split(',')[0]}{' *' if item.row.article_exercise else ''}"
        for item in items
    ]
    ax.set_yticks(range(len(items)), names)
    words = [textwrap.fill(EFFECT_WORDS[effect], _LETTERS_A_LINE) for effect in effects]
    ax.set_xticks(range(len(effects)), words)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.set_xlim(-0.5, len(effects) - 0.5)
    ax.set_ylim(len(items) - 0.5, -0.5)
    ax.grid(visible=True, color=PALETTE["pale"], zorder=0)
    ax.set_axisbelow(True)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def library_picture(library: ExerciseLibrary) -> Picture:
    """Return the matrix of exercises and what they do."""
    with styled():
        ax = plot_library(library)
    parts = []
    for effect in Effect:
        names = ", ".join(item.short_name for item in library.doing(effect)) or "none"
        parts.append(f"{EFFECT_WORDS[effect].capitalize()}: {names}.")
    return picture(
        figure_of(ax),
        alt="Table of sixteen exercises and what they do. " + " ".join(parts),
        caption=sentence("exercise.matrix").text,
    )


def exercise_card(course: Course, exercise: LibraryExercise) -> Html:
    """Return all about one exercise: dose, easier and harder, when not, when to stop, doubts."""
    dose = exercise.dosage
    row = exercise.row
    bones = row.fragile_bones
    source = cite(course, bones.facts, ids=True) or "the course's own judgement"
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
        ("Sources", cite(course, row.facts, ids=True)),
    ]
    if row.article_dose:
        rows.insert(4, ("The article says", row.article_dose))
    return table(("", f"{exercise.id} {exercise.name}"), rows, caption=f"{exercise.name}: the card")


def exercise_table(exercises: Iterable[LibraryExercise]) -> Html:
    """Return one line for each exercise."""
    rows = [
        (
            f"{item.short_name} ({item.id})",
            item.role.value,
            item.dosage.time,
            item.row.confidence.value,
        )
        for item in exercises
    ]
    header = ("Exercise", "For", "Dose: at first, and at most", "Certainty of the row")
    return table(header, rows, caption=sentence("exercise.collection").text)


def _listed(parts: Sequence[str]) -> str:
    return "; ".join(parts) if parts else "–"
