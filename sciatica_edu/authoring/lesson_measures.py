"""How long a lesson takes, and how much of it the learner does: counted in its built notebook."""

from __future__ import annotations

import ast
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.display.html_tree import Node, parse_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nbformat import NotebookNode

__all__ = ["DOING_MINUTES", "WORDS_A_MINUTE", "lesson_measures"]

WORDS_A_MINUTE = 200
"""Reading speed for technical prose in a second language: a convention of this course."""
_EACH = MappingProxyType(
    {"quiz": 0.7, "reckon": 1.0, "decide": 1.0, "check_yourself": 0.7, "cases": 1.5}
    | {"pre_test": 0.6, "post_test": 0.6, "vote": 0.3, "predict": 0.5}
    | {"which_root_drew_this": 0.4, "belief_after_a_test": 0.7}
)
"""Minutes for each question, sum, patient, claim or prediction asked for."""
DOING_MINUTES: Mapping[str, float] = MappingProxyType(
    {
        "triage_practice": 4.0,
        "localiser_practice": 4.0,
        "likelihood_explorer": 2.0,
        "body_explorer": 4.0,
        "root_branch_explorer": 3.0,
        "conduction_widget": 4.0,
        "dose_workshop": 3.0,
        "contraindication_checker": 2.0,
        "toxicity_simulation": 4.0,
        "ExerciseCoach": 3.0,
        "RecoveryExplorer": 2.0,
        "pain_drawing": 2.0,
        "ScreeningForm": 3.0,
        "own_record": 1.0,
    }
)
"""Minutes in which an interactive element was walked through once, by what the lesson calls."""
_MINUTES = re.compile(r"\bPlan about (\d+) minutes\b")
_HEADING = re.compile(r"^#{2,3} ", re.MULTILINE)
_END = re.compile(r"^## References", re.MULTILINE)
# What the lesson's own calls ask when they are given no number.
_OPENS = "lesson.predict("
_USUAL_COUNT = MappingProxyType(
    {"quiz": 4, "reckon": 4, "decide": 3, "check_yourself": 8, "cases": 4}
    | {"pre_test": 10, "post_test": 10, "which_root_drew_this": 8, "belief_after_a_test": 6}
    | {"predict": 1}
)


def lesson_measures(notebook: NotebookNode) -> dict[str, float]:
    """Return words, minutes and the share of sections in which the learner acts.

    Parameters
    ----------
    notebook
        A built notebook, its outputs among it.

    Returns
    -------
    dict
        ``words`` that stand open (text, tables and captions; not what is folded, not the
        references, not the stored twin of something that is done), ``minutes_computed`` (words at
        `WORDS_A_MINUTE` and the minutes of what is done), ``share_acting`` (sections between
        headings in which the learner answers, chooses, moves or decides, of all sections) and,
        where the lesson promises them, ``minutes_promised``.
    """
    words, doing = 0, 0.0
    sections = [False]
    found: dict[str, float] = {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = _END.split(cell.source)[0]
            promised = _MINUTES.search(text)
            if promised:
                found["minutes_promised"] = int(promised[1])
            words += _words_of(text)
            sections += [False] * len(_HEADING.findall(text))
            continue
        minutes = _doing(cell.source)
        if minutes is None:
            words += sum(_words_of(html) for html in _shown(cell))
        else:
            doing += minutes
            sections[-1] = True
            if _OPENS in cell.source:  # what a prediction hides is read once it has opened
                words += sum(_words_of(html, folds_opened=1) for html in _shown(cell))
    # What stands before the first heading is the title page.
    counted = sections[1:] or sections
    return found | {
        "words": words,
        "minutes_computed": round(words / WORDS_A_MINUTE + doing, 1),
        "share_acting": round(sum(counted) / len(counted), 2),
    }


def _doing(source: str) -> float | None:
    """Return the minutes of what a cell lets the learner do; None when there is nothing to do."""
    minutes = [value for call in _calls(source) if (value := _minutes(call)) is not None]
    return sum(minutes) if minutes else None


def _calls(source: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield node


def _minutes(call: ast.Call) -> float | None:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name not in _EACH:
        return DOING_MINUTES.get(name)
    given = [item.value for item in call.keywords if item.arg == "count"]
    if given and isinstance(given[0], ast.Constant) and isinstance(given[0].value, int):
        return _EACH[name] * given[0].value
    named = sum(isinstance(item, ast.Constant) for item in call.args)
    return _EACH[name] * _USUAL_COUNT.get(name, max(1, named))


def _shown(cell: NotebookNode) -> Iterator[str]:
    for output in cell.outputs:
        html = output.get("data", {}).get("text/html")
        if html:
            yield "".join(html)


def _words_of(text: str, *, folds_opened: int = 0) -> int:
    return sum(len(piece.split()) for piece in _open(parse_html(text), folds_opened))


def _open(node: Node, folds_opened: int) -> Iterator[str]:
    """Yield what is read when so many folds inside one another were opened; of a closed one its summary."""
    for one in node.inside:
        if isinstance(one, str):
            yield one
        elif one.tag == "details" and "open" not in one.given:
            if folds_opened:
                yield from _open(one, folds_opened - 1)
            else:
                yield from (
                    text
                    for part in one.inside
                    if isinstance(part, Node) and part.tag == "summary"
                    for text in _open(part, 0)
                )
        elif one.tag not in {"style", "script"}:
            yield from _open(one, folds_opened)
