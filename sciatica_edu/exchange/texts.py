"""Texts of this course as HTML for other programs, and HTML of others as this course's Markdown.

What comes in may be hostile. It ends up as Markdown, and whatever shows it later passes it
through `sciatica_edu.quiz.asking.rich`, in which HTML is text; what cannot be said in that Markdown
is named, never dropped silently.
"""

from __future__ import annotations

import re
from enum import Enum
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.evidence.questions.question import ChoiceBlank, NumberBlank
from sciatica_edu.quiz.asking.rich import inline, plain, rich, to_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sciatica_edu.exchange.task import Gap, Task

__all__ = [
    "gaps_html",
    "html_of",
    "inline_html",
    "markdown_of",
    "notice_lines",
    "plain_of",
    "prompt_html",
    "text_of",
    "with_source",
    "without_source",
]

_SOURCE = "Source: "
_BLOCKS = {"p", "div", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "section"}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_SILENT = {"html", "body", "head", "span", "tbody", "thead", "font", "u", "small", "label", "br"}
_DROPPED = {"script", "style", "iframe", "object", "embed", "svg", "math", "video", "audio", "form",
            "template", "noscript", "title"}  # fmt: skip
_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SUBSCRIPT = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_SPECIAL = re.compile(r"([\\`*_<&|])")
_LINE_START = re.compile(r"^([-+#>=]|\d+(?=[.)]))")
_MARKER = re.compile(r"\n *(-|\d+\.) $")


def notice_lines(tasks: Iterable[Task]) -> tuple[str, str, str]:
    """Return the lines that every file carries: notice, review status, licence."""
    done = [bool(task.question.reviewed_by) for task in tasks]
    status = "Not yet clinically reviewed."
    if done and all(done):
        status = "Clinically reviewed."
    elif any(done):
        status = f"Clinically reviewed: {sum(done)} of {len(done)} questions; the others not yet."
    licence = "licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
    return NOT_MEDICAL_ADVICE, status, f"The sciatica-edu authors, {licence}."


def html_of(markdown: str) -> str:
    """Return sanitised HTML of a text of one or more paragraphs."""
    return to_html(rich(markdown))


def inline_html(markdown: str) -> str:
    """Return sanitised HTML of one line, such as an option."""
    return to_html(inline(markdown))


def plain_of(markdown: str) -> str:
    """Return the text of one line without its formatting, for what knows plain text only."""
    return " ".join(plain(inline(markdown)).split())


def prompt_html(task: Task, *, picture_at: str | None = None) -> str:
    """Return a task's prompt, each paragraph an element, and its picture as an image.

    Parameters
    ----------
    task
        What is asked.
    picture_at
        Address of the picture; by default it is inside the text.
    """
    html = html_of(task.prompt)
    if not html.startswith(("<p>", "<ul>", "<ol>", "<table>")):
        html = f"<p>{html}</p>"
    if task.picture:
        alt = escape(task.picture.alt).replace("\n", " ")
        source = picture_at or task.picture.data_uri
        html += f'<p><img src="{source}" alt="{alt}" width="320"/></p>'
    return html


def gaps_html(task: Task, *, line: str) -> str:
    """Return a text with gaps to be filled by hand.

    Parameters
    ----------
    task
        A cloze task.
    line
        HTML of what is written on; a unit, or the entries to choose from, follow it.
    """
    pieces = (escape(p) if isinstance(p, str) else _room(p[1], line) for p in task.pieces)
    return f"<p>{''.join(pieces)}</p>"


def _room(gap: Gap, line: str) -> str:
    if isinstance(gap, ChoiceBlank):
        return f"{line} ({escape(' / '.join(option.text for option in gap.options))})"
    unit = gap.unit if isinstance(gap, NumberBlank) else ""
    return f"{line} {escape(unit)}".rstrip()


def with_source(explanation: str, source: str) -> str:
    """Return an explanation and its references as one Markdown text."""
    return "\n\n".join(
        part for part in (explanation, f"{_SOURCE}{source}" if source else "") if part
    )


def without_source(explanation: str) -> str:
    """Return the explanation of a text that `with_source` made."""
    before, found, after = explanation.rpartition(_SOURCE)
    if found and (not before or before.endswith("\n\n")) and "\n" not in after:
        return before.strip()
    return explanation


def markdown_of(html: str) -> tuple[str, tuple[str, ...]]:
    """Return Markdown that reads like `html`, and what it could not say.

    The simplest Markdown that shows the same text is chosen: bare, with special characters
    escaped, or without any formatting.

    Examples
    --------
    >>> markdown_of("<p>Lift the <b>foot</b>.</p><script>x()</script>")
    ('Lift the **foot**.', ('a <script> element',))
    >>> markdown_of("<p>4 * 5 * 6</p>")
    ('4 * 5 * 6', ())
    """
    meant = _read(html, _Style.TEXT).result()
    for style in (_Style.BARE, _Style.ESCAPED, _Style.UNFORMATTED):
        reader = _read(html, style)
        found = reader.result()
        if _compact(plain(rich(found))) == _compact(meant):
            break
    else:
        reader.lost.append("the formatting")
    return found, tuple(dict.fromkeys(reader.lost))


def text_of(html: str) -> str:
    """Return the text of some HTML without any formatting."""
    return _read(html, _Style.TEXT).result()


def _read(html: str, style: _Style) -> _Reader:
    reader = _Reader(style)
    reader.feed(html)
    reader.close()
    return reader


def _compact(text: str) -> str:
    return "".join(text.split())


_LINE_BREAK = "\\\n"


class _Style(Enum):
    BARE = "Markdown, text as it is"
    ESCAPED = "Markdown, special characters escaped"
    UNFORMATTED = "paragraphs of escaped text"
    TEXT = "text alone"


