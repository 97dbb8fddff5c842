"""Read the answers that learners handed in: a folder of exported records.

A file that cannot be read is named, and the others are used. Two people who kept the same
name stay two people.
"""

from __future__ import annotations

import codecs
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import RecordError
from sciatica_edu.record.events import from_line
from sciatica_edu.record.xapi import event_from_statement

if TYPE_CHECKING:
    from pathlib import Path

    from sciatica_edu.record.events import Event

__all__ = ["HandIn", "read_hand_ins"]

LARGEST_RECORD_BYTES = 64_000_000
"""A year of daily quizzes is about two megabytes."""


@dataclass(frozen=True)
class HandIn:
    """What a folder of records holds.

    Attributes
    ----------
    events
        In the order of time.
    files
        Files that were read.
    problems
        One sentence for each file that could not be read, or holds something odd.
    """

    events: tuple[Event, ...]
    files: tuple[Path, ...]
    problems: tuple[str, ...]


def read_hand_ins(folder: Path) -> HandIn:
    """Read every ``.jsonl`` file of a folder and its subfolders.

    Raises
    ------
    RecordError
        If the folder does not exist or holds no such file.
    """
    if not folder.is_dir():
        raise RecordError(f"{folder} is not a folder.")
    paths = sorted(folder.rglob("*.jsonl"))
    if not paths:
        raise RecordError(f"{folder} holds no .jsonl file; learners export one with their record.")
    problems: list[str] = []
    by_file: dict[Path, list[Event]] = {}
    for path in paths:
        try:
            by_file[path] = _read(path)
        except RecordError as error:
            problems.append(f"{path.relative_to(folder)}: {error}")
    events, twice = _told_apart(by_file, folder)
    ordered = tuple(sorted(events, key=lambda event: event.at))
    return HandIn(ordered, tuple(by_file), (*problems, *twice))


def _read(path: Path) -> list[Event]:
    try:
        size = path.stat().st_size
        if size > LARGEST_RECORD_BYTES:
            raise RecordError(f"it has {size} bytes; at most {LARGEST_RECORD_BYTES} are read.")
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise RecordError(f"it cannot be read: {error.strerror}.") from error
    events: dict[str, Event] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            event = _event(line.removeprefix(codecs.BOM_UTF8))
        except RecordError as error:
            raise RecordError(f"line {number}: {error}") from None
        if event is not None:
            events[event.model_dump_json()] = event
    if not events:
        raise RecordError("it holds no answers.")
    return list(events.values())


def _event(line: bytes) -> Event | None:
    """Return the event of a line: of a record as it is kept, or of an export of version 0.1.0."""
    try:
        row = json.loads(line.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise RecordError("not JSON.") from None
    if isinstance(row, dict) and "actor" in row:
        return event_from_statement(row)
    return from_line(line)


def _told_apart(by_file: dict[Path, list[Event]], folder: Path) -> tuple[list[Event], list[str]]:
    """Return all events once; a name in two files with nothing in common is two people."""
    files_of: dict[str, list[Path]] = defaultdict(list)
    for path, events in by_file.items():
        for name in {event.learner for event in events}:
            files_of[name].append(path)
    found: dict[str, Event] = {}
    problems: list[str] = []
    apart: set[str] = set()
    for name, paths in sorted(files_of.items()):
        if len(paths) > 1 and not _one_record([_own(by_file[path], name) for path in paths]):
            apart.add(name)
            files = ", ".join(str(path.relative_to(folder)) for path in paths)
            problems.append(f"{files}: the name {name!r} stands in each; kept apart by file.")
    for path, events in by_file.items():
        for event in events:
            kept = event
            if event.learner in apart:
                label = f"{event.learner} ({path.relative_to(folder).with_suffix('')})"
                kept = event.model_copy(update={"learner": label})
            found[kept.model_dump_json()] = kept
    return list(found.values()), problems


def _own(events: list[Event], name: str) -> set[str]:
    return {event.model_dump_json() for event in events if event.learner == name}


def _one_record(parts: list[set[str]]) -> bool:
    """Return whether each part repeats something of the others, as two exports of a record do."""
    return all(
        part & set().union(*(other for other in parts if other is not part)) for part in parts
    )
