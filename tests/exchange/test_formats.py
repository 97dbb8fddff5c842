"""All formats alike: round trips, notices, determinism, hostile texts, losses by item."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO

import pytest
from pypdf import PdfReader

from sciatica_edu.errors import QuizError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.questions.bank import read_questions
from sciatica_edu.exchange.draft import Defaults, yaml_text
from sciatica_edu.exchange.formats import (
    EXPORTS,
    IMPORTS,
    export_questions,
    import_questions,
)
from sciatica_edu.exchange.from_bank import tasks_of
from sciatica_edu.exchange.losses import Feature
from sciatica_edu.quiz.asking.picture import load_pictures
from sciatica_edu.quiz.asking.rich import inline, plain, rich
from tests.exchange.projection import bare
from tests.quiz.every_type import every_type, pictures
from tests.quiz.hostile import hostile_questions

# what each format holds of hints, points, units asked for, and lenient spelling
TRIPS = {
    "jupyterquiz": {"hints": False, "points": False, "units": False, "lenient": True},
    "moodle": {"hints": True, "points": True, "units": True, "lenient": False},
    "gift": {"hints": False, "points": False, "units": False, "lenient": False},
}
WHOLE_BANK_LEFT_OUT = {
    "jupyterquiz": {"matching", "ordering", "cloze"},
    "gift": {"ordering", "cloze"},
    "moodle": {"ordering"},
}


def export(questions, name, seed=3):
    sources = {"ANA-REF-01": "Someone 2020 (doi:10.1/x)"}
    return export_questions(questions, name, seed=seed, pictures=pictures(), sources=sources)


def everything(data: bytes, name: str) -> str:
    if EXPORTS[name] == ".pdf":
        words = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
        return " ".join(words.split())
    if EXPORTS[name] not in {".zip", ".apkg"}:
        return data.decode()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return "\n".join(archive.read(one).decode("utf-8", "ignore") for one in archive.namelist())


@pytest.fixture(scope="module")
def bank():
    course = load_course()
    return course, load_pictures(data_path() / "pictures.yaml")


@pytest.mark.parametrize("name", TRIPS)
def test_the_whole_bank_survives_a_round_trip(name, bank, tmp_path):
    course, drawings = bank
    seed = 11
    tasks = {
        task.id: task
        for task in tasks_of(course.questions.values(), seed=seed, pictures=drawings)
        if not task.picture  # a picture comes back as its description
    }
    data, report = export_questions(course.questions.values(), name, seed=seed, pictures=drawings)
    draft = import_questions(data, name)
    assert [loss for loss in draft.report.losses if loss.item in tasks] == []
    back = {task.id: task for task in draft.tasks}
    assert set(back) == set(report.carried)
    compared = set(back) & set(tasks)
    assert len(compared) > 250
    for one in compared:
        assert bare(back[one], **TRIPS[name]) == bare(tasks[one], **TRIPS[name])
    left_out = {_type_of(course, one) for one in report.left_out}
    assert left_out <= WHOLE_BANK_LEFT_OUT[name]
    path = tmp_path / "imported.yaml"
    path.write_text(yaml_text(draft.questions, comment=["one\ntwo"]), encoding="utf-8")
    assert set(read_questions([path]).questions) == set(back)


def _type_of(course, name):
    base, _, stage = name.partition(".")
    question = course.questions[base]
    return question.stages[int(stage) - 1].question.type if stage else question.type


@pytest.mark.parametrize("name", EXPORTS)
def test_every_item_is_carried_or_named(name):
    _, report = export(every_type().values(), name)
    ids = set(report.carried) | set(report.left_out)
    assert ids == {
        *(i for i in every_type() if i != "EX-CASE"), "EX-CASE.1", "EX-CASE.2",
    }  # fmt: skip
    assert set(report.carried) & set(report.left_out) == set()
    assert all(loss.why for loss in report.losses)


@pytest.mark.parametrize("name", EXPORTS)
def test_every_feature_an_item_uses_is_held_or_listed_as_lost(name):
    """Nothing is dropped silently: what a file no longer says must stand in the report."""
    tasks = tasks_of(every_type().values(), seed=3, pictures=pictures())
    data, report = export(every_type().values(), name)
    said = everything(data, name)
    lost = {(loss.item, loss.what) for loss in report.losses}
    for task in tasks:
        if task.id in report.left_out:
            continue
        for choice in (*task.choices, *(task.text.wrong if task.text else ()), *task.extra):
            held = choice.feedback.rstrip(".") in said
            part = {
                Feature.CHOICE_FEEDBACK, Feature.WRONG_FEEDBACK, Feature.PART_FEEDBACK,
            }  # fmt: skip
            assert held or any((task.id, feature.value) in lost for feature in part)
        for hint in task.hints:
            assert hint in said or (task.id, Feature.HINTS.value) in lost
        if Feature.MISCONCEPTIONS in task.uses:
            assert (task.id, Feature.MISCONCEPTIONS.value) in lost
        for fact in task.labels.facts:
            assert fact in said or (task.id, Feature.LABELS.value) in lost


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_says_what_it_is(name):
    said = everything(export(every_type().values(), name)[0], name)
    for phrase in (
        "Teaching material, not medical advice.", "Not yet clinically reviewed.", "CC BY 4.0",
    ):  # fmt: skip
        assert phrase in said


@pytest.mark.parametrize("name", EXPORTS)
def test_a_review_by_a_clinician_is_told(name):
    question = every_type()["EX-SBA"].model_copy(update={"reviewed_by": "Dr A"})
    said = everything(export([question], name)[0], name)
    assert "Clinically reviewed." in said
    assert "Not yet" not in said
    both = everything(export([question, every_type()["EX-NUM"]], name)[0], name)
    assert "1 of 2 questions" in both


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_seed_gives_the_same_bytes(name):
    questions = list(every_type().values())
    first, again = export(questions, name)[0], export(questions, name)[0]
    assert first == again
    assert export(questions, name, seed=4)[0] != first


@pytest.mark.parametrize("name", EXPORTS)
def test_templated_items_carry_drawn_numbers(name):
    said = everything(export([every_type()["EX-TPL"]], name)[0], name)
    assert "A person of 80 kg is to have plain lidocaine 2 %." in said
    assert "{weight_kg}" not in said


@pytest.mark.parametrize("name", EXPORTS)
def test_hostile_texts_are_text_in_every_export(name):
    data = export(hostile_questions(), name)[0]
    said = everything(data, name)
    if name == "pdf":  # its text is only ever text; what could act are actions and links
        assert "<script>window" in said
        assert (
            re.search(rb"/(JS|JavaScript|AA|OpenAction /S|URI|Launch|EmbeddedFile)\b", data) is None
        )
        return
    if name == "jupyterquiz":
        said = "\n".join(row["question"] + json.dumps(row["answers"]) for row in json.loads(said))
        said = said.replace('\\"', '"')
    if name == "gift":
        said = said.replace("\\", "")
    for markup in ("<script>window", "<img src=x", "<svg onload", "<iframe srcdoc", "<form action",
                   '<a href="javascript', "<details open"):  # fmt: skip
        assert markup not in said


def as_read(task) -> list[str]:
    """Return what a learner reads of a task: runs of white space are one space."""
    blocks = [task.prompt, *(choice.feedback for choice in task.choices)]
    shown = [*map(rich, blocks), *(inline(choice.text) for choice in task.choices)]
    return [" ".join(plain(tree).split()) for tree in shown]


@pytest.mark.parametrize("name", TRIPS)
def test_hostile_texts_come_back_as_they_read(name):
    questions = hostile_questions()
    draft = import_questions(export(questions, name)[0], name)
    back = {task.id: as_read(task) for task in draft.tasks}
    sent = {task.id: as_read(task) for task in tasks_of(questions, seed=3, pictures={})}
    # 500 asterisks, escaped, are longer than an option may be
    assert draft.report.left_out == (f"HOSTILE-{len(questions)}",)
    del sent[f"HOSTILE-{len(questions)}"]
    assert back == sent


def test_unknown_formats_are_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean 'moodle'"):
        export_questions([], "modle", seed=1, pictures={})
    with pytest.raises(UnknownNameError, match="Allowed: gift"):
        import_questions(b"", "anki")


@pytest.mark.parametrize("name", IMPORTS)
@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[", b"{}", b"<a/>", b"\x00" * 50])
def test_broken_files_are_refused_or_yield_nothing(name, data):
    try:
        draft = import_questions(data, name)
    except QuizError:
        return
    assert draft.questions == ()


def test_defaults_fill_what_a_foreign_file_does_not_say():
    foreign = json.dumps(
        [{"question": "2+2?", "type": "numeric",
          "answers": [{"type": "value", "value": 4, "correct": True, "feedback": "Sums."}]}]
    ).encode()  # fmt: skip
    draft = import_questions(
        foreign, "jupyterquiz", defaults=Defaults(objective="x-y", prefix="JQ")
    )
    (question,) = draft.questions
    assert question["id"] == "JQ-question-1"
    assert question["objective"] == "x-y"
    assert question["facts"] == ["FACT-TO-CITE"]
    told = {(note.item, note.what) for note in draft.report.notes}
    assert ("JQ-question-1", "the facts") in told
    assert ("JQ-question-1", "a rationale") in told
    assert ("JQ-question-1", "the objective") in told


def test_the_report_names_each_question_once_for_each_loss():
    _, report = export(every_type().values(), "gift")
    text = report.as_text()
    assert "GIFT: 9 questions carried over." in text
    assert "the question (GIFT has no question of the type 'put in order'), 1: EX-ORD" in text
    assert "hints in steps (the format has no place for it), 1: EX-SBA" in text
