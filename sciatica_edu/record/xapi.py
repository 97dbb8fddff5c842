"""Exports of version 0.1.0, which were xAPI statements: they are read, and no longer written."""

from __future__ import annotations

import json
from typing import Any

from sciatica_edu.errors import RecordError
from sciatica_edu.record.events import Event, Verb

__all__ = ["event_from_statement"]

_NAMES = "urn:sciatica-edu"
_QUESTION = f"{_NAMES}:question:"


def event_from_statement(found: Any) -> Event:
    """Return the event that a statement tells of.

    Raises
    ------
    RecordError
        If it is not a statement of this course's record.
    """
    try:
        extensions = {
            name.removeprefix(f"{_NAMES}:"): value
            for name, value in found.get("context", {}).get("extensions", {}).items()
        }
        result = found.get("result", {})
        activity = str(found["object"]["id"])
        duration = result.get("duration")
        fields = {
            "at": found["timestamp"],
            "learner": found["actor"]["account"]["name"],
            "verb": Verb(found["verb"]["display"]["en"]),
            "item": activity.removeprefix(_QUESTION) if activity.startswith(_QUESTION) else "",
            "answer": _answer(result.get("response")),
            "score": result.get("score", {}).get("scaled"),
            "seconds": float(duration.removeprefix("PT").removesuffix("S")) if duration else None,
            **extensions,
        }
        return Event.model_validate(fields)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        first = str(error).splitlines()[0] if str(error) else repr(error)
        raise RecordError(f"not an entry of a record ({first}).") from None


def _answer(response: Any) -> Any:
    if isinstance(response, str) and response[:1] in "[{" and response:
        try:
            return json.loads(response)
        except (json.JSONDecodeError, RecursionError):
            return response
    return response
