"""The printable page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from sciatica_edu.classroom.page import external_loads
from sciatica_edu.exchange.paper import to_paper


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
    for secret in ("Great-toe extension is mainly L5", "deep fibular nerve. Front", "15 ± 0.5 mL"):
        assert secret not in asked
        assert secret in key
    assert "Key" not in page(tasks, with_key=False)
    assert asked.split("<main>")[1][:400] == page(tasks, with_key=False).split("<main>")[1][:400]


def test_letters_of_the_key_are_those_of_the_page(tasks):
    asked, key = page(tasks).split("<h2>Key</h2>")
    task = tasks["EX-SBA"]
    right = next(n for n, choice in enumerate(task.choices) if choice.right)
    letter = "ABC"[right]
    assert re.search(rf"☐ {letter}</span> L5<", asked)
    first = key.split("</section>")[0]
    assert f"<p><b>{letter}</b></p>" in first
    match = tasks["EX-MAT"]
    letters = ", ".join("ABCD"[match.shown.index(pair.right)] for pair in match.pairs)
    assert f"<p><b>{letters}</b></p>" in key


def test_regions_carry_the_numbers_of_the_picture(tasks):
    asked, key = page(tasks).split("<h2>Key</h2>")
    assert "☐ 1</span> Inner side of the lower leg" in asked
    assert "<p><b>1</b></p>" in key


def test_steps_that_may_swap_are_told(tasks):
    assert "Any order counts in which:" in page(tasks)
