"""Figures and tables of the symptoms topic: how accurate tests are, and what a result changes.

The drawn limb is in `map_figures`, imaging in `imaging_figures`, look-alikes in `look_alikes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.content.models import Certainty, Verification
from sciatica_edu.display import PALETTE, Html, picture, styled, table
from sciatica_edu.errors import ContentError, require_in_range, require_known
from sciatica_edu.symptoms.likelihood import (
    Result,
    likelihood_ratio,
    natural_frequencies,
    post_test_probability,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

    from sciatica_edu.content.clinical import TestAccuracy
    from sciatica_edu.content.course import Course
    from sciatica_edu.display import Picture
    from sciatica_edu.symptoms.likelihood import NaturalFrequencies

__all__ = [
    "accuracy_picture",
    "accuracy_table",
    "people_picture",
    "plot_accuracy",
    "plot_people",
    "plot_post_test",
    "post_test_picture",
    "teachable_tests",
]

_NO_TEST_EXCLUDES = (
    "Suspected cauda equina syndrome (CES) is the exception: no negative result excludes it."
)
_PEOPLE_A_ROW = 20
_ROWS_APART = 1.0
_GROUP_APART = 1.5


def teachable_tests(tests: Iterable[TestAccuracy]) -> tuple[TestAccuracy, ...]:
    """Return the tests with sensitivity and specificity whose numbers may be taught.

    Rows of low confidence or recalled from memory are left out.
    """
    return tuple(
        test
        for test in tests
        if test.sensitivity is not None
        and test.specificity is not None
        and test.confidence is not Certainty.LOW
        and test.verified is not Verification.MEMORY
    )


# -------------------------------------------------------------------- accuracy of tests


def plot_accuracy(
    groups: Sequence[tuple[str, Sequence[TestAccuracy]]],
    *,
    quantity: str,
    ax: Axes | None = None,
) -> Axes:
    """Draw sensitivity or specificity of tests, with intervals, one line a test.

    Parameters
    ----------
    groups
        Setting and its tests, in the order drawn from the top.
    quantity
        ``"sensitivity"`` or ``"specificity"``.
    ax
        Axes to draw on; a new figure's when None.
    """
    require_known("quantity", quantity, ("sensitivity", "specificity"))
    ax = _axes(ax)
    down = 0.0
    ticks: list[float] = []
    names: list[str] = []
    headings: list[int] = []
    for group, tests in groups:
        headings.append(len(ticks))
        ticks.append(down)
        names.append(group)
        for test in tests:
            down += _ROWS_APART
            _accuracy_row(ax, test, quantity, down)
            ticks.append(down)
            names.append(f"{_test_name(test)} ({_short_target(test)})")
        down += _GROUP_APART
    ax.set_yticks(ticks, names, fontsize=7.5)
    for index in headings:
        ax.get_yticklabels()[index].set_fontweight("bold")
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(down, -1)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1])
    ax.grid(axis="x", color=PALETTE["pale"], lw=0.8)
    ax.set_axisbelow(True)
    ax.set_xlabel(quantity)
    return ax


def _accuracy_row(ax: Axes, test: TestAccuracy, quantity: str, down: float) -> None:
    value = getattr(test, quantity)
    interval = getattr(test, f"{quantity}_ci95")
    colour = PALETTE["blue"] if quantity == "sensitivity" else PALETTE["red"]
    if interval is None:
        ax.plot(value, down, "o", mfc="white", mec=colour, ms=5)
    else:
        ax.plot(interval, [down, down], color=colour, lw=2, solid_capstyle="butt")
        ax.plot(value, down, "o", color=colour, ms=5)


def accuracy_picture(course: Course) -> Picture:
    """Return sensitivity and specificity of the teachable tests, grouped by setting."""
    groups = _by_setting(course)
    shown = [test for _, tests in groups for test in tests]
    with styled():
        import matplotlib.pyplot as plt

        figure, (left, right) = plt.subplots(
            1, 2, figsize=(9.6, 0.205 * (len(shown) + 2 * len(groups)) + 1.2)
        )
        plot_accuracy(groups, quantity="sensitivity", ax=left)
        plot_accuracy(groups, quantity="specificity", ax=right)
        right.set_yticklabels([])
    left_out = len(course.tests) - len(shown)
    return picture(
        figure,
        alt=(
            f"Two columns of dots, sensitivity and specificity of {len(shown)} test results in "
            f"{len(groups)} settings. "
            + " ".join(_accuracy_words(test) for test in shown[:4])
            + " The same test lies elsewhere in another setting; all numbers are in the table."
        ),
        caption=(
            "Bars: 95 % confidence interval; open dot: none was published. A sensitivity far to the "
            "right means a negative result lowers suspicion; a specificity far to the right means a "
            f"positive result raises it. {_NO_TEST_EXCLUDES} {left_out} results are left out: recalled, uncertain, or "
            f"published without these two numbers. Source: {_test_sources(course, shown)}."
        ),
    )


def accuracy_table(course: Course) -> Html:
    """Return the same tests as a table, with likelihood ratios computed from them."""
    rows = []
    for setting, tests in _by_setting(course):
        for test in tests:
            plus, minus = (_ratio_words(test, result) for result in ("positive", "negative"))
            rows.append(
                (
                    _test_name(test),
                    f"{test.target}; {setting}",
                    _with_interval(test.sensitivity, test.sensitivity_ci95),
                    _with_interval(test.specificity, test.specificity_ci95),
                    plus,
                    minus,
                    course.references[test.reference].short,
                )
            )
    return table(
        ("Test", "Against what, and where", "Sensitivity", "Specificity", "LR+", "LR-", "Source"),
        rows,
        caption="Accuracy of tests (95 % CI where one was published; LR computed from the two). "
        + _NO_TEST_EXCLUDES,
    )


# -------------------------------------------------------------------- what a result changes


def plot_people(frequencies: NaturalFrequencies, *, result: Result, ax: Axes | None = None) -> Axes:
    """Draw every person as a dot: filled with the condition, ringed with this result.

    Parameters
    ----------
    frequencies
        How many people have which result.
    result
        The result that is ringed.
    ax
        Axes to draw on; a new figure's when None.
    """
    ax = _axes(ax)
    ill, positive = _people_in_order(frequencies)
    ringed = positive if result == "positive" else ~positive
    at = np.arange(frequencies.people)
    x, y = at % _PEOPLE_A_ROW, at // _PEOPLE_A_ROW
    ax.scatter(x[ill], y[ill], s=62, color=PALETTE["red"], zorder=2, label="with the condition")
    ax.scatter(
        x[~ill], y[~ill], s=62, facecolor="white", edgecolor=PALETTE["grey"], zorder=2,
        label="without it",
    )  # fmt: skip
    ax.scatter(
        x[ringed], y[ringed], s=190, facecolor="none", edgecolor=PALETTE["blue"], lw=1.8,
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

    Raises
    ------
    UnknownNameError
        If there is no such test.
    ContentError
        If its numbers are uncertain or missing.
    """
    test = _teachable(course, test_id)
    counts = natural_frequencies(
        pre_test_probability,
        sensitivity=float(test.sensitivity or 0),
        specificity=float(test.specificity or 0),
    )
    with styled():
        import matplotlib.pyplot as plt

        figure, ax = plt.subplots(figsize=(7.4, 2.7))
        plot_people(counts, result=result, ax=ax)
    sentence = counts.sentence(result)
    return picture(
        figure,
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
        At most three tests with sensitivity and specificity.
    mark_at
        Pre-test probability to mark, 0 to 1.
    ax
        Axes to draw on; a new figure's when None.
    """
    ax = _axes(ax)
    before = np.linspace(0, 1, 101)
    colours = (PALETTE["blue"], PALETTE["red"], PALETTE["green"])
    for test, colour in zip(tests, colours, strict=False):
        for result, line in (("positive", "-"), ("negative", "--")):
            ratio = _ratio(test, "positive" if result == "positive" else "negative")
            after = [post_test_probability(float(p), ratio) for p in before]
            ax.plot(before, after, line, color=colour, lw=2, label=f"{_test_name(test)}, {result}")
    ax.plot([0, 1], [0, 1], color=PALETTE["grey"], lw=1, label="a test that tells nothing")
    if mark_at is not None:
        require_in_range("marked probability", mark_at, 0, 1)
        ax.axvline(mark_at, color=PALETTE["ink"], lw=1, ls=":")
    ax.set(xlim=(0, 1), ylim=(0, 1), xlabel="probability before", ylabel="probability after")
    ax.set_aspect("equal")
    ax.legend(fontsize=8, frameon=False, loc="center left", bbox_to_anchor=(1.02, 0.5))
    return ax


def post_test_picture(course: Course, pre_test_probability: float) -> Picture:
    """Return what straight leg raise and crossed straight leg raise change."""
    tests = [_teachable(course, name) for name in ("TA-01", "TA-02")]
    with styled():
        import matplotlib.pyplot as plt

        figure, ax = plt.subplots(figsize=(7.6, 4.0))
        plot_post_test(tests, mark_at=pre_test_probability, ax=ax)
    words = []
    for test in tests:
        plus, minus = (
            post_test_probability(pre_test_probability, _ratio(test, result)) for result in _RESULTS
        )
        words.append(
            f"{test.test}: {plus:.0%} after a positive, {minus:.0%} after a negative result"
        )
    return picture(
        figure,
        alt=(
            f"Probability after the test against probability before. From {pre_test_probability:.0%}: "
            + "; ".join(words)
            + ". The positive straight leg raise lies close to the line of no change."
        ),
        caption=(
            f"From {pre_test_probability:.0%} before (dotted). {'; '.join(words)}. Surgical "
            f"populations. Source: {course.references[tests[0].reference].short}."
        ),
    )


# -------------------------------------------------------------------- small parts

_RESULTS: tuple[Result, Result] = ("positive", "negative")


def _by_setting(course: Course) -> list[tuple[str, list[TestAccuracy]]]:
    groups: dict[str, list[TestAccuracy]] = {}
    for test in teachable_tests(course.tests.values()):
        groups.setdefault(test.setting, []).append(test)
    return list(groups.items())


def _teachable(course: Course, test_id: str) -> TestAccuracy:
    test = course.tests[require_known("test", test_id, course.tests)]
    if not teachable_tests([test]):
        raise ContentError(
            f"test {test_id!r} has no sensitivity and specificity, or they are uncertain; choose one of "
            f"{', '.join(t.id for t in teachable_tests(course.tests.values()))}."
        )
    return test


def _ratio(test: TestAccuracy, result: Result) -> float:
    return likelihood_ratio(
        result, sensitivity=float(test.sensitivity or 0), specificity=float(test.specificity or 0)
    )


def _ratio_words(test: TestAccuracy, result: str) -> str:
    ratio = f"{_ratio(test, 'positive' if result == 'positive' else 'negative'):.2f}"
    published = test.lr_published or {}
    interval = published.get(f"{result}_ci95")
    if isinstance(interval, list):
        return f"{ratio} (published {interval[0]:g} to {interval[1]:g})"
    return ratio


def _test_name(test: TestAccuracy) -> str:
    return test.test.replace(" (suspected CES)", "").replace(" (pooled)", "")


def _short_target(test: TestAccuracy) -> str:
    words = {
        "surg": "surgery",
        "MRI CES": "suspected CES, MRI",
        "CT/MRI": "CT or MRI",
        "imaging": "imaging",
    }
    for part, word in words.items():
        if test.target.startswith(part):
            return word
    return test.target


def _with_interval(value: float | None, interval: Sequence[float] | None) -> str:
    if value is None:
        return "–"
    spread = f" ({interval[0]:.2f} to {interval[1]:.2f})" if interval else ""
    return f"{value:.2f}{spread}"


def _accuracy_words(test: TestAccuracy) -> str:
    return (
        f"{test.test}, {test.setting}: sensitivity {test.sensitivity:.2f}, "
        f"specificity {test.specificity:.2f}."
    )


def _test_sources(course: Course, tests: Iterable[TestAccuracy]) -> str:
    return "; ".join(dict.fromkeys(course.references[test.reference].short for test in tests))


def _people_in_order(counts: NaturalFrequencies) -> tuple[np.ndarray, np.ndarray]:
    """Return for each person whether they are ill and whether the test is positive."""
    ill = np.arange(counts.people) < counts.with_condition
    positive = np.zeros(counts.people, dtype=bool)
    positive[: counts.true_positive] = True
    positive[counts.with_condition : counts.with_condition + counts.false_positive] = True
    return ill, positive


def _axes(ax: Axes | None) -> Axes:
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots()[1]
