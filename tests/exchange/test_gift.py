"""GIFT: what is written, read by a parser that is not ours, and what is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.location import data_path
from sciatica_edu.exchange.formats import export_questions
from sciatica_edu.exchange.from_bank import tasks_of
from sciatica_edu.exchange.gift import to_gift
from sciatica_edu.exchange.gift_reader import from_gift
from sciatica_edu.exchange.html_text import inline_html
from sciatica_edu.exchange.losses import TaskKind
from sciatica_edu.quiz.asking.picture import load_pictures

PARSER = Path(__file__).parent / "gift_pegjs" / "gift-parser-globals.js"


@pytest.fixture(scope="module")
def parsed(page):
    """Read a GIFT file with gift-pegjs: its questions by title."""
    page.goto("about:blank")
    page.add_script_tag(path=PARSER)

    def parse(data: bytes):
        rows = page.evaluate("text => giftParser.parse(text)", data.decode())
        return {row["title"]: row for row in rows if row["type"] != "Category"}

    return parse


@pytest.mark.browser
def test_another_parser_reads_the_same_keys(tasks, parsed):
    found = parsed(to_gift(list(tasks.values()))[0])
    for name in ("EX-SBA", "EX-MR", "EX-HOT", "EX-CASE.1"):
        task, rows = tasks[name], found[name]["choices"]
        assert found[name]["type"] == "MC"
        assert [row["text"]["text"] for row in rows] == [c.text for c in task.choices]
        assert [row["feedback"]["text"] for row in rows] == [c.feedback for c in task.choices]
        good = [(row["weight"] or 0) > 0 or row["isCorrect"] for row in rows]
        assert good == [choice.right for choice in task.choices]
    number = found["EX-NUM"]["choices"][0]["text"]
    assert (number["number"], number["range"]) == (5, 0.1)
    assert [row["text"]["text"] for row in found["EX-TXT"]["choices"]][:2] == [
        "common fibular nerve", "common peroneal nerve",
    ]  # fmt: skip
    pairs = [row["subanswer"] for row in found["EX-MAT"]["matchPairs"]]
    assert pairs == [
        "deep fibular nerve",
        "superficial fibular nerve",
        "tibial nerve",
        "femoral nerve",
    ]


@pytest.mark.browser
def test_another_parser_reads_the_whole_bank(parsed):
    course = load_course()
    drawings = load_pictures(data_path() / "pictures.yaml")
    data, report = export_questions(course.questions.values(), "gift", seed=5, pictures=drawings)
    found = parsed(data)
    assert set(found) - {"About these questions"} == set(report.carried)
    for task in tasks_of(course.questions.values(), seed=5, pictures=drawings):
        if task.id not in found or not task.choices:
            continue
        rows = found[task.id]["choices"]
        assert [row["text"]["text"] for row in rows] == [inline_html(c.text) for c in task.choices]
        good = [(row["weight"] or 0) > 0 or row["isCorrect"] for row in rows]
        assert good == [choice.right for choice in task.choices]


def test_signs_of_the_format_are_masked():
    from sciatica_edu.exchange.task import Choice, Task

    nasty = "a = b ~ c # d {e} f: g \\ h -> i // j %50% k"
    choices = (Choice("A", nasty, right=True, feedback=nasty), Choice("B", "other", feedback="=no"))
    task = Task("NASTY-1", TaskKind.ONE, f"{nasty}\n\n::x::", choices=choices)
    (back,), losses, _ = from_gift(to_gift([task])[0])
    assert losses == []
    assert back.prompt == task.prompt
    assert [(c.text, c.right, c.feedback) for c in back.choices] == [
        (c.text, c.right, c.feedback) for c in choices
    ]


FOREIGN = """// A file written for this test.
$CATEGORY: $course$/Botany

// [id:leaf-1] [tag:level:clinical] [tag:plants]
::Leaf:: Which is green? {
    =leaf # yes, it is
    ~%30%stem # partly
    ~root # [html]<b>never</b>
    #### Chlorophyll.
}

Two plus {=two =2} is four.

::T:: Water is wet.{T#Touch it.#Indeed.}

::F:: Fire is cold.{FALSE}

::N1:: Pi? {#3.14:0.01}

::N2:: One to five? {#1..5#three or so}

::N3:: Which? {#
    =4:0 # right
    =%50%5:0 # nearly
    =%0%6:0 # too much
    ~ # anything else
}

::M:: Match. {
    =cat -> meow =dog -> woof
    = -> moo
}

::MR:: Both? {~%50%a ~%50%b ~%-100%c}

::S:: Pet? {=frog =%50%cat =%0%*#no}

::E:: Say how. {}

A description without an answer.

::B:: broken { =a
"""


def test_a_foreign_file_is_read_with_every_loss_named():
    tasks, losses, notes = from_gift(FOREIGN.replace("\n", "\r\n").encode("utf-8-sig"))
    found = {task.id: task for task in tasks}
    assert found["leaf-1"].explanation == "Chlorophyll."
    assert found["leaf-1"].labels.level == "clinical"
    assert [c.feedback for c in found["leaf-1"].choices] == ["yes, it is", "partly", "**never**"]
    missing = next(task for task in tasks if task.text and "two" in task.text.accept)
    assert "Two plus _____ is four" in missing.prompt
    truth = found["T"].choices
    assert [(c.text, c.right, c.feedback) for c in truth] == [
        ("True", True, "Indeed."), ("False", False, "Touch it."),
    ]  # fmt: skip
    assert [c.right for c in found["F"].choices] == [False, True]
    assert (found["N1"].number.value, found["N1"].number.margin) == (3.14, 0.01)
    assert (found["N2"].number.value, found["N2"].number.margin) == (3, 2)
    assert [wrong.value for wrong in found["N3"].number.wrong] == [6]
    assert [(p.left, p.right) for p in found["M"].pairs] == [("cat", "meow"), ("dog", "woof")]
    assert (found["N3"].otherwise, found["S"].otherwise) == ("anything else", "no")
    assert found["MR"].kind is TaskKind.MANY
    assert [c.right for c in found["MR"].choices] == [True, True, False]
    assert {(loss.item, loss.what) for loss in losses} == {
        ("leaf-1", "30 % for 'stem'"),
        ("leaf-1", "the tag 'plants'"),
        ("N3", "50 % for '5:0'"),
        ("S", "50 % for 'cat'"),
        ("E", "the question"),
        ("question 13", "the question"),
        ("B", "the question"),
    }
    assert [note.item for note in notes] == ["$course$/Botany"]
