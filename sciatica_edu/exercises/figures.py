"""Figures of the exercises lesson: what exercises do, effect sizes, recovery, resorption.

`plot_*` draw on axes; `*_picture` add alt text, caption and source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import PALETTE, picture, styled
from sciatica_edu.errors import ContentError
from sciatica_edu.exercises.effects import movement_effects, treatment_effects
from sciatica_edu.exercises.recovery import Counted
from sciatica_edu.exercises.rules import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sciatica_edu.content.course import Course
    from sciatica_edu.display import Picture
    from sciatica_edu.exercises.effects import EffectSize
    from sciatica_edu.exercises.library import ExerciseLibrary
    from sciatica_edu.exercises.recovery import PublishedCourse, RecoveryCourses, TeachingCurve

__all__ = [
    "EFFECT_WORDS",
    "effects_picture",
    "library_picture",
    "plot_course",
    "plot_effects",
    "plot_library",
    "plot_resorption",
    "plot_teaching_curve",
    "recovery_picture",
    "resorption_picture",
    "teaching_curve_picture",
    "treatments_picture",
]

EFFECT_WORDS: Mapping[Effect, str] = {
    Effect.FLEXES_SPINE: "bends the back forward",
    Effect.EXTENDS_SPINE: "bends the back backward",
    Effect.SIDE_BENDS_SPINE: "bends it sideways",
    Effect.NEUTRAL_SPINE: "keeps the back still",
    Effect.LENGTHENS_MUSCLE: "lengthens muscle",
    Effect.LOADS_MUSCLE: "makes muscle work",
    Effect.GLIDES_NERVE: "lets the nerve glide",
    Effect.TENSIONS_NERVE: "pulls on the nerve",
}

_COURSE_COLOURS = ("blue", "orange", "green", "purple", "ink")
_HERNIA_TYPES = ("sequestration", "extrusion", "protrusion", "bulge")


def plot_library(library: ExerciseLibrary, *, ax: Axes | None = None) -> Axes:
    """Draw which exercise does what: one row an exercise, a mark where it does."""
    axes = _axes(ax, 9.6, 5.8)
    effects = list(Effect)
    items = list(library)
    colours = {Effect.TENSIONS_NERVE: PALETTE["red"], Effect.GLIDES_NERVE: PALETTE["blue"]}
    for row, item in enumerate(items):
        for column, effect in enumerate(effects):
            if effect in item.effects:
                marker = "X" if effect is Effect.TENSIONS_NERVE else "o"
                colour = colours.get(effect, PALETTE["ink"])
                axes.plot(column, row, marker, color=colour, markersize=9)
    names = [
        f"{item.short_name.split(',')[0]}{' *' if item.row.article_exercise else ''}"
        for item in items
    ]
    axes.set_yticks(range(len(items)), names)
    words = [_wrapped(EFFECT_WORDS[effect], 10) for effect in effects]
    axes.set_xticks(range(len(effects)), words)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_xlim(-0.5, len(effects) - 0.5)
    axes.set_ylim(len(items) - 0.5, -0.5)
    axes.grid(visible=True, color=PALETTE["pale"], zorder=0)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes


def library_picture(library: ExerciseLibrary) -> Picture:
    """Return the matrix of exercises and what they do."""
    with styled():
        figure = _figure_of(plot_library(library))
    parts = []
    for effect in Effect:
        names = ", ".join(item.short_name for item in library.doing(effect)) or "none"
        parts.append(f"{EFFECT_WORDS[effect].capitalize()}: {names}.")
    return picture(
        figure,
        alt="Table of sixteen exercises and what they do. " + " ".join(parts),
        caption=(
            "What each exercise does. * = one of the article's four. The cross marks what pulls on "
            "the nerve. Source: the course's own sorting of data/exercises.yaml; nothing was measured."
        ),
    )


def plot_effects(effects: Sequence[EffectSize], *, ax: Axes | None = None) -> Axes:
    """Draw effects that share one scale, with 95 % intervals; right favours the treatment.

    A hollow square is an effect whose source was recorded without saying which side favours it.

    Raises
    ------
    ContentError
        If the effects do not share a scale.
    """
    if len({effect.panel for effect in effects}) != 1:
        raise ContentError("effects on different scales must not share an axis.")
    axes = _axes(ax, 7.0, 0.6 + 0.5 * len(effects))
    for row, effect in enumerate(effects):
        colour = PALETTE["blue"] if effect.clear else PALETTE["grey"]
        axes.plot([effect.low, effect.high], [row, row], color=colour, linewidth=2.5)
        inside = colour if effect.favours_known else "white"
        axes.plot(effect.value, row, "s", color=colour, markerfacecolor=inside, markersize=7)
    axes.axvline(effects[0].no_effect, color=PALETTE["ink"], linewidth=1)
    axes.set_yticks(
        range(len(effects)),
        [_wrapped(f"{effect.what}: {effect.words()}", 52) for effect in effects],
    )
    axes.set_ylim(len(effects) - 0.4, -0.6)
    axes.set_xlabel(effects[0].panel)
    return axes


def effects_picture(course: Course) -> Picture:
    """Return effect sizes of exercise, physiotherapy, nerve exercises and bed rest."""
    return _forest(
        movement_effects(course.fact),
        lead="Four small forest plots of movement as a treatment, each on its own scale.",
        title="Movement as a treatment",
        course=course,
    )


def treatments_picture(course: Course) -> Picture:
    """Return effect sizes of surgery, medicines and acupuncture."""
    return _forest(
        treatment_effects(course.fact),
        lead="Two small forest plots of other treatments, each on its own scale.",
        title="Other treatments",
        course=course,
    )


def _forest(effects: Sequence[EffectSize], *, lead: str, title: str, course: Course) -> Picture:
    import matplotlib.pyplot as plt

    panels = {name: [e for e in effects if e.panel == name] for name in _panels(effects)}
    with styled():
        figure, all_axes = plt.subplots(
            len(panels),
            1,
            figsize=(8.2, 0.75 * len(effects) + 0.7 * len(panels)),
            height_ratios=[len(group) + 0.6 for group in panels.values()],
            squeeze=False,
        )
        for axes, group in zip(all_axes[:, 0], panels.values(), strict=True):
            plot_effects(group, ax=axes)
        figure.suptitle(
            f"{title}: right of the line favours it, except hollow squares (side not recorded);\n"
            "grey means no clear difference",
            x=0.02,
            ha="left",
        )
    facts = list(dict.fromkeys(effect.fact for effect in effects))
    alt = " ".join(
        [lead, *(f"{effect.what}: {effect.words()}. {effect.meaning}" for effect in effects)]
    )
    return picture(
        figure,
        alt=alt,
        caption=(
            "Estimates with 95 % intervals. Different scales must not be compared by eye. Hollow: drawn "
            "as printed; the course did not record which side favours the treatment. "
            f"Source: {_sources(course, facts)}."
        ),
    )


def plot_course(courses: Sequence[PublishedCourse], *, ax: Axes | None = None) -> Axes:
    """Draw published percentages of courses that counted the same thing.

    Raises
    ------
    ContentError
        If the courses did not count the same thing.
    """
    if len({item.counts for item in courses}) != 1:
        raise ContentError("courses that counted different things must not share an axis.")
    axes = _axes(ax, 3.0, 3.2)
    for index, (item, colour) in enumerate(zip(courses, _COURSE_COLOURS, strict=False)):
        weeks = [point.week for point in item.points]
        percents = [point.percent for point in item.points]
        # Dotted: the points are published, the way between them is not.
        axes.plot(weeks, percents, "o:", color=PALETTE[colour], label=item.name, markersize=7)
        for week, percent in zip(weeks, percents, strict=True):
            axes.annotate(
                f"{percent}",
                (week, percent),
                (0, 7 if index == 0 else -17),
                textcoords="offset points",
                ha="center",
                color=PALETTE["ink"],
            )
    axes.set_ylim(0, 105)
    axes.set_xscale("symlog", linthresh=12, linscale=1.2)
    axes.set_xlim(0, 330)
    axes.set_xticks([0, 4, 12, 52, 104, 260], ["0", "4", "12", "52", "104", "260"])
    axes.minorticks_off()
    axes.legend(loc="lower right" if courses[0].good else "upper right", fontsize=8, frameon=False)
    return axes


def recovery_picture(course: Course, courses: RecoveryCourses) -> Picture:
    """Return the published courses, one panel for each thing that was counted."""
    import matplotlib.pyplot as plt

    kinds = [kind for kind in Counted if courses.select(counts=kind)]
    with styled():
        figure, rows = plt.subplots(2, 3, figsize=(10, 6.2), sharey=True)
        for axes, kind in zip(rows.flat, kinds, strict=False):
            group = courses.select(counts=kind)
            plot_course(group, ax=axes)
            colour = PALETTE["green"] if group[0].good else PALETTE["red"]
            axes.set_title(
                f"{kind.value.upper()} ({group[0].when_counted})", color=colour, fontsize=10
            )
        for axes in list(rows.flat)[len(kinds) :]:
            axes.axis("off")
            axes.text(
                0,
                0.95,
                "Green titles: high is good news.\nRed titles: high is bad news.\n\n"
                "One panel, one way of counting.\nDo not compare across panels:\n"
                "people, question and time differ.",
                va="top",
                transform=axes.transAxes,
            )
        for axes in rows[:, 0]:
            axes.set_ylabel("of 100 people")
        for axes in rows[1]:
            axes.set_xlabel("weeks")
        rows[0][2].set_xlabel("weeks")
    sentences = []
    for kind in kinds:
        for item in courses.select(counts=kind):
            values = ", ".join(f"{p.percent} of 100 at week {p.week}" for p in item.points)
            sentences.append(f"{kind.value}, {item.name}: {values}.")
    facts = [fact for item in courses.courses.values() for fact in item.facts]
    return picture(
        figure,
        alt="Five panels, one for each thing that studies counted. " + " ".join(sentences),
        caption=(
            "Published courses. Dots are published figures; the dotted lines only join them. "
            f"Source: {_sources(course, facts)}."
        ),
    )


def plot_teaching_curve(curve: TeachingCurve, *, ax: Axes | None = None) -> Axes:
    """Draw the teaching curve inside its domain, with its median."""
    axes = _axes(ax, 6.4, 3.4)
    weeks = list(range(curve.first_week, curve.last_week + 1))
    axes.plot(weeks, [curve.percent_recovered(w) for w in weeks], color=PALETTE["blue"])
    median = curve.median_weeks
    axes.plot([0, median, median], [50, 50, 0], ":", color=PALETTE["ink"])
    axes.annotate(f"half by week {median:g}", (median, 50), (12, -14), textcoords="offset points")
    last = curve.percent_recovered(curve.last_week)
    axes.annotate(
        f"{last:.0f} of 100 by week {curve.last_week}",
        (curve.last_week, last),
        (-8, -30),
        textcoords="offset points",
        ha="right",
    )
    axes.axvspan(curve.last_week, curve.last_week + 8, color=PALETTE["pale"])
    axes.text(curve.last_week + 4, 40, "unknown", rotation=90, ha="center")
    axes.set_xlim(curve.first_week, curve.last_week + 8)
    axes.set_ylim(0, 100)
    axes.set_xlabel("weeks since the trial began")
    axes.set_ylabel("recovered, of 100 people")
    return axes


def teaching_curve_picture(course: Course, curve: TeachingCurve) -> Picture:
    """Return the teaching curve with its limits."""
    with styled():
        figure = _figure_of(plot_teaching_curve(curve))
    last = curve.percent_recovered(curve.last_week)
    return picture(
        figure,
        alt=(
            f"A curve that rises fast, then slowly: 0 at the start, 50 of 100 by week "
            f"{curve.median_weeks:g}, {last:.0f} of 100 by week {curve.last_week}. After that the "
            "picture is grey: unknown."
        ),
        caption=(
            f"Teaching curve for one population only: {curve.population}. {curve.warning} "
            f"Source: {_sources(course, curve.facts)}."
        ),
    )


def plot_resorption(series: Mapping[str, Mapping[str, float]], *, ax: Axes | None = None) -> Axes:
    """Draw the percentage of herniations that shrank, by type, one bar a series."""
    axes = _axes(ax, 7.8, 3.6)
    width = 0.8 / len(series)
    for index, (name, values) in enumerate(series.items()):
        places = [
            row + (index - (len(series) - 1) / 2) * width for row in range(len(_HERNIA_TYPES))
        ]
        numbers = [values.get(kind) for kind in _HERNIA_TYPES]
        shown = [(x, y) for x, y in zip(places, numbers, strict=True) if y is not None]
        bars = axes.bar(
            [x for x, _ in shown],
            [y for _, y in shown],
            width * 0.92,
            label=name,
            color=PALETTE[("blue", "sky", "orange")[index]],
        )
        axes.bar_label(bars, fmt="%.0f", padding=2)
    axes.set_xticks(
        range(len(_HERNIA_TYPES)),
        [
            "sequestration\n(a piece has come off)",
            "extrusion\n(wide head, narrow neck)",
            "protrusion\n(broad base)",
            "bulge\n(whole rim)",
        ],
        fontsize=9,
    )
    axes.set_ylabel("of 100 herniations")
    axes.set_ylim(0, 108)
    axes.legend(frameon=False, loc="upper right")
    return axes


def resorption_picture(course: Course) -> Picture:
    """Return how often herniations shrink on a second scan, by type."""
    series = {
        "smaller (review of 2015)": _by_type(course, "SYM-NAT-04", ""),
        "smaller (review of 2023)": _by_type(course, "PR-14", ""),
        "gone (review of 2015)": _by_type(course, "SYM-NAT-04", "complete_"),
    }
    with styled():
        figure = _figure_of(plot_resorption(series))
    sentences = [
        f"{name}: " + ", ".join(f"{kind} {value:.0f}" for kind, value in values.items()) + "."
        for name, values in series.items()
    ]
    return picture(
        figure,
        alt=(
            "Bars of how many of 100 disc herniations had shrunk on a second scan: most of the "
            "loose pieces, few of the bulges. " + " ".join(sentences)
        ),
        caption=(
            "What a second scan shows, not what the person feels. "
            f"Source: {_sources(course, ['PR-12', 'PR-14'])}."
        ),
    )


def _by_type(course: Course, fact_id: str, prefix: str) -> dict[str, float]:
    figures = {figure.name: figure.value for figure in course.fact(fact_id).figures}
    found = {}
    for kind in _HERNIA_TYPES:
        value = figures.get(prefix + kind)
        if isinstance(value, (int, float)):
            found[kind] = float(value)
    if not found:
        raise ContentError(f"fact {fact_id!r} has no figures by type of herniation.")
    return found


def _panels(effects: Iterable[EffectSize]) -> list[str]:
    return list(dict.fromkeys(effect.panel for effect in effects))


def _sources(course: Course, facts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(ref.short for ref in course.references_of(facts)))


def _wrapped(text: str, width: int) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(text, width))


def _figure_of(axes: Axes) -> Figure:
    figure = axes.get_figure(root=True)
    if figure is None:
        raise ContentError("the axes belong to no figure.")
    return figure


def _axes(ax: Axes | None, width_in: float, height_in: float) -> Axes:
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    axes: Axes = plt.subplots(figsize=(width_in, height_in))[1]
    return axes
