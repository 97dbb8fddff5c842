"""Moodle XML: what is written, read by a reader that is not ours, and what is read."""

from __future__ import annotations

from html import unescape

import pytest
from defusedxml.ElementTree import fromstring
from moodle_xml_parser import parser

from sciatica_edu.errors import QuizError
from sciatica_edu.exchange.losses import TaskKind
from sciatica_edu.exchange.moodle import to_moodle
from sciatica_edu.exchange.moodle_reader import from_moodle
from sciatica_edu.exchange.safe_xml import LARGEST_FILE_BYTES


@pytest.fixture(scope="module")
def written(tasks):
    return to_moodle(list(tasks.values()))


@pytest.fixture(scope="module")
def questions(written):
    root = fromstring(written[0])
    return {q.findtext("idnumber"): q for q in root.findall("question")}


def read(*questions: str):
    return from_moodle(f"<quiz>{''.join(questions)}</quiz>".encode())


def test_another_reader_reads_choices_and_gaps(written, tasks):
    found = parser.parse_bytes(written[0])
    choices = {question.name.split()[0]: question for question in found["multichoice"]}
    assert set(choices) == {"EX-SBA", "EX-MR", "EX-HOT", "EX-CASE.1", "EX-CASE.2"}
    for name, question in choices.items():
        task = tasks[name]
        assert question.single == (task.kind is TaskKind.ONE)
        assert [option.answer for option in question.options] == [c.text for c in task.choices]
        rights = [option.score_fraction > 0 for option in question.options]
        assert rights == [choice.right for choice in task.choices]
        assert [option.feedback for option in question.options] == [
            choice.feedback for choice in task.choices
        ]
    (cloze,) = found["cloze"]
    assert [gap.sub_type for gap in cloze.gaps] == ["SHORTANSWER", "MULTICHOICE", "NUMERICAL"]
    assert [option.answer for option in cloze.gaps[0].options] == ["foramen", "notch"]


def test_multiple_response_takes_away_what_it_gives(questions):
    fractions = [float(a.get("fraction")) for a in questions["EX-MR"].findall("answer")]
    assert sorted(fractions) == [-50, 50, 50]


def test_units_convert_as_moodle_multiplies(questions):
    units = {
        row.findtext("unit_name"): float(row.findtext("multiplier"))
        for row in questions["EX-NUM"].findall("units/unit")
    }
    assert units["mg/mL"] == 1
    assert units["%"] == pytest.approx(0.1)  # 5 mg/mL are 0.5 %
    assert units["µg/mL"] == pytest.approx(1000)
    assert questions["EX-NUM"].findtext("unitgradingtype") == "1"
    assert questions["EX-TPL"].findtext("unitgradingtype") == "0"


def test_a_question_has_one_wrong_order_left_out(written):
    _, report = written
    (reason,) = [loss.why for loss in report.losses if loss.what == "the question"]
    assert report.left_out == ("EX-ORD",)
    assert "more than one order is right" in reason


def test_a_strict_order_is_carried_with_its_positions(tasks):
    from dataclasses import replace

    strict = replace(tasks["EX-ORD"], uses=frozenset(), relations=frozenset())
    root = fromstring(to_moodle([strict])[0])
    answers = root.findall("question[@type='ordering']/answer")
    assert [float(a.get("fraction")) for a in answers] == [1, 2, 3, 4]
    (back,), losses, _ = from_moodle(to_moodle([strict])[0])
    assert losses == []
    assert [step.text for step in back.choices] == [step.text for step in strict.choices]


def test_the_picture_travels_as_a_file(questions):
    text = questions["EX-HOT"].find("questiontext")
    assert "@@PLUGINFILE@@/EX-HOT.svg" in text.findtext("text")
    file = text.find("file")
    assert file.get("encoding") == "base64"
    import base64

    assert base64.b64decode(file.text).startswith(b"<svg")


def test_signs_of_the_gap_notation_survive():
    from sciatica_edu.exchange.task import Choice, Gap, Task, TextKey

    nasty = 'a~b#c}d{e=f\\g%h/i"j & <k>'
    gap = Gap("g1", TextKey((nasty,), exact=True), feedback="1 ~ 2 # 3 } 4")
    options = Gap("g2", (Choice("A", nasty, right=True, feedback="why # so"), Choice("B", "%50%x")))
    task = Task(
        "NASTY-1", TaskKind.CLOZE, "Fill.", pieces=("Text {1} ", gap, " and ", options, ".")
    )
    (back,), losses, _ = from_moodle(to_moodle([task])[0])
    assert losses == []
    assert back.gaps[0].key.accept == (nasty,)
    assert back.gaps[0].feedback == "1 ~ 2 # 3 } 4"
    assert [(c.text, c.right) for c in back.gaps[1].key] == [(nasty, True), ("%50%x", False)]
    assert back.pieces[0] == "Text {1} "


