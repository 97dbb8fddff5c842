"""Read questions from Moodle XML, with an account of everything that does not fit."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import QuizError, UnknownNameError
from sciatica_edu.evidence.tables.quantities import canonical_unit
from sciatica_edu.exchange.html_text import without_source
from sciatica_edu.exchange.labels import labels_from
from sciatica_edu.exchange.losses import Loss, TaskKind
from sciatica_edu.exchange.markdown_text import markdown_of, text_of
from sciatica_edu.exchange.moodle import NOTICE_ID
from sciatica_edu.exchange.number_answers import number_key
from sciatica_edu.exchange.safe_xml import parse_xml
from sciatica_edu.exchange.task import (
    Choice,
    Gap,
    NumberKey,
    NumberRange,
    Pair,
    Task,
    TextKey,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

__all__ = ["from_moodle"]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ONLY_RIGHT_OR_WRONG = "an answer here is right or wrong"
_GAP = re.compile(
    r"\{(\d*):(SHORTANSWER|SHORTANSWER_C|SA|SAC|MW|MWC|MULTICHOICE|MULTICHOICE_[A-Z]+|MC[A-Z]*"
    r"|NUMERICAL|NM|MULTIRESPONSE|MULTIRESPONSE_[A-Z]+|MR[A-Z]*):((?:\\.|[^}\\])*)\}",
    re.DOTALL,
)
_ANSWER = re.compile(r"(?:\\.|[^~\\])+", re.DOTALL)
_UNMASK = re.compile(r"\\(.)", re.DOTALL)


def from_moodle(data: bytes) -> tuple[list[Task], list[Loss], list[Loss]]:
    """Return the tasks of a file, what was lost, and what to look at.

    Raises
    ------
    QuizError
        If the file is not Moodle XML, or declares entities.
    """
    root = parse_xml(data)
    if root.tag != "quiz":
        raise QuizError(f"a Moodle XML file starts with <quiz>, this one with <{root.tag}>.")
    tasks: list[Task] = []
    losses: list[Loss] = []
    notes: list[Loss] = []
    for place, element in enumerate(root.findall("question"), start=1):
        reader = _QuestionReader(element, place)
        if reader.is_notice:
            continue
        if element.get("type") == "category":
            name = element.findtext("category/text", "").strip()
            notes.append(Loss(name, "the category", "objectives take its place here"))
            continue
        try:
            tasks.append(reader.task())
        except (QuizError, ValueError) as error:
            losses.append(Loss(reader.name, "the question", str(error)))
        else:
            losses += reader.losses
            notes += reader.notes
    return tasks, losses, notes


def _fraction(answer: Element) -> float:
    return float(answer.get("fraction") or 0)


def _raw(element: Element | None) -> str:
    return "" if element is None else element.findtext("text", "") or ""


class _QuestionReader:
    """Reads one question and keeps account of what it could not take over."""

    def __init__(self, element: Element, place: int) -> None:
        self.element = element
        self.kind = element.get("type") or ""
        number = element.findtext("idnumber", "").strip()
        title = _raw(element.find("name")).strip()
        self.name = number or title or f"question {place}"
        own_category = "sciatica-edu" in element.findtext("category/text", "")
        self.is_notice = number == NOTICE_ID or (self.kind == "category" and own_category)
        self.losses: list[Loss] = []
        self.notes: list[Loss] = []

    def task(self) -> Task:
        readers: dict[str, Callable[[dict[str, Any]], Task]] = {
            "multichoice": self._multichoice,
            "truefalse": self._true_false,
            "shortanswer": self._short_answer,
            "numerical": self._numerical,
            "matching": self._matching,
            "match": self._matching,
            "ordering": self._ordering,
            "cloze": self._cloze,
            "multianswer": self._cloze,
        }
        if self.kind not in readers:
            raise QuizError(f"this course has no type for Moodle's {self.kind!r}")
        explanation, source = without_source(self._markdown(self.element.find("generalfeedback")))
        labels, others = labels_from(_raw(tag).strip() for tag in self.element.findall("tags/tag"))
        self.losses += [Loss(self.name, f"the tag {tag!r}", "no such label here") for tag in others]
        for combined in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
            said = self._markdown(self.element.find(combined))
            if said and said not in _STOCK:
                why = "a rationale belongs to an option"
                self.losses.append(Loss(self.name, f"the combined feedback {said!r}", why))
        common: dict[str, Any] = {
            "id": self.name,
            "hints": tuple(self._markdown(hint) for hint in self.element.findall("hint"))[:4],
            "points": float(self.element.findtext("defaultgrade", "1") or 1) or 1.0,
            "explanation": explanation,
            "source": source,
            "labels": labels,
        }
        return readers[self.kind](common)

    def _markdown(self, element: Element | None) -> str:
        raw = _raw(element)
        form = element.get("format", "html") if element is not None else "html"
        if form == "markdown":
            return raw.strip()
        if form == "plain_text":
            raw = raw.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
        elif form == "moodle_auto_format":
            raw = raw.replace("\n", "<br>")
        return self._from_html(raw)

    def _from_html(self, html: str) -> str:
        text, lost = markdown_of(html)
        self.losses += [Loss(self.name, what, "texts here are Markdown") for what in lost]
        return text

    def _prompt(self) -> str:
        return self._markdown(self.element.find("questiontext"))

    def _answers(self) -> list[Element]:
        return self.element.findall("answer")

    def _feedback(self, answer: Element) -> str:
        return self._markdown(answer.find("feedback"))

    def _partial(self, what: str, fraction: float) -> None:
        self.losses.append(Loss(self.name, f"{fraction:g} % for {what}", _ONLY_RIGHT_OR_WRONG))

    def _multichoice(self, common: dict[str, Any]) -> Task:
        single = self.element.findtext("single", "true").strip() in {"true", "1"}
        choices = []
        for place, answer in enumerate(self._answers()):
            share = _fraction(answer)
            text = self._markdown(answer)
            right = share > 99.9 if single else share > 0
            if single and not right and share > 0:
                self._partial(repr(text), share)
            choices.append(Choice(_LETTERS[place % 26], text, right, self._feedback(answer)))
        right_ones = sum(choice.right for choice in choices)
        if not right_ones:
            raise QuizError("none of its options is wholly right")
        kind = TaskKind.MANY if not single else TaskKind.ONE if right_ones == 1 else TaskKind.ANY
        if kind is TaskKind.ANY:
            why = "here all of them are to be chosen"
            self.losses.append(Loss(self.name, TaskKind.ANY.value, why))
        shuffle = self.element.findtext("shuffleanswers", "true").strip() in {"true", "1"}
        choices_read = tuple(choices)
        return Task(
            kind=kind, prompt=self._prompt(), choices=choices_read, shuffle=shuffle, **common
        )

    def _true_false(self, common: dict[str, Any]) -> Task:
        choices = tuple(
            Choice(_LETTERS[place], _raw(answer).strip().capitalize(), _fraction(answer) > 99.9,
                   self._feedback(answer))
            for place, answer in enumerate(self._answers())
        )  # fmt: skip
        prompt = self._prompt()
        return Task(kind=TaskKind.ONE, prompt=prompt, choices=choices, shuffle=False, **common)

    def _short_answer(self, common: dict[str, Any]) -> Task:
        if self.element.findtext("usecase", "0").strip() == "1":
            why = "capitals never matter here"
            self.losses.append(Loss(self.name, "matching of capitals", why))
        right: list[str] = []
        wrong: list[Choice] = []
        for answer in self._answers():
            text, share = _raw(answer).strip(), _fraction(answer)
            if text == "*" and share <= 0:
                common["otherwise"] = self._feedback(answer)
                continue
            if re.search(r"(?<!\\)\*", text):
                why = "there are no wildcards here"
                said = self._feedback(answer)
                self.losses.append(Loss(self.name, f"the answer {text!r} ({said or '-'})", why))
                continue
            text = text.replace("\\*", "*")
            if share > 99.9:
                right.append(text)
                said = self._feedback(answer)
                if said and not common["explanation"]:
                    common["explanation"] = said
            elif share > 0:
                self._partial(repr(text), share)
            else:
                name = f"wrong{len(wrong) + 1}"
                wrong.append(Choice(name, text, right=False, feedback=self._feedback(answer)))
        key = TextKey(tuple(right), exact=True, wrong=tuple(wrong))
        return Task(kind=TaskKind.TEXT, prompt=self._prompt(), text=key, **common)

    def _numerical(self, common: dict[str, Any]) -> Task:
        right: list[NumberRange] = []
        wrong: list[NumberRange] = []
        for answer in self._answers():
            text, share = _raw(answer).strip(), _fraction(answer)
            said = self._feedback(answer)
            if 0 < share <= 99.9:
                self._partial(text, share)
            elif text == "*":
                self._anything_else(share, said, common)
            else:
                margin = float(answer.findtext("tolerance", "0") or 0)
                numbers = NumberRange.around(float(text), margin, said)
                (right if share > 99.9 else wrong).append(numbers)
        unit, prompt = self._unit(self._prompt())
        asks = self.element.findtext("unitgradingtype", "0").strip() in {"1", "2"}
        key, said = number_key(right, wrong, unit=unit, ask_unit=asks and bool(unit))
        common["explanation"] = common["explanation"] or said
        return Task(kind=TaskKind.NUMBER, prompt=prompt, number=key, **common)

    def _anything_else(self, share: float, said: str, common: dict[str, Any]) -> None:
        if share <= 0:
            common["otherwise"] = said
            return
        why = "something must be wrong here"
        self.losses.append(Loss(self.name, f"that anything is right ({said or '-'})", why))

    def _unit(self, prompt: str) -> tuple[str, str]:
        for row in self.element.findall("units/unit"):
            written = row.findtext("unit_name", "").strip()
            if not written or abs(float(row.findtext("multiplier", "1") or 1) - 1) > 1e-9:
                continue
            try:
                unit = canonical_unit(written)
            except UnknownNameError:
                why = "it stands in the question; units here are a closed list"
                self.notes.append(Loss(self.name, f"the unit {written!r}", why))
                return "", f"{prompt}\n\nAnswer in {written}."
            return unit, prompt.removesuffix(f"Answer in {unit}.").strip()
        return "", prompt

    def _matching(self, common: dict[str, Any]) -> Task:
        pairs: list[Pair] = []
        extra: list[Choice] = []
        for row in self.element.findall("subquestion"):
            left = self._markdown(row)
            right = " ".join(row.findtext("answer/text", "").split())
            if left:
                pairs.append(Pair(left, right))
            elif right:
                extra.append(Choice(f"extra{len(extra) + 1}", right))
        return Task(
            kind=TaskKind.MATCH,
            prompt=self._prompt(),
            pairs=tuple(pairs),
            extra=tuple(extra),
            **common,
        )

    def _ordering(self, common: dict[str, Any]) -> Task:
        steps = tuple(
            Choice(f"s{place}", self._markdown(answer), right=True, feedback=self._feedback(answer))
            for place, answer in enumerate(sorted(self._answers(), key=_fraction), start=1)
        )
        return Task(kind=TaskKind.ORDER, prompt=self._prompt(), choices=steps, **common)

    def _cloze(self, common: dict[str, Any]) -> Task:
        html = _raw(self.element.find("questiontext"))
        gaps: list[Gap] = []
        weights = set()

        def marked(found: re.Match[str]) -> str:
            weights.add(found[1] or "1")
            gaps.append(self._gap(f"g{len(gaps) + 1}", found[2], found[3]))
            return f"\x02{len(gaps)}\x03"

        html = _GAP.sub(marked, html)
        if not gaps:
            raise QuizError("it has no gap that can be read")
        if len(weights) > 1:
            why = "each gap counts the same here"
            self.losses.append(Loss(self.name, "the weights of the gaps", why))
        first = html.index("\x02")
        cut = max(html.rfind(end, 0, first) + len(end) for end in ("</p>", "</div>", "</ul>"))
        cut = cut if html[:cut].endswith(("</p>", "</div>", "</ul>")) else 0
        prompt = self._from_html(html[:cut])
        pieces: list[str | Gap] = []
        for place, piece in enumerate(re.split(r"\x02(\d+)\x03", text_of(html[cut:]))):
            pieces.append(gaps[int(piece) - 1] if place % 2 else piece)
        self.losses += [
            Loss(self.name, what, "texts here are Markdown") for what in markdown_of(html[cut:])[1]
        ]
        common["points"] = float(len(gaps)) if common["points"] != 1 else 1.0
        return Task(kind=TaskKind.CLOZE, prompt=prompt, pieces=tuple(pieces), **common)

    def _gap(self, name: str, kind: str, code: str) -> Gap:
        answers = [_GapAnswer(text) for text in _ANSWER.findall(code)]
        if kind.startswith(("MULTIRESPONSE", "MR")):
            raise QuizError("a gap with several right entries does not exist here")
        for answer in answers:
            if 0 < answer.share < 99.9:
                self._partial(repr(answer.text), answer.share)
        right = [answer for answer in answers if answer.share > 99.9]
        wrong = [answer for answer in answers if answer.share <= 0]
        if not right:
            raise QuizError("a gap has no right answer")
        if kind.startswith(("MULTICHOICE", "MC")):
            choices = tuple(
                Choice(_LETTERS[place % 26], answer.text, answer.share > 99.9, answer.feedback)
                for place, answer in enumerate(answers)
            )
            return Gap(name, choices)
        if kind in {"NUMERICAL", "NM"}:
            value, _, margin = right[0].text.partition(":")
            for answer in [*right[1:], *wrong]:
                why = "a gap has one right number"
                self.losses.append(Loss(self.name, f"the answer {answer.text!r}", why))
            return Gap(name, NumberKey(float(value), float(margin or 0)), right[0].feedback)
        rows = tuple(
            Choice(f"wrong{place}", answer.text, right=False, feedback=answer.feedback)
            for place, answer in enumerate(wrong, start=1)
        )
        key = TextKey(tuple(answer.text for answer in right), exact=True, wrong=rows)
        return Gap(name, key, right[0].feedback)


_STOCK = {
    "Your answer is correct.",
    "Your answer is partially correct.",
    "Your answer is incorrect.",
}


class _GapAnswer:
    """One answer of a gap's code: its share of the mark, text and feedback."""

    def __init__(self, code: str) -> None:
        share = 0.0
        code = code.strip()
        weight = re.match(r"%(-?\d+(?:\.\d+)?)%", code)
        if weight:
            share, code = float(weight[1]), code[weight.end() :]
        elif code.startswith("="):
            share, code = 100.0, code[1:]
        text, _, feedback = _split_unmasked(code)
        self.share = share
        self.text = _unmasked(text)
        self.feedback = _unmasked(feedback)


def _split_unmasked(code: str) -> tuple[str, str, str]:
    found = re.search(r"(?<!\\)(?<!&)#", code)
    return (code[: found.start()], "#", code[found.end() :]) if found else (code, "", "")


def _unmasked(text: str) -> str:
    return unescape(_UNMASK.sub(r"\1", text)).strip()
