"""One warning, one wording: finds cauda equina signs that are listed in words of their own.

The warning stands once, as the sentence ``cauda-equina.warning``. Whoever lists three of the
five signs elsewhere and says what they mean has written a second wording, which will differ
from the first one day. Single signs may be named anywhere, in a patient's story too.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from sciatica_edu.evidence.integrity import Breach
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.yaml import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["check_one_wording", "second_wordings"]

_WARNING = "cauda-equina.warning"
_SIGNS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"saddle|between (the|your|his|her) legs|genital|back passage|perian|perine",
        r"urin|bladder|pass(ing)? water",
        r"bowel|stool|f(a)?eces",
        r"sexual|during sex",
        r"both (the )?legs|sciatica on both sides|bilateral|other leg\b|two legs",
    )
)
_FEWEST_SIGNS = 3
_ACTS = re.compile(
    r"emergency (department|contact)|hospital|A&E|999|ambulance|at once\b|any (one )?of|any one\b"
    r"|one of (them|these)|suspect",
    re.IGNORECASE,
)


def second_wordings(text: str, warning: str) -> Iterator[str]:
    """Yield the paragraphs that list cauda equina signs, and what they mean, in other words.

    Parameters
    ----------
    text
        Plain text or markdown; a list counts as part of the paragraph that leads to it.
    warning
        The one wording; what it covers is left out of the search.
    """
    unquoted = re.sub(r"^[ \t]*>[ \t]?", "", text, flags=re.MULTILINE)
    for paragraph in re.split(r"\n\s*\n(?!\s*(?:[-*]|\d+\.)\s)", unquoted):
        words = " ".join(paragraph.split()).replace(" ".join(warning.split()), "")
        signs = sum(bool(sign.search(words)) for sign in _SIGNS)
        if signs >= _FEWEST_SIGNS and _ACTS.search(words):
            yield words


def check_one_wording(files: Iterable[Path]) -> Iterator[Breach]:
    """Yield a breach for every second wording in data, lessons, code or documents.

    Facts and the titles of references are other people's statements and are not read.
    """
    warning = sentence(_WARNING).text
    for path in files:
        for where, text in _texts(path):
            for found in second_wordings(text, warning):
                yield Breach(
                    where,
                    "one-wording",
                    f"lists cauda equina signs in words of its own: {found[:70]!r} …; show the "
                    f"sentence {_WARNING!r} instead.",
                )


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield ``file:line`` and text: strings of data and code (a lesson's cells are strings)."""
    name = f"{path.parent.name}/{path.name}"
    if path.suffix == ".yaml":
        if path.parent.name != "facts" and path.name != "references.yaml":
            file = load_yaml(path)
            yield from ((file.at(place), text) for place, text in _strings(file.data))
    elif path.suffix == ".py":
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{name}:{node.lineno}", node.value
    else:
        yield name, path.read_text(encoding="utf-8")


def _strings(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from _strings(item, (*place, key))
