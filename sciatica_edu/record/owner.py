"""What the owner of a record can do with it beside erasing it: look at it, take it along."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sciatica_edu.errors import RecordError
from sciatica_edu.record.events import Verb, Verdict, to_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sciatica_edu.record.store import LearnerRecord, Record

__all__ = ["export_lines", "export_to", "show"]


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


def export_lines(record: Record) -> Iterator[str]:
    """Yield the record as JSON Lines, one entry a line, as the record itself keeps them."""
    for event in record.read().events:
        yield to_line(event).decode().rstrip("\n")


def export_to(record: Record, path: Path) -> int:
    """Write the record to `path` as JSON Lines; return how many entries.

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
