"""All formats alike: round trips, notices, determinism, hostile texts, losses by item."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from sciatica_edu.errors import QuizError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.questions.bank import read_questions
from sciatica_edu.exchange.draft import yaml_text
from sciatica_edu.exchange.files import LARGEST_FILE_BYTES
from sciatica_edu.exchange.formats import EXPORTS, IMPORTS, export_questions, import_questions
from sciatica_edu.exchange.losses import Feature
from sciatica_edu.exchange.task import tasks_of
from sciatica_edu.quiz.asking.picture import load_pictures
from sciatica_edu.quiz.asking.rich import inline, plain, rich
from tests.exchange.projection import expected, found
from tests.quiz.every_type import every_type, pictures
from tests.quiz.hostile import hostile_questions


def export(questions, name, seed=3):
    sources = {"ANA-REF-01": "Someone 2020 (doi:10.1/x)"}
    return export_questions(questions, name, seed=seed, pictures=pictures(), sources=sources)


def everything(data: bytes, name: str) -> str:
    if EXPORTS[name] not in {".zip", ".apkg"}:
        return data.decode()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return "\n".join(archive.read(one).decode("utf-8", "ignore") for one in archive.namelist())


@pytest.fixture(scope="module")
def bank():
    return load_course().questions, load_pictures(data_path() / "pictures.yaml")


def round_trip(questions, drawings, folder, seed=11):
    """Compare each question that Moodle XML carries with what it was; return the report."""
    tasks, _ = tasks_of(questions, seed=seed, pictures=drawings)
    data, report = export_questions(questions, "moodle", seed=seed, pictures=drawings)
    draft = import_questions(data, "moodle")
    path = folder / "imported.yaml"
    path.write_text(yaml_text(draft.questions, comment=["one\ntwo"]), encoding="utf-8")
    again = read_questions([path]).questions
    drawn = {task.id: task for task in tasks_of(again.values(), seed=1, pictures={})[0]}
    back = {row["id"]: row for row in draft.questions}
    gaps = {task.id for task in tasks if task.pieces}
    assert set(again) == set(back) == set(report.carried) - gaps
    assert set(draft.report.left_out) == set(report.carried) & gaps
    lost = {loss.item for loss in draft.report.losses if "review" not in loss.what}
    for task in tasks:
        if task.id in back and not task.picture:  # a picture comes back as its description
            assert task.id not in lost
            assert found(back[task.id], drawn.get(task.id)) == expected(task)
    return report


def test_the_whole_bank_survives_a_round_trip(bank, tmp_path):
    questions, drawings = bank
    report = round_trip(questions.values(), drawings, tmp_path)
    assert len(report.carried) > 250
    types = {questions[name.partition(".")[0]].type for name in report.left_out}
    assert types <= {"ordering", "case"}


WRONG = [
    {"value": 0.5, "rationale": "The percentage is not yet mg/mL."},
    {"value": -1e8, "rationale": "No negative concentrations."},
]


def remarked(name: str, **changes):
    """Return a question of each type's example with other fields."""
    question = every_type()[name]
    data = question.model_dump(mode="json", exclude_none=True)
    return type(question).model_validate({**data, "id": f"{name}-REMARKS", **changes})


@pytest.fixture(scope="module")
def remarks():
    said = "Count the grams in 100 mL."
    number = {"common_errors": WRONG, "otherwise": said}
    return [
        remarked("EX-NUM", **number),
        remarked("EX-TXT", otherwise="Think of the head of the fibula."),
    ]


def test_numbers_with_remarks_come_back_alike(remarks, tmp_path):
    round_trip(remarks, {}, tmp_path)
    draft = import_questions(export(remarks, "moodle")[0], "moodle")
    assert draft.questions[0]["common_errors"] == WRONG


@pytest.mark.parametrize("name", EXPORTS)
def test_every_item_is_carried_or_named(name):
    _, report = export(every_type().values(), name)
    ids = set(report.carried) | set(report.left_out)
    assert ids == {
        *(i for i in every_type() if i != "EX-CASE"), "EX-CASE.1", "EX-CASE.2",
    }  # fmt: skip
    assert set(report.carried) & set(report.left_out) == set()
    assert all(loss.why for loss in report.losses)


def remarks_of(task):
    """Return what is said to single answers, and the feature that it is."""
    for choice in task.choices:
        yield choice.rationale, Feature.CHOICE_FEEDBACK
    for row in (*getattr(task.question, "wrong", ()), *getattr(task.question, "extra", ())):
        yield row.rationale, Feature.WRONG_FEEDBACK
    if task.number:
        yield from ((row.rationale, Feature.WRONG_FEEDBACK) for row in task.number.wrong)
    yield from ((hint, Feature.HINTS) for hint in task.hints)
    yield task.otherwise, Feature.OTHERWISE
    yield from ((fact, Feature.LABELS) for fact in task.question.facts)


