"""Tables as CSV that no spreadsheet takes for anything but text and numbers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["csv_text"]


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return the table; a text that a spreadsheet would run as a formula is quoted.

    Examples
    --------
    >>> print(csv_text(["learner"], [["=1+1"], ["Ana"], [-2]]), end="")
    learner
    '=1+1
    Ana
    -2
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(map(_harmless, header))
    writer.writerows(map(_harmless, row) for row in rows)
    return stream.getvalue()


def _harmless(cell: Any) -> Any:
    # learners choose their names, and others' files their words; a lone sign is none
    is_formula = isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return f"'{cell}" if is_formula and len(cell) > 1 else cell
