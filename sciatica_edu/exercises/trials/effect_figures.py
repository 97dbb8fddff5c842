"""Effects of treatments, each on its own scale, as forest plots."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from sciatica_edu.display import PALETTE, picture, styled
from sciatica_edu.display.axes import drawing_axes
from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.exercises.tables import EFFECTS
from sciatica_edu.exercises.trials.effects import effects_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sciatica_edu.display import Picture
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.exercises.trials.effects import EffectSize

__all__ = [
    "effects_picture",
    "movement_effects",
    "plot_effects",
    "treatment_effects",
    "treatments_picture",
]

_LETTERS_A_LINE = 52


def movement_effects(course: Course) -> tuple[EffectSize, ...]:
    """Return the effects of exercise, physiotherapy, nerve exercises and bed rest."""
    return effects_of(course[EFFECTS].movement, course.fact)


def treatment_effects(course: Course) -> tuple[EffectSize, ...]:
    """Return the effects of surgery, medicines and acupuncture."""
    return effects_of(course[EFFECTS].treatments, course.fact)


def plot_effects(effects: Sequence[EffectSize], *, ax: Axes | None = None) -> Axes:
    """Draw effects that share one scale, with 95 % intervals; right favours the treatment.

    Parameters
    ----------
    effects
        One or more effects of the same panel, drawn from the top.
    ax
        Axes to draw on; new ones when None.

    Raises
    ------
    ContentError
        If the effects do not share a scale.
    """
    if len({effect.panel for effect in effects}) != 1:
        raise ContentError("effects on different scales must not share an axis.")
    ax = drawing_axes(ax, width_in=7.0, height_in=0.6 + 0.5 * len(effects))
    for row, effect in enumerate(effects):
        colour = PALETTE["blue"] if effect.clear else PALETTE["grey"]
        ax.plot([effect.low, effect.high], [row, row], color=colour, linewidth=2.5)
        ax.plot(effect.value, row, "s", color=colour, markersize=7)
    ax.axvline(effects[0].no_effect, color=PALETTE["ink"], linewidth=1)
    labels = [f"{_wrapped(effect.what)}\n{effect.words()}" for effect in effects]
    ax.set_yticks(range(len(effects)), labels)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(effects) - 0.4, -0.6)
    ax.set_xlabel(effects[0].panel)
    return ax


def effects_picture(course: Course) -> Picture:
    """Return the effects of exercise, physiotherapy, nerve exercises and bed rest."""
    return _forest(movement_effects(course), title="Movement as a treatment", course=course)


def treatments_picture(course: Course) -> Picture:
    """Return the effects of surgery, medicines and acupuncture."""
    return _forest(treatment_effects(course), title="Other treatments", course=course)


def _forest(effects: Sequence[EffectSize], *, title: str, course: Course) -> Picture:
    import matplotlib.pyplot as plt

    scales = dict.fromkeys(effect.panel for effect in effects)
    panels = [[effect for effect in effects if effect.panel == scale] for scale in scales]
    with styled():
        figure, all_axes = plt.subplots(
            len(panels),
            1,
            figsize=(8.2, 0.75 * len(effects) + 0.7 * len(panels)),
            height_ratios=[len(group) + 0.6 for group in panels],
            squeeze=False,
        )
        for ax, group in zip(all_axes[:, 0], panels, strict=True):
            plot_effects(group, ax=ax)
        figure.suptitle(
            f"{title}: right of the line favours it; grey means no clear difference",
            x=0.02,
            ha="left",
        )
    sentences = (f"{effect.what}: {effect.words()}. {effect.meaning}" for effect in effects)
    return picture(
        figure,
        alt=" ".join([f"{title}, {len(panels)} forest plots, each on its own scale.", *sentences]),
        caption=(
            f"{sentence('effects.how-to-read').text} "
            f"Source: {cite(course, (effect.fact for effect in effects))}."
        ),
    )


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _LETTERS_A_LINE)
