"""Read questions from GIFT, with an account of everything that does not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import QuizError, UnknownNameError
from sciatica_edu.evidence.tables.quantities import canonical_unit
from sciatica_edu.exchange.html_text import without_source
from sciatica_edu.exchange.labels import labels_from
from sciatica_edu.exchange.losses import Loss, TaskKind
from sciatica_edu.exchange.markdown_text import markdown_of
from sciatica_edu.exchange.moodle import NOTICE_ID
from sciatica_edu.exchange.number_answers import number_key
from sciatica_edu.exchange.safe_xml import LARGEST_FILE_BYTES
from sciatica_edu.exchange.task import (
    Choice,
    NumberRange,
    Pair,
    Task,
    TextKey,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["from_gift"]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FORMAT = re.compile(r"\s*\[(html|plain|markdown|moodle)\]")
_TITLE = re.compile(r"\s*::((?:\\.|[^\\])*?)::", re.DOTALL)
_ANSWER = re.compile(r"([=~])((?:\\.|[^\\=~])*)", re.DOTALL)
_WEIGHT = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")
_UNIT_LINE = re.compile(r"(?:^|\n\n)Answer in ([^\n]{1,20})\.$")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}


def from_gift(data: bytes) -> tuple[list[Task], list[Loss], list[Loss]]:
    """Return the tasks of a file, what was lost, and what to look at.

    Raises
    ------
    QuizError
        If the file is too large or not text.
    """
    if len(data) > LARGEST_FILE_BYTES:
        raise QuizError(f"the file has {len(data)} bytes; at most {LARGEST_FILE_BYTES} are read.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QuizError(f"the file is not UTF-8 text: {error.reason}.") from None
    tasks: list[Task] = []
    losses: list[Loss] = []
    notes: list[Loss] = []
    for place, block in enumerate(_blocks(text), start=1):
        if block.category:
            if "sciatica-edu" not in block.category:
                why = "objectives take its place here"
                notes.append(Loss(block.category, "the category", why))
            continue
        reader = _BlockReader(block, place)
        if block.id == NOTICE_ID:
            continue
        try:
            tasks.append(reader.task())
        except (QuizError, ValueError) as error:
            losses.append(Loss(reader.name, "the question", str(error)))
        else:
            losses += reader.losses
            notes += reader.notes
    return tasks, losses, notes


@dataclass
class _Block:
    id: str
    tags: list[str]
    text: str
    category: str = ""


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the questions: text between blank lines, with the comments that stand before it."""
    name, tags, lines = "", list[str](), list[str]()
    for line in [*text.replace("\r\n", "\n").split("\n"), ""]:
        bare = line.strip()
        if bare.startswith("//"):
            found = re.search(r"\[id:((?:\\.|[^\]\\])+)\]", bare)
            name = found[1] if found else name
            tags += re.findall(r"\[tag:((?:\\.|[^\]\\])+)\]", bare)
        elif bare.startswith("$CATEGORY:"):
            yield _Block("", [], "", bare.partition(":")[2].strip())
            name, tags = "", []
        elif bare:
            lines.append(line)
        elif lines:
            yield _Block(name, tags, "\n".join(lines))
            name, tags, lines = "", [], []


def _split(text: str, sign: str) -> tuple[str, str]:
    """Split at the first `sign` that no backslash masks."""
    found = re.match(
        rf"((?:\\.|(?!{re.escape(sign)})[^\\])*){re.escape(sign)}(.*)", text, re.DOTALL
    )
    return (found[1], found[2]) if found else (text, "")


def _unmasked(text: str) -> str:
    signs = {"n": "\n"}
    return re.sub(r"\\([\\~=#{}:n])", lambda found: signs.get(found[1], found[1]), text).strip()


@dataclass(frozen=True)
class _Answer:
    sign: str
    share: float | None
    text: str
    feedback: str


