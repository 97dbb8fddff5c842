"""What is written down: one event for each answer, review or finished quiz.

An event carries the learner's chosen name and nothing else about person or machine.
The time is passed in; nothing here reads a clock.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from sciatica_edu.errors import RecordError
from sciatica_edu.record.home import LONGEST_LEARNER_NAME

__all__ = ["FORMAT", "Event", "Verb", "Verdict", "from_line", "to_line"]

FORMAT = 1
"""Version of the line format. A reader leaves lines of a later format alone."""


class Verb(StrEnum):
    """What the learner did."""

    ANSWERED = "answered"
    ASKED = "asked"
    """Asked for a hint."""
    INITIALIZED = "initialized"
    """Began a quiz, or began it again."""
    COMPLETED = "completed"
    """Finished a quiz."""
    REVIEWED = "reviewed"
    """Rated a flashcard."""


class Verdict(StrEnum):
    """How an answer was judged."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "wrong"
    UNGRADED = "ungraded"
    """Kept for later marking: the key is elsewhere."""


class Event(BaseModel):
    """One thing the learner did.

    Attributes
    ----------
    at
        When, with time zone; kept in UTC.
    learner
        The name the learner gave.
    lesson, quiz
        Where: lesson id, and the quiz's name in it.
    round
        Which run through the quiz, from 1.
    item, version
        Question id and the hash of its content; empty for events of a whole quiz.
    answer
        The answer as JSON.
    score
        0 to 1; None when ungraded.
    confidence
        How sure the learner was before feedback, 0 to 1.
    seconds
        Time taken, in s.
    attempt, hints
        Which try this is, from 1, and how many hints had been seen.
    misconceptions
        Misconceptions that the chosen answer names.
    """

    model_config = ConfigDict(
        frozen=True, extra="ignore", ser_json_inf_nan="constants", defer_build=True
    )

    at: datetime
    learner: Annotated[str, Field(min_length=1, max_length=LONGEST_LEARNER_NAME)]
    verb: Verb = Verb.ANSWERED
    lesson: str = ""
    quiz: str = ""
    round: Annotated[int, Field(ge=1)] = 1
    mode: str = ""
    seed: int | None = None
    item: str = ""
    version: str = ""
    objective: str = ""
    answer: Any = None
    verdict: Verdict | None = None
    score: Annotated[float, Field(ge=0, le=1)] | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    seconds: Annotated[float, Field(ge=0)] | None = None
    attempt: Annotated[int, Field(ge=1)] = 1
    hints: Annotated[int, Field(ge=0)] = 0
    misconceptions: tuple[str, ...] = ()
    detail: dict[str, Any] = Field(default_factory=dict)

    @field_validator("at")
    @classmethod
    def _in_utc(cls, value: datetime) -> datetime:
        if value.tzinfo is None:
            raise ValueError("an event needs a time with a time zone")
        return value.astimezone(UTC)

    @classmethod
    def answered(cls, **fields: Any) -> Self:
        """Return an answer event; same fields as the class."""
        return cls(verb=Verb.ANSWERED, **fields)


def to_line(event: Event) -> bytes:
    """Return the event as one line of JSON, newline included."""
    at = event.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    try:
        fields = event.model_dump(mode="json", exclude_defaults=True, exclude={"at", "verb"})
        text = json.dumps(
            {"v": FORMAT, "at": at, "verb": event.verb, **fields},
            ensure_ascii=False,
            allow_nan=False,
            separators=(",", ":"),
        )
    except (TypeError, ValueError) as error:
        raise RecordError(f"this answer cannot be written as JSON: {error}.") from None
    return text.encode("utf-8", "backslashreplace") + b"\n"


def from_line(line: bytes) -> Event | None:
    """Return the event of one line; None if a later version of the package wrote it.

    Raises
    ------
    RecordError
        If the line is damaged.
    """
    try:
        fields = json.loads(line.decode("utf-8"))
        if not isinstance(fields, dict) or not isinstance(fields.get("v"), int):
            raise RecordError("not an entry of a record.")
        if fields["v"] > FORMAT:
            return None
        return Event(**{name: value for name, value in fields.items() if name != "v"})
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise RecordError("not JSON.") from None
    except (ValidationError, TypeError) as error:
        raise RecordError(f"not a valid event: {error}.") from None
