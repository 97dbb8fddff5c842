"""A lock between processes that the operating system lets go when its holder dies."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["exclusive"]

if sys.platform == "win32":
    import errno
    import msvcrt
    import time

    _POLL_S = 0.01
    _TAKEN = {errno.EACCES, errno.EDEADLK}

    def _acquire(descriptor: int) -> None:
        # LK_LOCK would wait too, but in steps of a second, and give up after ten
        while True:
            try:
                _first_byte(descriptor, msvcrt.LK_NBLCK)
            except OSError as error:
                if error.errno not in _TAKEN:
                    raise
                time.sleep(_POLL_S)
            else:
                return

    def _release(descriptor: int) -> None:
        _first_byte(descriptor, msvcrt.LK_UNLCK)

    def _first_byte(descriptor: int, action: int) -> None:
        # Windows locks from where the file is read or written next; the byte need not exist
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, action, 1)

else:
    import fcntl

    def _acquire(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file `path` for the length of the block; others wait.

    The lock file is separate from what it protects and is never removed, so a
    waiting process cannot end up holding the lock of a deleted file.

    Raises
    ------
    OSError
        If the file cannot be opened or locked, for another reason than being locked.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        _acquire(descriptor)
        try:
            yield
        finally:
            _release(descriptor)
    finally:
        os.close(descriptor)
