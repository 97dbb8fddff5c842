from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.content.leg_map import load_leg_map
from sciatica_edu.errors import ContentError, OutOfRangeError, UnknownNameError
from sciatica_edu.symptoms import cards
from sciatica_edu.symptoms.accuracy import teachable_tests
from sciatica_edu.symptoms.figures import (
    accuracy_picture,
    accuracy_table,
    people_picture,
    plot_accuracy,
    plot_people,
    plot_post_test,
    post_test_picture,
)
from sciatica_edu.symptoms.imaging_figures import imaging_picture, imaging_table, plot_imaging
from sciatica_edu.symptoms.likelihood import natural_frequencies
from sciatica_edu.symptoms.look_alikes import look_alike_table
from sciatica_edu.symptoms.map_figures import (
    plot_limb,
    root_map_picture,
    territory_map_picture,
    territory_table,
)


@pytest.fixture
def ax():
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


def test_pictures_say_what_they_show(course):
    pictures = {
        "64 %": territory_map_picture(course),
        "L4": root_map_picture(course, "L4"),
        "van der Windt": accuracy_picture(course),
        "46 of these 82": people_picture(course, "TA-01", 0.5, "positive"),
        "56%": post_test_picture(course, 0.5),
        "Brinjikji": imaging_picture(course),
    }
    for words, shown in pictures.items():
        assert words in shown.text
        assert len(shown.alt) > 60
        assert shown.png.startswith(b"\x89PNG")
        assert len(shown.png) < 400_000
    assert plt.get_fignums() == []


def test_uncertain_tests_are_left_out_and_counted(course):
    names = {test.id for test in teachable_tests(course.tests.values())}
    for name in ("TA-08", "TA-24", "TA-29"):
        assert name not in names
    left_out = len(course.tests) - len(names)
    assert left_out >= 3
    assert f"{left_out} results are left out" in accuracy_picture(course).caption
    assert "Rwanda" not in accuracy_table(course).text
    with pytest.raises(ContentError, match="uncertain"):
        people_picture(course, "TA-24", 0.5, "positive")
    with pytest.raises(UnknownNameError):
        people_picture(course, "TA-77", 0.5, "positive")


def test_accuracy_rows_show_an_interval_only_where_one_was_published(course, ax):
    tests = [course.tests["TA-01"], course.tests["TA-05"]]
    plot_accuracy([("here", tests)], quantity="sensitivity", ax=ax)
    bars = [line for line in ax.lines if len(line.get_xdata()) == 2]
    assert [list(bar.get_xdata()) for bar in bars] == [[0.87, 0.95]]
    with pytest.raises(UnknownNameError):
        plot_accuracy([("here", tests)], quantity="accuracy", ax=ax)


def test_one_dot_a_person_and_one_square_a_result(ax):
    counts = natural_frequencies(0.3, sensitivity=0.9, specificity=0.8)
    plot_people(counts, result="negative", ax=ax)
    ill, well, ringed = (len(dots.get_offsets()) for dots in ax.collections)
    assert (ill, well, ringed) == (30, 70, counts.negative)


def test_recalled_imaging_numbers_are_hollow_and_marked(course, ax):
    plot_imaging(course.imaging_without_pain, ax=ax)
    hollow = [line for line in ax.lines if line.get_markerfacecolor() == "white"]
    assert 60 in hollow[0].get_xdata()
    assert 20 not in hollow[0].get_xdata()
    text = imaging_table(course).text
    assert "disc bulge | 30 | 40 | 50 | 60 | 69 (?) | 77 (?) | 84" in text


def test_the_outline_of_both_limbs_fits_the_page(ax):
    plot_limb(load_leg_map().view("leg_front"), ax=ax)
    assert len(ax.patches) == 2


def test_tables_hold_every_row(course):
    assert territory_table(course).text.count("\n") >= len(course.skin_territories)
    for row in course.look_alikes:
        assert row.condition in look_alike_table(course).text
    for root in ("L3", "L4", "L5", "S1"):
        assert course.root_signs[root].reflex in cards.root_card(course, root).text
        assert course.root_signs[root].reflex in cards.roots_table(course).text
    for flag in course.red_flags.values():
        assert flag.action in cards.red_flag_table(course).html.replace("&#x27;", "'")


def test_red_flags_stand_emergencies_first(course):
    text = cards.red_flag_table(course).text
    assert text.index("AMBULANCE") < text.index("EMERGENCY DEPARTMENT") < text.index("SAME DAY")


def test_multiplied_results_carry_their_warning(course):
    card = cards.chain_card(course, pre_test_probability=0.5)
    assert "TOO SURE" in card.text
    assert "independent" in card.text
    assert "78%" in card.text


@pytest.mark.parametrize("audience", ["self-study", "nursing", "physiotherapy", "medicine"])
def test_each_audience_has_its_own_task_with_plain_facts(course, audience):
    from sciatica_edu.lessons.citations import cited_facts

    facts = cited_facts(cards.audience_task(audience))
    assert facts
    assert all(course.fact(name).plain for name in facts)
    assert len({cards.audience_task(a) for a in ("self-study", "nursing", "medicine")}) == 3
    with pytest.raises(UnknownNameError):
        cards.audience_task("nobody")


def test_example_findings_exist_in_the_localiser(course):
    from sciatica_edu.symptoms.widgets import localiser_practice

    for root, findings in cards.EXAMPLE_FINDINGS.items():
        widget = localiser_practice(course, findings=findings)
        assert any(root in block["title"] for block in widget.result["blocks"])
