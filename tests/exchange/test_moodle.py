"""Moodle XML: what is written, read by a reader that is not ours, and what is read."""

from __future__ import annotations

import base64
import re
import time
from dataclasses import replace
from html import unescape

import pytest
from defusedxml.ElementTree import fromstring
from moodle_xml_parser import parser

from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.questions.question import MultipleResponse, OrderingQuestion
from sciatica_edu.exchange.formats import import_questions
from sciatica_edu.exchange.moodle import to_moodle
from sciatica_edu.exchange.moodle_reader import from_moodle
from sciatica_edu.exchange.task import tasks_of
from tests.quiz.every_type import every_type


@pytest.fixture(scope="module")
def written(tasks):
    return to_moodle(list(tasks.values()))


@pytest.fixture(scope="module")
def questions(written):
    root = fromstring(written[0])
    return {q.findtext("idnumber"): q for q in root.findall("question")}


def read(*questions: str):
    return import_questions(f"<quiz>{''.join(questions)}</quiz>".encode(), "moodle")


def written_and_read(question):
    """Return the fields of a question after a round trip, and what was lost."""
    found = from_moodle(to_moodle(tasks_of([question], seed=1, pictures={})[0])[0])
    return found.rows[0][1], found.losses


def changed(name: str, **changes):
    question = every_type()[name]
    data = question.model_dump(mode="json", exclude_none=True)
    return type(question).model_validate({**data, **changes})


