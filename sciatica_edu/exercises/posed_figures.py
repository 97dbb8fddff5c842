"""The figure of what poses do to nerve and muscles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.body.motion.measures import NerveLoad
from sciatica_edu.display import PALETTE, picture, styled
from sciatica_edu.display.axes import drawing_axes, figure_of
from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.exercises.posed import MuscleLength

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sciatica_edu.display import Picture
    from sciatica_edu.exercises.posed import PosedExercise

__all__ = ["plot_posed", "posed_picture"]

_SAME = "·"
_MARKS = {
    MuscleLength.SHORTER: ("shorter", PALETTE["pale"]),
    MuscleLength.SAME: (_SAME, "white"),
    MuscleLength.LONGER: ("longer", "#BFE3F5"),
    NerveLoad.SLACK: ("no more than\nin standing", "white"),
    NerveLoad.TAKEN_UP: ("taken up", "#F6DDA0"),
    NerveLoad.LENGTHENED: ("clearly\nlengthened", "#F2B48C"),
}


def plot_posed(rows: Sequence[PosedExercise], *, ax: Axes | None = None) -> Axes:
    """Draw a table of poses: the nerve first, then groups of muscles, in words and tints.

    Parameters
    ----------
    rows
        From `posed.posed_exercises`, drawn from the top.
    ax
        Axes to draw on; new ones when None.

    Raises
    ------
    ContentError
        If there is no row.
    """
    if not rows:
        raise ContentError("there is no posed exercise to draw.")
    ax = drawing_axes(ax, width_in=9.4, height_in=0.5 * len(rows) + 0.8)
    groups = list(rows[0].muscles)
    for row, item in enumerate(rows):
        for column, step in enumerate([item.nerve, *(item.muscles[name] for name in groups)]):
            word, tint = _MARKS[step]
            ax.axhspan(
                row - 0.48,
                row + 0.48,
                xmin=column / (len(groups) + 1),
                xmax=(column + 0.98) / (len(groups) + 1),
                color=tint,
                zorder=0,
            )
            size = 16 if word == _SAME else 9
            ax.text(column + 0.5, row, word, ha="center", va="center", fontsize=size)
    ax.set_yticks(range(len(rows)), [_title(item) for item in rows])
    ax.set_xticks(
        [column + 0.5 for column in range(len(groups) + 1)],
        ["SCIATIC NERVE", *(name.replace(" ", "\n") for name in groups)],
    )
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.set_xlim(0, len(groups) + 1)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def posed_picture(rows: Sequence[PosedExercise]) -> Picture:
    """Return the table of poses with alt text.

    Raises
    ------
    ContentError
        If there is no row.
    """
    with styled():
        ax = plot_posed(rows)
    sentences = []
    for item in rows:
        longer = [name for name, step in item.muscles.items() if step is MuscleLength.LONGER]
        sentences.append(
            f"{item.pose_title}: nerve {item.nerve.value}; longer: {', '.join(longer) or 'none'}."
        )
    return picture(
        figure_of(ax),
        alt="What ten exercises do in a computed body, against standing. " + " ".join(sentences),
        caption=sentence("exercise.posed").text,
    )


def _title(item: PosedExercise) -> str:
    name = item.exercise.short_name.split(",")[0]
    if len(item.exercise.traits.poses) == 1:
        return name
    return item.pose_title.split(":")[0]
