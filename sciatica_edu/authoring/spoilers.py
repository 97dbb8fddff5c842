"""Whether a prediction is asked, and whether the page gives its answer away before it is made.

Looked through is what stands in the open in the same section, from heading to heading: the text
above and below, the stored outputs and the alt texts of their pictures. A closed section does
not count: it opens by the reader's own hand.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import nbformat

from sciatica_edu.authoring.build import convert_lesson
from sciatica_edu.authoring.source import read_source
from sciatica_edu.display.html_tree import Node, parse_html
from sciatica_edu.errors import LessonError
from sciatica_edu.evidence.integrity import Breach
from sciatica_edu.evidence.predictions import NumberPrediction, OrderPrediction
from sciatica_edu.lessons.parameter_models import PARAMETER_MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbformat import NotebookNode

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.predictions import Prediction

__all__ = ["check_predictions", "giveaways"]

_ASKED = re.compile(r"\.predict\(\s*\"(PRD-[A-Z]+-\d+)\"")
_HEADING = re.compile(r"^(?=#{1,4} )", re.MULTILINE)
_NOISE = re.compile(r"\[(?:\d+|\?)\]\(#[^)]*\)|[*_`]")
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)")
_FEWEST_WORDS = 2
"""An option of one word ("both") says too little to be looked for; its row lists spoilers."""


@dataclass(frozen=True)
class _Open:
    """A piece of text that stands in the open, and the section it belongs to."""

    section: int
    where: str
    text: str
    asks: tuple[str, ...] = ()
    """The predictions it asks: each names its own options."""


def check_predictions(course: Course, *, lessons: Path, notebooks: Path) -> tuple[Breach, ...]:
    """Return a breach for each prediction that is not asked once, or is given away.

    A lesson whose source is broken is left out; `check_lessons` names the fault.

    Parameters
    ----------
    course
        The content.
    lessons, notebooks
        Folders of the sources and of what was built from them.
    """
    found: list[Breach] = []
    asked: Counter[str] = Counter()
    sound: set[str] = set()
    for lesson in PARAMETER_MODELS:
        try:
            source = read_source(lessons / f"{lesson}.py")
            cells = convert_lesson(source, course).cells
        except LessonError:
            continue
        places = [source.where(number) for number in range(len(cells))]
        sound.add(lesson)
        pieces, at = _read(cells, places, _outputs(notebooks / f"{lesson}.ipynb"))
        asked.update(name for _, name in at)
        for section, name in at:
            row = course.predictions.get(name)
            if row is None:  # running the lesson says so
                continue
            near = [one for one in pieces if one.section == section and name not in one.asks]
            own = _Open(section, course.place(name), row.question)
            found += _given_away(row, [own, *near])
    for name, row in course.predictions.items():
        if row.lesson in sound and asked[name] != 1:
            message = f"prediction {name!r} is asked {asked[name]} times in {row.lesson}, not once."
            found.append(Breach(course.place(name), "prediction-asked", message))
    return tuple(sorted(found))


def _given_away(row: Prediction, near: list[_Open]) -> Iterator[Breach]:
    for piece in near:
        for words in giveaways(row, piece.text):
            message = f"prediction {row.id!r} is given away in the open near it: “{words}”"
            yield Breach(piece.where, "prediction-spoiled", message)


def giveaways(row: Prediction, text: str) -> Iterator[str]:
    """Yield the sentences of `text` that say what is to be predicted.

    A sentence that names every option gives nothing away.
    """
    for sentence in _SENTENCE.split(_NOISE.sub("", text)):
        said = _folded(sentence)
        if any(_folded(words) in said for words in row.spoilers) or _says(row, said):
            yield " ".join(sentence.split())[:160]


def _says(row: Prediction, said: str) -> bool:
    if isinstance(row, NumberPrediction):
        return bool(_number(row).search(said))
    if isinstance(row, OrderPrediction):
        at = [said.find(_folded(row.options[name])) for name in row.truth]
        return at[0] >= 0 and at == sorted(at)
    right = [row.truth] if isinstance(row.truth, str) else row.truth
    named = {name for name, words in row.options.items() if _folded(words) in said}
    telling = {name for name in right if len(row.options[name].split()) >= _FEWEST_WORDS}
    return bool(named & telling) and named <= set(right)


def _number(row: NumberPrediction) -> re.Pattern[str]:
    """Match the truth with its unit; of a hundred also as a percentage, and the reverse."""
    numbers = f"{row.truth:g}" + (f" (?:to|-|–) {row.truth_to:g}" if row.truth_to else "")
    unit = re.escape(_folded(row.unit))
    if row.unit == "%" or row.unit.endswith("of 100"):
        unit = r"(?:points )?(?:%|(?:of|in|out of) (?:every )?100\b)"
    return re.compile(rf"(?<![\d.,–-]){numbers} ?{unit}")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _read(
    cells: list[NotebookNode], places: list[str], outputs: dict[str, str]
) -> tuple[list[_Open], list[tuple[int, str]]]:
    """Return what stands in the open, and the predictions with the section each stands in."""
    pieces: list[_Open] = []
    asked: list[tuple[int, str]] = []
    section = 0
    for cell, where in zip(cells, places, strict=True):
        if cell.cell_type != "markdown":
            asks = tuple(_ASKED.findall(cell.source))
            asked += [(section, name) for name in asks]
            pieces.append(_Open(section, where, outputs.get(cell.source, ""), asks))
            continue
        for part in _HEADING.split(cell.source):
            section += part.startswith("#")
            pieces.append(_Open(section, where, part))
    return pieces, asked


def _outputs(path: Path) -> dict[str, str]:
    """Return by a cell's source what its stored outputs show in the open."""
    try:
        stored: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except (OSError, ValueError):
        return {}  # `check_lessons` says so
    return {
        cell.source: "\n\n".join(
            " ".join(_unfolded(parse_html(output.data["text/html"])))
            for output in cell.outputs
            if "text/html" in output.get("data", {})
        )
        for cell in stored.cells
        if cell.cell_type == "code"
    }


def _unfolded(node: Node) -> Iterator[str]:
    """Yield texts and alt texts outside closed sections; each cell and item ends a sentence."""
    for one in node.inside:
        if isinstance(one, str):
            yield one
        elif one.tag != "details" or "open" in one.given:
            yield one.given.get("alt", "")
            yield from _unfolded(one)
            if one.tag in {"td", "th", "li", "p", "figcaption"}:
                yield "\n\n"
