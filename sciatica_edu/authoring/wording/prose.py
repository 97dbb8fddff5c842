"""No clinical sentence stands in Python: what a learner reads is data, with the facts it rests on.

A sentence in code has no source and no reviewer ever sees it; ``data/sentences`` has both.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sciatica_edu.evidence.integrity import Breach

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_prose", "clinical_prose", "clinical_word", "prose_of"]

FEWEST_WORDS = 8
"""Shorter strings are nearly all labels."""
_WORD = re.compile(r"[A-Za-zµ][A-Za-zµ'’-]+")
_HEADINGS = frozenset({"caption", "description", "help", "label", "title"})
_HEADING_CALLS = frozenset({"set_title", "set_xlabel", "set_ylabel", "suptitle"})
_SENTENCE = re.compile(r"[.!](?:\s|$)")
_LOGGED = frozenset({"debug", "info", "warning", "error", "exception", "critical", "warn"})
_AUTHORS_ROOM = "authoring"
"""Its patterns and messages are full of clinical words, and no learner reads them."""
_WORDS_FILE = Path(__file__).parent / "clinical_words.txt"


def check_prose(package: Path) -> tuple[Breach, ...]:
    """Return each clinical sentence in the Python files below a folder, in order of place."""
    return tuple(
        Breach(
            f"{path.relative_to(package.parent).as_posix()}:{line}",
            "prose-is-data",
            f"a clinical sentence ({word!r}) stands in code: “{_short(text)}”; move it to "
            "data/sentences, with its facts.",
        )
        for path in sorted(package.rglob("*.py"))
        if path.relative_to(package).parts[0] != _AUTHORS_ROOM
        for line, word, text in clinical_prose(path.read_text(encoding="utf-8"))
    )


def clinical_prose(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, clinical word and text of each clinical sentence in Python source.

    Examples
    --------
    >>> list(clinical_prose("say('Numbness between the legs: go to an emergency department.')"))
    [(1, 'numbness', 'Numbness between the legs: go to an emergency department.')]
    """
    for line, text in prose_of(source):
        if len(_WORD.findall(text)) >= FEWEST_WORDS:
            word = clinical_word(text)
            if word:
                yield line, word, text


def clinical_word(text: str) -> str:
    """Return the first clinical word of a text, in lower case; empty when it has none.

    Examples
    --------
    >>> clinical_word("Ask about anticoagulants first.")
    'anticoagulants'
    >>> clinical_word("Press the button.")
    ''
    """
    found = _clinical_words().search(text)
    return found[0].lower() if found else ""


@lru_cache(maxsize=1)
def _clinical_words() -> re.Pattern[str]:
    lines = _WORDS_FILE.read_text(encoding="utf-8").splitlines()
    stems = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return re.compile(rf"\b(?:{'|'.join(stems)})\b", re.IGNORECASE)


def prose_of(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each string that a learner may read.

    Parts of an f-string and strings added to one another are read as one. Left out are
    docstrings, messages of exceptions, log lines, alternative texts (they tell what a picture
    shows) and headings that are no sentence.
    """
    yield from _strings(ast.parse(source))


def _strings(node: ast.AST, *, heading: bool = False) -> Iterator[tuple[int, str]]:
    text = _joined(node)
    if text is not None:
        if not heading or _SENTENCE.search(text):
            yield getattr(node, "lineno", 0), " ".join(text.split())
        return
    heading = heading or _is_heading(node)
    for child in ast.iter_child_nodes(node):
        if not _is_unread(child):
            yield from _strings(child, heading=heading)


def _is_heading(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg in _HEADINGS
    return isinstance(node, ast.Call) and _called(node) in _HEADING_CALLS


def _is_unread(node: ast.AST) -> bool:
    """Tell whether no learner reads what stands here as a statement."""
    match node:
        case ast.Expr(value=ast.Constant()):  # a docstring, of whatever it stands below
            return True
        case ast.Raise() | ast.keyword(arg="alt") | ast.Assign(targets=[ast.Name(id="alt")]):
            return True
        case ast.FunctionDef(name=name):
            return "alt" in name.split("_")
        case ast.Call(func=ast.Attribute(attr=name)) if name in _LOGGED:
            return True
        case ast.Call():
            return _called(node).endswith(("Error", "Exception", "Warning"))
    return False


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _joined(node: ast.AST) -> str | None:
    """Return the text of a string expression; ``…`` where a value is put in."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_joined(value) or " … " for value in values)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            parts = [_joined(left), _joined(right)]
            if parts == [None, None]:
                return None
            return "".join(part if part is not None else " … " for part in parts)
    return None


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
