"""Read questions from jupyterquiz's JSON, with an account of everything that does not fit."""

from __future__ import annotations

import json
import math
from typing import Any

from sciatica_edu.errors import QuizError
from sciatica_edu.exchange.html_text import inline_html
from sciatica_edu.exchange.jupyterquiz import NO_NUMBER, NO_TERM, OWN
from sciatica_edu.exchange.labels import labels_from
from sciatica_edu.exchange.losses import Loss, TaskKind
from sciatica_edu.exchange.markdown_text import markdown_of
from sciatica_edu.exchange.number_answers import wrong_numbers
from sciatica_edu.exchange.task import Choice, NumberKey, NumberRange, Task, TextKey

__all__ = ["from_jupyterquiz"]


def from_jupyterquiz(data: bytes) -> tuple[list[Task], list[Loss], list[Loss]]:
    """Return the tasks of a file, what was lost, and what to look at.

    Raises
    ------
    QuizError
        If the file is not a jupyterquiz file.
    """
    try:
        rows = json.loads(data)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise QuizError(f"the file is not JSON: {error}.") from None
    if not isinstance(rows, list):
        raise QuizError("a jupyterquiz file holds a list of questions.")
    tasks: list[Task] = []
    losses: list[Loss] = []
    notes: list[Loss] = []
    for place, row in enumerate(rows, start=1):
        reader = _RowReader(row, place)
        try:
            tasks.append(reader.task())
        except (KeyError, TypeError, ValueError, QuizError) as error:
            told = str(error) if isinstance(error, QuizError) else f"it is malformed ({error!r})"
            losses.append(Loss(reader.name, "the question", told))
        else:
            losses += reader.losses
            notes += reader.notes
    return tasks, losses, notes


