"""Texts as HTML for other programs, and HTML of others as Markdown that reads the same."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sciatica_edu.evidence.course import load_course
from sciatica_edu.exchange.task import tasks_of
from sciatica_edu.exchange.texts import (
    gaps_html,
    html_of,
    markdown_of,
    plain_of,
    with_source,
    without_source,
)
from sciatica_edu.quiz.asking.rich import plain, rich, to_html
from tests.quiz.every_type import every_type
from tests.quiz.hostile import HOSTILE


def texts(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


def test_every_text_of_the_bank_comes_back_as_it_reads():
    count = 0
    for question in load_course().questions.values():
        for text in texts(question.model_dump(mode="json")):
            found, lost = markdown_of(html_of(text))
            assert rich(found) == rich(text)
            assert lost == ()
            count += 1
    assert count > 3000


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("a<br>b", "a\\\nb"),
        ("<b> bold </b>x", "**bold** x"),
        ("x<em> y</em>", "x *y*"),
        ("<b></b>x", "x"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<ul><li>a<li>b</ul>c", "- a\n- b\n\nc"),
        ("<span><p>a<p>b</span>", "a\n\nb"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2|3</td></tr></table>",
         "| a | b |\n|---|---|\n| 1 | 2\\|3 |"),
        ("10 mm<sup>2</sup> H<sub>2</sub>O", "10 mm² H₂O"),
        ("<pre>a = 1\n  b</pre>", "```\na = 1\n  b\n```"),
        ("use <code>x*y*z</code>", "use `x*y*z`"),
        ("a*b*c", "a\\*b\\*c"),
        ("1. not a list", "1\\. not a list"),
        ("- no", "\\- no"),
        ("&amp;lt; stays", "\\&lt; stays"),
        ("p &lt; 0.05 &amp; x", "p < 0.05 & x"),
        ("  spaced \n out  ", "spaced out"),
    ],
)  # fmt: skip
def test_html_becomes_markdown_that_reads_the_same(html, markdown):
    found, lost = markdown_of(html)
    assert found == markdown
    assert lost == ()


@pytest.mark.parametrize(
    ("html", "lost"),
    [
        ("<script>x</script>a", "a <script> element"),
        ("<a href='http://x.example'>a</a>", "a link to http://x.example"),
        ("<img src=x alt='The leg'>", "a picture (its description stands in the text)"),
        ("<marquee>a</marquee>", "a <marquee> element (its text is kept)"),
        ("<style><style></style>a", "a <style> element"),
        ("<iframe><iframe></iframe></iframe>a", "a <iframe> element"),
    ],
)
def test_what_markdown_cannot_say_is_named(html, lost):
    assert markdown_of(html)[1] == (lost,)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_html_shows_as_text_or_not_at_all(text):
    html = to_html(rich(markdown_of(text)[0])).casefold()
    for tag in ("<script", "<img", "<svg", "<iframe", "<a ", "<form", "<style", "<details", "<b "):
        assert tag not in html


@given(st.text(max_size=80))
@example("\\")
def test_text_without_markup_survives(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    found, _ = markdown_of(escaped)
    visible = "".join(text.replace("\x00", "\ufffd").split())
    assert "".join(plain(rich(found)).split()) == visible


def test_deep_nesting_is_no_danger():
    assert markdown_of("<div>" * 50_000 + "x")[0] == "x"
    assert "x" in markdown_of("<ul><li>" * 300 + "x")[0]


def test_a_gap_shows_its_unit_or_its_entries_and_never_its_answer():
    data = every_type()["EX-CLZ"].model_dump(mode="json", exclude_none=True)
    entries = [
        {"id": "A", "text": "<above>", "key": True, "rationale": "x"},
        {"id": "B", "text": "below", "rationale": "x"},
    ]
    blanks = {
        "n": {"kind": "number", "answer": 5.0, "unit": "mg", "rationale": "x"},
        "w": {"kind": "choice", "options": entries},
        "t": {"kind": "text", "accept": "knee", "rationale": "x"},
    }
    text = "Give [[n]] [[w]] the [[t]] & wait."
    question = type(every_type()["EX-CLZ"]).model_validate({**data, "text": text, "blanks": blanks})
    (task,), _ = tasks_of([question], seed=4, pictures={})
    shown = " / ".join(option.text for option in task.gaps[1][1].options)
    shown = shown.replace("<", "&lt;").replace(">", "&gt;")
    assert gaps_html(task, line="___") == (f"<p>Give ___ mg ___ ({shown}) the ___ &amp; wait.</p>")


def test_sources_are_set_apart_from_the_explanation():
    assert without_source(with_source("Why.", "A 2020")) == "Why."
    assert without_source(with_source("", "A 2020")) == ""
    assert without_source("The Source: of it") == "The Source: of it"


def test_plain_of_drops_formatting():
    assert plain_of("the **tibial** `nerve`") == "the tibial nerve"
