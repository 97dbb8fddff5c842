from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sciatica_edu.exchange.task import tasks_of
from tests.quiz.every_type import every_type, pictures

if TYPE_CHECKING:
    from sciatica_edu.exchange.task import Task


@pytest.fixture(scope="session")
def tasks() -> dict[str, Task]:
    """One task of each type, by id."""
    sources = {"ANA-REF-01": "Someone 2020 (doi:10.1/x)"}
    found, _ = tasks_of(every_type().values(), seed=3, pictures=pictures(), sources=sources)
    return {task.id: task for task in found}
