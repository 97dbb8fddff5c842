"""Questions as the JSON that jupyterquiz shows; `jupyterquiz_reader` reads them back.

Its texts are HTML that is put into the page as it is, so what we write is sanitised first.
A question it has no type for is named and left out.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from sciatica_edu.exchange.html_text import html_of, inline_html, prompt_html
from sciatica_edu.exchange.labels import tags_of
from sciatica_edu.exchange.losses import Feature, Loss, Report, TaskKind, lost_features
from sciatica_edu.exchange.notice import notice_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.exchange.task import Choice, NumberKey, NumberRange, Task, TextKey

__all__ = ["HOLDS", "NO_NUMBER", "NO_TERM", "OWN", "to_jupyterquiz"]

FORMAT = "jupyterquiz JSON"
HOLDS = frozenset(
    {
        Feature.CHOICE_FEEDBACK,
        Feature.WRONG_FEEDBACK,
        Feature.RIGHT_FEEDBACK,
        Feature.OTHERWISE,
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
OWN = "sciatica_edu"
"""The field of a row in which what jupyterquiz has no field for is kept."""
NO_NUMBER = "That is not the number."
NO_TERM = "That is not the term."
"""Said to any other answer where the question does not say it."""


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
                OWN: {"id": task.id, "tags": list(tags_of(task.labels)), "source": task.source,
                       "explanation": task.explanation, **_number_fields(task), "notice": notice},
            }
        )  # fmt: skip
    data = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    return data.encode(), Report(FORMAT, tuple(row[OWN]["id"] for row in rows), tuple(losses))


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
            return "numeric", _number_answers(task, task.number)
        case TaskKind.TEXT if task.text:
            return "string", _text_answers(task, task.text)
    return None


def _option(choice: Choice) -> dict[str, Any]:
    return {
        "answer": inline_html(choice.text),
        "correct": choice.right,
        "feedback": html_of(choice.feedback),
    }


def _number_answers(task: Task, key: NumberKey) -> list[dict[str, Any]]:
    said = html_of(task.explanation)
    # the first that fits is said, so the right numbers with a remark of their own come first
    rows = [_range(also.low, also.high, also.feedback, correct=True) for also in key.also]
    rows.append({"type": "value", "value": key.value, "correct": True, "feedback": said})
    if key.margin:
        slack = 1e-9 * max(1.0, abs(key.value))
        low, high = key.value - key.margin - slack, key.value + key.margin + slack
        rows.append(_range(low, high, task.explanation, correct=True))
    rows += [_known_wrong(wrong) for wrong in key.wrong]
    return [*rows, _default(task, NO_NUMBER)]


def _range(low: float, high: float, feedback: str, *, correct: bool) -> dict[str, Any]:
    # the upper end of a range does not belong to it
    ends = [low, math.nextafter(high, math.inf)]
    return {"type": "range", "range": ends, "correct": correct, "feedback": html_of(feedback)}


def _known_wrong(wrong: NumberRange) -> dict[str, Any]:
    if wrong.value is None:
        return _range(wrong.low, wrong.high, wrong.feedback, correct=False)
    said = html_of(wrong.feedback)
    return {"type": "value", "value": wrong.value, "correct": False, "feedback": said}


def _default(task: Task, usual: str) -> dict[str, Any]:
    return {"type": "default", "feedback": html_of(task.otherwise) if task.otherwise else usual}


def _text_answers(task: Task, key: TextKey) -> list[dict[str, Any]]:
    # a known wrong term comes first, or a similar right one would take it for a slip
    rows: list[dict[str, Any]] = [
        {"answer": wrong.text, "correct": False, "feedback": html_of(wrong.feedback)}
        for wrong in key.wrong
    ]
    said = html_of(task.explanation)
    for term in key.accept:
        row: dict[str, Any] = {"answer": term, "correct": True, "feedback": said}
        if not key.exact and not any(letter.isdigit() for letter in term):
            row["fuzzy_threshold"] = _LENIENT
        rows.append(row)
    return [*rows, _default(task, NO_TERM)]
