"""What a lesson shows of the course's content: header, safety, claims, facts.

Pure rendering: content objects in, `Html` out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element, join, table
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.models import ClaimVerdict
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.clinical import Urgency
from sciatica_edu.triage.table import urgency_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.models import Claim, Fact, Omission

__all__ = [
    "cited_text",
    "claims_panel",
    "fact_panel",
    "glossary_panel",
    "header_panel",
    "omissions_panel",
    "review_status",
    "safety_panel",
]

_CITATION = re.compile(
    r"\s*\[(\??[A-Z]{2,5}(?:-[A-Z]{2,6})?-\d{2}(?:,\s*[A-Z]{2,5}(?:-[A-Z]{2,6})?-\d{2})*)\]"
)

_VERDICT_WORDS = {
    ClaimVerdict.SUPPORTED: "Supported",
    ClaimVerdict.PARTLY: "Partly right",
    ClaimVerdict.UNSUPPORTED: "No evidence",
    ClaimVerdict.WRONG: "Wrong",
    ClaimVerdict.DANGEROUS: "DANGEROUS: do not do this",
    ClaimVerdict.OPINION: "Opinion",
}


def review_status(course: Course) -> str:
    """Return who reviewed the content, or plainly that nobody has."""
    if not course.reviewed:
        return "Not yet clinically reviewed: no clinician has checked this content so far."
    names = sorted({fact.reviewed_by for fact in course.distinct_facts() if fact.reviewed_by})
    return f"Clinically reviewed by {', '.join(names)}."


def header_panel(course: Course, lesson_id: str, title: str) -> Html:
    """Return title, objectives, the boundary and the review status of a lesson."""
    objectives = [objective.objective for objective in course.objectives_of(lesson_id)]
    status = f"{NOT_MEDICAL_ADVICE} {review_status(course)}"
    lines = [f"After this lesson you can: {len(objectives)} objectives"] if objectives else []
    html = element("p", Html(element("strong", title), ""))
    if objectives:
        items = Html("".join(element("li", text) for text in objectives), "")
        html += element("p", "After this lesson you can:") + element("ul", items)
    html += element("p", status)
    text = "\n".join([title, *lines, *(f"  - {text}" for text in objectives), status])
    return Html(html, text)


def safety_panel(course: Course) -> Html:
    """Return the red flags, emergencies first: what, where to go and how fast."""
    style = "border:3px solid #B00020;padding:0.6em 0.9em;margin:0.5em 0"
    title = "Stop and get help first"
    intro = sentence("safety.act").text
    order = sorted(course.red_flags.values(), key=lambda flag: list(Urgency).index(flag.urgency))
    # The source stands below the warning: in a column of its own it squeezes the warning to a ribbon.
    rows = [
        (urgency_title(flag.urgency), _warning(flag.wording, cite(course, flag.facts)))
        for flag in order
    ]
    body = table(
        ("How fast", "What to look for, and what to do"),
        rows,
        caption="Red flags, emergencies first",
    )
    html = element(
        "section",
        Html(element("p", Html(element("strong", title), "")), ""),
        Html(element("p", intro), ""),
        body,
        attributes={"style": style, "aria-label": title},
    )
    return Html(html, f"{title.upper()}\n{intro}\n{body.text}")


def _warning(words: str, sources: str) -> Html:
    source = f"Source: {sources}"
    html = f"{element('p', words)}{element('p', Html(element('small', source), ''))}"
    return Html(html, f"{words} ({source})")


def claims_panel(course: Course, claims: Iterable[Claim], *, caption: str) -> Html:
    """Return the article's claims, each beside its verdict, its correction and its sources."""
    rows = []
    for claim in claims:
        verdict = _VERDICT_WORDS[claim.verdict]
        correction = claim.correction
        if not _any_plain(course, claim.facts):
            correction = f"(Uncertain: no verified source.) {correction}"
        rows.append(
            (f"{claim.id}", claim.claim, verdict, correction, _sources(course, claim.facts))
        )
    return table(
        ("No.", "The article says", "Verdict", "What is right", "Sources"), rows, caption=caption
    )


def omissions_panel(course: Course, omissions: Iterable[Omission], *, caption: str) -> Html:
    """Return what the article left out, with what a reader needed to know."""
    rows = [
        (item.id, item.omission, item.correction, _sources(course, item.facts))
        for item in omissions
    ]
    return table(("No.", "Left out", "What is right", "Sources"), rows, caption=caption)


def fact_panel(course: Course, facts: Sequence[Fact]) -> Html:
    """Return facts with certainty and source; uncertain ones say so."""
    pieces = []
    for fact in facts:
        lead = "" if fact.plain else "Uncertain, not verified: "
        source = cite(course, [fact.id], full=True)
        html = element(
            "p",
            f"{lead}{fact.statement} ",
            Html(element("small", f"[{fact.id}; certainty {fact.confidence.value}; {source}]"), ""),
        )
        pieces.append(Html(html, f"{lead}{fact.statement} [{fact.id}; {source}]"))
    return join(pieces)


def glossary_panel(course: Course, terms: Iterable[str]) -> Html:
    """Return terms with their Terminologia Anatomica names and definitions."""
    rows = []
    for term in terms:
        entry = course.glossary[term]
        rows.append((entry.term, entry.definition, entry.terminologia_anatomica or "–"))
    return table(("Term", "Meaning", "Terminologia Anatomica"), rows, caption="Words used here")


def cited_text(course: Course, text: str) -> Html:
    """Return one paragraph; citations such as ``[ANA-ROOT-01]`` become short references.

    Raises
    ------
    UnknownNameError
        If a cited fact does not exist.
    """

    def short(match: re.Match[str]) -> str:
        ids = [part.strip(" ?") for part in match.group(1).split(",")]
        return f" ({cite(course, ids)})"

    shown = _CITATION.sub(short, " ".join(text.split()))
    return Html(element("p", shown), shown)


def _any_plain(course: Course, fact_ids: Iterable[str]) -> bool:
    return any(course.fact(fact_id).plain for fact_id in fact_ids)


def _sources(course: Course, fact_ids: Sequence[str]) -> str:
    return cite(course, fact_ids, ids=True) or "no source: a value judgement"
