"""The printed page as PDF: the very page that `paper` writes, set in lines and pages.

Walking that page, and not the questions again, keeps the two from telling different things.
Fonts come with matplotlib; the same questions give the same bytes.
"""

from __future__ import annotations

import base64
import datetime as dt
from contextlib import closing
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from fpdf import FPDF
from fpdf.fonts import TTFFont

from sciatica_edu.exchange.losses import Loss, Report
from sciatica_edu.exchange.paper import question_html, to_paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sciatica_edu.exchange.task import Task

__all__ = ["to_pdf"]

FORMAT = "paper as PDF"
_NO_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_FONT, _MONO = "DejaVu Sans", "DejaVu Sans Mono"
_FILES = {
    (_FONT, ""): "DejaVuSans.ttf",
    (_FONT, "B"): "DejaVuSans-Bold.ttf",
    (_FONT, "I"): "DejaVuSans-Oblique.ttf",
    (_FONT, "BI"): "DejaVuSans-BoldOblique.ttf",
    (_MONO, ""): "DejaVuSansMono.ttf",
}
_MARGIN_MM = 18.0
_BODY_PT, _SMALL_PT = 10.0, 8.5
_HEADINGS_PT = {"h1": 16.0, "h2": 13.5, "h3": 10.0}
_LEADING = 1.45
_INDENT_MM = 6.0
_LINE_MM, _SHORT_LINE_MM = 45.0, 16.0
_GAP_MM, _SECTION_MM = 1.0, 3.0
_PICTURE_MM = 75.0
_VOID = {"meta", "br", "img"}
_INLINE = {"b", "strong", "em", "code", "span", "br"}


def to_pdf(
    tasks: Sequence[Task], *, title: str = "Questions", with_key: bool = True
) -> tuple[bytes, Report]:
    """Return the file and what paper could not hold; parameters as `paper.to_paper` takes them."""
    html, report = to_paper(tasks, title=title, with_key=with_key)
    reader = _Reader()
    reader.feed(html.decode())
    reader.close()
    with closing(_Sheet(title)) as trial, closing(_Sheet(title, trial=trial)) as sheet:
        sheet.blocks(reader.body.children)
        losses = [*report.losses, *(loss for task in tasks for loss in sheet.unknown_signs(task))]
        return bytes(sheet.pdf.output()), Report(FORMAT, report.carried, tuple(losses))


@dataclass
class _Node:
    tag: str
    given: dict[str, str] = field(default_factory=dict)
    children: list[_Node | str] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.given.get("class", "").split())


