"""Text of this course as HTML for other programs; `markdown_text` is the way back."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sciatica_edu.exchange.task import NumberKey
from sciatica_edu.quiz.asking.rich import inline, plain, rich, to_html

if TYPE_CHECKING:
    from sciatica_edu.exchange.task import Gap, Task

__all__ = [
    "gaps_html",
    "html_of",
    "inline_html",
    "plain_of",
    "prompt_html",
    "with_source",
    "without_source",
]

_SOURCE = "Source: "


def html_of(markdown: str) -> str:
    """Return sanitised HTML of a text of one or more paragraphs."""
    tree = rich(markdown)
    return to_html(tree)


def inline_html(markdown: str) -> str:
    """Return sanitised HTML of one line, such as an option."""
    return to_html(inline(markdown))


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
        alt = _escaped(task.picture.alt)
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
    return f"<p>{''.join(_piece(piece, line) for piece in task.pieces)}</p>"


def _piece(piece: str | Gap, line: str) -> str:
    if isinstance(piece, str):
        return escape(piece)
    if isinstance(piece.key, tuple):
        return f"{line} ({escape(' / '.join(choice.text for choice in piece.key))})"
    unit = piece.key.unit if isinstance(piece.key, NumberKey) else ""
    return f"{line} {escape(unit)}".rstrip()


def _escaped(text: str) -> str:
    return to_html(text).replace("\n", " ")


def plain_of(markdown: str) -> str:
    """Return the text of one line without its formatting, for formats that know plain text only."""
    return " ".join(plain(inline(markdown)).split())


def with_source(explanation: str, source: str) -> str:
    """Return an explanation and its references as one Markdown text."""
    return "\n\n".join(
        part for part in (explanation, f"{_SOURCE}{source}" if source else "") if part
    )


def without_source(explanation: str) -> tuple[str, str]:
    """Return explanation and references of a text that `with_source` made."""
    before, found, after = explanation.rpartition(_SOURCE)
    if found and (not before or before.endswith("\n\n")) and "\n" not in after:
        return before.strip(), after.strip()
    return explanation, ""
