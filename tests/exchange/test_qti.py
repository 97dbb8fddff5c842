"""The QTI cartridge: checked by a package that is not ours, and scored by walking its rules."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from defusedxml.ElementTree import fromstring
from qti_package_maker.common import package_integrity

from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.location import data_path
from sciatica_edu.exchange.formats import export_questions
from sciatica_edu.exchange.qti import to_qti
from sciatica_edu.quiz.asking.picture import load_pictures

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def items_of(files: dict[str, bytes], test: str) -> dict[str, Element]:
    root = fromstring(files[f"{test}/{test}.xml"])
    return {item.get("ident"): item for item in root.iter(f"{QTI}item")}


def field(item: Element, name: str) -> str | None:
    rows = item.iter(f"{QTI}qtimetadatafield")
    found = (r.findtext(f"{QTI}fieldentry") for r in rows if r.findtext(f"{QTI}fieldlabel") == name)
    return next(found, None)


@pytest.fixture(scope="module")
def files(tasks):
    return files_of(to_qti(list(tasks.values()))[0])


@pytest.fixture(scope="module")
def items(files):
    return items_of(files, "choices") | items_of(files, "others")


def test_another_package_finds_every_reference_of_the_whole_bank(tmp_path):
    drawings = load_pictures(data_path() / "pictures.yaml")
    bank = load_course().questions.values()
    data, report = export_questions(bank, "qti", seed=5, pictures=drawings)
    path = tmp_path / "package.zip"
    path.write_bytes(data)
    assert len(report.carried) > 250
    assert package_integrity.check_package(str(path)) == []


def test_the_other_package_sees_a_broken_reference(files, tmp_path):
    broken = dict(files)
    del broken["media/EX-HOT.svg"]
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in broken.items():
            archive.writestr(name, data)
    assert any("EX-HOT.svg" in told for told in package_integrity.check_package(str(path)))


def test_the_manifest_is_a_common_cartridge_that_lists_each_file_once(files):
    manifest = fromstring(files["imsmanifest.xml"])
    assert manifest.findtext(f"{CP}metadata/{CP}schema") == "IMS Common Cartridge"
    listed = [file.get("href") for file in manifest.iter(f"{CP}file")]
    assert sorted(listed) == sorted(set(files) - {"imsmanifest.xml"})
    resources = {one.get("identifier"): one.get("type") for one in manifest.iter(f"{CP}resource")}
    shown = [item.get("identifierref") for item in manifest.iter(f"{CP}item")]
    assert [name for name in shown if name] == ["about", "choices", "others"]
    assert resources["choices"] == "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
    depends = {one.get("identifierref") for one in manifest.iter(f"{CP}dependency")}
    assert depends <= set(resources)


def test_each_item_names_its_type_to_canvas_and_its_profile_to_the_others(items):
    kinds = {
        name: (field(item, "question_type"), field(item, "cc_profile"))
        for name, item in items.items()
    }
    one = ("multiple_choice_question", "cc.multiple_choice.v0p1")
    assert kinds == {
        "EX-SBA": one,
        "EX-MR": ("multiple_answers_question", "cc.multiple_response.v0p1"),
        "EX-NUM": ("numerical_question", None),
        "EX-TPL": ("numerical_question", None),
        "EX-TXT": ("short_answer_question", "cc.fib.v0p1"),
        "EX-MAT": ("matching_question", None),
        "EX-HOT": one,
        "EX-CASE.1": one,
        "EX-CASE.2": one,
    }


def test_types_of_the_cartridge_stand_apart_from_those_of_canvas(files, tasks):
    assert all(field(item, "cc_profile") for item in items_of(files, "choices").values())
    only_canvas = set(items_of(files, "others"))
    assert only_canvas == {"EX-NUM", "EX-TPL", "EX-MAT"}
    assert {note.item for note in to_qti(list(tasks.values()))[1].notes} == only_canvas


def holds(test: Element, given: dict[str, object]) -> bool:  # noqa: PLR0911 - one line a rule
    """Return whether a QTI 1.2 test holds; only those this course writes."""
    answer = given.get(test.get("respident"))
    match test.tag.removeprefix(QTI):
        case "and":
            return all(holds(inner, given) for inner in test)
        case "or":
            return any(holds(inner, given) for inner in test)
        case "not":
            return not holds(test[0], given)
        case "varequal" if isinstance(answer, float):
            return answer == float(test.text)
        case "varequal":
            return test.text in answer if isinstance(answer, list) else test.text == answer
        case "vargte" | "varlte" as which:
            limit = float(test.text)
            return answer >= limit if which == "vargte" else answer <= limit
        case "other":
            return True
    raise AssertionError(test.tag)


def judged(item: Element, **given) -> tuple[float, set[str]]:
    """Return what an item gives and says; of several tests one is enough, as in Canvas."""
    score, said = 0.0, set()
    for condition in item.iter(f"{QTI}respcondition"):
        if not any(holds(test, given) for test in condition.find(f"{QTI}conditionvar")):
            continue
        said |= {one.get("linkrefid") for one in condition.iter(f"{QTI}displayfeedback")}
        setvar = condition.find(f"{QTI}setvar")
        if setvar is not None:
            add = setvar.get("action") == "Add"
            score = float(setvar.text) + (score if add else 0)
        if condition.get("continue") == "No":
            break
    return score, said


@pytest.mark.parametrize(
    ("name", "answer", "percent"),
    [
        ("EX-SBA", "B", 100), ("EX-SBA", "A", 0),
        ("EX-MR", ["A", "B"], 100), ("EX-MR", ["A"], 0), ("EX-MR", ["A", "B", "C"], 0),
        ("EX-NUM", 5.0, 100), ("EX-NUM", 4.9, 100), ("EX-NUM", 5.1, 100),
        ("EX-NUM", 4.899, 0), ("EX-NUM", 5.101, 0), ("EX-NUM", 0.5, 0),
        ("EX-TPL", 10.5, 100), ("EX-TPL", 10.51, 0), ("EX-TPL", 18.0, 0),
        ("EX-TXT", "common peroneal nerve", 100), ("EX-TXT", "tibial nerve", 0),
        ("EX-HOT", "inner_shin", 100), ("EX-HOT", "foot_top", 0),
        ("EX-CASE.2", "A", 100), ("EX-CASE.2", "B", 0),
    ],
)  # fmt: skip
def test_an_answer_is_wholly_right_or_wrong(name, answer, percent, items):
    assert judged(items[name], response1=answer)[0] == percent


def test_each_option_says_its_own_remark_under_a_name_that_canvas_reads_nothing_into(items, tasks):
    for name in ("EX-SBA", "EX-MR", "EX-HOT"):
        for choice in tasks[name].choices:
            _, said = judged(items[name], response1=choice.id)
            (remark,) = said - {"general_fb"}
            (shown,) = (
                one for one in items[name].iter(f"{QTI}itemfeedback") if one.get("ident") == remark
            )
            assert choice.rationale.rstrip(".") in "".join(shown.itertext())
            # Canvas takes names with these words for what it tells after any wrong answer
            assert not any(word in remark for word in ("wrong", "correct", "general", "solution"))


def test_remarks_to_wrong_numbers_stand_in_the_general_feedback(items, tasks):
    (general,) = items["EX-NUM"].iter(f"{QTI}itemfeedback")
    assert f"0.5: {tasks['EX-NUM'].number.wrong[0].rationale}" in "".join(general.itertext())
    report = to_qti(list(tasks.values()))[1]
    why = {loss.what: loss.why for loss in report.losses if loss.item == "EX-NUM"}
    assert why["a rationale for known wrong answers"] == "it stands in the general feedback"


def test_matches_add_up(items, tasks):
    task = tasks["EX-MAT"]
    right = {
        f"response_left{n}": f"right{task.shown.index(pair.right) + 1}"
        for n, pair in enumerate(task.question.pairs, start=1)
    }
    item = items["EX-MAT"]
    assert judged(item, **right)[0] == pytest.approx(100, abs=1e-3)
    one_wrong = {**right, "response_left1": right["response_left2"]}
    assert judged(item, **one_wrong)[0] == pytest.approx(200 / 3, abs=1e-3)
    assert judged(item)[0] == 0


def test_what_qti_has_no_question_for_is_left_out(tasks):
    assert set(to_qti(list(tasks.values()))[1].left_out) == {"EX-ORD", "EX-CLZ"}
