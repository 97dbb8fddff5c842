"""What a lesson shows of the exercises as text and tables: cards, screening, plan, diary, courses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element, join, table
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import require_known
from sciatica_edu.exercises.library import STOP_RULES
from sciatica_edu.exercises.plan import RESPONSES
from sciatica_edu.exercises.prognosis.recovery import Counted, why_they_differ
from sciatica_edu.exercises.screening import Offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.exercises.diary import Advice, DiaryEntry
    from sciatica_edu.exercises.effects import EffectSize
    from sciatica_edu.exercises.library import LibraryExercise
    from sciatica_edu.exercises.plan import Plan, PlanWeek
    from sciatica_edu.exercises.prognosis.recovery import (
        PublishedCourse,
        RecoveryCourses,
        TeachingCurve,
    )
    from sciatica_edu.exercises.screening import Decision, Reason, Redirect, Screening

__all__ = [
    "audience_task",
    "curve_table",
    "diary_table",
    "differences_table",
    "effects_table",
    "exercise_card",
    "exercise_table",
    "of_100_table",
    "plan_sheet",
    "responses_table",
    "scales_table",
    "screening_table",
    "short_sources",
    "source_words",
    "stop_rules",
]

_BOX = "border:3px solid #B00020;padding:0.5em 0.9em;margin:0.5em 0"

_TASKS = {
    "self-study": "Your task: fill in the screening as if for yourself, read what is withheld and why, "
    "and say the four stop rules aloud without looking.",
    "nursing": "Your task: teach the four stop rules to a colleague in two minutes, then let the "
    "colleague teach them back to you; correct what got lost.",
    "physiotherapy": "Your task: for one exercise that is withheld, say which finding of a "
    "repeated-movement test would change the decision, and which would not.",
    "medicine": "Your task: answer the question “how long will it last?” for this person in three "
    "sentences: one number, what it counts, and in whom it was measured.",
}


def audience_task(audience: str) -> Html:
    """Return the task for one audience.

    Raises
    ------
    UnknownNameError
        If there is no such audience.
    """
    text = _TASKS[require_known("audience", audience, _TASKS)]
    lead = f"For {audience}. "
    html = element("p", Html(element("strong", lead), lead), text)
    return Html(html, lead + text)


def short_sources(course: Course, fact_ids: Iterable[str]) -> str:
    """Return the short citations behind facts, each once."""
    return "; ".join(dict.fromkeys(ref.short for ref in course.references_of(fact_ids)))


def source_words(course: Course, fact_ids: Iterable[str], *, basis: str = "published") -> str:
    """Return short citations; what is uncertain or has no source says so, fact by fact."""
    ids = list(fact_ids)
    if not ids:
        return "no source: the course's own judgement"
    doubtful = {fact_id for fact_id in ids if not course.fact(fact_id).plain}
    lead = "uncertain: " if len(doubtful) == len(ids) else ""
    marked = [f"{item}, uncertain" if lead == "" and item in doubtful else item for item in ids]
    tail = "" if basis == "published" else f" ({basis})"
    return f"{lead}{short_sources(course, ids)} [{'; '.join(marked)}]{tail}"


def stop_rules(course: Course) -> Html:
    """Return the four stop rules, worst first, in a box that cannot be missed."""
    title = "Stop rules"
    rows = [(rule.label, rule.wording, source_words(course, rule.facts)) for rule in STOP_RULES]
    return _box(
        title, table(("When", "What, and what to do", "Source"), rows, caption="Worst first")
    )


def exercise_card(course: Course, exercise: LibraryExercise) -> Html:
    """Return all about one exercise: dose, easier and harder, when not, when to stop, doubts."""
    dose = exercise.dosage
    row = exercise.row
    rows = [
        ("How often (frequency)", dose.frequency),
        ("How hard (intensity)", dose.intensity),
        ("How long (time)", dose.time),
        ("What kind (type)", dose.kind),
        ("Customary range, not tested in sciatica", row.suggested_dose),
        ("Lengthens", _listed(row.muscles_lengthened)),
        ("Loads", _listed(row.muscles_loaded)),
        ("Easier", exercise.regression),
        ("Harder", exercise.progression),
        ("Avoid or change", _listed(exercise.avoid_or_modify)),
        ("Stop when", _listed(exercise.stop_rules)),
        ("Remember", exercise.note or "–"),
        ("Doubts", " ".join(exercise.doubts) or "–"),
        ("Sources", source_words(course, row.facts)),
    ]
    if row.article_dose:
        rows.insert(4, ("The article says", row.article_dose))
    return table(("", f"{exercise.id} {exercise.name}"), rows, caption=f"{exercise.name}: the card")


def exercise_table(exercises: Iterable[LibraryExercise]) -> Html:
    """Return one line for each exercise."""
    rows = [
        (
            f"{item.short_name} ({item.id})",
            item.role.value,
            item.dosage.time,
            item.row.confidence.value,
        )
        for item in exercises
    ]
    header = ("Exercise", "For", "Dose: at first, and at most", "Certainty of the row")
    return table(header, rows, caption="Sixteen exercises. Their joint angles are approximate.")


def screening_table(course: Course, screening: Screening) -> Html:
    """Return what is offered, adapted and withheld, with reason and source."""
    if screening.stopped:
        return _redirect_box(course, screening.redirects)
    rows = [_decision_row(course, item) for offer in Offer for item in screening.having(offer)]
    header = ("Exercise", "Decision", "Do it differently", "Why", "Source")
    found = table(header, rows, caption=f"Screened. {NOT_MEDICAL_ADVICE}")
    if screening.unknown:
        text = f"Not known, so treated as a warning: {', '.join(screening.unknown)}."
        found = Html(element("p", text), text) + found
    return found


def plan_sheet(course: Course, plan: Plan) -> Html:
    """Return a plan to print, with stop rules above and the answers of the leg below."""
    if plan.stopped:
        return _redirect_box(course, plan.redirects)
    if not any(week.items for week in plan.weeks):
        text = (
            "Nothing is left to plan: everything is withheld or too long for the minutes given. "
            "Be examined, and ask what is possible."
        )
        return stop_rules(course) + Html(element("p", text), text)
    rows = [_week_row(week) for week in plan.weeks]
    changes = dict.fromkeys(
        f"{item.name}: {change}"
        for week in plan.weeks
        for item in week.items
        for change in item.changes
    )
    lead = (
        f"At most {plan.minutes_per_day} minutes a day. Take the next week only if this one went "
        f"well. {NOT_MEDICAL_ADVICE} The order and the steps are the course's own judgement; no trial "
        "has tested them."
    )
    sheet = table(("Week", "What", "Minutes, if all on one day"), rows, caption="Plan")
    parts = [stop_rules(course), Html(element("p", lead), lead), sheet]
    if changes:
        items = Html("".join(element("li", text) for text in changes), "")
        text = "Do these differently:\n" + "\n".join(f"  - {line}" for line in changes)
        html = element("p", "Do these differently:") + element("ul", items)
        parts.append(Html(html, text))
    parts.append(responses_table(course))
    return join(parts)


def responses_table(course: Course) -> Html:
    """Return what to do for each answer of the leg."""
    rows = [(item.leg, item.action, source_words(course, item.facts)) for item in RESPONSES]
    return table(("What the leg answers", "What you do", "Source"), rows, caption="The leg decides")


def diary_table(course: Course, entries: Sequence[DiaryEntry], advice: Advice) -> Html:
    """Return the diary and what it means."""
    rows = [
        (
            f"day {entry.day}",
            str(entry.leg_pain),
            str(entry.back_pain),
            entry.furthest.words,
            entry.new_weakness_or_numbness,
        )
        for entry in entries
    ]
    header = ("Day", "Leg pain (0–10)", "Back pain (0–10)", "Furthest point", "New weakness")
    shown = table(header, rows, caption="Diary, made up for teaching")
    text = f"Next: {advice.step.value.upper()}. {' '.join(advice.reasons)}"
    source = f" ({source_words(course, advice.facts)})" if advice.facts else ""
    html = element("p", Html(element("strong", text), text), source)
    return shown + Html(html, text + source)


def of_100_table(course: Course, courses: RecoveryCourses) -> Html:
    """Return every published figure as people out of 100, sorted by what was counted."""
    rows = [
        (
            kind.value,
            f"{point.percent} of 100 at week {point.week}",
            item.name,
            f"{item.started} ({item.setting}; {item.n} people)",
            source_words(course, item.facts),
        )
        for kind in Counted
        for item in courses.select(counts=kind)
        for point in item.points
    ]
    header = ("Counted", "How many", "Study", "Who", "Source")
    return table(header, rows, caption="Published courses: do not compare across “counted”")


def differences_table(courses: RecoveryCourses, first: str, second: str) -> Html:
    """Return why two published percentages need not conflict.

    Raises
    ------
    UnknownNameError
        If a course does not exist.
    """
    one, two = courses[first], courses[second]
    rows = [
        (item.what, item.first, item.second)
        for item in why_they_differ(one, two, meanings=courses.meanings)
    ]
    header = ("", _headline(one), _headline(two))
    return table(header, rows, caption="Why both can be true")


def curve_table(curve: TeachingCurve, *, weeks: Sequence[int] = (4, 12, 26, 52)) -> Html:
    """Return the teaching curve at some weeks, with whom it holds for.

    Raises
    ------
    OutOfRangeError
        If a week lies outside the curve's domain.
    """
    rows = [(f"week {week}", f"{curve.percent_recovered(week):.0f} of 100") for week in weeks]
    caption = (
        f"Teaching curve, weeks {curve.first_week} to {curve.last_week} only, for: "
        f"{curve.population}. {curve.warning}"
    )
    return table(("By", "Recovered"), rows, caption=caption)


def scales_table(course: Course) -> Html:
    """Return the outcome scales: range, important change, licence; no items."""
    rows = []
    for scale in course.scales.values():
        change = scale.minimal_important_change
        shown = "no agreed value" if change is None else f"{change:g} points"
        if scale.minimal_important_change_percent is not None:
            shown += f" or {scale.minimal_important_change_percent:g} %"
        rows.append(
            (
                scale.name,
                f"{scale.range[0]} to {scale.range[1]}",
                shown,
                scale.licence.replace("(memory)", "(uncertain)"),
            )
        )
    header = ("Scale", "Range", "Change that matters to one person", "Use")
    return table(header, rows, caption="Outcome scales. Their questions are not reproduced here.")


def effects_table(course: Course, effects: Sequence[EffectSize]) -> Html:
    """Return effect sizes as text: figure with interval, scale, what it means, source."""
    rows = [
        (
            effect.what,
            effect.words(),
            effect.panel,
            effect.meaning,
            source_words(course, [effect.fact]),
        )
        for effect in effects
    ]
    header = ("Compared", "Result (95 % interval)", "Scale", "In words", "Source")
    caption = (
        "Effect sizes; larger favours what stands first, except where the side was not recorded"
    )
    return table(header, rows, caption=caption)


def _redirect_box(course: Course, redirects: Sequence[Redirect]) -> Html:
    title = "No exercise. Get help first."
    rows = [
        (
            item.flag.urgency.value.upper(),
            item.flag.wording,
            "present" if item.known else "not excluded: find out before any exercise",
            source_words(course, item.flag.facts),
        )
        for item in redirects
    ]
    header = ("How fast", "What to do", "Answer", "Source")
    return _box(title, table(header, rows, caption=f"Red flags. {NOT_MEDICAL_ADVICE}"))


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
    decision = item.offer.value.upper() + (" (preferred)" if item.preferred else "")
    why = " ".join(dict.fromkeys(_why(reason) for reason in item.reasons)) or "no warning"
    sources = dict.fromkeys(
        source_words(course, reason.facts, basis=reason.basis.value) for reason in item.reasons
    )
    shown = "; ".join(sources) or "–"
    changes = " ".join(item.changes) if item.offer is Offer.ADAPTED else "–"
    return (item.exercise.short_name, decision, changes, why, shown)


def _why(reason: Reason) -> str:
    return (
        f"Not known: {', '.join(reason.unknown)}. {reason.text}" if reason.unknown else reason.text
    )


def _week_row(week: PlanWeek) -> tuple[str, str, str]:
    parts = [
        f"{item.name}{' (new)' if item.is_new else ''}: {item.dose.words()}, "
        + ("daily" if item.days_per_week == 7 else f"{item.days_per_week} days a week")
        for item in week.items
    ]
    return (str(week.number), "; ".join(parts), str(week.minutes_a_day))


def _listed(parts: Sequence[str]) -> str:
    return "; ".join(parts) if parts else "–"


def _headline(item: PublishedCourse) -> str:
    last = item.points[-1]
    return f"{item.name}: {last.percent} % at week {last.week}"
