from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.display.csv_text import csv_text
from sciatica_edu.display.html_tree import Node, parse_html


def outline(node):
    return [one if isinstance(one, str) else (one.tag, *outline(one)) for one in node.inside]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("a<br>b<br/>c", ["a", ("br",), "b", ("br",), "c"]),
        ("<ul><li>a<li>b</ul>c", [("ul", ("li", "a"), ("li", "b")), "c"]),
        ("<p>a<p>b", [("p", "a"), ("p", "b")]),
        ("<tr><td>a<td>b<tr><td>c", [("tr", ("td", "a"), ("td", "b")), ("tr", ("td", "c"))]),
        ("<b>a<i>b</b>c</i>d", [("b", "a", ("i", "b")), "cd"]),
        ("</div>a&lt;b", ["a<b"]),
        ("<script>a<b</script>c", [("script", "a<b"), "c"]),
    ],
)
def test_tags_that_are_left_out_or_wrong_are_understood(html, found):
    assert outline(parse_html(html)) == found


def test_no_nesting_is_too_deep():
    assert "x" in list(parse_html("<div>" * 50_000 + "x").walk())
    assert "x" in list(parse_html("<ul><li>" * 5_000 + "x").walk())


@given(st.text(max_size=200))
def test_anything_can_be_read(text):
    assert isinstance(parse_html(text), Node)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert "".join(parse_html(escaped).inside) == text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_formula_is_text_in_a_spreadsheet(cell):
    assert csv_text(["x"], [[cell]]).splitlines()[1].lstrip('"').startswith("'")
    assert csv_text([cell], []).lstrip('"').startswith("'")


def test_numbers_and_lone_signs_stay():
    assert csv_text(["x"], [[-2], ["-"], ["–"]]) == "x\n-2\n-\n–\n"