class _Reader(HTMLParser):
    """Builds the tree of a page that is well formed, as ours is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.body = _Node("body")
        self.page = _Node("page")
        self._open = [self.page]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attrs})
        if tag == "body":
            self.body = node
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


class _Numbered(FPDF):
    """A document with the number of each page below it."""

    def footer(self) -> None:
        """Write the number."""
        self.set_y(-12)
        self.set_font(_FONT, size=_SMALL_PT)
        self.cell(0, 5, f"{self.page_no()}", align="C")


class _Sheet:
    """Sets a tree of HTML in lines and pages; knows the elements that `paper` writes.

    Parameters
    ----------
    title
        Of the document.
    trial
        Another sheet, on which questions are measured before they are set.
    """

    def __init__(self, title: str, *, trial: _Sheet | None = None) -> None:
        self._trial = trial
        self.pdf = _Numbered(format="A4")
        self.pdf.set_creation_date(_NO_DAY)
        self.pdf.set_title(title)
        self.pdf.set_lang("en")
        self.pdf.set_margin(_MARGIN_MM)
        self.pdf.set_auto_page_break(auto=True, margin=_MARGIN_MM)
        for (family, style), name in _FILES.items():
            self.pdf.add_font(family, style, _font_folder() / name)
        self.pdf.add_page()
        self._size = _BODY_PT
        self._style = frozenset[str]()

    def close(self) -> None:
        """Close the files of the fonts."""
        for font in self.pdf.fonts.values():
            if isinstance(font, TTFFont):  # numbers in pictures use a font without a file
                font.close()

    def unknown_signs(self, task: Task) -> Iterable[Loss]:
        """Return a loss for each sign of a task that the font has no picture of."""
        known = cast("TTFFont", self.pdf.fonts[_FONT.casefold()]).cmap
        reader = _Reader()
        reader.feed(question_html(task))
        signs = sorted({sign for sign in _text(reader.page) if ord(sign) > 31})
        for sign in signs:
            if ord(sign) not in known:
                yield Loss(task.id, f"the sign {sign!r}", "the font of the PDF lacks it")

    def height_mm(self, node: _Node) -> float | None:
        """Set an element on a page of its own; return its height, None if it is too long."""
        self.pdf.add_page()
        page, top = self.pdf.page, self.pdf.y
        self.blocks(node.children)
        return self.pdf.y - top if self.pdf.page == page else None

    # ------------------------------------------------------------ blocks

    def blocks(self, nodes: Iterable[_Node | str]) -> None:
        """Set elements one below the other; what stands between them flows as a paragraph."""
        line: list[_Node | str] = []
        for node in nodes:
            if isinstance(node, str) or node.tag in _INLINE:
                line.append(node)
                continue
            self._paragraph(line)
            line = []
            self._block(node)
        self._paragraph(line)

    def _block(self, node: _Node) -> None:
        match node.tag:
            case "h1" | "h2" | "h3":
                self._heading(node)
            case "section":
                self.pdf.ln(_SECTION_MM)
                self._whole(node)
            case "ul" | "ol":
                self._list(node)
            case "table":
                self._table(node)
            case "img":
                self._picture(node)
            case "div" if "key" in node.classes:
                self.pdf.add_page()
                self.blocks(node.children)
            case "p":
                self._size = _SMALL_PT if "small" in node.classes else _BODY_PT
                # a picture stands in a paragraph and is set as a block
                self.blocks(node.children)
                self._size = _BODY_PT
            case _:
                self.blocks(node.children)

    def _whole(self, node: _Node) -> None:
        """Set a question on one page if it fits on one."""
        height_mm = self._trial.height_mm(node) if self._trial else None
        if height_mm is not None and self.pdf.will_page_break(height_mm):
            self.pdf.add_page()
        self.blocks(node.children)

    def _heading(self, node: _Node) -> None:
        before, self._size = self._size, _HEADINGS_PT[node.tag]
        self._style |= {"B"}
        self._paragraph(node.children)
        self._size, self._style = before, self._style - {"B"}

    def _list(self, node: _Node) -> None:
        entries = [one for one in node.children if isinstance(one, _Node)]
        plain = "options" in node.classes
        left = self.pdf.l_margin
        for place, entry in enumerate(entries, start=1):
            self.pdf.set_x(left)
            if not plain:
                self._write("•" if node.tag == "ul" else f"{place}.")
            self.pdf.set_left_margin(left + (0 if plain else _INDENT_MM))
            self.pdf.set_x(self.pdf.l_margin)
            self.blocks(entry.children)
            self.pdf.set_left_margin(left)
        self.pdf.set_x(left)

    def _table(self, node: _Node) -> None:
        self._use_font()
        with self.pdf.table(
            borders_layout="HORIZONTAL_LINES", line_height=self._height * 1.2, text_align="LEFT"
        ) as table:
            for row in _all(node, "tr"):
                cells = [one for one in row.children if isinstance(one, _Node)]
                table.row([" ".join(_text(cell).split()) for cell in cells])
        self.pdf.ln(2)

    def _picture(self, node: _Node) -> None:
        data = base64.b64decode(node.given["src"].partition(",")[2])
        if self.pdf.will_page_break(_PICTURE_MM):
            self.pdf.add_page()
        self.pdf.image(BytesIO(data), h=_PICTURE_MM, alt_text=node.given.get("alt"))
        self.pdf.ln(2)

    # ------------------------------------------------------------ lines

    @property
    def _height(self) -> float:
        """Height of a line, in mm."""
        return self._size * _LEADING * 25.4 / 72

    def _paragraph(self, nodes: Iterable[_Node | str]) -> None:
        listed = list(nodes)
        if not any(_text(node).strip() or isinstance(node, _Node) for node in listed):
            return
        self._flow(listed)
        self.pdf.ln(self._height * 1.15)

    def _flow(self, nodes: Iterable[_Node | str]) -> None:
        for node in nodes:
            if isinstance(node, str):
                self._write(node)
            elif node.tag == "br":
                self.pdf.ln(self._height)
            elif "line" in node.classes:
                self._blank(_SHORT_LINE_MM if "short" in node.classes else _LINE_MM)
            else:
                self._styled(node)

    def _styled(self, node: _Node) -> None:
        size, style = self._size, self._style
        marks = {"b": "B", "strong": "B", "em": "I", "code": "M"}
        self._style |= {marks[node.tag]} if node.tag in marks else set()
        self._style |= {"B"} if "box" in node.classes else set()
        self._size = _SMALL_PT if "small" in node.classes else size
        self._flow(node.children)
        self._size, self._style = size, style

    def _write(self, text: str) -> None:
        self._use_font()
        self.pdf.write(self._height, text)

    def _use_font(self) -> None:
        if "M" in self._style:
            self.pdf.set_font(_MONO, size=self._size)
        else:
            self.pdf.set_font(_FONT, "".join(sorted(self._style)), self._size)

    def _blank(self, width_mm: float) -> None:
        """Draw a line to write on."""
        if self.pdf.x + width_mm > self.pdf.w - self.pdf.r_margin:
            self.pdf.ln(self._height)
        if self.pdf.will_page_break(self._height):
            self.pdf.add_page()
        x, y = self.pdf.x + _GAP_MM, self.pdf.y + self._height * 0.85
        self.pdf.line(x, y, x + width_mm, y)
        self.pdf.set_x(x + width_mm + _GAP_MM)


def _font_folder() -> Path:
    import matplotlib as mpl

    return Path(mpl.get_data_path()) / "fonts" / "ttf"


def _all(node: _Node, tag: str) -> Iterable[_Node]:
    for one in node.children:
        if isinstance(one, _Node):
            if one.tag == tag:
                yield one
            else:
                yield from _all(one, tag)


def _text(node: _Node | str) -> str:
    """Return the text of an element; a line to write on is dots."""
    if isinstance(node, str):
        return node
    if "line" in node.classes:
        return "_" * 8
    return "".join(map(_text, node.children))
