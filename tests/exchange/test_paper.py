"""The printable page."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO

import pytest
from pypdf import PdfReader

from sciatica_edu.classroom.page import external_loads
from sciatica_edu.exchange.paper import to_paper
from tests.browser.conftest import CHROMIUM_FLAGS, chromium_path


class Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        if tag not in {"meta", "br", "img"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in {"img", "br"}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def page(tasks, **how) -> str:
    return to_paper(list(tasks.values()), **how)[0].decode()


def test_the_page_is_whole_and_loads_nothing(tasks):
    text = page(tasks)
    reader = Balance()
    reader.feed(text)
    assert reader.open == []
    assert external_loads(text) == ()
    assert "<script" not in text
    assert reader.headings[0] == "h1"
    assert reader.headings.count("h3") == 2 * len(tasks)


def test_the_questions_do_not_tell_the_key(tasks):
    asked, key = page(tasks).split("<h2>Key</h2>")
    for secret in ("Great-toe extension is mainly L5", "deep fibular nerve. Front", "10 ± 0.5 mL"):
        assert secret not in asked
        assert secret in key
    assert "Key" not in page(tasks, with_key=False)
    assert asked.split("<main>")[1][:400] == page(tasks, with_key=False).split("<main>")[1][:400]


def test_letters_of_the_key_are_those_of_the_page(tasks):
    asked, key = page(tasks).split("<h2>Key</h2>")
    task = tasks["EX-SBA"]
    right = next(n for n, choice in enumerate(task.choices) if choice.key)
    letter = "ABC"[right]
    assert re.search(rf"☐ {letter}</span> L5<", asked)
    first = key.split("</section>")[0]
    assert f"<p><b>{letter}</b></p>" in first
    match = tasks["EX-MAT"]
    letters = ", ".join("ABCD"[match.shown.index(pair.right)] for pair in match.question.pairs)
    assert f"<p><b>{letters}</b></p>" in key


def test_regions_carry_the_numbers_of_the_picture(tasks):
    asked, key = page(tasks).split("<h2>Key</h2>")
    assert "☐ 1</span> Inner side of the lower leg" in asked
    assert "<p><b>1</b></p>" in key


def test_steps_that_may_swap_are_told(tasks):
    assert "Any order counts in which:" in page(tasks)


def printed(html: str, **how) -> list[str]:
    """Return the text of each page that a browser prints."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        sheet = browser.new_page()
        sheet.set_content(html)
        data = sheet.pdf(prefer_css_page_size=True)
        browser.close()
    pages = [" ".join(one.extract_text().split()) for one in PdfReader(BytesIO(data)).pages]
    assert all(text.startswith(f"{n} ") for n, text in enumerate(pages, start=1))
    return [text.partition(" ")[2] for text in pages]


@pytest.mark.browser
def test_a_browser_prints_the_key_apart_and_tears_no_question(tasks):
    several = {
        f"{name}-{n}": replace(task, prompt=f"Number {n}. {task.prompt}")
        for n in range(4)
        for name, task in tasks.items()
    }
    found = printed(page(several, title="Monday"))
    key = next(number for number, text in enumerate(found) if text.startswith("Key"))
    asked, told = " ".join(found[:key]), " ".join(found[key:])
    assert found[0].startswith("Monday Teaching material, not medical advice.")
    assert len(found) > 6
    assert "Great-toe extension is mainly L5." not in asked
    assert "Great-toe extension is mainly L5." in told
    last = tasks["EX-SBA"].choices[-1].text
    for text in found[:key]:
        starts = sum(f"Number {n}. {tasks['EX-SBA'].prompt[:20]}" in text for n in range(4))
        assert text.count(f"☐ C {last}") == starts