class _RowReader:
    """Reads one question and keeps account of what it could not take over."""

    def __init__(self, row: Any, place: int) -> None:
        self.row: dict[str, Any] = row if isinstance(row, dict) else {}
        own = self.row.get(OWN)
        self.own: dict[str, Any] = own if isinstance(own, dict) else {}
        self.name = str(self.own.get("id") or f"question {place}")
        self.losses: list[Loss] = []
        self.notes: list[Loss] = []

    def task(self) -> Task:
        kind = self.row.get("type")
        answers = [row for row in self.row["answers"] if isinstance(row, dict)]
        labels, _ = labels_from(str(tag) for tag in self.own.get("tags") or [])
        common: dict[str, Any] = {
            "id": self.name,
            "prompt": self._prompt(),
            "labels": labels,
            "source": str(self.own.get("source") or ""),
            "explanation": str(self.own.get("explanation") or ""),
        }
        if kind in {"multiple_choice", "many_choice"}:
            return self._choices(answers, common)
        if kind == "numeric":
            return self._number(answers, common)
        if kind == "string":
            return self._term(answers, common)
        raise QuizError(f"the type {kind!r} is unknown")

    def _prompt(self) -> str:
        html = str(self.row["question"])
        unit = str(self.own.get("unit") or "")
        if unit:
            html = html.removesuffix(f"<p>Answer in {inline_html(unit)}.</p>")
        text = self._markdown(html)
        if self.row.get("code"):
            text += f"\n\n```\n{self.row['code']}\n```"
        if "$" in text:
            why = "this course shows it as it is typed"
            self.notes.append(Loss(self.name, "a formula in TeX", why))
        return text

    def _markdown(self, html: str) -> str:
        text, lost = markdown_of(html)
        self.losses += [Loss(self.name, what, "texts here are Markdown") for what in lost]
        return text

    def _feedback(self, row: dict[str, Any]) -> str:
        return self._markdown(str(row.get("feedback") or ""))

    def _choices(self, answers: list[dict[str, Any]], common: dict[str, Any]) -> Task:
        choices = []
        for place, row in enumerate(answers):
            text = self._markdown(str(row.get("answer") or ""))
            if row.get("code"):
                text = f"{text} `{' '.join(str(row['code']).split())}`".strip()
            choices.append(
                Choice("ABCDEFGHIJKLMNOP"[place], text, row["correct"] is True, self._feedback(row))
            )
        right = sum(choice.right for choice in choices)
        many = self.row["type"] == "many_choice" or right > 1
        kind = TaskKind.MANY if many else TaskKind.ONE
        return Task(kind=kind, choices=tuple(choices), **common)

    def _number(self, answers: list[dict[str, Any]], common: dict[str, Any]) -> Task:
        rows = [row for row in answers if "value" in row or "range" in row]
        right = [row for row in rows if row.get("correct") is True]
        values = [row for row in right if "value" in row]
        if not right:
            raise QuizError("it has no right number")
        key = (values or right)[0]
        numbers = self._numbers(key)
        said = self._feedback(key)
        value, margin = numbers.middle, numbers.reach
        within = next((row for row in right if self._is_tolerance(row, value, said)), key)
        margin = float(self.own.get("margin", max(margin, self._numbers(within).reach)))
        value, margin = self._rounded(value, margin)
        self._note_ends(rows)
        common["explanation"] = common["explanation"] or said
        common["otherwise"] = self._default(answers, NO_NUMBER)
        also = tuple(self._numbers(row) for row in right if row is not key and row is not within)
        wrong = [self._numbers(row) for row in rows if row.get("correct") is not True]
        known = wrong_numbers(wrong, margin=margin)
        number = NumberKey(value, margin, str(self.own.get("unit") or ""), wrong=known, also=also)
        return Task(kind=TaskKind.NUMBER, number=number, **common)

    def _numbers(self, row: dict[str, Any]) -> NumberRange:
        """Return what a row stands for; we write the end beyond the last number of a range."""
        said = self._feedback(row)
        if "value" in row:
            return NumberRange(float(row["value"]), float(row["value"]), said)
        low, high = (float(end) for end in row["range"])
        return NumberRange(low, math.nextafter(high, -math.inf) if self.own else high, said)

    def _note_ends(self, rows: list[dict[str, Any]]) -> None:
        ends = [f"{float(row['range'][1]):g}" for row in rows if "range" in row]
        if ends and not self.own:
            what = f"the upper end of the ranges to {', '.join(ends)}"
            self.notes.append(Loss(self.name, what, "it belongs to the range here, not there"))

    def _is_tolerance(self, row: dict[str, Any], value: float, said: str) -> bool:
        """Return whether a right range is only the tolerance around the value."""
        if "range" not in row or self._feedback(row) not in {"", said}:
            return False
        return math.isclose(self._numbers(row).middle, value, rel_tol=1e-9, abs_tol=1e-12)

    def _rounded(self, value: float, margin: float) -> tuple[float, float]:
        """Return value and margin as they are if answers are rounded before they are compared."""
        precision = int(self.row.get("precision") or 0)
        if precision <= 0 or not value:
            return value, margin
        # rounded to so many digits, whatever falls within half a unit of the last is right
        last = 10.0 ** (math.floor(math.log10(abs(value))) - precision + 1)
        value = round(value / last) * last
        margin = max(margin, last / 2)
        what = f"{precision} significant digits became {value:g} ± {margin:g}"
        self.notes.append(Loss(self.name, "the precision", what))
        return value, margin

    def _default(self, answers: list[dict[str, Any]], usual: str) -> str:
        """Return what any other answer is told, if the question says it."""
        rows = [self._feedback(row) for row in answers if row.get("type") == "default"]
        return rows[-1] if rows and rows[-1] != usual else ""

    def _term(self, answers: list[dict[str, Any]], common: dict[str, Any]) -> Task:
        right = [row for row in answers if row.get("correct") is True]
        wrong = [row for row in answers if row.get("correct") is False]
        if any(row.get("match_case") for row in answers):
            why = "capitals never matter here"
            self.losses.append(Loss(self.name, "matching of capitals", why))
        common["otherwise"] = self._default(answers, NO_TERM)
        key = TextKey(
            tuple(str(row["answer"]).strip() for row in right),
            not any(row.get("fuzzy_threshold") for row in right),
            tuple(
                Choice(f"wrong{place}", str(row["answer"]).strip(), right=False,
                       feedback=self._feedback(row))
                for place, row in enumerate(wrong, start=1)
            ),
        )  # fmt: skip
        if not common["explanation"] and right:
            common["explanation"] = self._feedback(right[0])
        return Task(kind=TaskKind.TEXT, text=key, **common)
