from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sciatica_edu.exchange.from_bank import tasks_of
from tests.browser.conftest import CHROMIUM_FLAGS, chromium_path
from tests.quiz.every_type import every_type, pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from sciatica_edu.exchange.task import Task


@pytest.fixture(scope="session")
def tasks() -> dict[str, Task]:
    """One task of each type, by id."""
    sources = {"ANA-REF-01": "Someone 2020 (doi:10.1/x)"}
    found = tasks_of(every_type().values(), seed=3, pictures=pictures(), sources=sources)
    return {task.id: task for task in found}


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """An empty page of a real browser that loads nothing but files."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=CHROMIUM_FLAGS, headless=True
        )
        page = browser.new_page()
        page.route(
            "**/*", lambda r: r.continue_() if r.request.url.startswith("file:") else r.abort()
        )
        yield page
        browser.close()