class _BlockReader:
    """Reads one question and keeps account of what it could not take over."""

    def __init__(self, block: _Block, place: int) -> None:
        title = _TITLE.match(block.text)
        self.text = block.text[title.end() :] if title else block.text
        self.name = block.id or (_unmasked(title[1]) if title else "") or f"question {place}"
        self.labels, other = labels_from(block.tags)
        self.losses = [Loss(self.name, f"the tag {tag!r}", "no such label here") for tag in other]
        self.notes: list[Loss] = []
        form = _FORMAT.match(self.text)
        self.form = form[1] if form else "moodle"
        self.text = self.text[form.end() :] if form else self.text

    def task(self) -> Task:
        prompt, rest = _split(self.text, "{")
        if not rest:
            raise QuizError("it asks nothing (a description)")
        body, after = _split(rest, "}")
        if body == rest:
            raise QuizError("its answers do not end: a } is missing")
        if after.strip():
            prompt = f"{prompt} _____ {after}"  # the missing word
        body, general = _split(body, "####")
        explanation, source = without_source(self._markdown(general))
        common: dict[str, Any] = {
            "id": self.name,
            "prompt": self._markdown(prompt),
            "labels": self.labels,
            "explanation": explanation,
            "source": source,
        }
        body = body.strip()
        if not body:
            raise QuizError("this course has no type for an essay")
        if body.startswith("#"):
            return self._number(body[1:], common)
        truth, remarks = _split(body, "#")
        if truth.strip().upper() in _TRUTH:
            return self._true_false(_TRUTH[truth.strip().upper()], remarks, common)
        answers = [self._answer(found[1], found[2]) for found in _ANSWER.finditer(body)]
        if any(answer.sign == "~" for answer in answers):
            return self._choices(answers, common)
        if answers and all("->" in answer.text for answer in answers):
            return self._matching(answers, common)
        return self._term(answers, common)

    def _markdown(self, text: str) -> str:
        form = _FORMAT.match(text)
        kind = form[1] if form else self.form
        bare = _unmasked(text[form.end() :] if form else text)
        if kind == "markdown":
            return bare
        if kind == "plain":
            bare = bare.replace("&", "&amp;").replace("<", "&lt;")
        if kind != "html":
            bare = bare.replace("\n", "<br>")
        found, lost = markdown_of(bare)
        self.losses += [Loss(self.name, what, "texts here are Markdown") for what in lost]
        return found

    def _answer(self, sign: str, text: str) -> _Answer:
        weight = _WEIGHT.match(text)
        share = float(weight[1]) if weight else None
        said, feedback = _split(text[weight.end() :] if weight else text, "#")
        return _Answer(sign, share, said.strip(), self._markdown(feedback))

    def _partial(self, answer: _Answer) -> None:
        what = f"{answer.share:g} % for {_unmasked(answer.text)!r}"
        self.losses.append(Loss(self.name, what, "an answer here is right or wrong"))

    def _choices(self, answers: list[_Answer], common: dict[str, Any]) -> Task:
        several = not any(answer.sign == "=" for answer in answers)
        choices = []
        for place, answer in enumerate(answers):
            share = (100.0 if answer.sign == "=" else 0.0) if answer.share is None else answer.share
            right = share > 0 if several else share > 99.9
            if not several and 0 < share < 99.9:
                self._partial(answer)
            text = self._markdown(answer.text)
            choices.append(Choice(_LETTERS[place % 26], text, right, answer.feedback))
        right_ones = sum(choice.right for choice in choices)
        if not right_ones:
            raise QuizError("none of its options is right")
        kind = TaskKind.MANY if several else TaskKind.ONE if right_ones == 1 else TaskKind.ANY
        if kind is TaskKind.ANY:
            why = "here all of them are to be chosen"
            self.losses.append(Loss(self.name, TaskKind.ANY.value, why))
        return Task(kind=kind, choices=tuple(choices), **common)

    def _true_false(self, truth: bool, remarks: str, common: dict[str, Any]) -> Task:  # noqa: FBT001
        wrong, right = _split(remarks, "#")
        said = {truth: self._markdown(right), not truth: self._markdown(wrong)}
        choices = (
            Choice("A", "True", right=truth, feedback=said[True]),
            Choice("B", "False", right=not truth, feedback=said[False]),
        )
        return Task(kind=TaskKind.ONE, choices=choices, shuffle=False, **common)

    def _matching(self, answers: list[_Answer], common: dict[str, Any]) -> Task:
        pairs: list[Pair] = []
        extra: list[Choice] = []
        for answer in answers:
            left, _, right = answer.text.partition("->")
            if left.strip():
                pairs.append(Pair(self._markdown(left), _unmasked(right)))
            else:
                extra.append(Choice(f"extra{len(extra) + 1}", _unmasked(right)))
        return Task(kind=TaskKind.MATCH, pairs=tuple(pairs), extra=tuple(extra), **common)

    def _term(self, answers: list[_Answer], common: dict[str, Any]) -> Task:
        right: list[str] = []
        wrong: list[Choice] = []
        for answer in answers:
            share = 100.0 if answer.share is None else answer.share
            text = _unmasked(answer.text)
            if text == "*" and share <= 0:
                common["otherwise"] = answer.feedback
            elif "*" in text:
                what = f"the answer {text!r} ({answer.feedback or '-'})"
                self.losses.append(Loss(self.name, what, "there are no wildcards here"))
            elif share > 99.9:
                right.append(text)
                common["explanation"] = common["explanation"] or answer.feedback
            elif share > 0:
                self._partial(answer)
            else:
                name = f"wrong{len(wrong) + 1}"
                wrong.append(Choice(name, text, right=False, feedback=answer.feedback))
        key = TextKey(tuple(right), exact=True, wrong=tuple(wrong))
        return Task(kind=TaskKind.TEXT, text=key, **common)

    def _number(self, body: str, common: dict[str, Any]) -> Task:
        answers = [self._answer(found[1], found[2]) for found in _ANSWER.finditer(body)]
        single = not body.lstrip().startswith(("=", "~"))
        if single:
            answers = [self._answer("=", re.split(r"(?<!\\)[=~]", body)[0]), *answers]
        right: list[NumberRange] = []
        wrong: list[NumberRange] = []
        for answer in answers:
            share = (100.0 if answer.sign == "=" else 0.0) if answer.share is None else answer.share
            if not answer.text:
                common["otherwise"] = answer.feedback
            elif 0 < share <= 99.9:
                self._partial(answer)
            else:
                numbers = _interval(answer.text, answer.feedback)
                (right if share > 99.9 else wrong).append(numbers)
        key, said = number_key(right, wrong, unit=self._unit(common))
        common["explanation"] = common["explanation"] or said
        return Task(kind=TaskKind.NUMBER, number=key, **common)

    def _unit(self, common: dict[str, Any]) -> str:
        found = _UNIT_LINE.search(common["prompt"])
        if not found:
            return ""
        try:
            unit = canonical_unit(found[1])
        except UnknownNameError:
            return ""
        common["prompt"] = common["prompt"][: found.start()]
        return unit


def _interval(text: str, feedback: str) -> NumberRange:
    """Return the numbers of ``5``, ``5:0.1`` or ``4.9..5.1``."""
    bare = _unmasked(text)
    if ".." in bare:
        low, _, high = bare.partition("..")
        return NumberRange(float(low), float(high), feedback)
    value, _, margin = bare.partition(":")
    return NumberRange.around(float(value), float(margin or 0), feedback)
