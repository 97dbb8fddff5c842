"""An event as an xAPI statement, the common language of learning records, and back."""

from __future__ import annotations

import json
import uuid
from typing import Any

from sciatica_edu.errors import RecordError
from sciatica_edu.record.events import Event, Verb, Verdict

__all__ = ["event_from_statement", "statement"]

_VERBS = {
    Verb.ANSWERED: "http://adlnet.gov/expapi/verbs/answered",
    Verb.ASKED: "http://adlnet.gov/expapi/verbs/asked",
    Verb.INITIALIZED: "http://adlnet.gov/expapi/verbs/initialized",
    Verb.COMPLETED: "http://adlnet.gov/expapi/verbs/completed",
    Verb.REVIEWED: "http://id.tincanapi.com/verb/reviewed",
}
_NAMES = "urn:sciatica-edu"
_QUESTION = f"{_NAMES}:question:"


def statement(event: Event) -> dict[str, Any]:
    """Return the event as an xAPI statement (version 1.0.3 of the specification)."""
    place = f"{event.lesson}/{event.quiz}".strip("/") or "course"
    activity = f"{_QUESTION}{event.item}" if event.item else f"{_NAMES}:quiz:{place}"
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


def event_from_statement(found: Any) -> Event:
    """Return the event that `statement` turned into `found`.

    Raises
    ------
    RecordError
        If it is not such a statement.
    """
    try:
        extensions = {
            name.removeprefix(f"{_NAMES}:"): value
            for name, value in found.get("context", {}).get("extensions", {}).items()
        }
        result = found.get("result", {})
        activity = str(found["object"]["id"])
        item = activity.removeprefix(_QUESTION) if activity.startswith(_QUESTION) else ""
        fields = {
            "at": found["timestamp"],
            "learner": found["actor"]["account"]["name"],
            "verb": Verb(found["verb"]["display"]["en"]),
            "item": item,
            "answer": _answer(result.get("response")),
            "score": result.get("score", {}).get("scaled"),
            "seconds": _seconds(result.get("duration")),
            **extensions,
        }
        return Event.model_validate(fields)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        first = str(error).splitlines()[0] if str(error) else repr(error)
        raise RecordError(f"not an entry of this course's record ({first}).") from None


def _answer(response: Any) -> Any:
    if isinstance(response, str) and response[:1] in "[{" and response:
        try:
            return json.loads(response)
        except (json.JSONDecodeError, RecursionError):
            return response
    return response


def _seconds(duration: Any) -> float | None:
    if not isinstance(duration, str):
        return None
    return float(duration.removeprefix("PT").removesuffix("S"))
