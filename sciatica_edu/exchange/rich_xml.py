"""Texts as XML: the small tree that Markdown becomes, appended to an element."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from sciatica_edu.exchange.safe_xml import add, xml_text

if TYPE_CHECKING:
    from sciatica_edu.quiz.asking.rich import Rich

__all__ = ["append_text", "put", "put_blocks"]

_BLOCKS = {"p", "ul", "ol", "table"}


def put_blocks(parent: Element, tree: Rich) -> None:
    """Append a text as paragraphs and other blocks."""
    if isinstance(tree, str):
        add(parent, "p", tree)
        return
    paragraph: Element | None = None
    for node in tree:
        if not isinstance(node, str) and node[0] in _BLOCKS:
            paragraph = None
            _put_node(parent, node)
            continue
        if paragraph is None:
            paragraph = add(parent, "p")
        put(paragraph, [node])


def put(parent: Element, tree: Rich) -> None:
    """Append a text within a paragraph."""
    for node in [tree] if isinstance(tree, str) else tree:
        if isinstance(node, str):
            append_text(parent, parent[-1] if len(parent) else None, node)
        else:
            _put_node(parent, node)


def _put_node(parent: Element, node: list[Rich]) -> None:
    put(SubElement(parent, str(node[0])), node[1:])


def append_text(parent: Element, last: Element | None, text: str) -> None:
    """Append bare text after `last`, the last child; before all children if there is none."""
    clean = xml_text(text)
    if last is None:
        parent.text = (parent.text or "") + clean
    else:
        last.tail = (last.tail or "") + clean