class _Reader(HTMLParser):
    """Builds Markdown; nesting is counted, not recursed, so no input is too deep."""

    def __init__(self, style: _Style) -> None:
        super().__init__(convert_charrefs=True)
        self.lost: list[str] = []
        self._formatted = style in {_Style.BARE, _Style.ESCAPED}
        self._escaped = style in {_Style.ESCAPED, _Style.UNFORMATTED}
        self._out: list[str] = []
        self._dropped = 0
        self._dropped_tag = ""
        self._lists: list[int | None] = []
        self._code = ""
        self._small: dict[int, int] | None = None
        self._cells = -1
        self._header_due = False
        self._just_marked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropped:
            self._dropped += tag == self._dropped_tag
        elif tag in _DROPPED:
            self.lost.append(f"a <{tag}> element")
            self._dropped, self._dropped_tag = 1, tag
        elif tag in _MARKS:
            self._mark(_MARKS[tag])
        elif tag in {"code", "pre"}:
            self._open_code(tag)
        elif tag in {"ul", "ol", "li"}:
            self._list(tag)
        elif tag in _BLOCKS:
            self._put("\n\n")
        elif tag in {"sup", "sub"}:
            self._small = _SUPERSCRIPT if tag == "sup" else _SUBSCRIPT
        elif tag in {"table", "tr", "td", "th"}:
            self._table(tag)
        elif tag == "br":
            within = bool(self._lists) or self._cells >= 0
            self._put(" " if within else _LINE_BREAK if self._formatted else "\n\n")
        else:
            self._unknown(tag, dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in {"br", "img"}:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            self._dropped -= tag == self._dropped_tag
        elif tag in _MARKS:
            self._unmark(_MARKS[tag])
        elif tag in {"code", "pre"} and tag == self._code:
            self._code = ""
            if self._formatted:
                self._put("`" if tag == "code" else "\n```\n\n")
        elif tag in {"ul", "ol"}:
            if self._lists:
                self._lists.pop()
            self._put("\n\n")
        elif tag in _BLOCKS or tag == "table":
            self._put("\n\n")
        elif tag in {"sup", "sub"}:
            self._small = None
        elif tag == "tr":
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._dropped:
            return
        if self._code == "pre":
            self._put(data)
            return
        text = re.sub(r"\s+", " ", data)
        if self._starts():
            text = text.lstrip()
        if self._small is not None:
            text = text.translate(self._small)
        if self._escaped and not self._code:
            text = _SPECIAL.sub(r"\\\1", text)
            if self._starts():
                text = _LINE_START.sub(_guarded, text)
        if self._just_marked and text.startswith(" "):
            self._out.insert(-1, " ")  # emphasis must touch its word
            text = text.lstrip()
        if text:
            self._put(text)

    def result(self) -> str:
        """Return what was built."""
        pieces = list(self._out)
        while pieces and (pieces[-1] == _LINE_BREAK or not pieces[-1].strip()):
            pieces.pop()
        lines = [line.rstrip() for line in "".join(pieces).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def _put(self, text: str) -> None:
        self._out.append(text)
        self._just_marked = False

    def _starts(self) -> bool:
        """Return whether the next text begins a line, a list entry or a cell."""
        if not self._out:
            return True
        last = self._out[-1]
        return last.endswith("\n") or bool(_MARKER.search(last)) or last in {"\n| ", " | "}

    def _mark(self, mark: str) -> None:
        if self._formatted:
            self._put(mark)
            self._just_marked = True

    def _unmark(self, mark: str) -> None:
        if not self._formatted:
            return
        if self._just_marked:
            self._out.pop()  # nothing was emphasised
            self._just_marked = False
            return
        tail = self._out[-1] if self._out else ""
        if tail.endswith(" "):
            self._out[-1] = tail.rstrip()
            mark = f"{mark} "
        self._put(mark)

    def _open_code(self, tag: str) -> None:
        if not self._code:
            self._code = tag
            if self._formatted:
                self._put("`" if tag == "code" else "\n\n```\n")

    def _list(self, tag: str) -> None:
        if tag == "li":
            depth = max(0, len(self._lists) - 1)
            number = self._lists[-1] if self._lists else None
            if number is not None:
                self._lists[-1] = number + 1
            marker = "-" if number is None else f"{number}."
            self._put(f"\n{'   ' * depth}{marker} " if self._formatted else "\n\n")
            return
        if not self._lists:
            self._put("\n\n")
        self._lists.append(1 if tag == "ol" else None)

    def _table(self, tag: str) -> None:
        if tag == "table":
            self._put("\n\n")
            self._header_due = True
        elif tag == "tr":
            self._cells = 0
        else:
            if self._formatted:
                self._put("\n| " if self._cells <= 0 else " | ")
            else:
                self._put(" ")
            self._cells = max(self._cells, 0) + 1

    def _end_row(self) -> None:
        if self._formatted and self._cells > 0:
            self._put(" |")
            if self._header_due:
                self._put("\n|" + "---|" * self._cells)
        elif not self._formatted:
            self._put("\n\n")
        self._header_due = False
        self._cells = -1

    def _unknown(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "img":
            self._put(f"({given.get('alt') or 'picture'})")
            self.lost.append("a picture (its description stands in the text)")
        elif tag == "a":
            self.lost.append(f"a link to {(given.get('href') or 'nowhere')[:80]}")
        elif tag not in _SILENT:
            self.lost.append(f"a <{tag}> element (its text is kept)")


def _guarded(found: re.Match[str]) -> str:
    mark = found[1]
    return f"{mark}\\" if mark[-1].isdigit() else f"\\{mark}"
