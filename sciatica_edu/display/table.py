"""A table that reads in a browser, to a screen reader and as plain text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from sciatica_edu.display.html import Html, element, folded

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["table"]

_TEXT_COLUMN_WIDTH = 44


def table(
    header: Sequence[str],
    rows: Sequence[Sequence[str | Html]],
    *,
    caption: str,
    row_header: bool = True,
) -> Html:
    """Return a table with a caption and header cells.

    Parameters
    ----------
    header
        Column names.
    rows
        Cells, as text (escaped) or `Html`; each row as long as the header.
    caption
        What the table shows, in one line.
    row_header
        Whether the first cell of each row names the row.

    Raises
    ------
    ValueError
        If a row's length differs from the header's.
    """
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"table row has {len(row)} cells, the header {len(header)}: {row!r}")
    # A source opens where the reader is; in a column of its own it squeezes all the others.
    sources = {place for place, name in enumerate(header) if place and name in _SOURCES}
    rows = [
        [
            folded("Source", cell) if place in sources and cell else cell
            for place, cell in enumerate(row)
        ]
        for row in rows
    ]
    head = Html(
        "".join(
            element("th", name, attributes={"scope": "col", "style": _CELL}) for name in header
        ),
        "",
    )
    body = "".join(element("tr", Html(_cells(row, row_header=row_header), "")) for row in rows)
    html = element(
        "table",
        Html(
            element("caption", caption, attributes={"style": "text-align:left;font-weight:600"}), ""
        ),
        Html(element("thead", Html(element("tr", head), "")), ""),
        Html(element("tbody", Html(body, "")), ""),
        attributes={"style": "border-collapse:collapse;margin:0.5em 0"},
    )
    return Html(html, _as_text(header, rows, caption))


_SOURCES = frozenset({"Source", "Sources"})
_CELL = "text-align:left;vertical-align:top;padding:0.25em 0.6em;border-bottom:1px solid #8888"


def _cells(row: Sequence[str | Html], *, row_header: bool) -> str:
    cells = []
    for index, cell in enumerate(row):
        if index == 0 and row_header:
            cells.append(element("th", cell, attributes={"scope": "row", "style": _CELL}))
        else:
            cells.append(element("td", cell, attributes={"style": _CELL}))
    return "".join(cells)


def _as_text(header: Sequence[str], rows: Sequence[Sequence[str | Html]], caption: str) -> str:
    lines = [caption]
    for row in rows:
        words = [cell.text if isinstance(cell, Html) else cell for cell in row]
        if all(len(word) <= _TEXT_COLUMN_WIDTH for word in words):
            lines.append("  " + " | ".join(words))
        else:
            lines.append(f"  {words[0]}")
            for name, word in zip(header[1:], words[1:], strict=True):
                lines.append(
                    textwrap.fill(
                        f"{name}: {word}", 96, initial_indent="    ", subsequent_indent="      "
                    )
                )
    return "\n".join([lines[0], "  " + " | ".join(header), *lines[1:]])
