"""The append-only file of events, one for each learner, safe to kill at any moment.

Each append is one write at the end of the file followed by fsync, under a lock
between processes. What a crash, a full disk or a broken medium can leave behind is
undone or set aside; what was acknowledged is never lost.
"""

from __future__ import annotations

import contextlib
import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sciatica_edu.errors import RecordError
from sciatica_edu.record.events import Event, from_line, to_line
from sciatica_edu.record.home import HOME_VARIABLE, record_path
from sciatica_edu.record.locking import exclusive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["LearnerRecord", "MemoryRecord", "Record", "Replay"]

_APPEND = (
    os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


@dataclass(frozen=True)
class Replay:
    """What a record holds.

    Attributes
    ----------
    events
        In the order they were written.
    notices
        What the learner must be told: damage that was found and set aside.
    """

    events: tuple[Event, ...]
    notices: tuple[str, ...] = ()


class Record(Protocol):
    """Somewhere events are kept."""

    @property
    def learner(self) -> str:
        """The name the learner gave."""
        ...

    def append(self, *events: Event) -> None:
        """Keep the events; on return they are safe."""
        ...

    def read(self) -> Replay:
        """Return all events."""
        ...


class MemoryRecord:
    """A record that lasts as long as the program; for tests and for building lessons."""

    def __init__(self, learner: str = "learner", events: tuple[Event, ...] = ()) -> None:
        self.learner = learner
        self._events = list(events)

    def __repr__(self) -> str:
        return f"MemoryRecord(learner={self.learner!r})"

    def append(self, *events: Event) -> None:
        """Keep the events in memory."""
        self._events.extend(events)

    def read(self) -> Replay:
        """Return all events."""
        return Replay(tuple(self._events))


class LearnerRecord:
    """One learner's record on disk.

    Parameters
    ----------
    learner
        The name the learner gave, up to 80 characters; empty means this computer's learner.
    home
        Data folder; by default ``SCIATICA_EDU_HOME`` or the platform's usual place.
    """

    def __init__(self, learner: str, *, home: Path | None = None) -> None:
        self.learner = learner.strip() or "learner"
        self.path = record_path(learner, home=home)
        self.damaged_path = self.path.with_suffix(".damaged")
        self._clean_path = self.path.with_suffix(".new")
        self._lock_path = self.path.parent / "lock"

    def __repr__(self) -> str:
        # no path: the repr ends up in stored notebooks
        return f"LearnerRecord(learner={self.learner!r})"

    def append(self, *events: Event) -> None:
        """Write the events at the end of the file and wait until the disk has them.

        Raises
        ------
        RecordError
            If they could not be written; the file then is as it was before.
        """
        data = b"".join(to_line(event) for event in events)
        if not data:
            return
        with self._locked():
            fresh = not self.path.exists()
            descriptor = os.open(self.path, _APPEND, 0o600)
            try:
                self._close_torn_line(descriptor)
                self._write(descriptor, data)
            finally:
                os.close(descriptor)
            if fresh:
                _sync_folder(self.path.parent)

    def read(self) -> Replay:
        """Return all events; damage is set aside and told.

        Raises
        ------
        RecordError
            If the file exists but cannot be read.
        """
        if not self.path.parent.exists():
            return Replay(())
        with self._locked():
            try:
                content = self.path.read_bytes()
            except FileNotFoundError:
                return Replay(())
            events, good, bad, newer = _sorted_out(content)
            notices = [self._mend(good, bad, kept=len(events))] if bad else []
        if newer:
            notices.append(
                f"{newer} entries of your record were written by a newer version of this course; "
                "they are kept, but not shown here."
            )
        return Replay(tuple(events), tuple(notices))

    def erase(self) -> tuple[Path, ...]:
        """Delete the record and what was set aside from it; return the files that are gone.

        Raises
        ------
        RecordError
            If a file cannot be deleted.
        """
        gone = []
        with self._locked():
            for path in (self.path, self.damaged_path, self._clean_path):
                if path.exists():
                    path.unlink()
                    gone.append(path)
        return tuple(gone)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with exclusive(self._lock_path):
                yield
        except OSError as error:
            raise RecordError(_failure(error, self.path)) from error

    def _close_torn_line(self, descriptor: int) -> None:
        """End a line that a killed writer left open, so that ours starts on its own line."""
        size = os.fstat(descriptor).st_size
        if size == 0:
            return
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            last = file.read(1)
        if last != b"\n":
            self._write(descriptor, b"\n")

    def _write(self, descriptor: int, data: bytes) -> None:
        before = os.fstat(descriptor).st_size
        try:
            written = os.write(descriptor, data)
            while written < len(data):  # a nearly full disk takes a part
                written += os.write(descriptor, data[written:])
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, before)
            raise

    def _mend(self, good: bytes, bad: list[bytes], *, kept: int) -> str:
        lines = "1 damaged entry" if len(bad) == 1 else f"{len(bad)} damaged entries"
        entries = "1 entry is" if kept == 1 else f"{kept} entries are"
        try:
            self._set_aside(good, bad)
        except OSError as error:
            return (
                f"Part of your record could not be read: {lines}. The other {entries} intact. The "
                f"damaged part could not be set aside ({error.strerror}), so the file was left alone."
            )
        were = "was" if len(bad) == 1 else "were"
        return (
            f"Part of your record could not be read: {lines} {were} set aside in "
            f"{self.damaged_path.name}, beside your record. The other {entries} intact."
        )

    def _set_aside(self, good: bytes, bad: list[bytes]) -> None:
        """Copy damaged lines to the sidecar, then replace the record by its readable part."""
        self.damaged_path.touch(mode=0o600)  # an answer, if a damaged one: its owner's alone
        with self.damaged_path.open("ab") as sidecar:
            sidecar.write(b"".join(line + b"\n" for line in bad))
            sidecar.flush()
            os.fsync(sidecar.fileno())
        with self._clean_path.open("wb") as file:
            file.write(good)
            file.flush()
            os.fsync(file.fileno())
        self._clean_path.chmod(0o600)
        self._clean_path.replace(self.path)
        _sync_folder(self.path.parent)


def _sorted_out(content: bytes) -> tuple[list[Event], bytes, list[bytes], int]:
    """Return events, the readable lines, the damaged lines, and how many lines are newer."""
    events: list[Event] = []
    good: list[bytes] = []
    bad: list[bytes] = []
    newer = 0
    for line in content.split(b"\n"):
        if not line.strip(b" \r"):
            continue
        try:
            event = from_line(line)
        except RecordError:
            bad.append(line)
            continue
        good.append(line + b"\n")
        if event is None:
            newer += 1
        else:
            events.append(event)
    return events, b"".join(good), bad, newer


def _sync_folder(folder: Path) -> None:
    """Make a new or renamed file's name last, where the system allows to."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _failure(error: OSError, path: Path) -> str:
    if error.errno in _FULL:
        return (
            "the disk is full, so your answer was not saved; everything saved before is intact. "
            f"Free some space where {path.parent} is, then answer again."
        )
    return (
        f"your record {path} cannot be read or written: {error.strerror or error}. "
        f"Set {HOME_VARIABLE} to a folder you can write to."
    )
