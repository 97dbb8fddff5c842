from __future__ import annotations

import pytest

from sciatica_edu.quiz.exchange.task import Task, tasks_of
from tests.quiz.every_type import every_type, pictures


@pytest.fixture(scope="session")
def tasks() -> dict[str, Task]:
    """One task of each type, by id."""
    sources = {"ANA-REF-01": "Someone 2020 (doi:10.1/x)"}
    found = tasks_of(every_type().values(), seed=3, pictures=pictures(), sources=sources)
    return {task.id: task for task in found}