def test_another_reader_reads_choices_and_gaps(written, tasks):
    found = parser.parse_bytes(written[0])
    choices = {question.name.split()[0]: question for question in found["multichoice"]}
    assert set(choices) == {"EX-SBA", "EX-MR", "EX-HOT", "EX-CASE.1", "EX-CASE.2"}
    for name, question in choices.items():
        task = tasks[name]
        assert question.single != isinstance(task.question, MultipleResponse)
        assert [option.answer for option in question.options] == [c.text for c in task.choices]
        rights = [option.score_fraction > 0 for option in question.options]
        assert rights == [choice.key for choice in task.choices]
        assert [option.feedback for option in question.options] == [
            choice.rationale for choice in task.choices
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


def test_a_strict_order_is_carried_with_its_positions():
    strict = changed("EX-ORD", before=None)
    assert isinstance(strict, OrderingQuestion)
    (task,), _ = tasks_of([strict], seed=1, pictures={})
    answers = fromstring(to_moodle([task])[0]).findall("question[@type='ordering']/answer")
    assert [float(a.get("fraction")) for a in answers] == [1, 2, 3, 4]
    back, losses = written_and_read(strict)
    assert losses == []
    assert [step["text"] for step in back["steps"]] == [step.text for step in strict.steps]


def test_the_picture_travels_as_a_file(questions):
    text = questions["EX-HOT"].find("questiontext")
    assert "@@PLUGINFILE@@/EX-HOT.svg" in text.findtext("text")
    file = text.find("file")
    assert file.get("encoding") == "base64"
    assert base64.b64decode(file.text).startswith(b"<svg")


def test_signs_of_the_gap_notation_survive():
    nasty = 'a~b#c}d{e=f\\g%h/i"j & <k>'
    options = [
        {"id": "A", "text": nasty, "key": True, "rationale": "why # so"},
        {"id": "B", "text": "%50%x", "rationale": "no"},
    ]
    blanks = {
        "g1": {"kind": "text", "accept": [nasty], "rationale": "1 ~ 2 # 3 } 4"},
        "g2": {"kind": "choice", "options": options},
    }
    question = changed("EX-CLZ", text="Text {1} [[g1]] and [[g2]].", blanks=blanks)
    text = fromstring(to_moodle(tasks_of([question], seed=1, pictures={})[0])[0]).findtext(
        "question[@type='cloze']/questiontext/text"
    )
    # as Moodle does: the notation is taken apart first, and its entities decoded after that
    gaps = [code.split("~") for code in re.findall(r"{1:[A-Z]+:([^}]*)}", text)]
    (word,), entries = [[unescape(row).split("#why")[0] for row in rows] for rows in gaps]
    assert word == f"={nasty}#1 ~ 2 # 3 }} 4"
    assert sorted(entries) == ["%50%x#no", f"={nasty}"]


def test_what_the_gaps_are_worth_is_told(written):
    told = [loss.what for loss in written[1].losses if loss.item == "EX-CLZ"]
    assert "that the gaps together are worth 1" in told


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
 <questiontext format="html"><text>Plants need {1:SHORTANSWER:=water}.</text></questiontext></question>
<question type="essay"><name><text>Rotation</text></name>
 <questiontext format="html"><text>Explain.</text></questiontext></question>
<question type="calculated"><name><text>Formula</text></name>
 <questiontext format="html"><text>{a}+{b}</text></questiontext></question>
"""


def test_a_foreign_file_is_read_with_every_loss_named():
    draft = read(FOREIGN)
    found = {row["id"]: row for row in draft.questions}
    assert list(found) == ["Colour", "Sky", "IMP-Best-pet", "Speed", "Pairs"]
    assert found["Colour"]["stem"] == "Which is **green**?"
    rows = [(row["key"], row["rationale"]) for row in found["Colour"]["options"]]
    assert rows[0] == (True, "Yes indeed.\n\nChlorophyll.")
    assert [key for key, _ in rows] == [True, False, False]
    assert found["Sky"]["stem"] == "The sky is\\\nblue."
    assert found["IMP-Best-pet"]["answer"] == "frog"
    assert found["Speed"]["stem"] == "How fast?\n\nAnswer in furlong."
    assert found["Speed"]["otherwise"] == "Think."
    assert [row["text"] for row in found["Pairs"]["extra"]] == ["3"]
    assert {(loss.item, loss.what) for loss in draft.report.losses} == {
        ("Colour", "50 % for 'Twig'"),
        ("Colour", "the combined feedback 'Go and look!'"),
        ("Colour", "the tag 'plants'"),
        ("Best pet", "matching of capitals"),
        ("Best pet", "80 % for 'cat'"),
        ("Best pet", "the answer 'dog*' (No dogs.)"),
        ("Gaps", "the question"),
        ("Rotation", "the question"),
        ("Formula", "the question"),
    }
    told = {(note.item, note.what) for note in draft.report.notes}
    assert {("$course$/Botany", "the category"), ("Speed", "the unit 'furlong'")} <= told


def asked(kind: str, inside: str, text: str = "Asked?") -> str:
    return (
        f'<question type="{kind}"><name><text>Asked-1</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>'
        f"{inside}</question>"
    )


def answers(*rows: tuple[float, str]) -> str:
    return "".join(f'<answer fraction="{f}"><text>{text}</text></answer>' for f, text in rows)


UNITS = (
    "<unitgradingtype>1</unitgradingtype><unitpenalty>0.1</unitpenalty><units>"
    + "".join(
        f"<unit><multiplier>{factor}</multiplier><unit_name>{name}</unit_name></unit>"
        for factor, name in ((1, "mg"), (0.001, "g"), (0.002, "kg"), (7, "stone"))
    )
    + "</units>"
)
MANY = "<single>false</single>"


@pytest.mark.parametrize(
    ("question", "lost"),
    [
        (asked("multichoice", MANY + answers((75, "a"), (25, "b"), (-10, "c"))),
         {"the weights of the options (75, 25, -10 %)"}),
        (asked("multichoice", MANY + answers((50, "a"), (50, "b"), (0, "c"))),
         {"the weights of the options (50, 50, 0 %)"}),
        (asked("multichoice", MANY + answers((50, "a"), (50, "b"), (-50, "c"))), set()),
        (asked("multichoice", answers((100, "a"), (-25, "b"))), {"-25 % for 'b'"}),
        (asked("multichoice", "<penalty>0.1</penalty>" + answers((100, "a"), (0, "b"))),
         {"the penalty of 0.1 for each try"}),
        (asked("truefalse", "<penalty>1</penalty>" + answers((100, "true"), (0, "false"))), set()),
        (asked("numerical", answers((100, "5")) + UNITS),
         {"the unit 'kg', of which 0.002 make one mg", "the unit 'stone', of which 7 make one mg",
          "the penalty of 0.1 for a wrong unit"}),
        (asked("numerical", answers((100, "5"), (100, "6"))), {"that 6 is right too (-)"}),
        (asked("numerical", answers((100, "5")) + '<answer fraction="0"><text>9</text>'
               "<tolerance>3</tolerance></answer>"),
         {"that what is said to 9 is said up to 3 away from it"}),
        (asked("multichoice", answers((100, "a"), (0, "b")) + "<hint><text>h</text></hint>" * 5),
         {"hints after the first 4"}),
    ],
)  # fmt: skip
def test_weights_penalties_and_factors_are_carried_or_named(question, lost):
    draft = read(question)
    assert [row["id"] for row in draft.questions] == ["Asked-1"]
    assert {loss.what for loss in draft.report.losses} == lost


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (asked("multichoice", answers((100, "o"), *((0, f"o{n}") for n in range(16)))),
         "it has 17 options; at most 10 fit here"),
        (asked("numerical", answers((100, "9" * 5000))), "a number of 5000 signs"),
        (asked("numerical", answers((100, "1e999"))), "the number '1e999' is not one"),
        (asked("numerical", answers((100, "many"))), "'many' is not a number"),
        (asked("multichoice", answers((100, "a"), ("9" * 5000, "b"))), "a number of 5000 signs"),
        (asked("numerical", ""), "it has no right number"),
        (asked("shortanswer", answers((100, "any*"))), "it has no right term"),
        (asked("cloze", "", "{1:SHORTANSWER:=" * 7500), "are not read back"),
    ],
)  # fmt: skip
def test_absurd_input_ends_soon_as_one_clear_line(question, told):
    start = time.perf_counter()
    draft = read(question, asked("multichoice", answers((100, "a"), (0, "b"))))
    assert time.perf_counter() - start < 10  # 79 s once
    assert len(draft.questions) == 1
    (loss,) = draft.report.losses
    assert (loss.item, loss.what) == ("Asked-1", "the question")
    assert told in loss.why
    assert len(loss.why) < 200


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


def test_characters_that_xml_cannot_hold_do_not_break_the_file(tasks):
    broken = replace(tasks["EX-SBA"], prompt="a\x0bb\x00c")
    (row,) = from_moodle(to_moodle([broken])[0]).rows
    assert unescape(row[1]["stem"]) == "a\ufffdb\ufffdc"
