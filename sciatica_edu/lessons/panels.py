"""What a lesson shows of the course's content: header, safety, claims, facts.

Pure rendering: content objects in, `Html` out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element, folded, table
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.red_flags import Urgency
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.lessons.course_map import way
from sciatica_edu.lessons.votes import VERDICT_WORDS
from sciatica_edu.triage.table import load_triage_table, urgency_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.models import Claim, Omission

__all__ = [
    "cited_text",
    "cited_words",
    "claims_panel",
    "glossary_panel",
    "header_panel",
    "omissions_panel",
    "review_status",
    "safety_panel",
]

_CITATION = re.compile(
    r"\s*\[(\??[A-Z]{2,5}(?:-[A-Z]{2,6})?-\d{2}(?:,\s*[A-Z]{2,5}(?:-[A-Z]{2,6})?-\d{2})*)\]"
)


def review_status(course: Course) -> str:
    """Return who reviewed the content, or plainly that nobody has."""
    if not course.reviewed:
        return "Not yet clinically reviewed: no clinician has checked this content so far."
    names = sorted({fact.reviewed_by for fact in course.distinct_facts() if fact.reviewed_by})
    return f"Clinically reviewed by {', '.join(names)}."


def header_panel(course: Course, lesson_id: str, title: str) -> Html:
    """Return what one can do afterwards, the way on, the boundary and the review status of a lesson."""
    objectives = [objective.objective for objective in course.objectives_of(lesson_id)]
    status = f"{NOT_MEDICAL_ADVICE} {review_status(course)}"
    lines = [f"After this lesson you can: {len(objectives)} objectives"] if objectives else []
    html = ""  # the title is the heading above it
    if objectives:
        items = Html("".join(element("li", text) for text in objectives), "")
        html += element("p", "After this lesson you can:") + element("ul", items)
    on = way(lesson_id)
    html += on.html + element("p", status)
    text = "\n".join([title, *lines, *(f"  - {text}" for text in objectives), on.text, status])
    return Html(html, text)


def safety_panel(course: Course, *, full: bool = True) -> Html:
    """Return the red flags, emergencies first: what, where to go and how fast.

    Parameters
    ----------
    course
        The content.
    full
        Whether what is no emergency has all its words too; without, the box fits one screen.
    """
    style = "border:3px solid #B00020;padding:0.6em 0.9em;margin:0.5em 0"
    title = "Stop and get help first"
    intro = sentence("safety.act").text
    rows = [(urgency_title(urgency), _warnings(course, urgency, full=full)) for urgency in Urgency]
    body = table(
        ("How fast", "What to look for, and what to do"),
        rows,
        caption="Red flags, emergencies first",
    )
    sources = _folded_sources(course)
    html = element(
        "section",
        Html(element("p", Html(element("strong", title), "")), ""),
        Html(element("p", intro), ""),
        body,
        sources,
        attributes={"style": style, "aria-label": title},
    )
    return Html(html, f"{title.upper()}\n{intro}\n{body.text}\n{sources.text}")


def _warnings(course: Course, urgency: Urgency, *, full: bool) -> Html:
    """Return the red flags of one urgency; the cauda equina warning always has its one wording."""
    emergency = urgency in load_triage_table().emergencies
    said = [
        flag.wording if full or emergency else f"{flag.red_flag[0].upper()}{flag.red_flag[1:]}."
        for flag in course.red_flags.values()
        if flag.urgency is urgency
    ]
    return Html("".join(element("p", text) for text in said), " ".join(said))


def _folded_sources(course: Course) -> Html:
    lines = [f"{flag.suspect}: {cite(course, flag.facts)}" for flag in course.red_flags.values()]
    items = Html("".join(element("li", line) for line in lines), "")
    listed = Html(element("ul", items), "\n".join(["Sources", *lines]))
    return folded("What each may be, and the sources", listed)


def claims_panel(course: Course, claims: Iterable[Claim], *, caption: str) -> Html:
    """Return the article's claims, each beside its verdict, its correction and its sources."""
    rows = []
    for claim in claims:
        verdict = VERDICT_WORDS[claim.verdict]
        correction = claim.correction
        if not _any_plain(course, claim.facts):
            correction = f"(Uncertain: no verified source.) {correction}"
        rows.append((claim.claim, verdict, correction, _sources(course, claim.facts)))
    return table(("The article says", "Verdict", "What is right", "Sources"), rows, caption=caption)


def omissions_panel(course: Course, omissions: Iterable[Omission], *, caption: str) -> Html:
    """Return what the article left out, with what a reader needed to know."""
    rows = [(item.omission, item.correction, _sources(course, item.facts)) for item in omissions]
    return table(("Left out", "What is right", "Sources"), rows, caption=caption)


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
    shown = cited_words(course, " ".join(text.split()))
    return Html(element("p", shown), shown)


def cited_words(course: Course, text: str) -> str:
    """Return `text` with its citations written out as short references."""

    def short(match: re.Match[str]) -> str:
        ids = [part.strip(" ?") for part in match.group(1).split(",")]
        sources = cite(course, ids)
        if text[: match.start()].endswith("uncertain"):  # once is enough
            sources = sources.replace(" (uncertain)", "")
        return f" ({sources})"

    return _CITATION.sub(short, text)


def _any_plain(course: Course, fact_ids: Iterable[str]) -> bool:
    return any(course.fact(fact_id).plain for fact_id in fact_ids)


def _sources(course: Course, fact_ids: Sequence[str]) -> str:
    return cite(course, fact_ids) or "no source: a value judgement"
