"""QTI packages: checked by a package that is not ours, and scored by walking their rules."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from defusedxml.ElementTree import fromstring
from qti_package_maker.common import package_integrity

from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.location import data_path
from sciatica_edu.exchange.formats import export_questions
from sciatica_edu.exchange.losses import TaskKind
from sciatica_edu.exchange.qti import to_qti_v1, to_qti_v2
from sciatica_edu.exchange.task import NumberKey, NumberRange, Task
from sciatica_edu.quiz.asking.picture import load_pictures

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

V2 = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
V1 = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def v2(tasks):
    return files_of(to_qti_v2(list(tasks.values()))[0])


@pytest.fixture(scope="module")
def v1(tasks):
    return files_of(to_qti_v1(list(tasks.values()))[0])


@pytest.mark.parametrize("name", ["qti12", "qti21"])
def test_another_package_finds_every_reference_of_the_whole_bank(name, tmp_path):
    data, report = export_questions(
        load_course().questions.values(),
        name,
        seed=5,
        pictures=load_pictures(data_path() / "pictures.yaml"),
    )
    path = tmp_path / "package.zip"
    path.write_bytes(data)
    assert len(report.carried) > 250
    assert package_integrity.check_package(str(path)) == []


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_the_manifest_lists_each_file_once_and_no_other(version, request):
    files = request.getfixturevalue(version)
    manifest = fromstring(files["imsmanifest.xml"])
    listed = [file.get("href") for file in manifest.iter(f"{CP}file")]
    assert sorted(listed) == sorted(set(files) - {"imsmanifest.xml"})


class Scorer:
    """Walks a QTI 2.1 item's response processing; only the rules this course writes."""

    def __init__(self, item: Element) -> None:
        self.item = item
        self.base = {
            one.get("identifier"): one.get("baseType")
            for one in item.iter(f"{V2}responseDeclaration")
        }

    def score(self, **given) -> tuple[float, list[str]]:
        self.values = dict.fromkeys(self.base) | given
        self.values |= {"SCORE": 0.0, "FEEDBACK": [], "EXPLANATION": None}
        for rule in self.item.find(f"{V2}responseProcessing"):
            self._rule(rule)
        return self.values["SCORE"], self.values["FEEDBACK"]

    def _rule(self, rule: Element) -> None:
        tag = rule.tag.removeprefix(V2)
        if tag == "setOutcomeValue":
            self.values[rule.get("identifier")] = self._value(rule[0])
            return
        assert tag == "responseCondition"
        (block,) = rule
        condition, *then = block
        if self._value(condition):
            for inner in then:
                self._rule(inner)

    def _value(self, e: Element):  # noqa: PLR0911 - one line a rule
        inner = list(e)
        match e.tag.removeprefix(V2):
            case "baseValue":
                return float(e.text) if e.get("baseType") == "float" else e.text
            case "variable":
                return self.values[e.get("identifier")]
            case "multiple" | "ordered":
                flat = []
                for one in map(self._value, inner):
                    flat += one if isinstance(one, list) else [one]
                return flat
            case "match":
                return self._value(inner[0]) == self._value(inner[1])
            case "member":
                return self._value(inner[0]) in (self._value(inner[1]) or [])
            case "or":
                return any(self._value(one) for one in inner)
            case "and":
                return all(self._value(one) for one in inner)
            case "not":
                return not self._value(inner[0])
            case "sum":
                return sum(map(self._value, inner))
            case "stringMatch":
                assert e.get("caseSensitive") == "false"
                one, other = map(self._value, inner)
                return one is not None and one.casefold() == other.casefold()
            case "equal":
                one, other = map(self._value, inner)
                low, high = map(float, e.get("tolerance").split())
                return one is not None and other - low <= one <= other + high
            case "mapResponse":
                mapping = self.item.find(f"{V2}responseDeclaration/{V2}mapping")
                table = {m.get("mapKey"): float(m.get("mappedValue")) for m in mapping}
                found = sum(table.get(v, 0.0) for v in self.values["RESPONSE"] or [])
                return max(float(mapping.get("lowerBound")), found)
        raise AssertionError(e.tag)


def scorer(files, name) -> Scorer:
    return Scorer(fromstring(files[f"items/{name}.xml"]))


def test_choices_score_as_the_widget_does(v2):
    assert scorer(v2, "EX-SBA").score(RESPONSE="B") == (1.0, ["said_B"])
    assert scorer(v2, "EX-SBA").score(RESPONSE="A") == (0.0, ["said_A"])
    assert scorer(v2, "EX-SBA").score()[0] == 0
    assert scorer(v2, "EX-MR").score(RESPONSE=["A", "B"])[0] == 1
    assert scorer(v2, "EX-MR").score(RESPONSE=["A"])[0] == 0.5
    assert scorer(v2, "EX-MR").score(RESPONSE=["A", "C"])[0] == 0
    assert scorer(v2, "EX-MR").score(RESPONSE=["C"])[0] == 0


