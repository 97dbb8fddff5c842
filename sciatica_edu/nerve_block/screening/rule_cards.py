"""Tables of injections, rules and risks for the nerve-block lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, join, table
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.contraindications import Procedure, RuleVerdict
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.screening.anticoagulants import (
    EDITION_FAMILIES,
    SHOWN_CLEARANCE_ML_PER_MIN,
    edition_family,
    edition_timings,
    restarts,
)
from sciatica_edu.nerve_block.screening.complications import frequencies
from sciatica_edu.nerve_block.screening.contraindications import assess, strictness
from sciatica_edu.nerve_block.screening.rule_book import profile_patient
from sciatica_edu.nerve_block.tables import (
    ANTICOAGULANTS,
    COMPLICATIONS,
    CONTRAINDICATIONS,
    PROCEDURES,
)
from sciatica_edu.nerve_block.topic import rule_book
from sciatica_edu.nerve_block.widget_kit import paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.models import Fact
    from sciatica_edu.evidence.tables.injections import ProcedureDescription, SourcedText
    from sciatica_edu.nerve_block.screening.contraindications import Assessment, Finding

__all__ = [
    "article_table",
    "assessment_card",
    "contraindication_table",
    "how_often_table",
    "interval_table",
    "left_out_table",
    "procedure_card",
    "procedure_table",
    "risk_table",
    "screened",
    "stated",
]

_WORDS = {
    RuleVerdict.NO_CONCERN: "no reason by itself",
    RuleVerdict.CAUTION: "caution",
    RuleVerdict.RELATIVE: "relative",
    RuleVerdict.ABSOLUTE: "absolute",
}
_LETTERS = {
    RuleVerdict.NO_CONCERN: "·",
    RuleVerdict.CAUTION: "c",
    RuleVerdict.RELATIVE: "R",
    RuleVerdict.ABSOLUTE: "A",
}
_LEGEND = (
    "A absolute, not while present; R relative, usually avoid; c caution; · not a reason by itself"
)


def procedure_table(course: Course) -> Html:
    """Return the five injections side by side, each sentence with its standing and source."""
    rows = [
        (
            f"{row.name} ({row.plain_name})",
            "yes" if row.reaches_nerve_root else "no",
            _said(course, [row.target]),
            _said(course, row.used_for),
            _said(course, row.evidence),
            _said(course, row.is_not),
        )
        for row in course[PROCEDURES].values()
    ]
    return table(
        (
            "Injection",
            "Reaches the root",
            "Where",
            "What for",
            "Evidence in sciatica",
            "What it is not",
        ),
        rows,
        caption="Five injections, often called by one word",
    )


def procedure_card(course: Course, procedure: str) -> Html:
    """Return one injection in full.

    Raises
    ------
    UnknownNameError
        If there is no such injection.
    """
    known = course[PROCEDURES]
    row = known[require_known("procedure", procedure, list(known))]
    rows = [(name, _said(course, said)) for name, said in _parts(row)]
    return table(("", row.name), rows, caption=f"The injection of this lesson: {row.name}")


def article_table(course: Course) -> Html:
    """Return the article's seven contraindications, each judged for each injection."""
    rules, procedures = course[CONTRAINDICATIONS].rules, course[CONTRAINDICATIONS].procedures
    rows = []
    for item, claim_id in course[CONTRAINDICATIONS].article_items.items():
        claim = course.claims[require_known("claim", claim_id, course.claims)]
        replacing = [rule for rule in rules if rule.article_item == item]
        spans = [_span(rule.verdicts[procedure] for rule in replacing) for procedure in procedures]
        rows.append((f"{claim_id} {item}", claim.verdict.value, *spans))
    names = [course[PROCEDURES][procedure.value].plain_name for procedure in procedures]
    return table(
        ("The article's item", "The article is", *names),
        rows,
        caption="The article's seven contraindications, injection by injection",
    )


