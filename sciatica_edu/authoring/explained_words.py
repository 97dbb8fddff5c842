"""Abbreviations and names in a lesson's text, explained at first use on hover and on focus.

JupyterLab's sanitizer drops `tabindex` from every element but links and fields, so the
explanation stands in a link without address; `.sci-word` of the look shows it on focus.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sciatica_edu.evidence.course import Course

__all__ = ["explain_words", "unexplained"]

_LEFT_ALONE = (
    r"```.*?```|`[^`\n]*`|^\#[^\n]*|!?\[[^\]]*\](?:\([^)]*\))?|<(?P<tag>a|summary)\b.*?</(?P=tag)>"
    r"|<!--.*?-->|<[^>]*>|https?://\S+"
)
"""Code, headings, links and what HTML says already."""
_CAPITALS = re.compile(rf"{_LEFT_ALONE}|\b(?P<name>[A-Z]{{2,}})\b", re.DOTALL | re.MULTILINE)
_REFERENCES = "## References"
_KNOWN_TO_ALL = frozenset({"CSV", "MIT", "MPL", "PDF", "UK", "US", "XML"})
"""Countries, kinds of files, names of licences."""


def explain_words(texts: Iterable[str], course: Course) -> Iterator[str]:
    """Yield a lesson's texts with each name of the glossary explained where it first stands.

    Parameters
    ----------
    texts
        Markdown of the lesson's cells, in order.
    course
        Its glossary holds the names; those with a capital letter are abbreviations or eponyms.
    """
    told = _names(course)
    if not told:
        yield from texts
        return
    longest_first = sorted(map(re.escape, told), key=len, reverse=True)
    found = re.compile(
        rf"{_LEFT_ALONE}|(?<![\w-])(?P<name>{'|'.join(longest_first)})(?![\w-])",
        re.DOTALL | re.MULTILINE,
    )

    def explained(match: re.Match[str]) -> str:
        title = told.get(match["name"] or "")
        if title is None or title in done:
            return match[0]
        done.add(title)
        words = html.escape(title)
        return f'<a class="sci-word" tabindex="0" title="{words}"><abbr>{match[0]}</abbr></a>'

    done: set[str] = set()
    for text in texts:
        yield text if text.startswith(_REFERENCES) else found.sub(explained, text)


def unexplained(text: str, course: Course) -> set[str]:
    """Return the words in capitals that the glossary does not explain."""
    if text.startswith(_REFERENCES):
        return set()
    used = {match["name"] for match in _CAPITALS.finditer(text) if match["name"]}
    return used - _names(course).keys() - _KNOWN_TO_ALL


def _names(course: Course) -> Mapping[str, str]:
    """Return what is told of each abbreviation and eponym."""
    return {
        name: " ".join(f"{row.term}: {row.definition}".split())
        for row in course.glossary.values()
        for name in (row.term, *row.synonyms)
        if name != name.lower()
    }
