"""Texts of this course as HTML for other programs, and HTML of others as this course's Markdown.

What comes in may be hostile. It ends up as Markdown, and whatever shows it later passes it
through `sciatica_edu.quiz.asking.rich`, in which HTML is text; what cannot be said in that Markdown
is named, never dropped silently.
"""

from __future__ import annotations

import re
from enum import Enum
from html import escape
from typing import TYPE_CHECKING

from sciatica_edu.display.html_tree import Node, parse_html
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
_BLOCKS = {"p", "div", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "section"}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_SILENT = {"html", "body", "head", "span", "font", "u", "small", "label", "li"}
_DROPPED = {"script", "style", "iframe", "object", "embed", "svg", "math", "video", "audio", "form",
            "template", "noscript", "title"}  # fmt: skip
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_SPECIAL = re.compile(r"([\\`*_<&|])")
_LINE_START = re.compile(r"^([-+#>=]|\d+(?=[.)]))", re.MULTILINE)
_LINE_BREAK = "\\\n"


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
    tree = parse_html(html)
    meant = _compact(_Writer(_Style.TEXT).document(tree))
    for style in (_Style.BARE, _Style.ESCAPED, _Style.UNFORMATTED):
        writer = _Writer(style)
        found = writer.document(tree)
        if _compact(plain(rich(found))) == meant:
            break
    else:
        writer.lost.append("the formatting")
    return found, tuple(dict.fromkeys(writer.lost))


def text_of(html: str) -> str:
    """Return the text of some HTML without any formatting."""
    return _Writer(_Style.TEXT).document(parse_html(html))


def _compact(text: str) -> str:
    return "".join(text.split())


class _Style(Enum):
    BARE = "Markdown, text as it is"
    ESCAPED = "Markdown, special characters escaped"
    UNFORMATTED = "paragraphs of escaped text"
    TEXT = "text alone"


class _Writer:
    """Writes a tree of HTML as Markdown; `lost` names what it could not say."""

    def __init__(self, style: _Style) -> None:
        self.lost: list[str] = []
        self._formatted = style in {_Style.BARE, _Style.ESCAPED}
        self._escaped = style in {_Style.ESCAPED, _Style.UNFORMATTED}

    def document(self, tree: Node) -> str:
        """Return all of it."""
        return "\n\n".join(self._blocks(tree))

    def _blocks(self, node: Node) -> list[str]:
        """Return what an element holds as blocks; text between elements is a block of its own."""
        blocks: list[str] = []
        line: list[str] = []

        def flow(inside: list[Node | str]) -> None:
            for one in inside:
                tag = "" if isinstance(one, str) else one.tag
                if isinstance(one, str) or not (tag in _SILENT or self._is_block(tag)):
                    line.append(self._inline(one))
                elif tag in _SILENT:
                    flow(one.inside)
                else:
                    self._end_line(line, blocks)
                    blocks.extend(self._block(one))

        flow(node.inside)
        self._end_line(line, blocks)
        return blocks

    def _is_block(self, tag: str) -> bool:
        return tag in _BLOCKS | {"ul", "ol", "pre", "table"} or (
            tag == "br" and not self._formatted
        )

    def _end_line(self, line: list[str], blocks: list[str]) -> None:
        parts = [part.strip() for part in "".join(line).split(_LINE_BREAK)]
        while parts and not parts[-1]:
            parts.pop()
        while parts and not parts[0]:
            del parts[0]
        text = _LINE_BREAK.join(parts)
        if self._escaped:
            text = _LINE_START.sub(_guarded, text)
        blocks += [text] if text else []
        line.clear()

    def _block(self, node: Node) -> list[str]:
        match node.tag:
            case "ul" | "ol":
                return self._list(node)
            case "table":
                return self._table(node)
            case "pre" if self._formatted:
                return [f"```\n{_raw(node).strip(chr(10))}\n```"]
        return self._blocks(node)

    def _list(self, node: Node) -> list[str]:
        entries: list[str] = []
        for one in node.inside:
            # what stands between the entries, which HTML forbids, is taken for one
            inside = self._blocks(Node("", inside=[one]))
            if not inside or not self._formatted:
                entries += inside
                continue
            marker = f"{len(entries) + 1}. " if node.tag == "ol" else "- "
            first, *more = "\n".join(inside).replace(_LINE_BREAK, " ").split("\n")
            rest = "".join(f"\n{' ' * len(marker)}{line}" for line in more)
            entries.append(f"{marker}{first}{rest}")
        return ["\n".join(entries)] if entries and self._formatted else entries

    def _table(self, node: Node) -> list[str]:
        rows = [
            [
                " ".join(self._blocks(cell)).replace(_LINE_BREAK, " ").replace("\n", " ")
                for cell in row.inside
                if isinstance(cell, Node)
            ]
            for row in node.walk()
            if isinstance(row, Node) and row.tag == "tr"
        ]
        if not self._formatted:
            return [" ".join(row) for row in rows if any(row)]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines[1:1] = ["|" + "---|" * len(rows[0])] if rows else []
        return ["\n".join(lines)] if lines else []

    def _inline(self, node: Node | str) -> str:
        if isinstance(node, str):
            text = re.sub(r"\s+", " ", node)
            return _SPECIAL.sub(r"\\\1", text) if self._escaped else text
        if node.tag in _DROPPED:
            self.lost.append(f"a <{node.tag}> element")
            return ""
        if node.tag == "img":
            self.lost.append("a picture (its description stands in the text)")
            return self._inline(f"({node.given.get('alt') or 'picture'})")
        return self._element(node, "".join(map(self._inline, node.inside)))

    def _element(self, node: Node, inside: str) -> str:
        match node.tag:
            case "br":
                return _LINE_BREAK
            case "code" if self._formatted:
                return f"`{_raw(node)}`"
            case "sup" | "sub":
                return inside.translate(_RAISED if node.tag == "sup" else _LOWERED)
            case tag if tag in _MARKS and self._formatted:
                return _marked(inside, _MARKS[tag])
            case tag if self._is_block(tag):
                return f" {inside} "
            case "a":
                self.lost.append(f"a link to {(node.given.get('href') or 'nowhere')[:80]}")
            case tag if tag not in {*_SILENT, *_MARKS, "code"}:
                self.lost.append(f"a <{tag}> element (its text is kept)")
        return inside


def _raw(node: Node) -> str:
    return "".join(one for one in node.walk() if isinstance(one, str))


def _marked(text: str, mark: str) -> str:
    """Return emphasised text; the marks must touch its words."""
    words = text.strip()
    if not words:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{words}{mark}{after}"


def _guarded(found: re.Match[str]) -> str:
    mark = found[1]
    return f"{mark}\\" if mark[-1].isdigit() else f"\\{mark}"
