"""Read XML from strangers and write XML that every parser accepts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from sciatica_edu.errors import QuizError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LARGEST_FILE_BYTES", "add", "parse_xml", "xml_bytes", "xml_text"]

LARGEST_FILE_BYTES = 32_000_000
"""A question file this large is not one that somebody wrote."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse_xml(data: bytes) -> Element:
    """Return the root of an XML file; a document type, and with it any entity, is refused.

    Raises
    ------
    QuizError
        If the file is too large, is not XML, or declares a document type.
    """
    if len(data) > LARGEST_FILE_BYTES:
        raise QuizError(f"the file has {len(data)} bytes; at most {LARGEST_FILE_BYTES} are read.")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise QuizError(
            "the file declares a document type or entities, which is refused."
        ) from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise QuizError(f"the file is not XML: {error}.") from None
    return root


def add(
    parent: Element, tag: str, text: str | None = None, attributes: Mapping[str, str] | None = None
) -> Element:
    """Append an element; characters that XML cannot hold become a replacement sign."""
    child = SubElement(parent, tag, dict(attributes or {}))
    if text is not None:
        child.text = xml_text(text)
    return child


def xml_text(text: str) -> str:
    """Return the text with a replacement sign for each character that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def xml_bytes(root: Element) -> bytes:
    """Return the document, indented, in UTF-8, the same for the same tree."""
    indent(root)
    body: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()
