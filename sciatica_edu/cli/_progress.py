"""Progress: one line that moves on a terminal, plain lines elsewhere; always on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

__all__ = ["Progress"]


class Progress:
    """Counts finished pieces of work.

    Parameters
    ----------
    total
        How many pieces there are.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._moving = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._moving and self._done:
            click.echo(err=True)

    def begin(self, text: str) -> None:
        """Say what is being worked on; only a terminal shows it."""
        if self._moving:
            self._show(f"[{self._done + 1}/{self._total}] {text} …")

    def done(self, text: str, *, failed: bool = False) -> None:
        """Count one piece; a failed one keeps its line."""
        self._done += 1
        line = f"[{self._done}/{self._total}] {text}"
        if self._moving:
            self._show(line)
            if failed:
                click.echo(err=True)
        else:
            click.echo(line, err=True)

    def _show(self, line: str) -> None:
        # \x1b[2K clears the line; longer texts are cut so that they do not wrap.
        click.echo(f"\r\x1b[2K{line[:100]}", nl=False, err=True)