# Written for this test after the element names of Moodle's own exports.
FOREIGN = """
<question type="category"><category><text>$course$/Botany</text></category></question>
<question type="multichoice"><name><text>Colour</text></name>
 <questiontext format="html"><text><![CDATA[<p>Which is <b>green</b>?</p>]]></text></questiontext>
 <generalfeedback format="html"><text>Chlorophyll.</text></generalfeedback>
 <single>true</single>
 <answer fraction="100"><text>Leaf</text><feedback><text>Yes indeed.</text></feedback></answer>
 <answer fraction="50"><text>Twig</text></answer>
 <answer fraction="0"><text>Root</text></answer>
 <correctfeedback format="html"><text>Your answer is correct.</text></correctfeedback>
 <incorrectfeedback format="html"><text>Go and look!</text></incorrectfeedback>
 <tags><tag><text>plants</text></tag></tags></question>
<question type="truefalse"><name><text>Sky</text></name>
 <questiontext format="moodle_auto_format"><text>The sky is
blue.</text></questiontext>
 <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>
</question>
<question type="shortanswer"><name><text>Best pet</text></name>
 <questiontext format="html"><text>Best pet?</text></questiontext><usecase>1</usecase>
 <answer fraction="100"><text>frog</text></answer><answer fraction="80"><text>cat</text></answer>
 <answer fraction="0"><text>dog*</text><feedback><text>No dogs.</text></feedback></answer></question>
<question type="numerical"><name><text>Speed</text></name>
 <questiontext format="html"><text>How fast?</text></questiontext>
 <answer fraction="100"><text>5</text><tolerance>0.5</tolerance></answer>
 <answer fraction="0"><text>*</text><feedback><text>Think.</text></feedback></answer>
 <units><unit><multiplier>1</multiplier><unit_name>furlong</unit_name></unit></units></question>
<question type="matching"><name><text>Pairs</text></name>
 <questiontext format="html"><text>Match.</text></questiontext>
 <subquestion format="html"><text>one</text><answer><text>1</text></answer></subquestion>
 <subquestion format="html"><text>two</text><answer><text>2</text></answer></subquestion>
 <subquestion format="html"><text></text><answer><text>3</text></answer></subquestion></question>
<question type="cloze"><name><text>Gaps</text></name>
 <questiontext format="html"><text>Plants need {1:SHORTANSWER:=water#Yes~%50%H2O} and pH
  {2:NUMERICAL:=7:0.5} in {1:MCV:=soil~moon dust}.</text></questiontext></question>
<question type="essay"><name><text>Rotation</text></name>
 <questiontext format="html"><text>Explain.</text></questiontext></question>
<question type="calculated"><name><text>Formula</text></name>
 <questiontext format="html"><text>{a}+{b}</text></questiontext></question>
"""


def test_a_foreign_file_is_read_with_every_loss_named():
    tasks, losses, notes = read(FOREIGN)
    found = {task.id: task for task in tasks}
    assert list(found) == ["Colour", "Sky", "Best pet", "Speed", "Pairs", "Gaps"]
    assert found["Colour"].prompt == "Which is **green**?"
    assert [choice.right for choice in found["Colour"].choices] == [True, False, False]
    assert found["Sky"].prompt == "The sky is\\\nblue."
    assert found["Best pet"].text.accept == ("frog",)
    assert found["Speed"].prompt == "How fast?\n\nAnswer in furlong."
    assert [row.text for row in found["Pairs"].extra] == ["3"]
    assert [gap.name for gap in found["Gaps"].gaps] == ["g1", "g2", "g3"]
    assert found["Speed"].otherwise == "Think."
    assert {(loss.item, loss.what) for loss in losses} == {
        ("Colour", "50 % for 'Twig'"),
        ("Colour", "the combined feedback 'Go and look!'"),
        ("Colour", "the tag 'plants'"),
        ("Best pet", "matching of capitals"),
        ("Best pet", "80 % for 'cat'"),
        ("Best pet", "the answer 'dog*' (No dogs.)"),
        ("Gaps", "50 % for 'H2O'"),
        ("Gaps", "the weights of the gaps"),
        ("Rotation", "the question"),
        ("Formula", "the question"),
    }
    assert {(note.item, note.what) for note in notes} == {
        ("$course$/Botany", "the category"), ("Speed", "the unit 'furlong'"),
    }  # fmt: skip


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><quiz>&i;</quiz>"
)
EXTERNAL = '<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'
REMOTE = '<!DOCTYPE quiz SYSTEM "http://example.com/q.dtd"><quiz/>'


@pytest.mark.parametrize("text", [BILLION_LAUGHS, EXTERNAL, REMOTE])
def test_entities_and_document_types_are_refused(text):
    with pytest.raises(QuizError, match="document type or entities"):
        from_moodle(text.encode())


def test_a_file_that_is_too_large_is_refused_unread():
    with pytest.raises(QuizError, match="bytes; at most"):
        from_moodle(b"<quiz>" + b" " * LARGEST_FILE_BYTES)


def test_characters_that_xml_cannot_hold_do_not_break_the_file(tasks):
    from dataclasses import replace

    broken = replace(tasks["EX-SBA"], prompt="a\x0bb\x00c")
    (back,), _, _ = from_moodle(to_moodle([broken])[0])
    assert unescape(back.prompt) == "a\ufffdb\ufffdc"
