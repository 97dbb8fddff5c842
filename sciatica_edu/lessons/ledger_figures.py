"""The figure of the ledger: verdicts and the harm if believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import PALETTE, picture, styled
from sciatica_edu.lessons.ledger import HARM_ORDER, VERDICT_ORDER, verdict_counts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from sciatica_edu.display import Picture
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.models import ClaimVerdict

__all__ = ["plot_verdicts", "verdicts_picture"]

_WORDS = {
    "dangerous": "dangerous",
    "wrong": "wrong",
    "unsupported": "no evidence",
    "partly": "partly right",
    "supported": "supported",
    "opinion": "opinion",
}
# Tint and hatch both, so that harm reads without colour.
_HARM = {
    "high": ("#8B0000", ""),
    "moderate": (PALETTE["red"], "///"),
    "low": (PALETTE["orange"], "..."),
    "none": (PALETTE["pale"], ""),
}


def plot_verdicts(
    counts: Mapping[ClaimVerdict, Mapping[str, int]], *, ax: Axes | None = None
) -> Axes:
    """Draw one bar a verdict, split by the harm if believed."""
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.subplots(figsize=(7.6, 3.4))[1]
    for row, verdict in enumerate(VERDICT_ORDER):
        start = 0
        for harm in HARM_ORDER:
            number = counts[verdict][harm]
            if not number:
                continue
            colour, hatch = _HARM[harm]
            ax.barh(
                row,
                number,
                left=start,
                color=colour,
                hatch=hatch,
                edgecolor=PALETTE["ink"],
                linewidth=0.6,
            )
            ink = "white" if harm == "high" else PALETTE["ink"]
            box = {"facecolor": colour, "edgecolor": "none", "pad": 1}
            ax.text(
                start + number / 2, row, str(number), ha="center", va="center", color=ink, bbox=box
            )
            start += number
    ax.set_yticks(range(len(VERDICT_ORDER)), [_WORDS[verdict.value] for verdict in VERDICT_ORDER])
    ax.set_ylim(len(VERDICT_ORDER) - 0.5, -0.5)
    ax.set_xlabel("claims of the article")
    from matplotlib.patches import Patch

    keys = [
        Patch(
            facecolor=_HARM[harm][0],
            hatch=_HARM[harm][1],
            edgecolor=PALETTE["ink"],
            label=f"{'no' if harm == 'none' else harm} harm if believed",
        )
        for harm in HARM_ORDER
    ]
    ax.legend(handles=keys, frameon=False, loc="lower right")
    return ax


def verdicts_picture(course: Course) -> Picture:
    """Return the verdicts on all claims, with alt text from the counts."""
    counts = verdict_counts(course.claims.values())
    with styled():
        figure = plot_verdicts(counts).get_figure(root=True)
    if figure is None:
        raise RuntimeError("matplotlib returned axes without a figure.")
    parts = []
    for verdict in VERDICT_ORDER:
        split = ", ".join(f"{number} {harm}" for harm, number in counts[verdict].items() if number)
        parts.append(f"{_WORDS[verdict.value]}: {sum(counts[verdict].values())} (harm: {split}).")
    return picture(
        figure,
        alt=f"Bars of the {len(course.claims)} claims of the article by verdict. "
        + " ".join(parts),
        caption="Verdicts on the article's claims. Source: the course's ledger, data/article_claims.yaml.",
    )
