from __future__ import annotations

import datetime as dt
import re
from html import escape

import pytest
from click.testing import CliRunner

from sciatica_edu.authoring.citations import cited_facts
from sciatica_edu.authoring.review.lessons import lesson_tables, paragraphs_of
from sciatica_edu.authoring.review.rows import LEFT_OUT, TOPICS, Dispute, dispute_of, tables_of
from sciatica_edu.authoring.review.sheet import PARTS, review_sheet
from sciatica_edu.classroom.page import external_loads
from sciatica_edu.cli import cli
from sciatica_edu.cli.review_sheet import PARTS as OFFERED
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.location import data_path, lessons_path
from sciatica_edu.evidence.yaml import load_yaml
from sciatica_edu.nerve_block.tables import CONTRAINDICATIONS

COURSE = load_course()
TODAY = dt.date(2027, 1, 2)


def sheet(*parts):
    return review_sheet(
        COURSE,
        data=data_path(),
        lessons=lessons_path(),
        today=TODAY,
        parts=parts or PARTS,
    )


@pytest.fixture(scope="module")
def page():
    return sheet()


@pytest.fixture(scope="module")
def names(page):
    """What the first cells of the rows hold, tags taken out."""
    cells = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', page, re.DOTALL)
    return [re.sub(r"<small>.*?</small><br>", "", cell) for cell in cells]


def _ids(file, *keys):
    rows = load_yaml(data_path() / file).data
    for key in keys:
        rows = rows[key]
    return [str(row.get("id") or row.get("condition")) for row in rows]


@pytest.mark.parametrize(
    "place",
    [
        ("red_flags.yaml",),
        ("triage.yaml", "questions"),
        ("triage.yaml", "escalations"),
        ("contraindications.yaml", "rules"),
        ("toxicity.yaml", "actions"),
        ("complications.yaml",),
        ("exercises.yaml",),
        ("look_alikes.yaml",),
        ("article_claims.yaml", "claims"),
        ("article_claims.yaml", "omissions"),
        ("misconceptions.yaml",),
    ],
)
def test_every_row_of_a_table_stands_on_the_sheet(names, place):
    for name in _ids(*place):
        assert escape(name) in names


def test_every_sentence_stands_there_in_full(page, names):
    for name, row in COURSE.sentences.items():
        assert name in names
        assert escape(" ".join(row.text.split())) in page, name


def test_every_fact_stands_there_in_full(page, names):
    for fact in COURSE.distinct_facts():
        assert fact.id in names
        assert escape(fact.statement) in page, fact.id


def test_every_file_of_data_is_printed_or_left_out_for_a_reason(page):
    left = {path for pattern in LEFT_OUT for path in data_path().glob(f"{pattern}.yaml")}
    named = {
        path
        for topic in TOPICS
        for file in topic.files
        for path in data_path().glob(f"{file}.yaml")
    }
    assert set(data_path().rglob("*.yaml")) == left | named


def test_a_row_that_names_another_by_its_id_shows_what_that_one_says(page):
    assert escape(COURSE.sentences["conflict.foot-drop"].text) in page[: page.index('id="triage"')]
    assert "conflict: conflict." not in page
    assert "RFA-03 (spinal infection)" in page


def test_a_file_that_no_topic_names_is_printed_all_the_same(tmp_path):
    (tmp_path / "procedures.yaml").write_text("[]", encoding="utf-8")
    (tmp_path / "new_rules.yaml").write_text("- {id: X-01, say: Stop.}", encoding="utf-8")
    found = [table for topic in TOPICS for table in tables_of(topic, COURSE, tmp_path)]
    assert [row.name for table in found for row in table.rows] == ["X-01"]


def test_every_citation_of_the_lessons_is_there():
    found = list(lesson_tables(COURSE, lessons_path()))
    for table in found:
        source = (lessons_path() / f"{table.heading.split(':')[0]}.py").read_text(encoding="utf-8")
        shown = {fact for row in table.rows for fact in row.facts}
        assert set(cited_facts(source)) <= shown, table.heading


