"""The real content, and what happens when a copy of it is broken."""

from __future__ import annotations

import datetime as dt
import re
import shutil

import pytest

from sciatica_edu.authoring.check import check_tables, load_everything
from sciatica_edu.errors import ContentError, SciaticaEduError, UnknownNameError
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.course import LESSON_TITLES, load_course
from sciatica_edu.evidence.integrity import content_counts, stale_facts
from sciatica_edu.evidence.location import data_path

pytestmark = pytest.mark.usefixtures("unchanged_files_read_once")

COURSE = load_course()


@pytest.fixture
def copy(tmp_path):
    target = tmp_path / "data"
    shutil.copytree(data_path(), target)
    return target


def break_file(copy, name, old, new):
    path = copy / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    position = text.index(old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[:position].count("\n") + 1


def test_the_real_content_breaks_no_rule():
    assert [str(breach) for breach in check_tables(COURSE)] == []


def test_nothing_is_stale_today_and_everything_is_after_three_years():
    checked = max(fact.checked_on for fact in COURSE.distinct_facts())
    assert list(stale_facts(COURSE, checked)) == []
    later = checked + dt.timedelta(days=3 * 365)
    assert len(list(stale_facts(COURSE, later))) == len(COURSE.distinct_facts())


def test_the_article_has_85_claims_and_10_omissions():
    assert sorted(COURSE.claims) == [f"S{n:02d}" for n in range(1, 86)]
    assert sorted(COURSE.omissions) == [f"O{n:02d}" for n in range(1, 11)]


def test_lesson_titles_name_every_lesson_of_the_objectives():
    assert {objective.lesson for objective in COURSE.objectives.values()} <= set(LESSON_TITLES)


def test_superseded_ids_lead_to_the_surviving_fact():
    replaced = [(old, fact.id) for fact in COURSE.distinct_facts() for old in fact.supersedes]
    assert replaced, "the two evidence packs shared facts; some id must be superseded"
    assert all(COURSE.fact(old).id == new for old, new in replaced)


def test_unknown_fact_offers_the_nearest():
    with pytest.raises(SciaticaEduError, match="ANA-ROOT-0"):
        COURSE.fact("ANA-ROOT-99")


def test_nobody_has_reviewed_the_content_and_the_course_knows():
    assert COURSE.reviewed is False
    assert content_counts(COURSE)["facts_clinically_reviewed"] == 0


def test_recalled_and_low_facts_are_not_plain():
    doubts = set()
    for fact in COURSE.distinct_facts():
        low, recalled = fact.confidence == "low", fact.verified == "memory"
        assert fact.plain == (not low and not recalled)
        doubts.add((low, recalled))
    assert {(False, False), (True, False), (False, True)} <= doubts


def test_red_flags_carry_urgency_action_and_source():
    urgencies = {flag.urgency for flag in COURSE.red_flags.values()}
    assert {"ambulance", "emergency department", "same day"} <= urgencies
    for flag in COURSE.red_flags.values():
        assert flag.action
        assert flag.wording
        assert cite(COURSE, flag.facts)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("facts/anatomy.yaml", "confidence: high", "confidence: hihg", "Did you mean 'high'?"),
        ("facts/anatomy.yaml", "verified: read", "verified: 3", "found 3"),
        ("article_claims.yaml", "verdict: unsupported", "verdict: unsuported", "unsupported"),
        ("article_claims.yaml", "id: S02", "id: S01", "used twice"),
        ("references.yaml", "year: 2", "yaer: 2", "yaer"),
        ("red_flags.yaml", "urgency: ambulance", "urgency: some day", "urgency"),
        ("contraindications.yaml", "pnb_popliteal: absolute", "pnb_popliteal: abs", "absolute"),
        ("tests.yaml", "sensitivity: 0.92", "sensitivity: 92", "sensitivity"),
        ("tests.yaml", "sensitivity: 0.92", "sensitivity: '0.92'", "sensitivity"),
        ("objectives.yaml", "lesson: 01_anatomy", "lesson: 01_anatomie", "01_anatomy"),
        ("exercises.yaml", "progression:", "progresion:", "progresion"),
        ("anaesthetics.yaml", "pka: 7.9", "pka: high", "pka"),
        ("anatomy/structures.yaml", "kind: nerve", "kind: nerv", "Did you mean 'nerve'?"),
        ("anatomy/structures.yaml", "id: tibial-nerve", "id: sciatic-nerve", "used twice"),
        ("body/views.yaml", "height: 1900", "height: -1900", "greater than 0"),
        ("body/views.yaml", "layers: [bones, nerve]", "layers: [bone, nerve]", "'bones'"),
        ("body/views.yaml", "id: knee", "id: thigh", "stands twice"),
        ("body/muscle_shapes.yaml", "belly_at: 0.38, ", "belly_at: 38, ", "belly_at"),
        ("body/muscle_shapes.yaml", "[glmed1, glmed2", "[glmed1, glmad2", "'glmed2'"),
        ("body/ligaments.yaml", "depth: [3, 4, 4]", "depth: [3, 4]", "depth"),
        ("body/ligaments.yaml", "why: ", "because: ", "because"),
        ("body/nerve_sites.yaml", "facts: [ANA-BIF-01]", "facts: [BIF]", "BIF"),
        ("body/nerve_sites.yaml", "A: {undivided: below_", "A: {undivided: belw_", "below_pir"),
        ("body/joints.yaml", "range_deg: [-30, 60]", "range_deg: [60, -30]", "does not rise"),
        ("body/landmarks.yaml", "sphere: [20, 33], ", "", "exactly one"),
        ("body/muscle_limits.yaml", "highest_deg: 120", "highest_deg: '120'", "highest_deg"),
    ],
)
def test_broken_copy_names_file_and_line(copy, name, old, new, said):
    line = break_file(copy, name, old, new)
    with pytest.raises(ContentError) as caught:
        load_everything(copy)
    told = [row for row in str(caught.value).splitlines() if said in row]
    assert any(re.search(rf"\b{re.escape(name)}:{line}: ", row) for row in told), told


