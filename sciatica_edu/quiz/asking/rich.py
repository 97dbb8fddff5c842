"""Turn Markdown into a small tree of text and harmless elements.

Question text may come from an imported file. HTML in it is text, never markup; what
Markdown makes is sanitised again by nh3; and only the elements named here survive. The
widget builds its DOM from the tree, and the twin its HTML, so neither ever meets markup
that somebody wrote.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias

import nh3
from markdown_it import MarkdownIt

from sciatica_edu.display import Html, element, escape
from sciatica_edu.display.html_tree import Node, parse_html

__all__ = ["Rich", "inline", "plain", "rich", "to_html"]

Rich: TypeAlias = "str | list[Any]"
"""A text, or a list of nodes: a text, or ``[tag, child, …]``."""

_TAGS = {
    "br",
    "code",
    "em",
    "li",
    "ol",
    "p",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
_MARKDOWN.disable(["image", "link", "autolink", "reference", "heading", "lheading", "html_block"])


def _tree(html: str) -> Rich:
    top = _nodes(parse_html(nh3.clean(html, tags=_TAGS, attributes={}, link_rel=None)))
    if len(top) == 1 and isinstance(top[0], list) and top[0][0] == "p":
        top = top[0][1:]  # one paragraph needs no element of its own
    if all(isinstance(node, str) for node in top):
        return "".join(top)
    return top


def _nodes(node: Node) -> list[Any]:
    return [
        one.rstrip("\n") if isinstance(one, str) else [one.tag, *_nodes(one)]
        for one in node.inside
        if one != "\n"
    ]


@lru_cache(maxsize=4096)
def _rendered(text: str, *, block: bool) -> Rich:
    return _tree(_MARKDOWN.render(text) if block else _MARKDOWN.renderInline(text))


def rich(text: str) -> Rich:
    """Return paragraphs, lists and tables of `text` as a tree."""
    return _rendered(text, block=True)


def inline(text: str) -> Rich:
    """Return one line of `text` (an option, a label) as a tree."""
    return _rendered(" ".join(text.split()), block=False)


def to_html(tree: Rich) -> str:
    """Return the tree as HTML."""
    if isinstance(tree, str):
        return escape(tree)
    return "".join(_node(node) for node in tree)


def _node(node: str | list[Any]) -> str:
    if isinstance(node, str):
        return escape(node)
    tag, *children = node
    return element(tag, *(Html(_node(child), "") for child in children))


def plain(tree: Rich) -> str:
    """Return the tree's text alone."""
    if isinstance(tree, str):
        return tree
    pieces = []
    for node in tree:
        if isinstance(node, str):
            pieces.append(node)
        else:
            inner = plain(node[1:])
            pieces.append(f"{inner} " if node[0] in {"p", "li", "td", "th", "br"} else inner)
    return "".join(pieces).strip()
