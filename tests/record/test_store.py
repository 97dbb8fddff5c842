"""The record survives what computers do to files."""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from sciatica_edu.errors import RecordError
from sciatica_edu.record.events import Event, Verdict, to_line
from sciatica_edu.record.store import LearnerRecord, MemoryRecord

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
posix = pytest.mark.skipif(sys.platform == "win32", reason="forks a process")


def answer(number: int, *, learner: str = "ann", item: str = "QA-01") -> Event:
    return Event(
        at=NOON + timedelta(seconds=number),
        learner=learner,
        lesson="01_anatomy",
        quiz="check",
        item=item,
        version="abc",
        answer={"chosen": ["B"], "n": number, "text": "fibulær – ü"},
        verdict=Verdict.RIGHT,
        score=1.0,
    )


def in_child(work: Callable[[], None]) -> int:
    """Run `work` in a forked process that never returns into pytest."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(1)
    return child


def test_answers_come_back_as_they_were_written(tmp_path: Path):
    record = LearnerRecord("ann", home=tmp_path)
    events = [answer(n) for n in range(5)]
    record.append(*events[:2])
    record.append(*events[2:])
    replay = LearnerRecord("ann", home=tmp_path).read()
    assert list(replay.events) == events
    assert replay.notices == ()


def test_append_returns_only_when_the_disk_has_the_answer(tmp_path: Path, monkeypatch):
    synced: list[tuple[int, int]] = []
    real = os.fsync

    def watched(descriptor: int) -> None:
        found = os.fstat(descriptor)
        synced.append((found.st_ino, found.st_size))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    record = LearnerRecord("ann", home=tmp_path)
    for number in range(2):
        record.append(answer(number))
        found = record.path.stat()
        assert (found.st_ino, found.st_size) in synced


@posix
def test_nobody_else_on_the_computer_can_read_a_record(tmp_path: Path):
    record = LearnerRecord("ann", home=tmp_path)
    before = os.umask(0)
    try:
        record.append(answer(0))
        with record.path.open("ab") as file:
            file.write(b"damage\n")
        assert oct(record.path.stat().st_mode & 0o777) == "0o600"
        assert len(record.read().notices) == 1
    finally:
        os.umask(before)
    for path in (record.path, record.damaged_path):
        assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert oct(record.path.parent.stat().st_mode & 0o777) == "0o700"


def test_an_unused_record_is_empty_and_leaves_no_file(tmp_path: Path):
    assert LearnerRecord("ann", home=tmp_path).read().events == ()
    assert list(tmp_path.iterdir()) == []


def test_learners_with_like_names_have_files_of_their_own(tmp_path: Path):
    names = ["ann", "ann-", "../ann", "安", "an", "CON", "a" * 80, ""]
    paths = {LearnerRecord(name, home=tmp_path).path for name in names}
    assert len(paths) == len(names)
    assert LearnerRecord("Ann  B", home=tmp_path).path == LearnerRecord("ann b", home=tmp_path).path
    folder = (tmp_path / "records").resolve()
    assert all(path.resolve().parent == folder for path in paths)


def test_a_name_of_more_than_80_characters_is_refused(tmp_path: Path):
    with pytest.raises(RecordError, match="allowed: up to 80"):
        LearnerRecord("x" * 81, home=tmp_path)


@posix
def test_200_answers_survive_a_sigkill_after_each(tmp_path: Path):
    record = LearnerRecord("ann", home=tmp_path)
    for number in range(200):
        told, tell = os.pipe()

        def work(number: int = number, tell: int = tell) -> None:
            record.append(answer(number))
            os.write(tell, b"1")
            signal.pause()

        child = in_child(work)
        os.close(tell)
        assert os.read(told, 1) == b"1"
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(told)
    replay = record.read()
    assert [event.answer["n"] for event in replay.events] == list(range(200))
    assert replay.notices == ()


@posix
def test_two_processes_lose_none_of_2000_answers(tmp_path: Path):
    def work(name: str) -> Callable[[], None]:
        def write() -> None:
            record = LearnerRecord("ann", home=tmp_path)
            for number in range(1000):
                record.append(answer(number, item=name))
            os._exit(0)

        return write

    children = [in_child(work("QA-01")), in_child(work("QA-02"))]
    for child in children:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    events = LearnerRecord("ann", home=tmp_path).read().events
    for name in ("QA-01", "QA-02"):
        assert [e.answer["n"] for e in events if e.item == name] == list(range(1000))


def test_a_line_torn_at_any_byte_costs_only_itself(tmp_path: Path):
    record = LearnerRecord("ann", home=tmp_path)
    record.append(answer(0), answer(1))
    whole = record.path.read_bytes()
    torn = to_line(answer(2))
    for length in range(1, len(torn)):
        record.path.write_bytes(whole + torn[:length])
        record.append(answer(3))
        numbers = [event.answer["n"] for event in record.read().events]
        # the last byte is the line's end: without it the entry is complete all the same
        assert numbers == ([0, 1, 2, 3] if length == len(torn) - 1 else [0, 1, 3])


def test_damage_is_set_aside_and_told_once(tmp_path: Path):
    record = LearnerRecord("ann", home=tmp_path)
    record.append(answer(0), answer(1), answer(2))
    lines = record.path.read_bytes().splitlines(keepends=True)
    damaged = b"\x00\x00\xff{broken\n"
    record.path.write_bytes(lines[0] + damaged + lines[1][:20] + b"\n" + lines[2])

    replay = record.read()
    assert [event.answer["n"] for event in replay.events] == [0, 2]
    (notice,) = replay.notices
    assert "2 damaged entries were set aside" in notice
    assert record.damaged_path.name in notice
    assert record.damaged_path.read_bytes() == damaged + lines[1][:20] + b"\n"
    assert record.path.read_bytes() == lines[0] + lines[2]
    assert record.read().notices == ()


def test_damage_found_later_joins_what_was_set_aside_before(tmp_path: Path):
    record = LearnerRecord("ann", home=tmp_path)
    for damage in (b"{first\n", b"{second\n"):
        record.append(answer(0))
        with record.path.open("ab") as file:
            file.write(damage)
        assert len(record.read().notices) == 1
    assert record.damaged_path.read_bytes() == b"{first\n{second\n"


def test_damage_that_cannot_be_set_aside_stays_where_it_is_and_is_told(tmp_path: Path):
    record = LearnerRecord("ann", home=tmp_path)
    record.append(answer(0))
    with record.path.open("ab") as file:
        file.write(b"{broken\n")
    before = record.path.read_bytes()
    record.damaged_path.mkdir()  # a folder where the file should be
    replay = record.read()
    assert [event.answer["n"] for event in replay.events] == [0]
    (notice,) = replay.notices
    assert "could not be set aside" in notice
    assert "The other 1 entry is intact" in notice
    assert record.path.read_bytes() == before


def test_entries_of_a_newer_version_are_kept_though_not_read(tmp_path: Path):
    record = LearnerRecord("ann", home=tmp_path)
    record.append(answer(0))
    newer = json.dumps({"v": 99, "something": "else"}).encode() + b"\n"
    with record.path.open("ab") as file:
        file.write(newer + b"rubbish\n")
    replay = record.read()
    assert len(replay.events) == 1
    assert any("newer version" in notice for notice in replay.notices)
    assert newer in record.path.read_bytes()
    assert b"rubbish" not in record.path.read_bytes()


def test_a_full_disk_is_told_and_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    record = LearnerRecord("ann", home=tmp_path)
    record.append(answer(0))
    before = record.path.read_bytes()
    real = os.write

    def half(descriptor: int, data: bytes) -> int:
        if len(data) > 60:
            return real(descriptor, data[:50])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(RecordError, match=r"disk is full.*not saved.*everything saved before"):
        record.append(answer(1, item="x" * 9))
    monkeypatch.undo()
    # whatever the remaining length of the second write, nothing of the answer stays
    assert record.path.read_bytes() == before
    record.append(answer(2))
    assert [event.answer["n"] for event in record.read().events] == [0, 2]


@posix
def test_a_file_size_limit_of_the_system_is_told_and_harmless(tmp_path: Path):
    import resource

    record = LearnerRecord("ann", home=tmp_path)
    record.append(answer(0))
    before = record.path.read_bytes()

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 40, len(before) + 40))
        try:
            record.append(answer(1))
        except RecordError as error:
            os._exit(7 if "disk is full" in str(error) else 8)

    child = in_child(work)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert record.path.read_bytes() == before


def test_a_folder_that_cannot_be_written_names_the_way_out(tmp_path: Path):
    (tmp_path / "records").write_text("a file where the folder should be")
    with pytest.raises(RecordError, match="Set SCIATICA_EDU_HOME"):
        LearnerRecord("ann", home=tmp_path).append(answer(0))


def test_nothing_of_machine_or_account_is_written(tmp_path: Path, monkeypatch):
    import platform
    import socket

    for variable in ("USER", "LOGNAME", "USERNAME", "HOSTNAME", "COMPUTERNAME"):
        monkeypatch.setenv(variable, "unmistakable")
    monkeypatch.setattr(platform, "node", lambda: "unmistakable")
    monkeypatch.setattr(socket, "gethostname", lambda: "unmistakable")
    for name in ("somebody", ""):
        record = LearnerRecord(name, home=tmp_path)
        record.append(answer(0, learner=record.learner))
        text = record.path.read_text(encoding="utf-8")
        assert set(json.loads(text)) == {
            "v", "at", "verb", "learner", "lesson", "quiz", "item", "version", "answer", "verdict",
            "score",
        }  # fmt: skip
        assert "unmistakable" not in text + record.path.name
        assert repr(record) == f"LearnerRecord(learner={name or 'learner'!r})"


def test_the_memory_record_behaves_alike():
    record = MemoryRecord("ann")
    record.append(answer(0), answer(1))
    assert [event.answer["n"] for event in record.read().events] == [0, 1]
