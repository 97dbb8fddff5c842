"""The proof that a claim is taught reads the notebooks; these notebooks carry their verdict."""

from __future__ import annotations

import json

import pytest

from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.teaching import check_teaching, read_notebooks, taught_ids
from sciatica_edu.lessons.panels import claims_panel, safety_panel

COURSE = load_course()
ALT = "A picture of the leg that shows the course of the nerve from behind."


def notebook(tmp_path, *outputs, name="01_anatomy", markdown=""):
    cells = [{"cell_type": "markdown", "source": markdown, "metadata": {}}]
    for data in outputs:
        output = {"output_type": "execute_result", "data": data}
        cells.append({"cell_type": "code", "source": "", "metadata": {}, "outputs": [output]})
    (tmp_path / f"{name}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return read_notebooks(tmp_path)


def rules(breaches):
    return {breach.rule for breach in breaches}


def test_claim_with_its_correction_in_every_lesson_it_names_is_taught(tmp_path):
    claim = next(c for c in COURSE.claims.values() if c.taught_in == ["01_anatomy"])
    panel = claims_panel(COURSE, [claim], caption="x")
    shown = notebook(tmp_path, {"text/html": panel.html, "text/plain": panel.text})
    assert claim.id in taught_ids(COURSE, shown)


def test_claim_id_without_its_correction_is_not_taught(tmp_path):
    claim = next(c for c in COURSE.claims.values() if c.taught_in == ["01_anatomy"])
    shown = notebook(tmp_path, {"text/plain": f"{claim.id} {claim.claim}"})
    assert claim.id not in taught_ids(COURSE, shown)


def test_claim_shown_in_one_of_two_lessons_is_not_yet_taught(tmp_path):
    claim = next(c for c in COURSE.claims.values() if len(c.taught_in) == 2)
    panel = claims_panel(COURSE, [claim], caption="x")
    shown = notebook(tmp_path, {"text/plain": panel.text}, name=claim.taught_in[0])
    assert claim.id not in taught_ids(COURSE, shown)


def test_dangerous_claim_alone_is_a_breach(tmp_path):
    claim = next(c for c in COURSE.claims.values() if c.verdict == "dangerous")
    shown = notebook(tmp_path, markdown=f"The article says: {claim.claim}")
    assert "danger-corrected" in rules(check_teaching(COURSE, shown))
    beside = notebook(tmp_path, markdown=f"The article says: {claim.claim} No: {claim.correction}")
    assert "danger-corrected" not in rules(check_teaching(COURSE, beside))


@pytest.mark.parametrize(
    ("data", "breach"),
    [
        ({"image/png": "AAAA"}, True),
        ({"text/html": '<img src="data:image/png;base64,AA">'}, True),
        ({"text/html": '<img alt="nerve" src="data:image/png;base64,AA">'}, True),
        ({"text/html": f'<img alt="{ALT}" src="data:image/png;base64,AA">'}, False),
    ],
)
def test_picture_needs_a_describing_alt_text(tmp_path, data, breach):
    shown = notebook(tmp_path, data)
    assert ("picture-alt" in rules(check_teaching(COURSE, shown))) is breach


def test_uncertain_fact_as_plain_fact_is_a_breach(tmp_path):
    fact = next(fact for fact in COURSE.distinct_facts() if not fact.plain)
    shown = notebook(tmp_path, markdown=fact.statement)
    assert "uncertain-said" in rules(check_teaching(COURSE, shown))
    said = notebook(tmp_path, markdown=f"Uncertain, not verified: {fact.statement}")
    assert "uncertain-said" not in rules(check_teaching(COURSE, said))


def test_safety_panel_puts_emergencies_first_and_never_calls_unknown_safe():
    text = safety_panel(COURSE).text
    places = [
        text.index(word)
        for word in ("Ambulance", "Emergency department now", "The same day", "Within days")
    ]
    assert places == sorted(places)
    assert "Not knowing is not the same as safe" in text


def test_file_that_is_no_notebook_is_named(tmp_path):
    (tmp_path / "broken.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(ContentError, match=r"broken\.ipynb"):
        read_notebooks(tmp_path)
