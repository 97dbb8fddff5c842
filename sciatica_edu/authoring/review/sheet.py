"""The review sheet: all that the course says in clinical matters, on paper, with room to sign.

One HTML file without script that loads nothing; a browser prints it or saves it as PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from sciatica_edu import __version__
from sciatica_edu.authoring.review.lessons import lesson_tables
from sciatica_edu.authoring.review.rows import TOPICS, Dispute, ReviewTable, fact_table, tables_of
from sciatica_edu.classroom.report_page import report_page
from sciatica_edu.display.html import Html, element
from sciatica_edu.display.table import table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sciatica_edu.authoring.review.rows import ReviewRow
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.models import Fact

__all__ = ["PARTS", "review_sheet"]

DISPUTED, LESSONS, FACTS = "disputed", "lessons", "facts"
PARTS = (DISPUTED, *(topic.id for topic in TOPICS), LESSONS, FACTS)
"""Names of the parts, in order; any of them can be printed alone."""

_WHENCE = " › "
_SHORT = 60
"""Characters of a field that shares its line with its neighbours."""
_HEADER = ("Item", "What the course says", "Source and certainty", "Judgement; initials, date")
_STYLE = """
@page { size: A4; margin: 14mm 12mm 16mm; @bottom-left { content: "sciatica-edu: review sheet";
  font: 8pt sans-serif; } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
body { color: #000; font: 10pt/1.35 Arial, "Liberation Sans", Roboto, "Noto Sans", sans-serif; }
h1 { font-size: 12pt; } h2 { font-size: 12pt; margin: 0 0 2mm; } h3 { font-size: 10.5pt; margin: 5mm 0 1mm; }
.notice { border: 1.5pt solid #000; background: #fff; font-weight: 600; }
.part { break-before: page; } h2, h3, caption { break-after: avoid; }
table { width: 100%; table-layout: fixed; font-size: 9pt; line-height: 1.25; }
caption { font-size: 10pt; padding: 3mm 0 1mm; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { overflow-wrap: break-word; border: .5pt solid #000 !important; padding: .8mm 1.3mm !important; }
.rows thead th { font-size: 8pt; } .rows table th:nth-child(1) { width: 22mm; }
.rows table th:nth-child(3) { width: 50mm; } .rows table th:nth-child(4) { width: 27mm; }
.rows tbody th { font-size: 8pt; overflow-wrap: anywhere; } small { font-weight: 400; font-size: 7.5pt; }
.rows td:nth-child(3) { font-size: 7.5pt; line-height: 1.2; overflow-wrap: anywhere; }
.rows td p { margin: 0 0 .5mm; white-space: pre-line; } .box { font-size: 7.5pt; line-height: 2.2; }
.sure { font-weight: 600; } .lines td { height: 9mm; } .lines th { text-align: left; } ul, ol { margin: 1mm 0; padding-left: 6mm; }
.small { font-size: 8.5pt; } a { color: #000; text-decoration: none; }
@media print { body { max-width: none; padding: 0; } h1 { margin-top: 0; } }
"""


@dataclass(frozen=True)
class _Part:
    """A part of the sheet; rows that are disputed are printed in the first one only."""

    id: str
    heading: str
    tables: tuple[ReviewTable, ...]
    said: str = ""

    @property
    def count(self) -> int:
        return sum(len(found.rows) for found in self.tables)


def review_sheet(
    course: Course,
    *,
    data: Path,
    lessons: Path,
    today: dt.date,
    parts: Sequence[str] = PARTS,
) -> str:
    """Return the sheet as a page.

    Parameters
    ----------
    course
        Facts and references that the rows cite.
    data
        Folder of the course's data.
    lessons
        Folder of the lesson sources.
    today
        Day that is printed on the cover.
    parts
        Which of `PARTS` to print; a row that is disputed stands in the first part when that
        is printed, and in its own when it is not.

    Raises
    ------
    ContentError, LessonError
        If a file of the course cannot be read.
    """
    everything = list(_parts(course, data, lessons))
    if DISPUTED in parts:
        everything = [_disputed(everything), *map(_settled, everything)]
    chosen = [part for part in everything if part.id in parts and part.count]
    body = _cover(course, chosen, today) + "".join(
        _part(number, part, course) for number, part in enumerate(chosen, start=1)
    )
    body += _REMARKS
    return report_page(
        "Review sheet: sciatica-edu",
        heading="Sciatica, a course: review sheet for clinicians",
        warning=_reviewed(course),
        body=body,
        style=_STYLE,
    )


def _parts(course: Course, data: Path, lessons: Path) -> Iterator[_Part]:
    for topic in TOPICS:
        yield _Part(topic.id, topic.heading, tuple(tables_of(topic, course, data)))
    yield _Part(
        LESSONS,
        "The text of the lessons",
        tuple(lesson_tables(course, lessons)),
        "Each paragraph that cites a fact or says something clinical. Words in double braces are a "
        "sentence of the parts before.",
    )
    yield _Part(
        FACTS,
        "The facts behind it all",
        (fact_table(course),),
        "Each fact once. A review is recorded fact by fact.",
    )


def _disputed(parts: Iterable[_Part]) -> _Part:
    """Return the part that comes first: what is open, by the reason why it is."""
    found: dict[str, list[ReviewRow]] = {reason: [] for reason in Dispute.ALL}
    for part in parts:
        for of_kind in part.tables:
            for row in of_kind.rows:
                if row.dispute:
                    whence = f"{of_kind.heading}{_WHENCE}{row.name}"
                    found[row.dispute].append(replace(row, name=whence))
    return _Part(
        DISPUTED,
        "What is open: please read this first",
        tuple(ReviewTable(reason, tuple(rows)) for reason, rows in found.items() if rows),
        "Rows that a clinician must decide, on which guidance or sources disagree, that rest on "
        "something recalled or weak, or that are this course's own judgement. They stand here in "
        "full and are left out further on.",
    )


def _settled(part: _Part) -> _Part:
    tables = (
        replace(found, rows=tuple(row for row in found.rows if not row.dispute))
        for found in part.tables
    )
    return replace(part, tables=tuple(found for found in tables if found.rows))


def _reviewed(course: Course) -> str:
    if course.reviewed:
        return "Each fact carries a clinician's review."
    facts = course.distinct_facts()
    done = sum(fact.reviewed_by is not None for fact in facts)
    return f"Not clinically reviewed ({done} of {len(facts)} facts carry a review)."


def _cover(course: Course, parts: Sequence[_Part], today: dt.date) -> str:
    contents = "".join(
        f'<li><a href="#{part.id}">{escape(part.heading)}</a>: {_counted(part.count, "row")}</li>'
        for part in parts
    )
    facts = course.distinct_facts()
    figures = (
        f"Version {__version__}, printed {today}. {sum(part.count for part in parts)} rows; the course has "
        f"{len(facts)} facts from {len(course.references)} sources, {sum(not fact.plain for fact in facts)} of "
        f"them recalled or weak, {sum(fact.second_hand for fact in facts)} known second-hand."
    )
    blank = (
        "Name",
        "Profession, speciality",
        "Registration or employer",
        "Parts read",
        "Date and signature",
    )
    signing = element(
        "table",
        Html("".join(f'<tr><th scope="row">{name}</th><td></td></tr>' for name in blank), ""),
        attributes={"class": "lines"},
    )
    return (
        f"<p>{escape(figures)}</p>"
        "<p>This is all that the course tells its learners in clinical matters: rules, warnings, "
        "doses, exercises, verdicts and the sentences of the lessons, each with its source and how "
        "sure it is. Please judge whether each is right, safe and put so that a learner cannot take "
        "it wrongly.</p>"
        "<ul><li><b>agree</b>: right and safe as it stands. <b>change</b>: wrong, unsafe or to be "
        "put otherwise; write what, beside the row or on the last page.</li>"
        "<li><b>high, medium, low</b> is the course's confidence; <b>read</b>: somebody read the "
        "source or its abstract; <b>recalled</b>: nobody did; <b>second-hand</b>: known through a "
        "text that quotes it. Ids in brackets are facts; the last part prints each in full.</li>"
        "<li>The questions and their keys are printed apart: "
        "<code>sciatica-edu quiz export paper -o questions.html</code>.</li></ul>"
        f"{signing}<h2>Contents</h2><ol>{contents}</ol>"
    )


def _part(number: int, part: _Part, course: Course) -> str:
    tables = "".join(_table(found, course) for found in part.tables)
    said = f"<p>{escape(part.said)}</p>" if part.said else ""
    return (
        f'<section class="part rows"><h2 id="{part.id}">{number}. {escape(part.heading)}</h2>'
        f"{said}{tables}</section>"
    )


def _table(found: ReviewTable, course: Course) -> str:
    rows = [
        (Html(_name(row), ""), _says(row), _source(row, course), Html(_BOX, ""))
        for row in found.rows
    ]
    caption = f"{found.heading} ({_counted(len(rows), 'row')})"
    return table(_HEADER, rows, caption=caption).html


_REMARKS = (
    '<section class="part"><h2>Remarks</h2>'
    + table(
        ("Item", "What should change", "Why, or the source"),
        [("", "", "")] * 22,
        caption="Page and item, then your words",
    ).html.replace("<table", '<table class="lines"', 1)
    + "</section>"
)


_BOX = element(
    "div",
    Html("☐ agree ☐ change<br>________________", ""),
    attributes={"class": "box"},
)


def _name(row: ReviewRow) -> str:
    """Return what the row is called, below the table it comes from when that is not the heading."""
    table, _, name = row.name.rpartition(_WHENCE)
    return (element("small", table) + "<br>" if table else "") + escape(name)


def _says(row: ReviewRow) -> Html:
    """Return the words, short fields one after another on a line."""
    lines: list[str] = []
    short = ""
    for label, text in row.says:
        name = "" if label == "text" else element("b", f"{label}:") + " "
        field = name + escape(text)
        if len(text) < _SHORT and label != "text":
            short += f"{field} · "
            continue
        lines += [short.removesuffix(" · "), field]
        short = ""
    lines.append(short.removesuffix(" · "))
    return Html("".join(element("p", Html(line, "")) for line in lines if line), "")


def _source(row: ReviewRow, course: Course) -> Html:
    """Return the citations, each once with the facts it supports, and how sure they are."""
    supports: dict[str, list[str]] = {key: [] for key in row.sources}
    facts = [course.facts[name] for name in row.facts if name in course.facts]
    for fact in facts:
        for key in fact.references:
            supports.setdefault(key, []).append(fact.id)
    lines = []
    for key, names in supports.items():
        reference = course.references[key]
        known = reference.identifier or ("own reasoning" if reference.own_work else "no identifier")
        behind = f" [{', '.join(dict.fromkeys(names))}]" if names else ""
        lines.append(element("p", f"{reference.short}, {known}{behind}"))
    doubts = _doubts(facts)
    certainty = [*row.notes, *doubts]
    if not supports:
        certainty.append("no source")
    elif not certainty:
        certainty.append("high, read")
    lines.append(element("p", "; ".join(certainty), attributes={"class": "sure"}))
    return Html("".join(lines), "")


def _doubts(facts: Sequence[Fact]) -> list[str]:
    """Return in words which facts are not plainly sure, the weakest first."""
    kinds = {
        "UNCERTAIN, recalled or weak": [fact for fact in facts if not fact.plain],
        "second-hand": [fact for fact in facts if fact.second_hand],
        "medium": [fact for fact in facts if fact.plain and fact.confidence.value == "medium"],
    }
    return [
        f"{kind}: {', '.join(dict.fromkeys(fact.id for fact in found))}"
        for kind, found in kinds.items()
        if found
    ]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
