"""Texts as HTML for other programs."""

from __future__ import annotations

from sciatica_edu.exchange.html_text import (
    gaps_html,
    plain_of,
    with_source,
    without_source,
)
from sciatica_edu.exchange.losses import TaskKind
from sciatica_edu.exchange.task import Choice, Gap, NumberKey, Task, TextKey


def test_a_gap_shows_its_unit_or_its_entries_and_never_its_answer():
    entries = (Choice("A", "<above>", right=True), Choice("B", "below"))
    pieces = (
        "Give ", Gap("n", NumberKey(5, unit="mg")), " ", Gap("w", entries), " the ",
        Gap("t", TextKey(("knee",))), " & wait.",
    )  # fmt: skip
    task = Task("GAP-1", TaskKind.CLOZE, "?", pieces=pieces)
    assert gaps_html(task, line="___") == (
        "<p>Give ___ mg ___ (&lt;above&gt; / below) the ___ &amp; wait.</p>"
    )


def test_sources_are_set_apart_from_the_explanation():
    assert without_source(with_source("Why.", "A 2020")) == ("Why.", "A 2020")
    assert without_source(with_source("", "A 2020")) == ("", "A 2020")
    assert without_source("The Source: of it") == ("The Source: of it", "")


def test_plain_of_drops_formatting():
    assert plain_of("the **tibial** `nerve`") == "the tibial nerve"