def left_out_table(course: Course) -> Html:
    """Return the conditions the article never mentions that forbid at least one injection."""
    found = [
        rule
        for rule in course[CONTRAINDICATIONS].rules
        if rule.article_item is None and RuleVerdict.ABSOLUTE in rule.verdicts.values()
    ]
    rows = [
        (
            f"{rule.id} {rule.condition}",
            _where(rule.verdicts, RuleVerdict.ABSOLUTE, course),
            rule.reason,
            cite(course, rule.facts),
        )
        for rule in found
    ]
    return table(
        ("Condition", "Absolute for", "Why", "Source"),
        rows,
        caption="Not on the article's list, and absolute for at least one injection",
    )


def contraindication_table(
    course: Course, *, chosen: str, present: frozenset[str] = frozenset()
) -> Html:
    """Return every rule for every injection in one letter each.

    Parameters
    ----------
    course
        The content.
    chosen
        A procedure of the rules; its column is marked.
    present
        Condition keys of a patient; their rows are marked, and a red flag's row says so.
    """
    rules, procedures = course[CONTRAINDICATIONS].rules, course[CONTRAINDICATIONS].procedures
    names = [
        f"{'▶ ' if item == Procedure(chosen) else ''}{course[PROCEDURES][item.value].plain_name}"
        for item in procedures
    ]
    rows = [
        (
            (
                f"{'▶ ' if rule.condition_key in present else ''}{rule.id} {rule.condition}"
                f"{': SEND ON FIRST' if rule.red_flag else ''}"
            ),
            *(_LETTERS[rule.verdicts[item]] for item in procedures),
        )
        for rule in rules
    ]
    note = f"{course[CONTRAINDICATIONS].disclaimer} {sentence('screening.synthesis').text}"
    return join([table(("Condition", *names), rows, caption=_LEGEND), paragraph(note)])


def screened(course: Course, *, profile: str, weight_kg: float, procedure: str) -> Assessment:
    """Return the assessment of a named patient for an injection.

    Parameters
    ----------
    course
        The content.
    profile
        A name of ``PROFILES``.
    weight_kg
        Body weight, 30 to 200 kg.
    procedure
        An injection of the rules.

    Raises
    ------
    UnknownNameError
        If the profile or the injection does not exist.
    """
    book = rule_book(course)
    patient = profile_patient(profile, weight=BodyWeight(weight_kg), book=book)
    known = [item.value for item in book.table.procedures]
    return assess(
        patient, procedure=Procedure(require_known("procedure", procedure, known)), book=book
    )


def assessment_card(assessment: Assessment, course: Course, *, lead: str) -> Html:
    """Return the answer for one patient with every rule that spoke.

    Parameters
    ----------
    assessment
        From ``assess``.
    course
        The content.
    lead
        Who the patient is, in a few words.
    """
    name = course[PROCEDURES][assessment.procedure.value].name
    head = f"{lead}; planned: {name}. {assessment.headline}"
    pieces = [paragraph(head, strong=True)]
    rows = [_finding_row(finding, course) for finding in assessment.findings]
    if rows:
        pieces.append(
            table(
                ("Rule", "Verdict", "Why", "In plain words", "Certainty and source"),
                rows,
                caption="Rules that spoke",
            )
        )
    told = [f"{flag.urgency.value.capitalize()}: {flag.action}." for flag in assessment.red_flags]
    told += [str(item) for item in assessment.conflicts]
    told += [f"Find out: {item.find_out}" for item in assessment.find_out]
    if not rows and not told:
        told.append(sentence("screening.no-rule-spoke").text)
    told.append(assessment.disclaimer)
    pieces += [paragraph(text) for text in told]
    return join(pieces)


