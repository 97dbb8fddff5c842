"""The clinical sentences the course says, each once, as data with the facts it rests on.

A sentence that is shown anywhere (widget, figure, lesson text, handout) stands in
``data/sentences/*.yaml`` and is asked for by its id, so that a reviewer reads all that
the course says in one place and a warning has one wording.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, StringConstraints, model_validator

from sciatica_edu.errors import ContentError, did_you_mean
from sciatica_edu.evidence.loading import load_keyed
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.models import FactId, Model, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Sentence", "insert_sentences", "load_sentences", "sentence"]

_INSERTION = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")


class Sentence(Model):
    """One thing the course says: its words, and what they rest on.

    Attributes
    ----------
    text
        The words; ``{name}`` is filled in by `fill`.
    facts
        Facts behind every clause of the text.
    basis
        What a sentence without a fact rests on, in words ("convention: …", "how the page
        works"); printed on the review sheet.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
    text: Text
    facts: list[FactId] = Field(default=[])
    basis: Text | None = None

    @model_validator(mode="after")
    def _rests_on_something(self) -> Sentence:
        if not self.facts and self.basis is None:
            raise ValueError("a sentence without facts says in `basis` what it rests on")
        return self

    @property
    def blanks(self) -> tuple[str, ...]:
        """Names that `fill` needs."""
        return tuple(name for _, name, _, _ in string.Formatter().parse(self.text) if name)

    def fill(self, **values: object) -> str:
        """Return the text with its blanks filled.

        Raises
        ------
        ContentError
            If a value is missing or too many are given.
        """
        if set(values) != set(self.blanks):
            raise ContentError(
                f"sentence {self.id!r} has the blanks {', '.join(self.blanks) or 'none'}; "
                f"given: {', '.join(sorted(values)) or 'none'}."
            )
        return self.text.format(**values)


@lru_cache(maxsize=8)
def load_sentences(path: Path | None = None) -> Mapping[str, Sentence]:
    """Load ``sentences/*.yaml`` of a data folder; the course's own when `path` is None.

    Raises
    ------
    ContentError
        If a row breaks a rule or an id stands twice; each breach is named ``file:line``.
    """
    found, _ = read_sentences((path or data_path()) / "sentences")
    return found


def read_sentences(folder: Path) -> tuple[Mapping[str, Sentence], dict[str, str]]:
    """Return the sentences of a folder by id, and ``file:line`` by id."""
    found: dict[str, Sentence] = {}
    places: dict[str, str] = {}
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise ContentError(f"{folder.parent.name}/{folder.name}: no file of sentences was found.")
    for path in files:
        rows, where = load_keyed(path, Sentence)
        for name, row in rows.items():
            if name in found:
                raise ContentError(
                    f"{where[name]}: sentence id {name!r} already stands at {places[name]}."
                )
            found[name] = row
            places[name] = where[name]
    return MappingProxyType(found), places


def sentence(sentence_id: str) -> Sentence:
    """Return a sentence of the course.

    Raises
    ------
    ContentError
        If there is no such sentence; the nearest id is offered.
    """
    known = load_sentences()
    if sentence_id not in known:
        raise ContentError(
            f"there is no sentence {sentence_id!r}.{did_you_mean(sentence_id, known)}"
        )
    return known[sentence_id]


def insert_sentences(text: str, sentences: Mapping[str, Sentence]) -> str:
    """Return markdown with each ``{{id}}`` replaced by its words and citations.

    Raises
    ------
    ContentError
        If there is no such sentence, or it has blanks, which a text cannot fill.

    Examples
    --------
    >>> row = Sentence(id="cauda-equina.warning", text="Stop now.", facts=["RED-MOT-01"])
    >>> insert_sentences("{{cauda-equina.warning}} Then rest.", {"cauda-equina.warning": row})
    'Stop now. [RED-MOT-01] Then rest.'
    """

    def said(match: re.Match[str]) -> str:
        name = match[1]
        if name not in sentences:
            raise ContentError(f"there is no sentence {name!r}.{did_you_mean(name, sentences)}")
        row = sentences[name]
        return row.fill() + (f" [{', '.join(row.facts)}]" if row.facts else "")

    return _INSERTION.sub(said, text)
