"""Read XML from strangers; write XML and zip files that are the same wherever they are made."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from sciatica_edu.errors import QuizError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LARGEST_FILE_BYTES", "add", "parse_xml", "xml_bytes", "zip_bytes"]

LARGEST_FILE_BYTES = 32_000_000
"""A question file this large is not one that somebody wrote."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def parse_xml(data: bytes) -> Element:
    """Return the root of an XML file; a document type, and with it any entity, is refused.

    Raises
    ------
    QuizError
        If the file is not XML, or declares a document type.
    """
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
        child.text = _NOT_XML.sub("\ufffd", text)
    return child


def xml_bytes(root: Element) -> bytes:
    """Return the document, indented, in UTF-8, the same for the same tree."""
    indent(root)
    body: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of the files, in their order, without times or owners."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.create_system = 3  # the same on Windows
            entry.external_attr = 0o644 << 16
            # stored: what deflate makes differs between versions of zlib
            archive.writestr(entry, data, compress_type=zipfile.ZIP_STORED)
    return buffer.getvalue()