def interval_table(course: Course) -> Html:
    """Return waiting times before an injection at the spine, by edition; what was not read says so."""
    rows = []
    for row in course[ANTICOAGULANTS].values():
        cells = dict.fromkeys(EDITION_FAMILIES, "not in it")
        for item in edition_timings(row, clearance=SHOWN_CLEARANCE_ML_PER_MIN):
            shown = "find out" if item.hours is None else f"{item.hours:g} h"
            cells[edition_family(item.edition)] = shown
        extra = [row.pain_procedures.text] if row.pain_procedures else []
        for edition in row.editions:
            if hold := edition.hold_before_neuraxial:
                said = [part for part in (hold.note, hold.plus) if part]
                extra += [f"{edition.edition}: {'; '.join(said)}"] if said else []
        rows.append(
            (
                f"{row.drug}, {row.dose_class}",
                *cells.values(),
                "; ".join(restarts(row)),
                "; ".join(extra) or "–",
            )
        )
    whole = table(
        ("Drug and dose", *EDITION_FAMILIES, "Next dose", "And"),
        rows,
        caption=sentence("timing.table").fill(clearance=f"{SHOWN_CLEARANCE_ML_PER_MIN:g}"),
    )
    editions = sentence("timing.editions")
    note = f"{editions.text} [{cite(course, editions.facts)}]"
    return join([whole, paragraph(note)])


def how_often_table(course: Course) -> Html:
    """Return complications with how many people have them, and no more."""
    rows = [
        (
            item.complication,
            "; ".join(found.words for found in frequencies(item)) or "no rate found",
        )
        for item in course[COMPLICATIONS].values()
    ]
    return table(("What", "How many"), rows, caption="Complications as natural frequencies")


def risk_table(course: Course) -> Html:
    """Return complications in natural frequencies, in plain words, with sources."""
    rows = []
    for item in course[COMPLICATIONS].values():
        counted = frequencies(item)
        told = "; ".join(found.words for found in counted) or f"no rate: {item.incidence}"
        kinds = [
            f"{found.note}: {found.counted}" if found.note else found.counted for found in counted
        ]
        kind = "; ".join(dict.fromkeys(kinds)) or "–"
        sources = cite(course, item.facts)
        rows.append((item.complication, told, kind, item.plain, item.clinician, sources))
    return table(
        ("What", "How many", "What the range is", "In plain words", "For the team", "Source"),
        rows,
        caption="Complications as natural frequencies",
    )


def _parts(row: ProcedureDescription) -> tuple[tuple[str, list[SourcedText]], ...]:
    return (
        ("Where the needle goes", [row.target]),
        ("What is injected", [row.injected]),
        ("What for", row.used_for),
        ("Who does it", [row.done_by]),
        ("How", [row.guidance]),
        ("Evidence in sciatica", row.evidence),
        ("What it is not", row.is_not),
        (f"Bleeding: counts as {row.bleeding_depth.value}", [row.bleeding_depth_reason]),
    )


def stated(said: SourcedText, facts: Mapping[str, Fact]) -> str:
    """Return a sentence of the data with how firmly it may be said.

    Plain is only what rests on facts that were all read or derived and are not of low certainty.

    Raises
    ------
    UnknownNameError
        If a fact id does not exist.
    """
    if not said.facts:
        return f"{said.text} (convention, not evidence)"
    if all(facts[require_known("fact", fact_id, facts)].plain for fact_id in said.facts):
        return said.text
    return f"{said.text} (uncertain: recalled or weak evidence, check the source)"


def _said(course: Course, sentences: Iterable[SourcedText]) -> str:
    parts = []
    for item in sentences:
        source = f" [{cite(course, item.facts)}]" if item.facts else ""
        parts.append(f"{stated(item, course.facts)}{source}")
    return " ".join(parts)


def _span(verdicts: Iterable[RuleVerdict]) -> str:
    ordered = sorted(verdicts, key=strictness)
    mildest, strictest = _WORDS[ordered[0]], _WORDS[ordered[-1]]
    return mildest if mildest == strictest else f"{mildest} to {strictest}"


def _where(verdicts: dict[Procedure, RuleVerdict], kind: RuleVerdict, course: Course) -> str:
    found = [key for key, verdict in verdicts.items() if verdict is kind]
    if len(found) == len(verdicts):
        return "all five"
    return "; ".join(course[PROCEDURES][key.value].plain_name for key in found)


def _finding_row(finding: Finding, course: Course) -> tuple[str, ...]:
    return (
        f"{finding.rule_id} {finding.condition}",
        finding.verdict_words,
        finding.reason,
        finding.plain_language,
        f"{finding.certainty.value}; {cite(course, finding.facts) or 'no source'}",
    )
