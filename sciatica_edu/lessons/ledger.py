"""The ledger of the article: all its claims by verdict, the worst first, and what it left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, join, table
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.models import ClaimVerdict
from sciatica_edu.lessons.panels import claims_panel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.models import Claim

__all__ = [
    "HARM_ORDER",
    "VERDICT_ORDER",
    "counts_table",
    "ledger",
    "most_harmful",
    "verdict_counts",
]

VERDICT_ORDER = (
    ClaimVerdict.DANGEROUS,
    ClaimVerdict.WRONG,
    ClaimVerdict.UNSUPPORTED,
    ClaimVerdict.PARTLY,
    ClaimVerdict.SUPPORTED,
    ClaimVerdict.OPINION,
)
HARM_ORDER = ("high", "moderate", "low", "none")

_CAPTIONS = {
    ClaimVerdict.DANGEROUS: "Dangerous: a person who follows this may be harmed for good",
    ClaimVerdict.WRONG: "Wrong: the evidence says otherwise",
    ClaimVerdict.UNSUPPORTED: "Without evidence: perhaps, but nobody has shown it",
    ClaimVerdict.PARTLY: "Partly right: true in part, for some, or not as said",
    ClaimVerdict.SUPPORTED: "Supported",
    ClaimVerdict.OPINION: "Opinion: not a matter of evidence",
}


def verdict_counts(claims: Iterable[Claim]) -> dict[ClaimVerdict, dict[str, int]]:
    """Return how many claims have each verdict, split by the harm if believed.

    Examples
    --------
    >>> verdict_counts([])[ClaimVerdict.WRONG]["high"]
    0
    """
    counts = {verdict: dict.fromkeys(HARM_ORDER, 0) for verdict in VERDICT_ORDER}
    for claim in claims:
        counts[claim.verdict][claim.harm_if_believed] += 1
    return counts


def most_harmful(course: Course) -> Html:
    """Return the claims of high harm, dangerous ones first, each beside its correction."""
    chosen = [claim for claim in course.claims.values() if claim.harm_if_believed == "high"]
    chosen.sort(key=lambda claim: VERDICT_ORDER.index(claim.verdict))
    return claims_panel(course, chosen, caption="What could do most harm, and what is right")


def ledger(course: Course, *, verdict: str = "all") -> Html:
    """Return every claim with its verdict and correction, one table a verdict, worst first.

    Parameters
    ----------
    course
        The content.
    verdict
        One verdict, or ``"all"``.

    Raises
    ------
    UnknownNameError
        If there is no such verdict.
    """
    require_known("verdict", verdict, ["all", *(item.value for item in ClaimVerdict)])
    chosen = [item for item in VERDICT_ORDER if verdict in ("all", item.value)]
    return join(_one_verdict(course, item) for item in chosen)


def counts_table(course: Course) -> Html:
    """Return the counts by verdict and harm, with the entries the article left out."""
    counts = verdict_counts(course.claims.values())
    rows = [
        (
            verdict.value,
            *(str(counts[verdict][harm]) for harm in HARM_ORDER),
            str(_sum(counts, verdict)),
        )
        for verdict in VERDICT_ORDER
    ]
    left_out = len(course.omissions)
    rows.append(("left out", "–", "–", "–", "–", str(left_out)))
    total = len(course.claims) + left_out
    header = (
        "Verdict",
        *(f"{'no' if harm == 'none' else harm} harm" for harm in HARM_ORDER),
        "all",
    )
    return table(header, rows, caption=f"{total} entries, by verdict and by harm if believed")


def _sum(counts: dict[ClaimVerdict, dict[str, int]], verdict: ClaimVerdict) -> int:
    return sum(counts[verdict].values())


def _one_verdict(course: Course, verdict: ClaimVerdict) -> Html:
    claims = [claim for claim in course.claims.values() if claim.verdict is verdict]
    claims.sort(key=lambda claim: HARM_ORDER.index(claim.harm_if_believed))
    return claims_panel(course, claims, caption=f"{_CAPTIONS[verdict]} ({len(claims)})")
