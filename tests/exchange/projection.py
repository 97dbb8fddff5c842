"""What is left of a task after a format: the part of a round trip that must be equal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sciatica_edu.exchange.losses import TaskKind
from sciatica_edu.exchange.task import Gap, NumberKey, TextKey

if TYPE_CHECKING:
    from sciatica_edu.exchange.task import Task


def _shown(piece: str | Gap) -> str:
    if isinstance(piece, str):
        return piece
    unit = piece.key.unit if isinstance(piece.key, NumberKey) else ""
    return f"[] {unit}" if unit else "[]"


def bare(task: Task, *, hints: bool, points: bool, units: bool, lenient: bool) -> dict[str, Any]:
    """Return what a format holds, apart from ids of options, shown orders and misconceptions."""

    def choices(found, *, feedback=True):
        return [(c.text, c.right, c.feedback if feedback else "") for c in found]

    def number(key: NumberKey | None):
        if key is None:
            return None
        asked = key.ask_unit and units
        listed = [
            [(str(row), round(row.low, 9), round(row.high, 9), row.feedback) for row in rows]
            for rows in (key.also, key.wrong)
        ]
        return (round(key.value, 9), round(key.margin, 9), key.unit, asked, *listed)

    def term(key: TextKey | None):
        if key is None:
            return None
        return (key.accept, key.exact if lenient else True, choices(key.wrong))

    def gap(found: Gap):
        if isinstance(found.key, NumberKey):
            return (found.key.value, round(found.key.margin, 9), found.feedback)
        if isinstance(found.key, TextKey):
            return (*term(found.key), found.feedback)
        return choices(found.key)

    labels = task.labels
    kind = TaskKind.MANY if task.kind is TaskKind.ANY else task.kind
    return {
        "id": task.id,
        "kind": kind,
        "prompt": task.prompt,
        "choices": choices(task.choices),
        "number": number(task.number),
        "text": term(task.text),
        "pairs": [(p.left, p.right) for p in task.pairs],
        "extra": [row.text for row in task.extra],
        "text with gaps": "".join(map(_shown, task.pieces)),
        "gaps": [gap(found) for found in task.gaps],
        "explanation": task.explanation,
        "otherwise": task.otherwise,
        "source": task.source,
        "hints": task.hints if hints else (),
        "points": task.points if points else 1.0,
        "labels": replace(labels, reviewed_by=None),
    }
