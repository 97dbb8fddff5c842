"""Questions of other programs as this course's YAML, with what a person must still fill in.

A reader turns each question of its file into the fields that the bank uses, and keeps an
`Account` of what did not fit; here the fields are completed and proved against the bank's models.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import TypeAdapter, ValidationError

from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.questions.question import Question
from sciatica_edu.exchange.losses import Loss, Report
from sciatica_edu.exchange.texts import markdown_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


__all__ = [
    "MISSING",
    "MOST_OPTIONS",
    "Account",
    "Draft",
    "Reading",
    "drafts_of",
    "number_of",
    "option_rows",
    "why",
    "yaml_text",
]

MISSING = "Missing."
"""Stands where a rationale is to be written; the check of the bank finds it."""
MOST_OPTIONS = 10
_TO_FILL_IN = {
    "objective": "objective-to-choose",
    "level": "introductory",
    "bloom": "remember",
    "difficulty": 0.5,
    "facts": ["FACT-TO-CITE"],
}
"""Where the file does not say; ids that do not exist, so that the check of the bank points there."""
_LONGEST_NUMBER = 40
_LONGEST_QUOTE = 120
_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{2,40}(\.[1-9])?")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,'()/._?-]*[A-Za-z0-9.?)]")


@dataclass
class Account:
    """What became of one question of a file; `name` is what the file calls it."""

    name: str
    losses: list[Loss] = field(default_factory=list)
    notes: list[Loss] = field(default_factory=list)

    def lost(self, what: str, reason: str) -> None:
        """Name something that was not taken over."""
        self.losses.append(Loss(self.name, _short(what), reason))

    def note(self, what: str, reason: str) -> None:
        """Name something to look at."""
        self.notes.append(Loss(self.name, _short(what), reason))

    def share(self, percent: float, answer: str) -> None:
        """Name a share of the mark that is neither nothing nor all of it."""
        if 0 < percent <= 99.9:
            self.lost(f"{percent:g} % for {answer!r}", "an answer here is right or wrong")
        elif percent < 0:
            self.lost(f"{percent:g} % for {answer!r}", "a wrong answer here takes nothing off")

    def markdown(self, html: str) -> str:
        """Return some HTML as Markdown; what it cannot say is named."""
        text, lost = markdown_of(html)
        for what in lost:
            self.lost(what, "texts here are Markdown")
        return text

    def remarks(self, explanation: str, remarks: Iterable[str]) -> None:
        """Name a general explanation that has no place because every part has its own remark."""
        said = [remark for remark in remarks if remark]
        if explanation and said and not all(remark in explanation for remark in said):
            told = f"the general feedback {explanation!r}"
            self.lost(told, "each part here has a rationale of its own")


@dataclass
class Reading:
    """What a reader found: the fields of each question, what was lost, what to look at."""

    rows: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    notes: list[Loss] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """The questions of one import as the YAML holds them, and what became of the file."""

    questions: tuple[dict[str, Any], ...]
    report: Report


# --------------------------------------------------------------------- fields, for the readers


def why(*texts: str) -> str:
    """Return the first text that is not empty, or the mark of a missing rationale."""
    return next((text for text in texts if text), MISSING)


def joined(*texts: str) -> str:
    """Return the texts that are not empty, each once, as paragraphs."""
    return "\n\n".join(dict.fromkeys(text for text in texts if text))


def number_of(written: Any) -> float:
    """Return a number that a file writes.

    Raises
    ------
    QuizError
        If it is none, is not finite, or has more digits than a number needs.
    """
    text = str(written).strip()
    if len(text) > _LONGEST_NUMBER:
        raise QuizError(f"a number of {len(text)} signs is not one that a learner could type")
    try:
        number = float(text)
    except ValueError:
        raise QuizError(f"{text!r} is not a number") from None
    if not math.isfinite(number):
        raise QuizError(f"the number {text!r} is not one that a learner could type")
    return number


def option_rows(rows: Sequence[tuple[str, bool, str]], explanation: str) -> list[dict[str, Any]]:
    """Return options as the bank writes them.

    Parameters
    ----------
    rows
        Text, whether right, and remark of each.
    explanation
        General; added to the right ones.
    """
    if len(rows) > MOST_OPTIONS:
        raise QuizError(f"it has {len(rows)} options; at most {MOST_OPTIONS} fit here")
    found = []
    for place, (text, right, said) in enumerate(rows):
        # an explanation that only gathers the remarks adds nothing
        more = explanation if right and not (said and said in explanation) else ""
        row = {"id": "ABCDEFGHIJ"[place], "text": text, "key": right}
        found.append({**row, "rationale": why(joined(said, more))})
    return found


# --------------------------------------------------------------------- completing and proving


def drafts_of(reading: Reading, *, format_name: str) -> Draft:
    """Return what was read as questions; one that this course cannot hold is named and left out.

    Parameters
    ----------
    reading
        From a reader.
    format_name
        The format that it was read from.
    """
    lost, told = list(reading.losses), list(reading.notes)
    questions: dict[str, dict[str, Any]] = {}
    for place, (name, fields) in enumerate(reading.rows, start=1):
        own = _free_id(name, place, set(questions))
        row, missing = _completed(own, fields)
        try:
            _QUESTION.validate_python(row)
        except ValidationError as error:
            lost.append(Loss(_short(name), "the question", _first(error)))
            continue
        questions[own] = row
        if own != name:
            told.append(Loss(own, "the id", f"{_short(name)!r} is not a free id of this course"))
        told += [Loss(own, what, "the file does not say; fill it in") for what in missing]
    report = Report(format_name, tuple(questions), tuple(lost), tuple(told))
    return Draft(tuple(questions.values()), report)


def _completed(name: str, fields: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return a question in the order of the bank's files, and what was filled in for it."""
    missing = [
        told
        for key, told in (
            ("objective", "the objective"),
            ("facts", "the facts"),
            ("level", "level, Bloom level and difficulty"),
        )
        if key not in fields
    ]
    row = {
        "id": name,
        "type": fields["type"],
        **_TO_FILL_IN,
        **{key: value for key, value in fields.items() if value not in ("", [], None)},
    }
    return row, [*missing, *(["a rationale"] if MISSING in repr(row) else [])]


