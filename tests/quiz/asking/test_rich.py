"""Hostile Markdown stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.quiz.asking.rich import _TAGS, inline, plain, rich, to_html
from tests.quiz.hostile import HOSTILE


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list]] = []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, attributes))


def elements(html: str) -> list[tuple[str, list]]:
    parser = Elements()
    parser.feed(html)
    return parser.found


def tags(tree) -> set[str]:
    if isinstance(tree, str):
        return set()
    return {node[0] for node in tree if not isinstance(node, str)}.union(
        *(tags(node[1:]) for node in tree if not isinstance(node, str))
    )


def assert_harmless(text: str) -> None:
    for tree in (rich(text), inline(text)):
        assert tags(tree) <= _TAGS
        for tag, attributes in elements(to_html(tree)):
            assert tag in _TAGS
            assert attributes == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_harmless(text: str):
    assert_harmless(text)


@given(st.text(alphabet="<>/&;:()[]!*_`\"'= \nabscriptonerrjv", max_size=80))
def test_no_text_makes_markup_of_its_own(text: str):
    assert_harmless(text)


def test_markdown_is_kept():
    assert rich("a **b** and `c`") == ["a ", ["strong", "b"], " and ", ["code", "c"]]
    assert rich("one\n\ntwo") == [["p", "one"], ["p", "two"]]
    assert rich("- a\n- b") == [["ul", ["li", "a"], ["li", "b"]]]
    assert tags(rich("| a | b |\n|---|---|\n| 1 | 2 |")) >= {"table", "td"}
    assert inline("4 < 5 & **6**") == ["4 < 5 & ", ["strong", "6"]]


def test_less_than_signs_and_units_survive():
    text = "If LR+ < 2 & sensitivity > 0.9, 5 µg/mL"
    assert plain(inline(text)) == text
    assert re.sub(r"&(lt|gt|amp);", "", to_html(inline(text))).count("<") == 0