def test_numbers_and_terms_score_within_their_limits(v2):
    number = scorer(v2, "EX-NUM")
    assert number.score(RESPONSE=5.1)[0] == 1
    assert number.score(RESPONSE=5.101)[0] == 0
    assert number.score(RESPONSE=4.9)[0] == 1
    assert number.score(RESPONSE=4.899)[0] == 0
    assert number.score(RESPONSE=0.5) == (0.0, ["wrong1"])
    term = scorer(v2, "EX-TXT")
    assert term.score(RESPONSE="Common Peroneal nerve")[0] == 1
    assert term.score(RESPONSE="tibial nerve") == (0.0, ["wrong1"])


def test_a_right_number_is_not_told_what_a_wrong_range_that_holds_it_says():
    key = NumberKey(5.0, 0.1, wrong=(NumberRange(5.0, 60.0, "A place too many."),))
    task = Task("OVERLAP-1", TaskKind.NUMBER, "?", number=key)
    number = scorer(files_of(to_qti_v2([task])[0]), "OVERLAP-1")
    assert number.score(RESPONSE=5.05) == (1.0, [])
    assert number.score(RESPONSE=5.2) == (0.0, ["wrong1"])


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("EX-SBA", {"RESPONSE": "B"}),
        ("EX-MR", {"RESPONSE": ["A", "B"]}),
        ("EX-NUM", {"RESPONSE": 5.0}),
        ("EX-TPL", {"RESPONSE": 15.0}),
        ("EX-TXT", {"RESPONSE": "peroneal nerve"}),
        ("EX-MAT", {"RESPONSE": ["L1 R1", "L2 R3", "L3 R2"]}),
        ("EX-ORD", {"RESPONSE": ["stop", "call", "airway", "lipid"]}),
        ("EX-CLZ", {"RESPONSE1": "foramen", "RESPONSE2": "A", "RESPONSE3": 5.0}),
        ("EX-HOT", {"RESPONSE": "inner_shin"}),
        ("EX-CASE.2", {"RESPONSE": "A"}),
    ],
)
def test_a_right_answer_earns_the_points_of_its_question(name, given, tasks):
    worth_two = replace(tasks[name], points=2.0)
    item = scorer(files_of(to_qti_v2([worth_two])[0]), name)
    assert item.score(**given)[0] == pytest.approx(2, abs=1e-4)
    most = item.item.find(f"{V2}outcomeDeclaration[@identifier='MAXSCORE']//{V2}value")
    assert float(most.text) == 2


def test_matching_ordering_and_gaps_score(v2, tasks):
    rights = {text: f"R{n}" for n, text in enumerate(tasks["EX-MAT"].shown, start=1)}
    right = [f"L{n} {rights[p.right]}" for n, p in enumerate(tasks["EX-MAT"].pairs, start=1)]
    assert scorer(v2, "EX-MAT").score(RESPONSE=right)[0] == pytest.approx(1, abs=1e-4)
    assert scorer(v2, "EX-MAT").score(RESPONSE=right[:1])[0] == pytest.approx(1 / 3, abs=1e-4)
    order = scorer(v2, "EX-ORD")
    assert order.score(RESPONSE=["stop", "call", "airway", "lipid"])[0] == 1
    assert order.score(RESPONSE=["stop", "airway", "call", "lipid"])[0] == 1  # these may swap
    assert order.score(RESPONSE=["call", "stop", "airway", "lipid"])[0] == 0
    gaps = scorer(v2, "EX-CLZ")
    full, _ = gaps.score(RESPONSE1="Notch", RESPONSE2="A", RESPONSE3=5.0)
    assert full == pytest.approx(1, abs=1e-4)
    for accepted in ("notch", "foramen"):
        assert gaps.score(RESPONSE1=accepted)[0] == pytest.approx(1 / 3, abs=1e-4)
    assert gaps.score(RESPONSE1="hiatus", RESPONSE2="B", RESPONSE3=4.0)[0] == 0


def test_the_test_shows_the_notice_and_every_item(v2, tasks):
    test = fromstring(v2["test.xml"])
    rubric = "".join(test.find(f".//{V2}rubricBlock").itertext())
    assert "Not yet clinically reviewed." in rubric
    refs = [ref.get("href") for ref in test.iter(f"{V2}assessmentItemRef")]
    assert refs == [f"items/{name}.xml" for name in tasks]
    assert all(ref in v2 for ref in refs)


