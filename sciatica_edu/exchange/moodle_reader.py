"""Read questions from Moodle XML, with an account of everything that does not fit."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import QuizError, UnknownNameError
from sciatica_edu.evidence.questions.numbers import reach_of
from sciatica_edu.evidence.questions.quantities import canonical_unit, convert
from sciatica_edu.exchange.draft import (
    MISSING,
    Account,
    Reading,
    joined,
    number_of,
    option_rows,
    why,
)
from sciatica_edu.exchange.files import parse_xml
from sciatica_edu.exchange.labels import fields_of
from sciatica_edu.exchange.moodle import CATEGORY, NOTICE_ID, PENALTY, UNIT_PENALTY
from sciatica_edu.exchange.texts import without_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

__all__ = ["from_moodle"]

_MOST_HINTS = 4
_STOCK = {
    "Your answer is correct.",
    "Your answer is partially correct.",
    "Your answer is incorrect.",
}
_NOT_READ = dict.fromkeys(
    ("cloze", "multianswer"), "gaps in a text go out to Moodle, and are not read back"
)


def from_moodle(data: bytes) -> Reading:
    """Return what a file holds.

    Raises
    ------
    QuizError
        If the file is not Moodle XML, or declares entities.
    """
    root = parse_xml(data)
    if root.tag != "quiz":
        raise QuizError(f"a Moodle XML file starts with <quiz>, this one with <{root.tag}>.")
    found = Reading()
    for place, element in enumerate(root.findall("question"), start=1):
        number = element.findtext("idnumber", "").strip()
        category = element.findtext("category/text", "").strip()
        if number == NOTICE_ID or category == CATEGORY:
            continue
        account = Account(number or _raw(element.find("name")).strip() or f"question {place}")
        if element.get("type") == "category":
            account.name = category
            account.note("the category", "objectives take its place here")
            found.notes += account.notes
            continue
        try:
            fields = _QuestionReader(element, account).fields()
        except QuizError as error:
            account.losses = []
            account.lost("the question", str(error).removesuffix("."))
        else:
            found.rows.append((account.name, fields))
        found.losses += account.losses
        found.notes += account.notes
    return found


def _raw(element: Element | None) -> str:
    return "" if element is None else element.findtext("text", "") or ""


def _is_true(written: str) -> bool:
    return written.strip() in {"true", "1"}


class _QuestionReader:
    """Reads one question; `account` takes what it could not take over."""

    def __init__(self, element: Element, account: Account) -> None:
        self.element = element
        self.account = account

    def fields(self) -> dict[str, Any]:
        """Return the question as the bank writes it.

        Raises
        ------
        QuizError
            If this course cannot hold it.
        """
        readers: dict[str, Callable[[str], dict[str, Any]]] = {
            "multichoice": self._multichoice,
            "truefalse": self._true_false,
            "shortanswer": self._short_answer,
            "numerical": self._numerical,
            "matching": self._matching,
            "match": self._matching,
            "ordering": self._ordering,
        }
        kind = self.element.get("type") or ""
        if kind not in readers:
            raise QuizError(_NOT_READ.get(kind, f"this course has no type for Moodle's {kind!r}"))
        labels, others = fields_of(_raw(tag).strip() for tag in self.element.findall("tags/tag"))
        for tag in others:
            self.account.lost(f"the tag {tag!r}", "no such label here")
        self._settings(kind)
        hints = [self._markdown(hint) for hint in self.element.findall("hint")]
        if len(hints) > _MOST_HINTS:
            self.account.lost(f"hints after the first {_MOST_HINTS}", "no more fit here")
        explanation = without_source(self._markdown(self.element.find("generalfeedback")))
        stem = self._markdown(self.element.find("questiontext"))
        own = readers[kind](explanation)
        points = self._number("defaultgrade", "1")
        return {
            "type": own.pop("type"),
            **labels,
            "stem": own.pop("stem", stem),
            "hints": hints[:_MOST_HINTS],
            **({"points": points} if points != 1 else {}),
            **own,
        }

    def _settings(self, kind: str) -> None:
        """Name settings that change the mark or what is said, and have no place here."""
        penalty = self._number("penalty", PENALTY)
        # 1 is all that Moodle allows for true and false
        if kind != "truefalse" and not math.isclose(penalty, float(PENALTY), abs_tol=1e-4):
            why_not = "another try costs nothing here"
            self.account.lost(f"the penalty of {penalty:g} for each try", why_not)
        if _is_true(self._value("usecase")):
            self.account.lost("matching of capitals", "capitals never matter here")
        for combined in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
            said = self._markdown(self.element.find(combined))
            if said and said not in _STOCK:
                why_not = "a rationale belongs to an option"
                self.account.lost(f"the combined feedback {said!r}", why_not)

    def _value(self, tag: str, default: str = "") -> str:
        return (self.element.findtext(tag) or default).strip()

    def _number(self, tag: str, default: str) -> float:
        return number_of(self._value(tag, default))

    def _markdown(self, element: Element | None) -> str:
        raw = _raw(element)
        form = element.get("format", "html") if element is not None else "html"
        if form == "markdown":
            return raw.strip()
        if form == "plain_text":
            raw = raw.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
        elif form == "moodle_auto_format":
            raw = raw.replace("\n", "<br>")
        return self.account.markdown(raw)

    def _answers(self) -> list[tuple[float, Element, str]]:
        """Return the share of the mark, the element and the feedback of each answer."""
        return [
            (
                number_of(answer.get("fraction") or 0),
                answer,
                self._markdown(answer.find("feedback")),
            )
            for answer in self.element.findall("answer")
        ]

    def _multichoice(self, explanation: str) -> dict[str, Any]:
        single = _is_true(self._value("single", "true"))
        rows, shares = [], []
        for share, answer, said in self._answers():
            text = self._markdown(answer)
            rows.append((text, share > 99.9 if single else share > 0, said))
            shares.append(share)
            if single:
                self.account.share(share, text)
        right = sum(row[1] for row in rows)
        if not right:
            raise QuizError("none of its options is wholly right")
        if not single:
            self._weights(shares, right)
        elif right > 1:
            told = "that any one of several right answers will do"
            self.account.lost(told, "here all of them are to be chosen")
        shuffles = _is_true(self._value("shuffleanswers", "true"))
        return {
            "type": "single_best_answer" if single and right == 1 else "multiple_response",
            **({} if shuffles else {"shuffle": False}),
            "options": option_rows(rows, explanation),
        }

    def _weights(self, shares: list[float], right: int) -> None:
        """Name weights that differ from ours: right ones alike, wrong ones take as much away."""
        ours = 100 / right
        if any(not math.isclose(abs(share), ours, abs_tol=1e-3) for share in shares):
            told = ", ".join(f"{share:g}" for share in shares[:20])
            why_not = "right options count alike here, and a wrong one takes as much away"
            self.account.lost(f"the weights of the options ({told} %)", why_not)

    def _true_false(self, explanation: str) -> dict[str, Any]:
        rows = [(_raw(answer).strip().capitalize(), share > 99.9, said)
                for share, answer, said in self._answers()]  # fmt: skip
        options = option_rows(rows, explanation)
        return {"type": "single_best_answer", "shuffle": False, "options": options}

    def _short_answer(self, explanation: str) -> dict[str, Any]:
        right: list[tuple[str, str]] = []
        wrong: list[dict[str, str]] = []
        otherwise = ""
        for share, answer, said in self._answers():
            text = _raw(answer).strip()
            if text == "*" and share <= 0:
                otherwise = said
            elif re.search(r"(?<!\\)\*", text):
                told = f"the answer {text!r} ({said or '-'})"
                self.account.lost(told, "there are no wildcards here")
            elif share > 99.9:
                right.append((text.replace("\\*", "*"), said))
            else:
                self.account.share(share, text)
                if share <= 0:
                    wrong.append({"text": text.replace("\\*", "*"), "rationale": why(said)})
        if not right:
            raise QuizError("it has no right term")
        return {
            "type": "short_text",
            "answer": right[0][0],
            "accept": [text for text, _ in right[1:]],
            "spelling": "exact",
            "wrong": wrong,
            "rationale": why(joined(*(said for _, said in right), explanation)),
            "otherwise": otherwise,
        }

    def _numerical(self, explanation: str) -> dict[str, Any]:
        right: list[tuple[float, float, str]] = []
        wrong: list[tuple[float, float, str]] = []
        otherwise = ""
        for share, answer, said in self._answers():
            text = _raw(answer).strip()
            if text == "*" and share <= 0:
                otherwise = said
            elif text == "*":
                told = f"that anything is right ({said or '-'})"
                self.account.lost(told, "something must be wrong here")
            else:
                self.account.share(share, text)
                reach = abs(number_of(answer.findtext("tolerance") or 0))
                if share > 99.9:
                    right.append((number_of(text), reach, said))
                elif share <= 0:
                    wrong.append((number_of(text), reach, said))
        if not right:
            raise QuizError("it has no right number")
        (value, margin, said), *more = right
        for other, _, remark in more:
            self.account.lost(
                f"that {other:g} is right too ({remark or '-'})", "one number is here"
            )
        unit, told = self._unit()
        stem = self._markdown(self.element.find("questiontext"))
        stem = stem.removesuffix(f"Answer in {unit}.").strip() if unit else joined(stem, told)
        # the last paragraph of an explanation is taken for the worked solution
        rationale, _, solution = joined(said, explanation).rpartition("\n\n")
        return {
            "type": "numeric",
            "stem": stem,
            "unit": unit,
            **({"ask_unit": True} if unit and self._asks_for_unit() else {}),
            "answer": value,
            "tolerance": {"absolute": margin},
            "rationale": why(rationale, solution),
            "worked_solution": solution if rationale else MISSING,
            "common_errors": [self._common_error(*row, margin) for row in wrong],
            "otherwise": otherwise,
        }

    def _common_error(self, value: float, reach: float, said: str, margin: float) -> dict[str, Any]:
        if reach > reach_of(value, margin) * (1 + 1e-9):
            told = f"that what is said to {value:g} is said up to {reach:g} away from it"
            self.account.lost(told, "here it is said to this number only")
        return {"value": value, "rationale": why(said)}

    def _asks_for_unit(self) -> bool:
        if self._value("unitgradingtype", "0") not in {"1", "2"}:
            return False
        penalty = self._number("unitpenalty", UNIT_PENALTY)
        if penalty != float(UNIT_PENALTY):
            told = f"the penalty of {penalty:g} for a wrong unit"
            self.account.lost(told, "a wrong unit is marked the same everywhere here")
        return True

    def _unit(self) -> tuple[str, str]:
        """Return the unit of the answer, or what the question is to say instead of one."""
        unit = told = ""
        for row in self.element.findall("units/unit"):
            written = " ".join(row.findtext("unit_name", "").split())
            factor = number_of(row.findtext("multiplier") or 1)
            if written and not unit and not told and math.isclose(factor, 1):
                unit = _known_unit(written)
                told = f"Answer in {written}."
                if not unit:
                    why_not = "it stands in the question; units here are a closed list"
                    self.account.note(f"the unit {written!r}", why_not)
            elif written and not _converts(unit, written, factor):
                what = f"the unit {written!r}, of which {factor:g} make one {unit or 'answer'}"
                self.account.lost(what, "units here are a closed list with fixed factors")
        return unit, told

    def _matching(self, explanation: str) -> dict[str, Any]:
        pairs: list[dict[str, str]] = []
        extra: list[dict[str, str]] = []
        for row in self.element.findall("subquestion"):
            left = self._markdown(row)
            right = " ".join(row.findtext("answer/text", "").split())
            if left:
                name = f"p{len(pairs) + 1}"
                pairs.append(
                    {"id": name, "left": left, "right": right, "rationale": why(explanation)}
                )
            elif right:
                extra.append({"text": right, "rationale": why("")})
        return {"type": "matching", "pairs": pairs, "extra": extra}

    def _ordering(self, explanation: str) -> dict[str, Any]:
        rows = sorted(self._answers(), key=lambda row: row[0])
        self.account.remarks(explanation, (said for _, _, said in rows))
        return {
            "type": "ordering",
            "steps": [
                {
                    "id": f"s{place}",
                    "text": self._markdown(answer),
                    "rationale": why(said, explanation),
                }
                for place, (_, answer, said) in enumerate(rows, start=1)
            ],
        }


def _known_unit(written: str) -> str:
    try:
        return canonical_unit(written)
    except UnknownNameError:
        return ""


def _converts(unit: str, written: str, factor: float) -> bool:
    """Return whether so many of the unit written make one of the answer's unit, here as there."""
    other = _known_unit(written)
    if not unit or not other:
        return False
    try:
        return math.isclose(convert(1.0, unit=unit, to=other), factor, rel_tol=1e-6)
    except QuizError:
        return False