@pytest.mark.parametrize("name", EXPORTS)
def test_every_feature_an_item_uses_is_held_or_listed_as_lost(name, remarks):
    """Nothing is dropped silently: what a file no longer says must stand in the report."""
    questions = [*every_type().values(), *remarks]
    tasks, _ = tasks_of(questions, seed=3, pictures=pictures())
    data, report = export(questions, name)
    said = everything(data, name)
    lost = {(loss.item, loss.what) for loss in report.losses}
    for task in tasks:
        if task.id in report.left_out:
            continue
        for remark, feature in remarks_of(task):
            assert remark.rstrip(".") in said or (task.id, feature.value) in lost
        if Feature.MISCONCEPTIONS in task.uses:
            assert (task.id, Feature.MISCONCEPTIONS.value) in lost


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_says_what_it_is_and_who_reviewed_it(name):
    said = everything(export(every_type().values(), name)[0], name)
    for phrase in (
        "Teaching material, not medical advice.", "Not yet clinically reviewed.", "CC BY 4.0",
    ):  # fmt: skip
        assert phrase in said
    question = every_type()["EX-SBA"].model_copy(update={"reviewed_by": "Dr A"})
    said = everything(export([question], name)[0], name)
    assert "Clinically reviewed." in said
    assert "Not yet" not in said
    both = everything(export([question, every_type()["EX-NUM"]], name)[0], name)
    assert "1 of 2 questions" in both


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_seed_gives_the_same_bytes_and_draws_the_numbers(name):
    questions = list(every_type().values())
    first, again = export(questions, name)[0], export(questions, name)[0]
    assert first == again
    assert export(questions, name, seed=4)[0] != first
    said = everything(first, name)
    assert "A person of 80 kg is to have plain lidocaine 2 %." in said
    assert "{weight_kg}" not in said


@pytest.mark.parametrize("name", EXPORTS)
def test_hostile_texts_are_text_in_every_export(name):
    said = everything(export(hostile_questions(), name)[0], name)
    for markup in ("<script>window", "<img src=x", "<svg onload", "<iframe srcdoc", "<form action",
                   '<a href="javascript', "<details open"):  # fmt: skip
        assert markup not in said


def as_read(question) -> list[str]:
    """Return what a learner reads of a question: runs of white space are one space."""
    asked = "\n\n".join(filter(None, (question["stem"], question.get("lead_in"))))
    blocks = [asked, *(option["rationale"] for option in question["options"])]
    shown = [*map(rich, blocks), *(inline(option["text"]) for option in question["options"])]
    return sorted(" ".join(plain(tree).split()) for tree in shown)


def test_hostile_texts_come_back_as_they_read():
    questions = [question.model_dump(mode="json") for question in hostile_questions()]
    draft = import_questions(export(hostile_questions(), "moodle")[0], "moodle")
    # 500 asterisks, escaped, are longer than an option may be
    *whole, last = questions
    assert draft.report.left_out == (last["id"],)
    back = {row["id"]: as_read(row) for row in draft.questions}
    assert back == {row["id"]: as_read(row) for row in whole}


@pytest.mark.parametrize(
    ("write", "name", "told"),
    [
        (True, "modle", "Did you mean 'moodle'"),
        (True, "gift", "Allowed: anki, moodle, paper, qti"),
        (False, "anki", "Allowed: moodle"),
    ],
)
def test_other_formats_are_refused_and_those_that_remain_are_named(write, name, told):
    with pytest.raises(UnknownNameError, match=told):
        export_questions([], name, seed=1, pictures={}) if write else import_questions(b"", name)


@pytest.mark.parametrize("name", IMPORTS)
@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[", b"{}", b"<a/>", b"\x00" * 50])
def test_broken_files_are_refused_or_yield_nothing(name, data):
    try:
        draft = import_questions(data, name)
    except QuizError:
        return
    assert draft.questions == ()


@pytest.mark.parametrize("name", IMPORTS)
def test_a_file_that_is_too_large_is_refused_unread(name):
    with pytest.raises(QuizError, match="bytes; at most"):
        import_questions(b" " * (LARGEST_FILE_BYTES + 1), name)


def test_the_report_names_each_question_once_for_each_loss():
    _, report = export(every_type().values(), "qti")
    text = report.as_text()
    assert "QTI: 9 questions carried over." in text
    assert (
        "the question (no platform that reads QTI 1.2 has a question of ordering), 1: EX-ORD"
        in text
    )
    assert "hints in steps (the format has no place for it), 1: EX-SBA" in text


def test_a_question_of_a_type_that_stays_here_is_named(monkeypatch):
    from sciatica_edu.exchange import task

    monkeypatch.setattr(task, "_EXPORTED", type(every_type()["EX-MR"]))
    _, report = export(every_type().values(), "moodle")
    assert report.carried == ("EX-MR",)
    why = {loss.item: loss.why for loss in report.losses if loss.what == "the question"}
    assert why["EX-SBA"] == "the type 'single_best_answer' is answered in this course only"
