"""The figure of what poses do to nerve and muscles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.body.measures import NerveLoad
from sciatica_edu.display import PALETTE, picture, styled
from sciatica_edu.errors import ContentError
from sciatica_edu.exercises.posed import MuscleLength

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sciatica_edu.display import Picture
    from sciatica_edu.exercises.posed import PosedExercise

__all__ = ["plot_posed", "posed_picture"]

_MARKS = {
    MuscleLength.SHORTER: ("shorter", PALETTE["pale"]),
    MuscleLength.SAME: ("·", "white"),
    MuscleLength.LONGER: ("longer", "#BFE3F5"),
    NerveLoad.SLACK: ("no more than\nin standing", "white"),
    NerveLoad.TAKEN_UP: ("taken up", "#F6DDA0"),
    NerveLoad.LENGTHENED: ("clearly\nlengthened", "#F2B48C"),
}


def plot_posed(rows: Sequence[PosedExercise], *, ax: Axes | None = None) -> Axes:
    """Draw a table of poses: the nerve first, then groups of muscles, in words and tints.

    Raises
    ------
    ContentError
        If there is no row.
    """
    if not rows:
        raise ContentError("there is no posed exercise to draw.")
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.subplots(figsize=(9.4, 0.5 * len(rows) + 0.8))[1]
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
            ax.text(column + 0.5, row, word, ha="center", va="center", fontsize=9)
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
    """Return the table of poses with alt text."""
    with styled():
        axes = plot_posed(rows)
        figure = axes.get_figure(root=True)
    if figure is None:
        raise ContentError("the axes belong to no figure.")
    sentences = []
    for item in rows:
        longer = [name for name, step in item.muscles.items() if step is MuscleLength.LONGER]
        sentences.append(
            f"{item.pose_title}: nerve {item.nerve.value}; longer: {', '.join(longer) or 'none'}."
        )
    return picture(
        figure,
        alt="What ten exercises do in a computed body, against standing. " + " ".join(sentences),
        caption=(
            "Direction and rough steps from one generic skeleton, right leg, against standing "
            "upright (· = about the same). The steps are the course's choice; nobody's own nerve "
            "or muscle was measured. Source: the course's body model."
        ),
    )


def _title(item: PosedExercise) -> str:
    name = item.exercise.short_name.split(",")[0]
    if len(item.exercise.traits.poses) == 1:
        return name
    return item.pose_title.split(":")[0]
