from __future__ import annotations

from sciatica_edu.evidence.citing import cite
from sciatica_edu.symptoms.red_flag_table import red_flag_table


def test_every_red_flag_is_shown_with_what_to_do_and_its_source(course):
    html = red_flag_table(course).html.replace("&#x27;", "'").replace("&quot;", '"')
    for flag in course.red_flags.values():
        assert flag.action in html
        assert cite(course, flag.facts, full=True) in html


def test_red_flags_stand_emergencies_first(course):
    text = red_flag_table(course).text
    assert (
        text.index("Ambulance")
        < text.index("Emergency department now")
        < text.index("The same day")
    )
