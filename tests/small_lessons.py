"""A small course and small lessons, built once, for tests of authors' and instructors' tools."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from sciatica_edu.authoring.build import build_lesson, convert_lesson
from sciatica_edu.authoring.source import read_source
from sciatica_edu.classroom.running.normalise import notebook_text

FIXTURES = Path(__file__).parent / "authoring" / "fixtures"


@dataclass(frozen=True)
class Fact:
    references: tuple[str, ...]
    confidence: str = "high"
    verified: str = "read"

    @property
    def plain(self) -> bool:
        return self.confidence != "low" and self.verified != "memory"


@dataclass(frozen=True)
class Reference:
    text: str

    def citation(self) -> str:
        return self.text


class Course:
    sentences = {}
    glossary = {}
    facts = {
        "ANA-ROOT-01": Fact(("Giuffre2023",)),
        "ANA-BIF-01": Fact(("Tomaszewski2016", "Giuffre2023")),
        "ANA-DYN-01": Fact(("Old1990",), confidence="low"),
        "ANA-DYN-02": Fact(("Old1990",), verified="memory"),
        "ANA-NONE-01": Fact(()),
    }
    references = {
        "Giuffre2023": Reference("Giuffre BA, Jeanmonod R (2023). Anatomy, sciatic nerve."),
        "Tomaszewski2016": Reference("Tomaszewski KA (2016). A *title* with [brackets]_1."),
        "Old1990": Reference("Old A (1990). An old paper."),
    }


@pytest.fixture(scope="session")
def course():
    return Course()


@pytest.fixture(scope="session")
def fixtures():
    return FIXTURES


@pytest.fixture(scope="session")
def built_twice(tmp_path_factory, course):
    """The small lesson, built twice."""
    folder = tmp_path_factory.mktemp("built")
    paths = (folder / "one.ipynb", folder / "two.ipynb")
    for path in paths:
        build_lesson(FIXTURES / "pass_minimal.py", path, course=course)
    return paths


@pytest.fixture(scope="session")
def small_lesson(built_twice):
    """The small lesson as a built notebook."""
    return built_twice[0]


@pytest.fixture(scope="session")
def failing_lesson(tmp_path_factory, course):
    """A lesson whose fourth cell fails, converted but not run."""
    path = tmp_path_factory.mktemp("failing") / "fail_raises.ipynb"
    source = read_source(FIXTURES / "fail_raises.py")
    path.write_text(notebook_text(convert_lesson(source, course)), encoding="utf-8")
    return path
