"""How accurate tests are: sensitivity and specificity as a picture and as a table."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.display import PALETTE, Html, picture, styled, table
from sciatica_edu.display.axes import drawing_axes
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.symptoms.likelihood.accuracy import RESULTS, ratio_of, teachable_tests
from sciatica_edu.symptoms.tables import TESTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matplotlib.axes import Axes

    from sciatica_edu.display import Picture
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.tables.clinical import TestAccuracy
    from sciatica_edu.symptoms.likelihood.posterior import Result

__all__ = ["accuracy_picture", "accuracy_table", "plot_accuracy", "short_name"]

_COLOURS: Mapping[str, str] = MappingProxyType(
    {"sensitivity": PALETTE["blue"], "specificity": PALETTE["red"]}
)
_ROW_APART, _GROUP_APART = 1.0, 1.5
_SHORT_TARGETS: Mapping[str, str] = MappingProxyType(
    {
        "surg": "surgery",
        "MRI CES": "suspected CES, MRI",
        "CT/MRI": "CT or MRI",
        "imaging": "imaging",
    }
)
"""How the target of a test begins, and what it is called where there is little room."""


def plot_accuracy(
    groups: Sequence[tuple[str, Sequence[TestAccuracy]]],
    *,
    quantity: str,
    ax: Axes | None = None,
) -> Axes:
    """Draw sensitivity or specificity (0 to 1) of tests, with intervals, one line a test.

    Parameters
    ----------
    groups
        Setting and its tests, in the order drawn from the top.
    quantity
        ``"sensitivity"`` or ``"specificity"``.
    ax
        Axes to draw on; a new figure's when None.

    Raises
    ------
    UnknownNameError
        If there is no such quantity.
    """
    require_known("quantity", quantity, _COLOURS)
    ax = drawing_axes(ax, width_in=6.4, height_in=4.8)
    down = 0.0
    rows: list[tuple[float, str, bool]] = []
    for group, tests in groups:
        rows.append((down, group, True))
        for test in tests:
            down += _ROW_APART
            _accuracy_row(ax, test, quantity, down)
            rows.append((down, f"{short_name(test)} ({_short_target(test)})", False))
        down += _GROUP_APART
    ax.set_yticks([at for at, _, _ in rows], [name for _, name, _ in rows], fontsize=8)
    for label, (_, _, heading) in zip(ax.get_yticklabels(), rows, strict=True):
        label.set_fontweight("bold" if heading else "normal")
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(down - _ROW_APART / 2, -_ROW_APART)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])
    ax.grid(axis="x", color=PALETTE["pale"], lw=0.8)
    ax.set_axisbelow(True)
    ax.set_xlabel(quantity)
    return ax


def accuracy_picture(course: Course) -> Picture:
    """Return sensitivity and specificity of the teachable tests, grouped by setting."""
    groups = _by_setting(course)
    shown = [test for _, tests in groups for test in tests]
    with styled():
        import matplotlib.pyplot as plt

        height_in = 0.21 * (len(shown) + 2 * len(groups)) + 0.9
        figure, (left, right) = plt.subplots(1, 2, figsize=(9.6, height_in))
        plot_accuracy(groups, quantity="sensitivity", ax=left)
        plot_accuracy(groups, quantity="specificity", ax=right)
        right.set_yticklabels([])
    left_out = len(course[TESTS]) - len(shown)
    return picture(
        figure,
        alt=(
            f"Two columns of dots, sensitivity and specificity of {len(shown)} test results in "
            f"{len(groups)} settings. "
            + " ".join(_accuracy_words(test) for test in shown[:4])
            + " The same test lies elsewhere in another setting; level clinical has a table of all."
        ),
        caption=(
            f"{sentence('tests.how-to-read').text} {sentence('tests.none-excludes').text} "
            f"{sentence('tests.left-out').fill(count=left_out)} "
            f"Source: {_test_sources(course, shown)}."
        ),
    )


def accuracy_table(course: Course) -> Html:
    """Return the same tests as a table, with likelihood ratios computed from them."""
    rows = [
        (
            short_name(test),
            f"{test.target}; {setting}",
            _with_interval(test.sensitivity, test.sensitivity_ci95),
            _with_interval(test.specificity, test.specificity_ci95),
            *(_ratio_words(test, result) for result in RESULTS),
            course.references[test.reference].short,
        )
        for setting, tests in _by_setting(course)
        for test in tests
    ]
    return table(
        ("Test", "Against what, and where", "Sensitivity", "Specificity", "LR+", "LR-", "Source"),
        rows,
        caption="Accuracy of tests (95 % CI where one was published; LR computed from the two). "
        + sentence("tests.none-excludes").text,
    )


def short_name(test: TestAccuracy) -> str:
    """Return the name of a test without what its setting says already."""
    return test.test.replace(" (suspected CES)", "").replace(" (pooled)", "")


def _accuracy_row(ax: Axes, test: TestAccuracy, quantity: str, down: float) -> None:
    value = getattr(test, quantity)
    interval = getattr(test, f"{quantity}_ci95")
    colour = _COLOURS[quantity]
    if interval is None:
        ax.plot(value, down, "o", mfc="white", mec=colour, ms=5)
    else:
        ax.plot(interval, [down, down], color=colour, lw=2, solid_capstyle="butt")
        ax.plot(value, down, "o", color=colour, ms=5)


def _by_setting(course: Course) -> list[tuple[str, list[TestAccuracy]]]:
    groups: dict[str, list[TestAccuracy]] = {}
    for test in teachable_tests(course[TESTS].values()):
        groups.setdefault(test.setting, []).append(test)
    return list(groups.items())


def _ratio_words(test: TestAccuracy, result: Result) -> str:
    ratio = f"{ratio_of(test, result):.2f}"
    interval = (test.lr_published or {}).get(f"{result}_ci95")
    if isinstance(interval, list):
        return f"{ratio} (published {interval[0]:g} to {interval[1]:g})"
    return ratio


def _short_target(test: TestAccuracy) -> str:
    found = (word for start, word in _SHORT_TARGETS.items() if test.target.startswith(start))
    return next(found, test.target)


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
