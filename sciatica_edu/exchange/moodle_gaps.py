"""The notation of Moodle's embedded answers, written and read: ``{1:SHORTANSWER:=water~ice}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.questions.question import NumberBlank, TextBlank
from sciatica_edu.exchange.draft import number_of, option_rows, why
from sciatica_edu.exchange.texts import plain_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sciatica_edu.evidence.questions.question import Option
    from sciatica_edu.exchange.draft import Account
    from sciatica_edu.exchange.task import Gap

__all__ = ["MOST_GAPS", "blank_of", "code_of", "cut", "digits", "plain_html"]

MOST_GAPS = 8
_START = re.compile(r"\{(\d*):([A-Z]+(?:_[A-Z]+)?):")
# what stands between a start and its brace; possessive, so that no input is read twice
_INSIDE = re.compile(r"(?:\\.|[^}\\])*+", re.DOTALL)
_ANSWER = re.compile(r"(?:\\.|[^~\\])++", re.DOTALL)
_LISTS = ("MULTICHOICE", "MC")
_SEVERAL = ("MULTIRESPONSE", "MR")
_NUMBERS = {"NUMERICAL", "NM"}
_WORDS = {"SHORTANSWER", "SHORTANSWER_C", "SA", "SAC", "MW", "MWC"}
_CAPITALS_COUNT = {"SHORTANSWER_C", "SAC", "MWC"}


def digits(value: float) -> str:
    """Return a number with all its digits."""
    return f"{value:.15g}"


def plain_html(text: str) -> str:
    """Return bare text as HTML that keeps its lines."""
    return escape(text, quote=False).replace("\n", "<br/>")


def code_of(gap: Gap) -> str:
    """Return a gap in Moodle's notation."""
    if isinstance(gap, NumberBlank):
        unit = f" {plain_html(gap.unit)}" if gap.unit else ""
        key = f"{digits(gap.answer)}:{digits(gap.tolerance.margin(gap.answer))}"
        return f"{{1:NUMERICAL:={key}{_remark(gap.rationale)}}}{unit}"
    if isinstance(gap, TextBlank):
        rows = [f"={_masked(term)}{_remark(gap.rationale)}" for term in gap.accept]
        rows += [f"{_masked(wrong.text)}{_remark(wrong.rationale)}" for wrong in gap.wrong]
        return f"{{1:SHORTANSWER:{'~'.join(rows)}}}"
    return f"{{1:MULTICHOICE:{'~'.join(_listed(gap.options))}}}"


def _listed(options: Iterable[Option]) -> list[str]:
    return [
        f"{'=' if option.key else ''}{_masked(plain_of(option.text))}{_remark(option.rationale)}"
        for option in options
    ]


def _remark(rationale: str) -> str:
    return f"#{_masked(plain_of(rationale))}" if rationale else ""


def _masked(text: str) -> str:
    """Return a text whose signs of the notation are HTML entities, which Moodle decodes."""
    html = escape(text, quote=False)
    for sign in "\\~#}{=%":
        html = re.sub(rf"(?<!&){re.escape(sign)}", f"&#{ord(sign)};", html)
    return html


@dataclass(frozen=True)
class _Answer:
    """One answer of a gap's code: its share of the mark, text and remark."""

    share: float
    text: str
    said: str

    @classmethod
    def read(cls, code: str) -> _Answer:
        code = code.strip()
        share = 0.0
        weight = re.match(r"%(-?\d{1,9}(?:\.\d{1,9})?)%", code)
        if weight:
            share, code = float(weight[1]), code[weight.end() :]
        elif code.startswith("="):
            share, code = 100.0, code[1:]
        hash_sign = re.search(r"(?<!\\)(?<!&)#", code)
        text, said = code, ""
        if hash_sign:
            text, said = code[: hash_sign.start()], code[hash_sign.end() :]
        return cls(share, _unmasked(text), _unmasked(said))


def _unmasked(text: str) -> str:
    return unescape(re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)).strip()


def cut(html: str) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Return the text between the gaps, and the weight, kind and code of each gap.

    The text has one piece more than there are gaps. Each sign is read once, whatever the nesting.

    Raises
    ------
    QuizError
        If there is no gap, too many, or one without an end.
    """
    pieces: list[str] = []
    gaps: list[tuple[str, str, str]] = []
    done = 0
    while found := _START.search(html, done):
        inside = _INSIDE.match(html, found.end())
        end = inside.end() if inside else len(html)
        if html[end : end + 1] != "}":
            raise QuizError(f"gap {len(gaps) + 1} has no closing brace")
        pieces.append(html[done : found.start()])
        gaps.append((found[1] or "1", found[2], html[found.end() : end]))
        done = end + 1
    if not gaps:
        raise QuizError("it has no gap that can be read")
    if len(gaps) > MOST_GAPS:
        raise QuizError(f"it has {len(gaps)} gaps; at most {MOST_GAPS} fit here")
    return [*pieces, html[done:]], gaps


def blank_of(kind: str, code: str, explanation: str, account: Account) -> dict[str, Any]:
    """Return a gap as the bank writes it.

    Parameters
    ----------
    kind, code
        From `cut`.
    explanation
        Stands in for a remark that is missing.
    account
        Takes what is lost.
    """
    answers = [_Answer.read(text) for text in _ANSWER.findall(code)]
    right = [answer for answer in answers if answer.share > 99.9]
    wrong = [answer for answer in answers if answer.share <= 0]
    if kind.startswith(_SEVERAL):
        raise QuizError("a gap with several right entries does not exist here")
    if not right:
        raise QuizError("a gap has no right answer")
    for answer in answers:
        account.share(answer.share, answer.text)
    if kind.startswith(_LISTS):
        rows = [(answer.text, answer.share > 99.9, answer.said) for answer in answers]
        return {"kind": "choice", "options": option_rows(rows, explanation)}
    said = why(right[0].said, explanation)
    if kind in _NUMBERS:
        for answer in [*right[1:], *wrong]:
            account.lost(f"the answer {answer.text!r}", "a gap has one right number")
        value, _, margin = right[0].text.partition(":")
        tolerance = {"absolute": number_of(margin or "0")}
        return {
            "kind": "number",
            "answer": number_of(value),
            "tolerance": tolerance,
            "rationale": said,
        }
    if kind not in _WORDS:
        raise QuizError(f"this course has no gap of the kind {kind!r}")
    if kind in _CAPITALS_COUNT:
        account.lost("matching of capitals", "capitals never matter here")
    return {
        "kind": "text",
        "accept": [answer.text for answer in right],
        "spelling": "exact",
        "rationale": said,
        "wrong": [{"text": answer.text, "rationale": why(answer.said)} for answer in wrong],
    }
