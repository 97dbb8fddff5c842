"""Progress: a counted line for each finished piece of work, on stderr."""

from __future__ import annotations

import click

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

    def done(self, text: str) -> None:
        """Count one piece, and say what it was."""
        self._done += 1
        click.echo(f"[{self._done}/{self._total}] {text}", err=True)
