"""One holder at a time; on Windows by other calls, tried here with a stand-in for its module."""

from __future__ import annotations

import errno
import importlib.util
import os
import sys
import threading
from types import SimpleNamespace

import pytest

from sciatica_edu.errors import RecordError
from sciatica_edu.record import locking, store
from sciatica_edu.record.store import LearnerRecord
from tests.record.test_store import answer, in_child, posix

LK_LOCK, LK_NBLCK, LK_UNLCK = 1, 2, 0  # the values that Windows has


class FakeMsvcrt(SimpleNamespace):
    """Locks one byte at the file's position, as documented for Windows; not re-entrant."""

    def __init__(self) -> None:
        super().__init__(LK_LOCK=LK_LOCK, LK_NBLCK=LK_NBLCK, LK_UNLCK=LK_UNLCK)
        self.calls: list[tuple[int, int, int]] = []
        self.failure: OSError | None = None

    def locking(self, descriptor: int, mode: int, nbytes: int) -> None:
        import fcntl

        self.calls.append((mode, os.lseek(descriptor, 0, os.SEEK_CUR), nbytes))
        if self.failure and mode != LK_UNLCK:
            raise self.failure
        try:
            unlocks = mode == LK_UNLCK
            fcntl.flock(descriptor, fcntl.LOCK_UN if unlocks else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OSError(errno.EACCES, "Permission denied") from None


@pytest.fixture
def msvcrt() -> FakeMsvcrt:
    return FakeMsvcrt()


@pytest.fixture
def on_windows(monkeypatch, msvcrt):
    """The module as Windows would load it."""
    spec = importlib.util.spec_from_file_location("locking_on_windows", locking.__file__)
    module = importlib.util.module_from_spec(spec)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "platform", "win32")
        patched.setitem(sys.modules, "msvcrt", msvcrt)
        spec.loader.exec_module(module)
    return module


@posix
def test_windows_locks_and_frees_the_first_byte(on_windows, msvcrt, tmp_path):
    path = tmp_path / "lock"
    path.write_bytes(b"some content")
    with on_windows.exclusive(path):
        assert msvcrt.calls == [(LK_NBLCK, 0, 1)]
    assert msvcrt.calls == [(LK_NBLCK, 0, 1), (LK_UNLCK, 0, 1)]
    with pytest.raises(ZeroDivisionError), on_windows.exclusive(path):
        1 / 0  # noqa: B018
    assert msvcrt.calls[-1] == (LK_UNLCK, 0, 1)


@posix
def test_windows_waits_for_the_holder_however_long(on_windows, msvcrt, monkeypatch, tmp_path):
    path = tmp_path / "lock"
    order: list[str] = []
    refused = threading.Event()
    monkeypatch.setattr(on_windows.time, "sleep", lambda _seconds: refused.set())

    def wait() -> None:
        with on_windows.exclusive(path):
            order.append("second")

    with on_windows.exclusive(path):
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert refused.wait(30)
        order.append("first")
    waiting.join(30)
    assert order == ["first", "second"]


@posix
@pytest.mark.parametrize("number", [errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.EIO])
def test_a_lock_that_windows_cannot_give_is_an_error_not_a_wait(
    number, on_windows, msvcrt, monkeypatch, tmp_path
):
    monkeypatch.setattr(store, "exclusive", on_windows.exclusive)
    msvcrt.failure = OSError(number, os.strerror(number))
    with pytest.raises(RecordError, match="cannot be read or written"):
        LearnerRecord("ann", home=tmp_path).append(answer(1))
    assert len(msvcrt.calls) == 1


@posix
def test_two_processes_lose_nothing_with_the_calls_of_windows(on_windows, monkeypatch, tmp_path):
    monkeypatch.setattr(store, "exclusive", on_windows.exclusive)
    record = LearnerRecord("ann", home=tmp_path)

    def write(name: str) -> None:
        for number in range(100):
            record.append(answer(number, item=name))
        os._exit(0)

    children = [in_child(lambda name=name: write(name)) for name in ("a", "b")]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    events = record.read().events
    for name in ("a", "b"):
        assert [e.answer["n"] for e in events if e.item == name] == list(range(100))


def test_a_lock_is_free_again_after_an_error(tmp_path):
    path = tmp_path / "lock"
    with pytest.raises(ZeroDivisionError), locking.exclusive(path):
        1 / 0  # noqa: B018
    held = threading.Event()

    def hold() -> None:
        with locking.exclusive(path):
            held.set()

    threading.Thread(target=hold, daemon=True).start()
    assert held.wait(30)