def row_at(copy, name, line):
    """Return the line in which the row of a table begins that holds a line."""
    start = {
        "look_alikes.yaml": "- condition:",
        "anaesthetics.yaml": "- drug:",
        "body/views.yaml": "- {id:",
        "body/nerve_sites.yaml": "through:",
    }.get(name, "- id:")
    lines = (copy / name).read_text(encoding="utf-8").splitlines()[:line]
    return max(n for n, text in enumerate(lines, start=1) if text.lstrip().startswith(start))


def test_a_row_that_contradicts_itself_is_named_by_its_first_line(copy):
    name = "anatomy/structures.yaml"
    line = break_file(copy, name, "parts: [sciatic]", "parts: []")
    with pytest.raises(ContentError, match="either parts") as caught:
        load_everything(copy)
    assert f"structures.yaml:{row_at(copy, name, line)}: " in str(caught.value)


@pytest.mark.parametrize("name", ["objectives.yaml", "tests.yaml", "glossary.yaml"])
def test_missing_file_is_a_clear_error(copy, name):
    (copy / name).unlink()
    with pytest.raises(ContentError, match="missing"):
        load_everything(copy)


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("article_claims.yaml", "- DX-01", "- DX-98", "fact-exists"),
        ("facts/exercises.yaml", "- Fernandez2015", "- Fernandez2051", "reference-exists"),
        ("misconceptions.yaml", "- SYM-DEF-01", "- SYM-DEF-91", "fact-exists"),
        ("contraindications.yaml", "- CI-01", "- CI-91", "fact-exists"),
        ("procedures.yaml", "- NB-02", "- NB-92", "fact-exists"),
        ("look_alikes.yaml", "- SYM-LOOK-01", "- SYM-LOOK-91", "fact-exists"),
        ("anaesthetics.yaml", "- LA-05", "- LA-95", "fact-exists"),
    ],
)
def test_broken_link_is_a_breach_with_its_place(copy, name, old, new, rule):
    line = break_file(copy, name, old, new)
    breaches = [breach for breach in check_tables(load_everything(copy)) if breach.rule == rule]
    file, _, at = breaches[0].where.rpartition(":")
    assert file.removeprefix("data/") == name
    assert int(at) == row_at(copy, name, line)
    assert new.removeprefix("- ") in breaches[0].message


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("anatomy/structures.yaml", "view: knee", "view: kneee", "unknown view 'kneee'"),
        ("anatomy/structures.yaml", "muscle: soleus", "muscle: soleos", "mean 'soleus'"),
        ("anatomy/structures.yaml", "fact: ANA-ROOT-02", "fact: ANA-ROOT-92", "ROOT-92"),
        ("body/views.yaml", "labels: [division", "labels: [devision", "'division'"),
        ("body/nerve_sites.yaml", "facts: [ANA-PIR-01]", "facts: [ANA-PIR-91]", "PIR-91"),
    ],
)
def test_a_broken_link_of_the_body_is_a_breach_with_its_place(copy, name, old, new, said):
    line = break_file(copy, name, old, new)
    breaches = [one for one in check_tables(load_everything(copy)) if one.rule == "body-table"]
    assert len(breaches) == 1
    file, _, at = breaches[0].where.rpartition(":")
    assert file == name
    assert int(at) == row_at(copy, name, line)
    assert said in breaches[0].message


def test_a_correction_from_memory_alone_must_say_so(copy):
    path = copy / "misconceptions.yaml"
    text = path.read_text(encoding="utf-8")
    said = "It mimics a straight-leg raise and may provoke (recalled, not verified)."
    assert said in text, "M11 rests on a recalled fact alone"
    path.write_text(text.replace(said, "It mimics a straight-leg raise."), encoding="utf-8")
    (breach,) = check_tables(load_everything(copy))
    assert (breach.rule, "'M11'" in breach.message) == ("row-uncertain", True)


def test_an_unused_reference_is_named_with_its_line(copy):
    path = copy / "references.yaml"
    text = path.read_text(encoding="utf-8")
    entry = "ZzNobody2001:\n  kind: article\n  authors: Nobody Z\n  title: Cited by nothing\n"
    path.write_text(text.rstrip("\n") + "\n" + entry, encoding="utf-8")
    breaches = [one for one in check_tables(load_everything(copy)) if "ZzNobody2001" in one.message]
    line = path.read_text(encoding="utf-8").splitlines().index("ZzNobody2001:") + 1
    assert {one.rule for one in breaches} == {"reference-used", "reference-identified"}
    assert {one.where for one in breaches} == {f"data/references.yaml:{line}"}


def test_duplicate_fact_across_files_is_refused(copy):
    text = (copy / "facts" / "scales.yaml").read_text(encoding="utf-8")
    (copy / "facts" / "zz_copy.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="already stands at"):
        load_everything(copy)


def test_unknown_name_error_prints_its_message_without_quotes():
    from sciatica_edu.errors import require_known

    with pytest.raises(UnknownNameError) as caught:
        require_known("drug", "lidocain", ["lidocaine", "ropivacaine"])
    assert str(caught.value).startswith("unknown drug 'lidocain'. Did you mean 'lidocaine'?")


def test_a_source_without_recorded_authors_is_named_by_its_title():
    shown = COURSE.references["FootDropSurgery2025"].short
    assert shown.startswith("“Surgical outcomes of unilateral painful foot drop")
    assert shown.endswith("2025")
