"""The notation of Moodle's embedded answers: ``{1:SHORTANSWER:=water~ice}``."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from sciatica_edu.evidence.questions.question import NumberBlank, TextBlank
from sciatica_edu.exchange.texts import plain_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sciatica_edu.evidence.questions.question import Option
    from sciatica_edu.exchange.task import Gap

__all__ = ["code_of", "digits", "plain_html"]


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
