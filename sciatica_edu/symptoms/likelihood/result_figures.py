"""What a test result changes: a hundred people as dots, and belief after against belief before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.display import PALETTE, picture, styled
from sciatica_edu.display.axes import drawing_axes, figure_of
from sciatica_edu.errors import OutOfRangeError, require_in_range
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.symptoms.likelihood.accuracy import (
    RESULTS,
    people_with_results,
    probability_after,
    teachable_test,
)
from sciatica_edu.symptoms.likelihood.accuracy_figures import short_name
from sciatica_edu.symptoms.tables import TESTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from sciatica_edu.display import Picture
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.tables.clinical import TestAccuracy
    from sciatica_edu.symptoms.likelihood.posterior import NaturalFrequencies, Result

__all__ = ["people_picture", "plot_people", "plot_post_test", "post_test_picture"]

_PEOPLE_A_ROW = 20
_TEST_COLOURS = ("blue", "red", "green")


def plot_people(frequencies: NaturalFrequencies, *, result: Result, ax: Axes | None = None) -> Axes:
    """Draw every person as a dot: filled with the condition, framed with this result.

    Parameters
    ----------
    frequencies
        How many people have which result.
    result
        The result that is framed.
    ax
        Axes to draw on; a new figure's when None.
    """
    ax = drawing_axes(ax, width_in=7.4, height_in=2.7)
    ill, positive = _people_in_order(frequencies)
    framed = positive if result == "positive" else ~positive
    at = np.arange(frequencies.people)
    x, y = at % _PEOPLE_A_ROW, at // _PEOPLE_A_ROW
    ax.scatter(x[ill], y[ill], s=62, color=PALETTE["red"], zorder=2, label="with the condition")
    ax.scatter(
        x[~ill], y[~ill], s=62, facecolor="white", edgecolor=PALETTE["grey"], zorder=2,
        label="without it",
    )  # fmt: skip
    ax.scatter(
        x[framed], y[framed], s=190, facecolor="none", edgecolor=PALETTE["blue"], lw=1.8,
        marker="s", zorder=3, label=f"test {result}",
    )  # fmt: skip
    ax.set_aspect("equal")
    ax.set_xlim(-0.8, _PEOPLE_A_ROW - 0.2)
    ax.set_ylim(at[-1] // _PEOPLE_A_ROW + 0.8, -0.8)
    ax.set_axis_off()
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 0), ncol=3, frameon=False, fontsize=9)
    return ax


def people_picture(
    course: Course, test_id: str, pre_test_probability: float, result: Result
) -> Picture:
    """Return 100 people, before and after one result of one test.

    Parameters
    ----------
    course
        The content.
    test_id
        For instance ``"TA-01"``.
    pre_test_probability
        Probability before, 0 to 1.
    result
        ``"positive"`` or ``"negative"``.

    Raises
    ------
    UnknownNameError
        If there is no such test.
    ContentError
        If its numbers are uncertain or missing.
    OutOfRangeError
        If the probability is outside 0 to 1, or there is no such result.
    """
    test = teachable_test(course[TESTS], test_id)
    counts = people_with_results(test, pre_test_probability=pre_test_probability)
    sentence = counts.sentence(result)
    with styled():
        ax = plot_people(counts, result=result)
    return picture(
        figure_of(ax),
        alt=f"A hundred dots, one a person. {sentence} Test: {test.test} ({test.setting}).",
        caption=(
            f"{test.test}, {test.setting}. {sentence} "
            f"Source: {course.references[test.reference].short}."
        ),
    )


def plot_post_test(
    tests: Sequence[TestAccuracy], *, mark_at: float | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the probability after a positive and a negative result against the one before.

    Parameters
    ----------
    tests
        One to three tests with sensitivity and specificity.
    mark_at
        Pre-test probability to mark, 0 to 1.
    ax
        Axes to draw on; a new figure's when None.

    Raises
    ------
    OutOfRangeError
        If there are more than three tests, or the probability is outside 0 to 1.
    """
    if len(tests) > len(_TEST_COLOURS):
        raise OutOfRangeError(
            f"{len(tests)} tests were given; allowed: at most {len(_TEST_COLOURS)} on one picture."
        )
    ax = drawing_axes(ax, width_in=7.6, height_in=4.0)
    before = np.linspace(0, 1, 101)
    for test, colour in zip(tests, _TEST_COLOURS, strict=False):
        for result, line in zip(RESULTS, ("-", "--"), strict=True):
            after = [probability_after(test, result, pre_test_probability=float(p)) for p in before]
            words = f"{short_name(test)}, {result}"
            ax.plot(before, after, line, color=PALETTE[colour], lw=2, label=words)
    ax.plot([0, 1], [0, 1], color=PALETTE["grey"], lw=1, label="a test that tells nothing")
    if mark_at is not None:
        require_in_range("marked probability", mark_at, 0, 1)
        ax.axvline(mark_at, color=PALETTE["ink"], lw=1, ls=":")
    ax.set(xlim=(0, 1), ylim=(0, 1), xlabel="probability before", ylabel="probability after")
    ax.set_aspect("equal")
    ax.legend(fontsize=8.5, frameon=False, loc="center left", bbox_to_anchor=(1.02, 0.5))
    return ax


def post_test_picture(course: Course, pre_test_probability: float) -> Picture:
    """Return what straight leg raise and crossed straight leg raise change.

    Parameters
    ----------
    course
        The content.
    pre_test_probability
        Probability before, 0 to 1.

    Raises
    ------
    OutOfRangeError
        If the probability is outside 0 to 1.
    """
    tests = [teachable_test(course[TESTS], name) for name in ("TA-01", "TA-02")]
    words = []
    for test in tests:
        plus, minus = (
            probability_after(test, result, pre_test_probability=pre_test_probability)
            for result in RESULTS
        )
        words.append(
            f"{test.test}: {plus:.0%} after a positive, {minus:.0%} after a negative result"
        )
    with styled():
        ax = plot_post_test(tests, mark_at=pre_test_probability)
    return picture(
        figure_of(ax),
        alt=(
            f"Probability after the test against probability before. From {pre_test_probability:.0%}: "
            + "; ".join(words)
            + f". {sentence('tests.straight-leg-raise').text}"
        ),
        caption=(
            f"From {pre_test_probability:.0%} before (dotted). {'; '.join(words)}. Surgical "
            f"populations. Source: {course.references[tests[0].reference].short}."
        ),
    )


def _people_in_order(counts: NaturalFrequencies) -> tuple[np.ndarray, np.ndarray]:
    """Return for each person whether they are ill and whether the test is positive."""
    ill = np.arange(counts.people) < counts.with_condition
    positive = np.zeros(counts.people, dtype=bool)
    positive[: counts.true_positive] = True
    positive[counts.with_condition : counts.with_condition + counts.false_positive] = True
    return ill, positive
