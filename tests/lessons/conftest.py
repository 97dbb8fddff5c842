from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Fact:
    references: tuple[str, ...]
    confidence: str = "high"
    verified: str = "read"


@dataclass(frozen=True)
class Reference:
    text: str

    def citation(self) -> str:
        return self.text


class Course:
    facts = {  # noqa: RUF012
        "ANA-ROOT-01": Fact(("Giuffre2023",)),
        "ANA-BIF-01": Fact(("Tomaszewski2016", "Giuffre2023")),
        "ANA-DYN-01": Fact(("Old1990",), confidence="low"),
        "ANA-DYN-02": Fact(("Old1990",), verified="memory"),
        "ANA-NONE-01": Fact(()),
    }
    references = {  # noqa: RUF012
        "Giuffre2023": Reference("Giuffre BA, Jeanmonod R (2023). Anatomy, sciatic nerve."),
        "Tomaszewski2016": Reference("Tomaszewski KA (2016). A *title* with [brackets]_1."),
        "Old1990": Reference("Old A (1990). An old paper."),
    }


@pytest.fixture
def course():
    return Course()


@pytest.fixture
def fixtures():
    return FIXTURES
