"""What the owner of a record can do with it: look at it, take it along, erase it."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import RecordError
from sciatica_edu.record.events import Event, Verb, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sciatica_edu.record.store import LearnerRecord, Record

__all__ = ["erase", "export_lines", "export_to", "show", "statement"]

_VERBS = {
    Verb.ANSWERED: "http://adlnet.gov/expapi/verbs/answered",
    Verb.ASKED: "http://adlnet.gov/expapi/verbs/asked",
    Verb.INITIALIZED: "http://adlnet.gov/expapi/verbs/initialized",
    Verb.COMPLETED: "http://adlnet.gov/expapi/verbs/completed",
    Verb.REVIEWED: "http://id.tincanapi.com/verb/reviewed",
}
_NAMES = "urn:sciatica-edu"


def show(record: LearnerRecord) -> str:
    """Return, in plain text, what is stored and where."""
    replay = record.read()
    lines = [f"Record of {record.learner}", f"File: {record.path}", *replay.notices]
    if record.damaged_path.exists():
        lines.append(f"Damaged entries set aside: {record.damaged_path}")
    if not replay.events:
        return "\n".join([*lines, "No answers yet."])
    first, last = replay.events[0].at, replay.events[-1].at
    lines.append(f"{len(replay.events)} entries, {first:%Y-%m-%d} to {last:%Y-%m-%d}")
    answers = [event for event in replay.events if event.verb is Verb.ANSWERED]
    for lesson in sorted({event.lesson for event in answers}):
        own = [event for event in answers if event.lesson == lesson]
        verdicts = Counter(event.verdict for event in own)
        told = ", ".join(f"{verdicts[v]} {v.value}" for v in Verdict if verdicts[v])
        lines.append(f"  {lesson or 'outside lessons'}: {len(own)} answers ({told})")
    lines.append("Each entry holds: time, your name, lesson, quiz, question and its version,")
    lines.append(
        "your answer, verdict, score, confidence, time taken. Nothing leaves this computer."
    )
    return "\n".join(lines)


def statement(event: Event) -> dict[str, Any]:
    """Return the event as an xAPI statement (version 1.0.3 of the specification)."""
    place = f"{event.lesson}/{event.quiz}".strip("/") or "course"
    activity = f"{_NAMES}:question:{event.item}" if event.item else f"{_NAMES}:quiz:{place}"
    body: dict[str, Any] = {
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": "https://sciatica-edu.invalid", "name": event.learner},
        },
        "verb": {"id": _VERBS[event.verb], "display": {"en": event.verb.value}},
        "object": {"objectType": "Activity", "id": activity},
        "result": _result(event),
        "context": {"extensions": _context(event)},
        "timestamp": event.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    # the same event gives the same id, so importing an export twice does not double it
    mark = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(body, sort_keys=True, ensure_ascii=False))
    return {"id": str(mark), **{name: value for name, value in body.items() if value}}


def _result(event: Event) -> dict[str, Any]:
    result: dict[str, Any] = {}
    if event.answer is not None:
        answer = event.answer
        text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        result["response"] = text
    if event.score is not None:
        result["score"] = {"scaled": event.score}
    if event.verdict in (Verdict.RIGHT, Verdict.PARTLY, Verdict.WRONG):
        result["success"] = event.verdict is Verdict.RIGHT
    if event.seconds is not None:
        result["duration"] = f"PT{event.seconds:.1f}S"
    if event.verb is Verb.COMPLETED:
        result["completion"] = True
    return result


def _context(event: Event) -> dict[str, Any]:
    fields = {
        "lesson": event.lesson,
        "quiz": event.quiz,
        "round": event.round,
        "mode": event.mode,
        "seed": event.seed,
        "version": event.version,
        "objective": event.objective,
        "verdict": event.verdict.value if event.verdict else None,
        "confidence": event.confidence,
        "attempt": event.attempt,
        "hints": event.hints,
        "misconceptions": list(event.misconceptions),
        "detail": event.detail,
    }
    kept = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
    return {f"{_NAMES}:{name}": value for name, value in kept.items()}


def export_lines(record: Record) -> Iterator[str]:
    """Yield the record as JSON Lines, one xAPI statement a line."""
    for event in record.read().events:
        yield json.dumps(statement(event), ensure_ascii=False, sort_keys=True)


def export_to(record: Record, path: Path) -> int:
    """Write the record to `path` as JSON Lines of xAPI statements; return how many.

    Raises
    ------
    RecordError
        If the file cannot be written.
    """
    lines = list(export_lines(record))
    try:
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise RecordError(f"{path} cannot be written: {error.strerror}.") from error
    return len(lines)


def erase(record: LearnerRecord) -> tuple[Path, ...]:
    """Delete the record and what was set aside from it; return the files that are gone.

    Raises
    ------
    RecordError
        If a file cannot be deleted.
    """
    gone = []
    with record._locked():  # noqa: SLF001 - erasing is part of the store's protocol
        for path in (record.path, record.damaged_path, record.path.with_suffix(".new")):
            if path.exists():
                path.unlink()
                gone.append(path)
    return tuple(gone)
