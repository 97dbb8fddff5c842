"""What an import must give back of a task: the part of a round trip that must be equal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.evidence.questions.question import (
    Audience,
    MatchingQuestion,
    OrderingQuestion,
    ShortTextQuestion,
)
from sciatica_edu.exchange.draft import MISSING

if TYPE_CHECKING:
    from sciatica_edu.exchange.task import Task

_FILLED = ("objective", "level", "bloom", "difficulty", "facts", "type", "id", "vignette")


def _options(options) -> list[dict[str, Any]]:
    return [
        {"id": "ABCDEFGHIJ"[n], "text": one.text, "key": one.key, "rationale": one.rationale}
        for n, one in enumerate(options)
    ]


def _worded(blank) -> dict[str, Any]:
    wrong = [{"text": row.text, "rationale": row.rationale} for row in blank.wrong]
    return {"spelling": "exact", "rationale": blank.rationale, "wrong": wrong}


def _numbers(task: Task) -> dict[str, Any]:
    key = task.number
    return {
        "unit": key.unit,
        "ask_unit": key.ask_unit,
        "answer": key.value,
        "tolerance": {"absolute": key.margin},
        "common_errors": [(row.value, row.reach, row.rationale) for row in key.wrong],
        "explained": task.explanation,
        "otherwise": task.otherwise,
    }


def _own(task: Task) -> dict[str, Any]:
    asked = task.question
    if task.choices:
        shuffled = {} if task.shuffles else {"shuffle": False}
        return {**shuffled, "options": _options(task.choices)}
    if task.number:
        return _numbers(task)
    match asked:
        case ShortTextQuestion():
            terms = {"answer": task.terms[0], "accept": list(task.terms[1:])}
            return {**terms, **_worded(asked), "otherwise": task.otherwise}
        case MatchingQuestion():
            pairs = [{"left": p.left, "right": p.right} for p in asked.pairs]
            extra = [{"text": row.text, "rationale": MISSING} for row in asked.extra]
            return {"pairs": pairs, "extra": extra, "explained": task.explanation}
        case OrderingQuestion():
            steps = [{"text": step.text, "rationale": step.rationale} for step in asked.steps]
            return {"steps": steps}
    raise AssertionError(asked.type)


def expected(task: Task) -> dict[str, Any]:
    """Return the fields that a round trip through Moodle XML must give back."""
    asked = task.question
    kind = {"templated_numeric": "numeric", "hotspot": "multiple_response"}.get(asked.type)
    narrowed = set(asked.audiences) != set(Audience)
    fields: dict[str, Any] = {
        **{name: getattr(asked, name) for name in _FILLED},
        "type": kind or asked.type,
        "facts": list(asked.facts),
        "audiences": list(asked.audiences) if narrowed else [],
        "stem": task.prompt,
        "hints": list(task.hints),
        "points": asked.points,
        **_own(task),
    }
    return _plain(fields)


def found(row: dict[str, Any], drawn: Task | None) -> dict[str, Any]:
    """Return a question that was read, its numbers as the bank understands them."""
    fields = {"vignette": False, "points": 1.0, **row}
    if fields["type"] == "matching":
        rationales = {pair["rationale"] for pair in fields["pairs"]}
        (fields["explained"],) = rationales
        pairs = fields["pairs"]
        fields["pairs"] = [{"left": pair["left"], "right": pair["right"]} for pair in pairs]
    if fields["type"] == "ordering":
        fields["steps"] = [
            {"text": step["text"], "rationale": step["rationale"]} for step in fields["steps"]
        ]
    if drawn and drawn.number:
        for name in ("common_errors", "rationale", "worked_solution"):
            fields.pop(name, None)
        fields |= _numbers(drawn)
    return _plain(fields)


def _plain(value: Any) -> Any:
    """Round numbers, and drop what is empty, as the YAML does."""
    if isinstance(value, float):
        return round(value, 9)
    if isinstance(value, dict):
        rows = {name: _plain(one) for name, one in value.items()}
        return {name: one for name, one in rows.items() if one or (one == 0.0 and one is not False)}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value
