"""The assembled course: facts, claims, questions, loaded once, read-only, looked up by id."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from sciatica_edu.errors import ContentError, UnknownNameError, nearest, require_known
from sciatica_edu.evidence import models
from sciatica_edu.evidence.loading import load_as, load_keyed, validate
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.predictions import Prediction
from sciatica_edu.evidence.questions.bank import load_questions
from sciatica_edu.evidence.red_flags import RedFlag
from sciatica_edu.evidence.sentences import Sentence, read_sentences
from sciatica_edu.evidence.yaml import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sciatica_edu.evidence.questions.question import Question
    from sciatica_edu.evidence.table import Table
    from sciatica_edu.evidence.yaml import YamlFile

__all__ = ["FIRST_LESSON", "LESSON_TITLES", "Course", "load_course"]

LESSON_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "00_start_here": "Start here",
        "01_anatomy": "The sciatic nerve",
        "02_symptom_recognition": "Recognising sciatica, and what is not sciatica",
        "03_exercises": "Exercises, and how long it lasts",
        "04_nerve_block": "Nerve blocks: how they work, who must not have one, what can go wrong",
        "05_clinic": "The clinic",
        "06_article_on_trial": "The article on trial",
        "instructor": "For instructors",
    }
)
FIRST_LESSON = next(iter(LESSON_TITLES))

T = TypeVar("T")


@dataclass(frozen=True)
class Course:
    """What the course says and where it comes from; ``course[TABLE]`` reads a topic's table.

    Facts that superseded others answer to the old ids too. `places` gives
    ``file:line`` for the ids of facts, claims, questions and the other tables.
    """

    references: Mapping[str, models.Reference]
    facts: Mapping[str, models.Fact]
    claims: Mapping[str, models.Claim]
    omissions: Mapping[str, models.Omission]
    objectives: Mapping[str, models.Objective]
    glossary: Mapping[str, models.GlossaryTerm]
    misconceptions: Mapping[str, models.Misconception]
    questions: Mapping[str, Question]
    predictions: Mapping[str, Prediction]
    sentences: Mapping[str, Sentence]
    red_flags: Mapping[str, RedFlag]
    data: Path
    """The folder all this was read from, and in which the topics' tables stand."""
    places: dict[str, str] = field(repr=False)
    _tables: dict[Table[Any], Any] = field(default_factory=dict, repr=False)

    def __getitem__(self, table: Table[T]) -> T:
        """Return what a topic's table holds; its file is read when it is first asked for.

        Raises
        ------
        ContentError
            If the file breaks a rule; each breach is named ``file:line``.
        """
        if table not in self._tables:
            self._tables[table], places = table.read(self.data)
            self.places.update(places)
        found: T = self._tables[table]
        return found

    def rows_read(self) -> Iterator[tuple[str, Any]]:
        """Yield name and row of every topic's table that was read so far."""
        for table, held in self._tables.items():
            yield from table.rows(held)

    def fact(self, fact_id: str) -> models.Fact:
        """Return the fact with this id (or the one that superseded it).

        Raises
        ------
        UnknownNameError
            If there is no such fact; the nearest id is offered.
        """
        return self.facts[require_known_id("fact", fact_id, self.facts)]

    def place(self, name: str) -> str:
        """Return ``file:line`` of what has this id."""
        return self.places.get(name, "data:1")

    def distinct_facts(self) -> tuple[models.Fact, ...]:
        """Return each fact once, in file order, without the superseded ids."""
        return tuple(fact for key, fact in self.facts.items() if key == fact.id)

    def objectives_of(self, lesson_id: str) -> tuple[models.Objective, ...]:
        """Return the objectives of one lesson, in teaching order."""
        return tuple(item for item in self.objectives.values() if item.lesson == lesson_id)

    def questions_of(self, lesson_id: str) -> tuple[Question, ...]:
        """Return the questions whose objective belongs to one lesson."""
        own = {objective.id for objective in self.objectives_of(lesson_id)}
        return tuple(item for item in self.questions.values() if item.objective in own)

    @property
    def reviewed(self) -> bool:
        """True only when a clinician's review is recorded for every fact."""
        return all(fact.reviewed_by is not None for fact in self.facts.values())


def require_known_id(kind: str, name: str, allowed: Iterable[str]) -> str:
    """Return `name` if it is an id; the error offers the nearest id, not the whole list."""
    names = set(allowed)
    if name in names:
        return name
    close = nearest(name, names)
    if close is None:
        require_known(kind, name, names)
    raise UnknownNameError(f"unknown {kind} {name!r}. Did you mean {close!r}?")


@lru_cache(maxsize=4)
def load_course(path: Path | None = None) -> Course:
    """Load and validate all content.

    Parameters
    ----------
    path
        Folder of the data; the course's own when None.

    Raises
    ------
    ContentError
        If any file breaks a rule; every breach of that file is named ``file:line``.
    """
    data = path or data_path()
    places: dict[str, str] = {}

    def keyed(name: str, kind: type[T] | Any, key: str = "id") -> Mapping[str, T]:
        found, where = load_keyed(data / name, kind, key)
        places.update(where)
        return MappingProxyType(found)

    file = load_yaml(data / "article_claims.yaml")
    ledger: models.Ledger = validate(file, models.Ledger)
    for part in ("claims", "omissions"):
        for index, row in enumerate(getattr(ledger, part)):
            places[row.id] = file.at([part, index])
    references: dict[str, models.Reference]
    references, sources = load_as(data / "references.yaml", dict[str, models.Reference])
    places.update({name: sources.at([name]) for name in references})
    bank = load_questions(data / "questions")
    places.update(bank.where)
    sentences, where = read_sentences(data / "sentences")
    places.update(where)
    return Course(
        references=references,
        facts=_facts(data, places),
        claims=MappingProxyType(_unique(file, "claims", ledger.claims)),
        omissions=MappingProxyType(_unique(file, "omissions", ledger.omissions)),
        objectives=keyed("objectives.yaml", models.Objective),
        glossary=keyed("glossary.yaml", models.GlossaryTerm, "term"),
        misconceptions=keyed("misconceptions.yaml", models.Misconception),
        questions=MappingProxyType(dict(bank.questions)),
        predictions=keyed("predictions.yaml", Prediction),
        sentences=sentences,
        red_flags=keyed("red_flags.yaml", RedFlag),
        data=data,
        places=places,
    )


def _unique(file: YamlFile, part: str, rows: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for index, row in enumerate(rows):
        if row.id in found:
            raise ContentError(
                f"{file.at([part, index])}: id {row.id!r} is used twice; ids are unique."
            )
        found[row.id] = row
    return found


def _facts(data: Path, places: dict[str, str]) -> Mapping[str, models.Fact]:
    facts: dict[str, models.Fact] = {}
    files = sorted((data / "facts").glob("*.yaml"))
    if not files:
        raise ContentError(f"{data.name}/facts: no file of facts was found.")
    for path in files:
        found, where = load_keyed(path, models.Fact)
        for fact_id, fact in found.items():
            for name in (fact_id, *fact.supersedes):
                if name in facts:
                    raise ContentError(
                        f"{where[fact_id]}: fact id {name!r} already stands at {places[name]}."
                    )
                facts[name] = fact
                places[name] = where[fact_id]
    return MappingProxyType(facts)
