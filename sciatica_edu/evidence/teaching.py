"""What the built notebooks really show a reader: claims, figures, uncertain facts.

The proof that a claim is taught is its correction in the notebook's own text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from sciatica_edu.display.html_tree import Node, parse_html
from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.integrity import Breach, uncertain_facts
from sciatica_edu.evidence.models import Claim, ClaimVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.models import Omission

__all__ = ["ShownCell", "check_teaching", "read_notebooks", "taught_ids"]

_SHORTEST_ALT = 40
_DASHES = re.compile(r"\s+")


@dataclass(frozen=True)
class ShownCell:
    """One cell as a reader meets it.

    Attributes
    ----------
    where
        Notebook and cell number.
    text
        Markdown source, or the text of all outputs, white space folded.
    alts
        Alt texts of its pictures; an empty one where the picture has none.
    """

    where: str
    text: str
    alts: tuple[str, ...]


def read_notebooks(folder: Path) -> dict[str, tuple[ShownCell, ...]]:
    """Read every built notebook of `folder`.

    Raises
    ------
    ContentError
        If a notebook is not JSON.
    """
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            notebook = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ContentError(
                f"{path.parent.name}/{path.name}:1: not a notebook: {error}."
            ) from None
        found[path.stem] = tuple(
            _shown(cell, f"notebooks/{path.name}, cell {number}")
            for number, cell in enumerate(notebook["cells"], start=1)
        )
    return found


def taught_ids(course: Course, notebooks: Mapping[str, tuple[ShownCell, ...]]) -> set[str]:
    """Return the claims and omissions shown with their correction in every lesson that owes them."""
    entries: list[Claim | Omission] = [*course.claims.values(), *course.omissions.values()]
    return {
        entry.id
        for entry in entries
        if all(_shows(notebooks.get(lesson, ()), entry) for lesson in entry.taught_in)
    }


def check_teaching(
    course: Course, notebooks: Mapping[str, tuple[ShownCell, ...]]
) -> tuple[Breach, ...]:
    """Return every breach in what the notebooks show, in order of place."""
    rules = (_claims_taught, _danger_corrected, _pictures_described, _uncertain_said)
    return tuple(sorted(breach for rule in rules for breach in rule(course, notebooks)))


def _claims_taught(
    course: Course, notebooks: Mapping[str, tuple[ShownCell, ...]]
) -> Iterator[Breach]:
    entries: list[Claim | Omission] = [*course.claims.values(), *course.omissions.values()]
    for entry in entries:
        for lesson in entry.taught_in:
            if not _shows(notebooks.get(lesson, ()), entry):
                message = (
                    f"{entry.id!r} is not shown with its correction in notebooks/{lesson}.ipynb."
                )
                yield Breach(course.places.get(entry.id, "data:1"), "claim-taught", message)


def _danger_corrected(
    course: Course, notebooks: Mapping[str, tuple[ShownCell, ...]]
) -> Iterator[Breach]:
    dangerous = [
        claim for claim in course.claims.values() if claim.verdict is ClaimVerdict.DANGEROUS
    ]
    for cells in notebooks.values():
        for cell in cells:
            for claim in dangerous:
                if _folded(claim.claim) in cell.text and _folded(claim.correction) not in cell.text:
                    message = f"dangerous claim {claim.id!r} stands here without its correction."
                    yield Breach(cell.where, "danger-corrected", message)


def _pictures_described(
    _course: Course, notebooks: Mapping[str, tuple[ShownCell, ...]]
) -> Iterator[Breach]:
    for cells in notebooks.values():
        for cell in cells:
            for alt in cell.alts:
                if len(alt.strip()) < _SHORTEST_ALT:
                    message = f"a picture has no describing alt text (found {alt!r})."
                    yield Breach(cell.where, "picture-alt", message)


def _uncertain_said(
    course: Course, notebooks: Mapping[str, tuple[ShownCell, ...]]
) -> Iterator[Breach]:
    doubtful = uncertain_facts(course)
    for cells in notebooks.values():
        for cell in cells:
            for fact in doubtful:
                if _folded(fact.statement) in cell.text and "uncertain" not in cell.text.lower():
                    message = f"uncertain fact {fact.id!r} is shown as plain fact."
                    yield Breach(cell.where, "uncertain-said", message)


def _shows(cells: tuple[ShownCell, ...], entry: Claim | Omission) -> bool:
    said = _folded(entry.claim if isinstance(entry, Claim) else entry.omission)
    return any(said in cell.text and _folded(entry.correction) in cell.text for cell in cells)


def _shown(cell: Mapping[str, Any], where: str) -> ShownCell:
    if cell["cell_type"] != "code":
        source = "".join(cell["source"])
        return ShownCell(where, _folded(source), tuple(_alts(parse_html(source).walk())))
    texts: list[str] = []
    alts: list[str] = []
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if "text/html" in data:
            shown = list(parse_html("".join(data["text/html"])).walk())
            texts.append("".join(" " if isinstance(one, Node) else one for one in shown))
            alts += _alts(shown)
        elif any(kind.startswith("image/") for kind in data):
            alts.append("")
        texts.append("".join(data.get("text/plain", "")) + "".join(output.get("text", "")))
    return ShownCell(where, _folded("\n".join(texts)), tuple(alts))


def _alts(shown: Iterable[Node | str]) -> list[str]:
    return [one.given.get("alt", "") for one in shown if isinstance(one, Node) and one.tag == "img"]


def _folded(text: str) -> str:
    return _DASHES.sub(" ", unescape(text)).strip()
