from __future__ import annotations

import pytest

from sciatica_edu.errors import ContentError, OutOfRangeError, UnknownNameError
from sciatica_edu.symptoms import cards


def test_root_tables_hold_every_sign(course):
    both = cards.roots_table(course).text
    for root, row in course.root_signs.items():
        card = cards.root_card(course, root).text
        for words in (row.usual_disc, row.pain, row.sensory, row.motor, row.reflex):
            assert " ".join(words.split()) in " ".join(card.split()), root
            assert " ".join(words.split()) in " ".join(both.split()), root
    with pytest.raises(UnknownNameError):
        cards.root_card(course, "L9")


def test_every_red_flag_is_shown_with_what_to_do_and_its_source(course):
    html = cards.red_flag_table(course).html.replace("&#x27;", "'").replace("&quot;", '"')
    for flag in course.red_flags.values():
        assert flag.action in html
        assert course.source_of(flag.facts).split(";")[0].split(" (")[0] in html


def test_red_flags_stand_emergencies_first(course):
    text = cards.red_flag_table(course).text
    assert text.index("AMBULANCE") < text.index("EMERGENCY DEPARTMENT") < text.index("SAME DAY")


def test_multiplied_results_carry_their_warning(course):
    card = cards.chain_card(course, pre_test_probability=0.5)
    assert "TOO SURE" in card.text
    assert "independent" in card.text
    assert "78%" in card.text


def test_each_audience_has_its_own_task_with_plain_facts(course):
    from sciatica_edu.authoring.citations import cited_facts

    audiences = ("self-study", "nursing", "physiotherapy", "medicine")
    tasks = {cards.audience_task(audience) for audience in audiences}
    assert len(tasks) == len(audiences)
    for task in tasks:
        facts = cited_facts(task)
        assert facts, task
        assert all(course.fact(name).plain for name in facts)
    with pytest.raises(UnknownNameError):
        cards.audience_task("nobody")


def test_example_findings_exist_in_the_localiser(course):
    from sciatica_edu.symptoms.widgets import localiser_practice

    for root, findings in cards.EXAMPLE_FINDINGS.items():
        widget = localiser_practice(course, findings=findings)
        assert any(root in block["title"] for block in widget.result["blocks"])


def test_a_chain_of_an_uncertain_test_or_of_none_is_refused(course):
    with pytest.raises(ContentError, match="TA-24"):
        cards.chain_card(course, pre_test_probability=0.5, test_ids=("TA-01", "TA-24"))
    with pytest.raises(OutOfRangeError, match="empty"):
        cards.chain_card(course, pre_test_probability=0.5, test_ids=())