def test_version_1_names_the_types_that_canvas_reads(v1, tasks):
    root = fromstring(v1["sciatica-edu/sciatica-edu.xml"])
    items = {item.get("ident"): item for item in root.iter(f"{V1}item")}
    kinds = {
        name: next(
            row.findtext(f"{V1}fieldentry")
            for row in item.iter(f"{V1}qtimetadatafield")
            if row.findtext(f"{V1}fieldlabel") == "question_type"
        )
        for name, item in items.items()
    }
    assert kinds == {
        "sciatica-edu-notice": "text_only_question",
        "EX-SBA": "multiple_choice_question",
        "EX-MR": "multiple_answers_question",
        "EX-NUM": "numerical_question",
        "EX-TPL": "numerical_question",
        "EX-TXT": "short_answer_question",
        "EX-MAT": "matching_question",
        "EX-HOT": "multiple_choice_question",
        "EX-CASE.1": "multiple_choice_question",
        "EX-CASE.2": "multiple_choice_question",
    }


def holds_v1(test: Element, given: dict[str, object]) -> bool:
    """Return whether a QTI 1.2 test holds; only those this course writes."""
    answer = given.get(test.get("respident"))
    match test.tag.removeprefix(V1):
        case "and":
            return all(holds_v1(inner, given) for inner in test)
        case "or":
            return any(holds_v1(inner, given) for inner in test)
        case "not":
            return not holds_v1(test[0], given)
        case "varequal" if isinstance(answer, float):
            return answer == float(test.text)
        case "varequal":
            return test.text in answer if isinstance(answer, list) else test.text == answer
        case "vargte" | "varlte" as which:
            limit = float(test.text)
            return answer >= limit if which == "vargte" else answer <= limit
    raise AssertionError(test.tag)


def percent_v1(item: Element, **given) -> float:
    """Return what a QTI 1.2 item gives; of several tests in a row one is enough, as in Canvas."""
    score = 0.0
    for condition in item.iter(f"{V1}respcondition"):
        setvar = condition.find(f"{V1}setvar")
        if setvar is None:
            continue
        if any(holds_v1(test, given) for test in condition.find(f"{V1}conditionvar")):
            add = setvar.get("action") == "Add"
            score = float(setvar.text) + (score if add else 0)
            if condition.get("continue") == "No":
                break
    return score


@pytest.fixture(scope="module")
def v1_items(v1):
    root = fromstring(v1["sciatica-edu/sciatica-edu.xml"])
    return {item.get("ident"): item for item in root.iter(f"{V1}item")}


@pytest.mark.parametrize(
    ("name", "answer", "percent"),
    [
        ("EX-SBA", "B", 100), ("EX-SBA", "A", 0),
        ("EX-MR", ["A", "B"], 100), ("EX-MR", ["A"], 0), ("EX-MR", ["A", "B", "C"], 0),
        ("EX-NUM", 5.0, 100), ("EX-NUM", 4.9, 100), ("EX-NUM", 5.1, 100),
        ("EX-NUM", 4.899, 0), ("EX-NUM", 5.101, 0), ("EX-NUM", 0.5, 0),
        ("EX-TPL", 15.5, 100), ("EX-TPL", 15.51, 0), ("EX-TPL", 18.0, 0),
        ("EX-TXT", "common peroneal nerve", 100), ("EX-TXT", "tibial nerve", 0),
        ("EX-HOT", "inner_shin", 100), ("EX-HOT", "foot_top", 0),
        ("EX-CASE.2", "A", 100), ("EX-CASE.2", "B", 0),
    ],
)  # fmt: skip
def test_version_1_gives_all_or_nothing(name, answer, percent, v1_items):
    assert percent_v1(v1_items[name], response1=answer) == percent


def test_version_1_adds_up_the_matches(v1_items, tasks):
    task = tasks["EX-MAT"]
    right = {
        f"response_left{n}": f"right{task.shown.index(pair.right) + 1}"
        for n, pair in enumerate(task.pairs, start=1)
    }
    item = v1_items["EX-MAT"]
    assert percent_v1(item, **right) == pytest.approx(100, abs=1e-3)
    one_wrong = {**right, "response_left1": right["response_left2"]}
    assert percent_v1(item, **one_wrong) == pytest.approx(200 / 3, abs=1e-3)
    assert percent_v1(item) == 0


def test_version_1_takes_gaps_of_one_kind_only(tasks):
    report = to_qti_v1(list(tasks.values()))[1]
    assert set(report.left_out) == {"EX-ORD", "EX-CLZ"}
    cloze = tasks["EX-CLZ"]
    lists = replace(cloze, pieces=("Usually ", cloze.gaps[1], " it."))
    root = fromstring(files_of(to_qti_v1([lists])[0])["sciatica-edu/sciatica-edu.xml"])
    item = next(one for one in root.iter(f"{V1}item") if one.get("ident") == "EX-CLZ")
    assert "[where]" in item.findtext(f".//{V1}mattext")
    assert [r.get("ident") for r in item.iter(f"{V1}response_lid")] == ["response_where"]
