"""Questions as the JSON that jupyterquiz shows, and back.

Its texts are HTML that is put into the page as it is, so what we write is sanitised first.
A question it has no type for is named and left out.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import QuizError
from sciatica_edu.quiz.exchange.html_text import (
    html_of,
    inline_html,
    markdown_of,
    prompt_html,
)
from sciatica_edu.quiz.exchange.labels import labels_from, tags_of
from sciatica_edu.quiz.exchange.losses import Feature, Loss, Report, TaskKind, lost_features
from sciatica_edu.quiz.exchange.notice import notice_lines
from sciatica_edu.quiz.exchange.task import Choice, NumberKey, Task, TextKey, WrongNumber

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["HOLDS", "from_jupyterquiz", "to_jupyterquiz"]

FORMAT = "jupyterquiz JSON"
HOLDS = frozenset(
    {
        Feature.CHOICE_FEEDBACK,
        Feature.WRONG_FEEDBACK,
        Feature.LENIENT,
        Feature.PICTURE,
        Feature.LABELS,
        Feature.FACTS,
    }
)
_WHY = {
    Feature.PARTIAL: "jupyterquiz tells right from wrong and does not score",
    Feature.POINTS: "jupyterquiz does not score",
    Feature.FIXED_ORDER: "display_quiz shuffles unless told shuffle_answers=False",
    Feature.STAGES: "the story so far stands in each question",
    Feature.ASK_UNIT: "the box takes numbers only; the unit stands in the question",
    Feature.UNITS: "the box takes numbers only; the unit stands in the question",
}
_LENIENT = 5 / 6
_OWN = "sciatica_edu"


def to_jupyterquiz(tasks: Sequence[Task]) -> tuple[bytes, Report]:
    """Return the file and what it could not hold."""
    rows: list[dict[str, Any]] = []
    losses: list[Loss] = []
    notice = " ".join(notice_lines(tasks))
    for task in tasks:
        answers = _answers(task)
        if answers is None:
            why = f"jupyterquiz has no question of the type '{task.kind.value}'"
            losses.append(Loss(task.id, "the question", why))
            continue
        kind, rows_of_answers = answers
        losses += lost_features(task.id, task.uses, HOLDS, _WHY)
        if task.kind is TaskKind.ANY:
            why = "jupyterquiz asks for all right options"
            losses.append(Loss(task.id, TaskKind.ANY.value, why))
        rows.append(
            {
                "question": _question(task),
                "type": kind,
                "answers": rows_of_answers,
                _OWN: {"id": task.id, "tags": list(tags_of(task.labels)), "source": task.source,
                       "explanation": task.explanation, **_number_fields(task), "notice": notice},
            }
        )  # fmt: skip
    data = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    return data.encode(), Report(FORMAT, tuple(row[_OWN]["id"] for row in rows), tuple(losses))


def _question(task: Task) -> str:
    html = prompt_html(task)
    unit = task.number.unit if task.number else ""
    return f"{html}<p>Answer in {inline_html(unit)}.</p>" if unit else html


def _number_fields(task: Task) -> dict[str, Any]:
    if task.number is None:
        return {}
    return {"unit": task.number.unit, "margin": task.number.margin}


def _answers(task: Task) -> tuple[str, list[dict[str, Any]]] | None:
    match task.kind:
        case TaskKind.ONE:
            return "multiple_choice", [_option(choice) for choice in task.choices]
        case TaskKind.ANY | TaskKind.MANY:
            return "many_choice", [_option(choice) for choice in task.choices]
        case TaskKind.NUMBER if task.number:
            return "numeric", _number_answers(task.number, task.explanation)
        case TaskKind.TEXT if task.text:
            return "string", _text_answers(task.text, task.explanation)
    return None


def _option(choice: Choice) -> dict[str, Any]:
    return {
        "answer": inline_html(choice.text),
        "correct": choice.right,
        "feedback": html_of(choice.feedback),
    }


def _number_answers(key: NumberKey, explanation: str) -> list[dict[str, Any]]:
    said = html_of(explanation)
    rows: list[dict[str, Any]] = [
        {"type": "value", "value": key.value, "correct": True, "feedback": said}
    ]
    if key.margin:
        # the upper end of a range does not belong to it
        slack = 1e-9 * max(1.0, abs(key.value))
        ends = [key.value - key.margin - slack, key.value + key.margin + slack]
        rows.append({"type": "range", "range": ends, "correct": True, "feedback": said})
    rows += [
        {
            "type": "value",
            "value": wrong.value,
            "correct": False,
            "feedback": html_of(wrong.feedback),
        }
        for wrong in key.wrong
    ]
    return [*rows, {"type": "default", "feedback": "That is not the number."}]


def _text_answers(key: TextKey, explanation: str) -> list[dict[str, Any]]:
    # a known wrong term comes first, or a similar right one would take it for a slip
    rows: list[dict[str, Any]] = [
        {"answer": wrong.text, "correct": False, "feedback": html_of(wrong.feedback)}
        for wrong in key.wrong
    ]
    for term in key.accept:
        row: dict[str, Any] = {"answer": term, "correct": True, "feedback": html_of(explanation)}
        if not key.exact and not any(letter.isdigit() for letter in term):
            row["fuzzy_threshold"] = _LENIENT
        rows.append(row)
    return [*rows, {"type": "default", "feedback": "That is not the term."}]


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
        own = self.row.get(_OWN)
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
        right = [row for row in answers if row.get("correct") is True and "value" in row]
        if len(right) != 1:
            raise QuizError(f"a number question needs one right value; this has {len(right)}")
        value = float(right[0]["value"])
        margin = float(self.own["margin"]) if "margin" in self.own else self._margin(answers, value)
        precision = int(self.row.get("precision") or 0)
        if precision > 0 and value:
            # rounded to so many digits, whatever falls within half a unit of the last is right
            last = 10.0 ** (math.floor(math.log10(abs(value))) - precision + 1)
            value = round(value / last) * last
            margin = max(margin, last / 2)
            what = f"{precision} significant digits became {value:g} ± {margin:g}"
            self.notes.append(Loss(self.name, "the precision", what))
        wrong = tuple(
            WrongNumber(float(row["value"]), self._feedback(row))
            for row in answers
            if row.get("correct") is False and "value" in row
        )
        self._other_numbers(answers, value, margin)
        if not common["explanation"]:
            common["explanation"] = self._feedback(right[0])
        key = NumberKey(value, margin, str(self.own.get("unit") or ""), wrong=wrong)
        return Task(kind=TaskKind.NUMBER, number=key, **common)

    def _margin(self, answers: list[dict[str, Any]], value: float) -> float:
        """Return the half width of a right range with the value in its middle."""
        for row in answers:
            if row.get("correct") is True and "range" in row:
                low, high = (float(end) for end in row["range"])
                if math.isclose((low + high) / 2, value, rel_tol=1e-9, abs_tol=1e-12):
                    return (high - low) / 2
        return 0.0

    def _other_numbers(self, answers: list[dict[str, Any]], value: float, margin: float) -> None:
        for row in answers:
            if row.get("type") == "default":
                self._default(row, "That is not the number.")
            elif "range" in row:
                low, high = (float(end) for end in row["range"])
                inside = row.get("correct") is True and low >= value - margin - 1e-6 * abs(value)
                if inside and high <= value + margin + 1e-6 * abs(value):
                    continue
                kind = "right" if row.get("correct") is True else "wrong"
                what = f"the {kind} range {low:g} to {high:g}: {self._feedback(row)}"
                why = "a number question has one right number and single wrong ones"
                self.losses.append(Loss(self.name, what, why))

    def _default(self, row: dict[str, Any], ours: str) -> None:
        said = self._feedback(row)
        if said and said != ours:
            why = "an answer nobody foresaw is told that it is wrong, no more"
            self.losses.append(Loss(self.name, f"the feedback to any other answer: {said}", why))

    def _term(self, answers: list[dict[str, Any]], common: dict[str, Any]) -> Task:
        right = [row for row in answers if row.get("correct") is True]
        wrong = [row for row in answers if row.get("correct") is False]
        for row in answers:
            if row.get("type") == "default":
                self._default(row, "That is not the term.")
            elif row.get("match_case"):
                why = "capitals never matter here"
                self.losses.append(Loss(self.name, "matching of capitals", why))
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
