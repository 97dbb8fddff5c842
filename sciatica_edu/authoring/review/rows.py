"""What a clinician would sign, row by row: every rule and sentence of ``data/`` and the lessons.

The rows are read from the files themselves, not from the models, so that a table that is
added or changed stands on the sheet without a line being written here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sciatica_edu.evidence.yaml import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sciatica_edu.evidence.course import Course

__all__ = [
    "LEFT_OUT",
    "TOPICS",
    "Dispute",
    "ReviewRow",
    "ReviewTable",
    "Topic",
    "dispute_of",
    "fact_table",
    "tables_of",
]


@dataclass(frozen=True)
class Topic:
    """A part of the sheet: its name in the command line, its heading, the files it holds."""

    id: str
    heading: str
    files: tuple[str, ...]


TOPICS = (
    Topic(
        "triage",
        "Emergencies and triage",
        ("sentences/safety", "red_flags", "triage", "triage_vignettes", "sentences/triage*"),
    ),
    Topic(
        "symptoms",
        "Recognising sciatica",
        (
            "sentences/symptoms*",
            "look_alikes",
            "tests",
            "imaging_without_pain",
            "anatomy/root_signs",
            "anatomy/level_signs",
        ),
    ),
    Topic(
        "exercises",
        "Exercises and recovery",
        ("sentences/exercise*", "exercise_rules", "exercises", "effects", "recovery", "scales"),
    ),
    Topic(
        "injections",
        "Injections",
        (
            "sentences/nerve_block*",
            "procedures",
            "contraindications",
            "anticoagulants",
            "anaesthetics",
            "toxicity",
            "complications",
        ),
    ),
    Topic("clinic", "Simulated patients", ("clinic/causes", "clinic/findings", "clinic/*")),
    Topic("anatomy", "Anatomy", ("sentences/anatomy*", "anatomy/*")),
    Topic("article", "The article on trial", ("article_claims",)),
    Topic("words", "Other sentences, words and beliefs", ("*", "sentences/*")),
)
"""In the order of the sheet; a file stands in the first topic that names it."""

LEFT_OUT: Mapping[str, str] = {
    "references": "printed beside what cites them",
    "facts/*": "printed in a part of their own",
    "objectives": "what a lesson teaches, not what is true",
    "questions/*": "printed with their keys by `sciatica-edu quiz export paper`",
    "pictures": "schematic drawings of the quiz",
    "anatomy/body_map": "a drawing",
    "anatomy/structures": "names in the 3D body",
    "body/*": "geometry of the skeleton",
    "parameters/*": "numbers the models compute with",
}
"""Files that are not on the sheet, and why."""


class Dispute:
    """Why a row stands first on the sheet."""

    DECIDE = "A clinician must decide"
    CONFLICT = "Guidance or sources disagree"
    UNCERTAIN = "Rests on uncertain facts"
    OWN = "The course’s own judgement or convention"

    ALL = (DECIDE, CONFLICT, UNCERTAIN, OWN)


@dataclass(frozen=True)
class ReviewRow:
    """One thing to agree with or to change.

    Attributes
    ----------
    name
        Its id, or what the file calls it.
    says
        Label and words, in the order of the file.
    facts
        Ids of all facts behind it, each once.
    sources
        Keys of references it names itself.
    notes
        How sure the row says it is, and what it rests on without a fact.
    dispute
        Why a clinician reads it first; empty when nothing is open.
    """

    name: str
    says: tuple[tuple[str, str], ...]
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    dispute: str = ""


@dataclass(frozen=True)
class ReviewTable:
    """Rows of one kind."""

    heading: str
    rows: tuple[ReviewRow, ...] = field(repr=False)


_NAMES = ("id", "drug", "condition", "term", "root", "finding", "urgency")
"""What a row may be called by, first found first."""
_CERTAINTY = ("confidence", "verified", "verified_nerve", "verified_roots", "angles_verified")
_NAMED_BY_ID = (
    ("procedures.yaml", "plain_name", "{name}"),
    ("exercises.yaml", "name", "{id} ({name})"),
    ("red_flags.yaml", "suspect", "{id} ({name})"),
)
"""File, field and words for the rows that other tables name by their id."""
_SURE = (("verified", "read"), ("confidence", "high"))
"""Not worth a word inside a row; what is less sure is printed."""
_ELSEWHERE = re.compile(
    r"facts|id|basis|taught_in|section|.*_key|(start|end)_pose_deg|article_exercise|aliases"
    r"|skin_ids|muscle_labels|lr_(positive|negative)|root_words|recalled_nerves|times|injecting"
)
"""Fields printed in another column, or meant for programs only."""
_DECIDE = re.compile(r"clinician (?:must|should|has to) decide", re.IGNORECASE)
_CONFLICT = re.compile(
    r"\b(?:sources|guidelines?|guidance|texts|editions?|societies|books|studies|reviews)\b[^.;]{0,60}"
    r"\b(?:disagree|differ|conflict|contradict)|\bdisagree|\bin conflict\b|\bconflicting\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:this|the) course(?:'s|’s) (?:own|choice|convention|cautious|grading)|\bcourse synthesis\b"
    r"|\(convention\b|\bconvention of this course",
    re.IGNORECASE,
)


def tables_of(topic: Topic, course: Course, data: Path) -> Iterator[ReviewTable]:
    """Yield the tables of one topic, in the order of its files.

    Raises
    ------
    ContentError
        If a file is not sound YAML.
    """
    reader = _Reader(course, data)
    before = TOPICS[: TOPICS.index(topic)]
    taken = {path for other in before for path in _files(data, other.files)}
    taken |= set(_files(data, tuple(LEFT_OUT)))
    for path in _files(data, topic.files):
        if path not in taken:
            yield from reader.tables(path)


def fact_table(course: Course) -> ReviewTable:
    """Return every fact, once, with all that is noted about it."""
    rows = []
    for fact in course.distinct_facts():
        said = {"text": fact.statement, "in whom": fact.population, "note": fact.note}
        how = "recalled" if fact.verified.value == "memory" else fact.verified.value
        notes = [f"{how}, confidence {fact.confidence.value}"]
        notes += ["known second-hand"] if fact.second_hand else []
        notes.append(f"source last seen {fact.checked_on}")
        reviewed = f"reviewed by {fact.reviewed_by}, {fact.reviewed_on}"
        notes.append(reviewed if fact.reviewed_by else "not clinically reviewed")
        rows.append(
            ReviewRow(
                name=fact.id,
                says=tuple((label, text) for label, text in said.items() if text),
                sources=tuple(fact.references),
                notes=tuple(notes),
            )
        )
    return ReviewTable("Facts", tuple(rows))


def dispute_of(words: str, facts: Iterable[str], course: Course) -> str:
    """Return why a clinician reads words and the facts behind them first; empty if for nothing."""
    known = [course.facts[name] for name in facts if name in course.facts]
    behind = " ".join(f"{fact.statement} {fact.note or ''}" for fact in known)
    if _DECIDE.search(words) or _DECIDE.search(behind):
        return Dispute.DECIDE
    if _CONFLICT.search(words):
        return Dispute.CONFLICT
    if any(not fact.plain for fact in known):
        return Dispute.UNCERTAIN
    return Dispute.OWN if _OWN.search(words) else ""


def _files(data: Path, patterns: tuple[str, ...]) -> list[Path]:
    found = [path for pattern in patterns for path in sorted(data.glob(f"{pattern}.yaml"))]
    return list(dict.fromkeys(found))


class _Reader:
    """Turns files into rows; knows what stands behind an id that another table names."""

    def __init__(self, course: Course, data: Path) -> None:
        self._course = course
        self._called = {key: found.short for key, found in course.references.items()}
        self._called |= {
            name: _with_facts(row.text, row.facts) for name, row in course.sentences.items()
        }
        for file, label, words in _NAMED_BY_ID:
            rows = load_yaml(data / file).data if (data / file).exists() else []
            self._called |= {row["id"]: words.format(**{**row, "name": row[label]}) for row in rows}

    def tables(self, path: Path) -> Iterator[ReviewTable]:
        """Yield the tables of one file."""
        heading = _words(path.stem)
        if path.parent.name == "sentences":
            heading = f"sentences: {heading}"
        heading = heading[0].upper() + heading[1:]
        content = load_yaml(path).data
        if isinstance(content, list):
            yield self._table(heading, content)
            return
        rest: list[dict[str, Any]] = []
        for key, value in content.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                yield self._table(f"{heading}: {_words(key)}", value)
            elif key != "facts":
                cited = list(_facts(value)) or list(content.get("facts", ()))
                rest.append({"id": _words(key), "text": value, "facts": cited})
        if rest:
            yield self._table(f"{heading}: what is said of all of them", rest)

    def _table(self, heading: str, rows: list[dict[str, Any]]) -> ReviewTable:
        return ReviewTable(heading, tuple(self._row(row) for row in rows))

    def _row(self, row: dict[str, Any]) -> ReviewRow:
        key = next((name for name in _NAMES if row.get(name)), "")
        says = tuple(
            (_words(label), text)
            for label, value in row.items()
            if label not in {key, *_CERTAINTY} and not _ELSEWHERE.fullmatch(label)
            if (text := self._text(value))
        )
        basis = str(row.get("basis", ""))
        facts = tuple(dict.fromkeys(_facts(row)))
        dispute = dispute_of(" ".join(text for _, text in says), facts, self._course)
        if dispute != Dispute.DECIDE and (row.get("conflict") or _editions_differ(row)):
            dispute = Dispute.CONFLICT
        elif not dispute:
            low = row.get("confidence") == "low"
            own = basis.startswith(("convention", "judgement"))
            dispute = Dispute.UNCERTAIN if low else Dispute.OWN if own else ""
        notes = [f"{_words(label)}: {row[label]}" for label in _CERTAINTY if row.get(label)]
        return ReviewRow(
            name=str(row[key]) if key else "—",
            says=says,
            facts=facts,
            sources=tuple(dict.fromkeys(self._references(row))),
            notes=(*notes, basis) if basis else tuple(notes),
            dispute=dispute,
        )

    def _text(self, value: Any) -> str:
        """Return a value of a file in words; each row of a list on a line of its own."""
        if value is None or value in ([], {}, ""):
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, dict):
            return self._of_mapping(value)
        if isinstance(value, list):
            if any(isinstance(inner, dict) for inner in value):
                return "\n".join(f"• {self._of_mapping(inner, titled=True)}" for inner in value)
            return (" to " if _is_span(value) else "; ").join(map(self._text, value))
        said = self._called.get(str(value), str(value))
        return said if " " in said else _words(said)

    def _of_mapping(self, value: dict[str, Any], *, titled: bool = False) -> str:
        """Return a mapping in words; in a list its first text is a title without a label."""
        parts: list[str] = []
        for label, inner in value.items():
            said = "" if label == "facts" or (label, inner) in _SURE else self._text(inner)
            bare = label == "text" or (titled and not parts and isinstance(inner, str))
            if said:
                said = said.replace("\n", " / ").replace("• ", "")  # a list in a list
                parts.append(said if bare else f"{self._name(label)}: {said}")
        return _with_facts("; ".join(parts), value.get("facts"))

    def _name(self, label: str) -> str:
        return self._called.get(label, _words(label))

    def _references(self, value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == "reference":
                    yield inner
                else:
                    yield from self._references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from self._references(inner)


def _with_facts(text: str, facts: list[str] | None) -> str:
    return f"{text} [{', '.join(facts)}]" if facts else text


def _editions_differ(row: dict[str, Any]) -> bool:
    """Tell whether guideline editions, or the sources of a dose limit, say different things."""
    held = [edition.get("hold_before_neuraxial") for edition in row.get("editions", ())]
    limits = [
        {key: value for key, value in dose.items() if key.endswith(("_mg", "_per_kg"))}
        for dose in row.get("doses", ())
    ]
    return any(found != known[0] for known in (list(filter(None, held)), limits) for found in known)


def _is_span(value: list[Any]) -> bool:
    return len(value) == 2 and all(isinstance(end, (int, float)) for end in value)


def _facts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from inner if key == "facts" and inner else _facts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _facts(inner)


def _words(key: str) -> str:
    return str(key).replace("_", " ")