def test_the_number_of_a_paragraph_is_its_line():
    lines = (lessons_path() / "01_anatomy.py").read_text(encoding="utf-8").splitlines()
    table = next(t for t in lesson_tables(COURSE, lessons_path()) if t.heading.startswith("01"))
    for row in table.rows:
        at = int(row.name.removeprefix("line "))
        word = re.findall(r"[A-Za-z]{4,}", row.says[0][1])[0]
        assert word in " ".join(lines[at - 1 : at + 2]), row


def test_a_paragraph_ends_at_a_list_a_heading_and_code():
    text = "# Head\nOne\ntwo.\n\n1. three\n   four\n- five\n```\nsix\n```\n| a | b |"
    assert list(paragraphs_of(text)) == [(2, "One two."), (5, "three four"), (7, "five")]


@pytest.mark.parametrize(
    ("words", "facts", "reason"),
    [
        ("A clinician must decide.", [], Dispute.DECIDE),
        ("Say what is open.", ["INJ-08"], Dispute.DECIDE),
        ("Guidelines of two countries disagree here.", [], Dispute.CONFLICT),
        ("A plexus is a network.", ["ANA-ROOT-03"], Dispute.UNCERTAIN),
        ("The rest is this course's own choice.", [], Dispute.OWN),
        ("Five roots.", ["ANA-ROOT-01"], ""),
    ],
)
def test_what_is_open_is_known_by_its_words_and_facts(words, facts, reason):
    assert dispute_of(words, facts, COURSE) == reason


def test_what_is_open_comes_first_and_only_there(page):
    first = page.index('id="disputed"')
    second = page.index('id="triage"')
    rule = COURSE[CONTRAINDICATIONS].rules
    open_rule = next(one for one in rule if "INJ-08" in one.facts)
    assert page.count(f"</small><br>{open_rule.id}</th>") == 1
    assert first < page.index(f"</small><br>{open_rule.id}</th>") < second


def test_a_recalled_fact_and_a_second_hand_one_are_marked(page):
    assert "UNCERTAIN, recalled or weak: " in page
    assert "second-hand: " in page


def test_the_cover_says_what_it_is(page):
    cover = page[: page.index('id="disputed"')]
    assert "Teaching material, not medical advice." in cover
    assert "Not clinically reviewed" in cover
    assert str(TODAY) in cover
    for part in PARTS:
        assert f'href="#{part}"' in cover


def test_the_page_needs_nothing_but_paper(page):
    assert external_loads(page) == ()
    assert "<script" not in page
    for rule in ("size: A4", "table-header-group", "tr { break-inside: avoid; }"):
        assert rule in page
    assert max(float(size) for size in re.findall(r"([\d.]+)pt(?:/| sans|;)", page)) <= 12


def test_a_single_part_holds_its_open_rows_itself():
    page = sheet("injections")
    assert page.count('id="injections"') == 1
    assert 'id="disputed"' not in page
    assert ">R22</th>" in page
    assert page == sheet("injections")


def test_the_command_offers_the_parts():
    assert OFFERED == PARTS


def test_the_command_writes_the_page(tmp_path):
    path = tmp_path / "new folder" / "sheet.html"
    result = CliRunner().invoke(cli, ["review-sheet", "-o", str(path), "--part", "triage"])
    assert result.exit_code == 0, result.output
    assert "RFA-01" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["sheet.pdf", "sheet", "."])
def test_a_path_that_is_no_page_is_refused(tmp_path, name):
    result = CliRunner().invoke(cli, ["review-sheet", "-o", str(tmp_path / name)])
    assert result.exit_code == 2
    assert name in result.output


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    path = tmp_path / "file" / "sheet.html"
    result = CliRunner().invoke(cli, ["review-sheet", "-o", str(path), "--part", "triage"])
    assert result.exit_code == 1
    assert "file" in result.output
    assert "Traceback" not in result.output
