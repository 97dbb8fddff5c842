from __future__ import annotations

from sciatica_edu.body.tables import ROOT_SIGNS
from sciatica_edu.evidence.citing import cite
from sciatica_edu.symptoms.clinical_tables import (
    EXAMPLE_FINDINGS,
    look_alike_table,
    red_flag_table,
    roots_table,
)
from sciatica_edu.symptoms.localiser_widget import localiser_practice
from sciatica_edu.symptoms.tables import LOOK_ALIKES


def plain(text):
    return " ".join(text.split())


def test_every_red_flag_is_shown_with_what_to_do_and_its_source_emergencies_first(course):
    shown = red_flag_table(course)
    html = shown.html.replace("&#x27;", "'").replace("&quot;", '"')
    for flag in course.red_flags.values():
        assert flag.action in html
        assert cite(course, flag.facts, full=True) in html
    places = [
        shown.text.index(words)
        for words in ("Ambulance", "Emergency department now", "The same day")
    ]
    assert places == sorted(places)


def test_the_table_of_roots_holds_every_sign(course):
    shown = plain(roots_table(course).text)
    for root, row in course[ROOT_SIGNS].items():
        for words in (row.usual_disc, row.pain, row.sensory, row.motor, row.reflex):
            assert plain(words) in shown, root


def test_example_findings_exist_in_the_localiser(course):
    for root, findings in EXAMPLE_FINDINGS.items():
        widget = localiser_practice(course, findings=findings)
        widget.commit(level=root.lower(), test="hip-flexion")
        assert any(root in block["title"] for block in widget.result["blocks"])


def test_each_look_alike_is_shown_with_both_sides_and_doubtful_sources_say_so(course):
    shown = look_alike_table(course)
    for row in course[LOOK_ALIKES]:
        for words in (row.condition, *row.favours_it, *row.against):
            assert plain(words) in plain(shown.text), row.condition
    doubtful = [
        not all(course.fact(name).plain for name in row.facts) for row in course[LOOK_ALIKES]
    ]
    assert any(doubtful)
    rows = shown.html.split("<tr>")[2:]
    assert ["uncertain)" in row.rpartition("<td")[2] for row in rows] == doubtful
