from __future__ import annotations

from sciatica_edu.anatomy.branch_figures import branches_picture, plot_branches
from sciatica_edu.body.tables import BRANCHES, MUSCLES, SKIN_TERRITORIES
from sciatica_edu.display.style import styled
from sciatica_edu.evidence.course import load_course
from tests.figure_text import overlapping, smallest_pt

COURSE = load_course()


def test_every_branch_muscle_and_skin_of_the_nerve_is_written_once():
    ax = plot_branches(COURSE)
    words = " ".join(" ".join(text.get_text().split()) for text in ax.texts)
    for name, branch in COURSE[BRANCHES].items():
        if name != "sciatic":
            assert branch.name in words, name
        for area in branch.skin_ids:
            assert words.count(COURSE[SKIN_TERRITORIES][area].area) == 1, area
    for key, muscle in COURSE[MUSCLES].items():
        assert (muscle.muscle in words) == muscle.from_sciatic, key


def test_no_word_covers_another_or_a_line_and_all_can_be_read():
    with styled():
        ax = plot_branches(COURSE)
        assert overlapping(ax) == []
        assert smallest_pt(ax) >= 8
        words = [
            text for text in ax.texts if text.get_text() and "sciatic\n" not in text.get_text()
        ]
        boxes = [text.get_window_extent() for text in words]
        for line in ax.lines:
            points = ax.transData.transform(line.get_xydata())
            assert not any(box.count_contains(points) for box in boxes)


def test_the_picture_tells_the_two_parts_and_its_sources_and_dashes_the_second_source():
    assert [line.get_linestyle() for line in plot_branches(COURSE).lines].count("--") == 1
    shown = branches_picture(COURSE)
    assert "tibial part" in shown.alt
    assert "common fibular part" in shown.alt
    assert "Source:" in shown.caption
