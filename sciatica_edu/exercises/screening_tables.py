"""What screening, plan and diary say, as boxes and tables; the stop rules stand with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element, join, table
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.exercises.rules import Basis
from sciatica_edu.exercises.screening import Offer
from sciatica_edu.exercises.tables import SCREENING
from sciatica_edu.triage.table import urgency_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.exercises.diary import Advice, DiaryEntry
    from sciatica_edu.exercises.plan import Plan, PlanWeek
    from sciatica_edu.exercises.screening import Decision, Reason, Screening

__all__ = [
    "decision_lines",
    "diary_table",
    "plan_sheet",
    "red_flag_box",
    "responses_table",
    "screening_table",
    "stop_rules",
]

_MOST_QUESTIONS_SHOWN = 6
_BOX = "border:3px solid #B00020;padding:0.5em 0.9em;margin:0.5em 0"


def stop_rules(course: Course) -> Html:
    """Return the stop rules, worst first, in a box that cannot be missed."""
    rows = [
        (str(rule.label).upper(), rule.words, _source(course, rule.cited, rule.basis))
        for rule in course[SCREENING].stop_rules
    ]
    return _box(
        "Stop rules",
        table(("When", "What, and what to do", "Source"), rows, caption="Worst first"),
    )


def responses_table(course: Course) -> Html:
    """Return what to do for each answer of the leg."""
    rows = [
        (row.sign, row.action, _source(course, row.cited, row.basis))
        for row in course[SCREENING].answers
    ]
    return table(("What the leg answers", "What you do", "Source"), rows, caption="The leg decides")


def screening_table(course: Course, screening: Screening) -> Html:
    """Return what is offered, adapted and withheld, with reason and source."""
    if screening.stopped:
        return red_flag_box(course, screening)
    rows = [_decision_row(course, item) for offer in Offer for item in screening.having(offer)]
    header = ("Exercise", "Decision", "Do it differently", "Why", "Source")
    found = table(header, rows, caption=f"Screened. {NOT_MEDICAL_ADVICE}")
    if screening.unknown:
        asked = course[SCREENING].questions
        questions = " ".join(asked[name].ask for name in screening.unknown)
        found = _paragraph(sentence("screening.not-known").fill(questions=questions)) + found
    return found


def red_flag_box(course: Course, screening: Screening) -> Html:
    """Return why there is no exercise: what the triage found, in its own words."""
    found = screening.triage
    rows = [
        (urgency_title(row.urgency), row.because, row.action, cite(course, row.facts))
        for row in found.reasons
    ]
    parts = [_paragraph(f"{found.title}: {found.message} {NOT_MEDICAL_ADVICE}")]
    if rows:
        header = ("How fast", "Because", "What to do", "Source")
        parts.append(table(header, rows, caption="Red flags that are present"))
    asked = [question.ask for question in found.to_ask]
    if len(asked) > _MOST_QUESTIONS_SHOWN:
        parts.append(_paragraph(sentence("screening.still-open").fill(count=len(asked))))
    elif asked:
        parts.append(_paragraph(f"Still to ask: {' '.join(asked)}"))
    return _box(screening.heading, join(parts))


def plan_sheet(course: Course, plan: Plan) -> Html:
    """Return a plan to print, with stop rules above and the answers of the leg below."""
    if plan.stopped:
        return red_flag_box(course, plan.screening)
    if not any(week.items for week in plan.weeks):
        return stop_rules(course) + _paragraph(sentence("plan.nothing-left").text)
    rows = [_week_row(week) for week in plan.weeks]
    changes = dict.fromkeys(
        f"{item.name}: {change}"
        for week in plan.weeks
        for item in week.items
        for change in item.changes
    )
    lead = sentence("plan.order").fill(minutes=plan.minutes_per_day)
    parts = [
        stop_rules(course),
        _paragraph(f"{lead} {NOT_MEDICAL_ADVICE}"),
        table(("Week", "What", "Minutes, if all on one day"), rows, caption="Plan"),
    ]
    if changes:
        items = Html("".join(element("li", text) for text in changes), "")
        text = "Do these differently:\n" + "\n".join(f"  - {line}" for line in changes)
        html = element("p", "Do these differently:") + element("ul", items)
        parts.append(Html(html, text))
    parts.append(responses_table(course))
    return join(parts)


def diary_table(course: Course, entries: Sequence[DiaryEntry], advice: Advice) -> Html:
    """Return the diary and what it means."""
    rows = [
        (
            f"day {entry.day}",
            str(entry.leg_pain),
            str(entry.back_pain),
            entry.furthest.words,
            entry.red_flag,
            entry.new_weakness_or_numbness,
        )
        for entry in entries
    ]
    header = (
        "Day",
        "Leg pain (0–10)",
        "Back pain (0–10)",
        "Furthest point",
        "Emergency sign",
        "New weakness or numbness",
    )
    shown = table(header, rows, caption="Diary, made up for teaching")
    text = f"Next: {advice.step.value.upper()}. {' '.join(advice.reasons)}"
    source = f" ({cite(course, advice.facts)})" if advice.facts else ""
    html = element("p", Html(element("strong", text), text), source)
    return shown + Html(html, text + source)


def _paragraph(text: str) -> Html:
    return Html(element("p", text), text)


def _source(course: Course, facts: Sequence[str], basis: Basis) -> str:
    """Return the sources of a row, and what it rests on where that is not its facts alone."""
    cited = cite(course, facts)
    if not cited:
        return "no source: the course's own judgement"
    return cited if basis is Basis.PUBLISHED else f"{cited} ({basis.value})"


def _box(title: str, body: Html) -> Html:
    """Return a titled red box that cannot be missed."""
    html = element(
        "section",
        Html(element("p", Html(element("strong", title), title)), title),
        body,
        attributes={"style": _BOX, "aria-label": title},
    )
    return Html(html, f"{title.upper()}\n{body.text}")


def _decision_row(course: Course, item: Decision) -> tuple[str, str, str, str, str]:
    decision = "ask first" if item.ask_first else item.offer.value
    # What takes an exercise away is all that matters of it; how it could be done is noise.
    reasons = [reason for reason in item.reasons if reason.offer is item.offer]
    why = " ".join(dict.fromkeys(_why(reason) for reason in reasons)) or "no warning found"
    sources = dict.fromkeys(_source(course, reason.facts, reason.basis) for reason in reasons)
    changes = " ".join(item.changes) if item.offer is Offer.ADAPTED else "–"
    return (
        item.exercise.short_name,
        decision.upper() + (" (preferred)" if item.preferred else ""),
        changes,
        why,
        "; ".join(sources) or "–",
    )


def decision_lines(course: Course, decisions: Sequence[Decision]) -> list[str]:
    """Return a line for each exercise: how it is done differently or why it is left out, and the source."""
    lines = []
    for item in decisions:
        name, _, change, why, source = _decision_row(course, item)
        said = " ".join(part for part in (change, why) if part not in ("–", "no warning found"))
        lines.append(f"{name}: {said} ({source})" if said else name)
    return lines


def _why(reason: Reason) -> str:
    if not reason.unknown:
        return reason.text
    questions = ", ".join(name.replace("_", " ") for name in reason.unknown)
    return f"Not known: {questions}. {reason.text}"


def _week_row(week: PlanWeek) -> tuple[str, str, str]:
    parts = [
        f"{item.name}{' (new)' if item.is_new else ''}: {item.dose.words()}, "
        + ("daily" if item.days_per_week == 7 else f"{item.days_per_week} days a week")
        for item in week.items
    ]
    return (str(week.number), "; ".join(parts), str(week.minutes_a_day))
