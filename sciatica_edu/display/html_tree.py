"""HTML that comes from elsewhere, as a tree: the one reader of HTML here."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Node", "parse_html"]

# Deeper elements stand beside their parent, so that nobody's recursion ends with an error.
_DEEPEST = 60
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                   "source", "track", "wbr"})  # fmt: skip
# an element that ends the one before it, whose end tag may be left out
_ENDS = {
    "p": {"p"},
    "li": {"li", "p"},
    "tr": {"td", "th", "tr"},
    "td": {"td", "th"},
    "th": {"td", "th"},
}


@dataclass(slots=True)
class Node:
    """An element: its tag, its attributes, and what it holds."""

    tag: str
    given: dict[str, str] = field(default_factory=dict)
    inside: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node | str]:
        """Return every element and text below this one, in the order of reading."""
        for one in self.inside:
            yield one
            if isinstance(one, Node):
                yield from one.walk()

    def as_tree(self) -> list[Any]:
        """Return it as JSON for the browser: tag, attributes, and what it holds."""
        inside = [one if isinstance(one, str) else one.as_tree() for one in self.inside]
        return [self.tag, self.given, *inside]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Node("")
        self._open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while len(self._open) > 1 and self._open[-1].tag in _ENDS.get(tag, ()):
            self._open.pop()
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(node)
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, node in enumerate(self._open) if node.tag == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        inside = self._open[-1].inside
        if inside and isinstance(inside[-1], str):
            inside[-1] += data
        else:
            inside.append(data)


def parse_html(html: str) -> Node:
    """Return a nameless element that holds what some HTML says; nothing is too broken to read.

    Examples
    --------
    >>> parse_html("Lift <b>it</b>").inside
    ['Lift ', Node(tag='b', given={}, inside=['it'])]
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.top