def _free_id(name: str, place: int, used: set[str]) -> str:
    if _ID.fullmatch(name) and name not in used:
        return name
    word = re.sub(r"[^A-Za-z0-9_-]+", "-", name[:200]).strip("-")[:30]
    candidate = f"IMP-{word}" if word else f"IMP-{place:03}"
    while candidate in used or not _ID.fullmatch(candidate):
        candidate = f"IMP-{place:03}"
        place += 1
    return candidate


def _first(error: ValidationError) -> str:
    found = error.errors(include_url=False)[0]
    where = ".".join(str(step) for step in found["loc"][1:])
    if found["type"] == "too_long":
        most, given = found["ctx"]["max_length"], found["ctx"]["actual_length"]
        return f"it has {given} {where}; at most {most} fit here"
    return f"{where}: {found['msg'].removeprefix('Value error, ')}".lstrip(": ")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE]}…"


def yaml_text(questions: Iterable[dict[str, Any]], *, comment: Iterable[str] = ()) -> str:
    """Return a file of questions for ``data/questions``; the comment lines stand on top."""
    lines = "".join(f"# {line}\n" for text in comment for line in text.splitlines())
    body = yaml.dump(
        {"questions": list(questions)},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
    )
    return f"{lines}{body}"


class _Dumper(yaml.SafeDumper):
    """Quotes whatever YAML could read as something else than text, and indents lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, False)  # noqa: FBT003

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the reader refuses aliases
        return True


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    words = {"true", "false", "null", "yes", "no", "on", "off"}
    plain = _PLAIN.fullmatch(text) and text.casefold() not in words
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Dumper.add_representer(str, _quoted)
