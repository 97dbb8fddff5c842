from __future__ import annotations

from sciatica_edu.body.motion.measures import NerveLoad
from sciatica_edu.exercises.posed import MuscleLength


def test_none_of_the_articles_four_lengthens_the_nerve(exercises):
    for item in exercises.posed():
        if item.exercise.row.article_exercise is not None:
            assert item.nerve is NerveLoad.SLACK, item.pose_title


def test_what_is_sorted_as_pulling_on_the_nerve_does_so_in_the_body(exercises):
    pulling = {item.exercise.id for item in exercises.posed() if item.nerve is not NerveLoad.SLACK}
    assert pulling == {"XE-06", "XE-11"}


def test_the_figure_four_lengthens_piriformis_and_the_press_up_shortens_the_back(exercises):
    rows = {item.exercise.id: item for item in exercises.posed()}
    assert rows["XE-08"].muscles["piriformis"] is MuscleLength.LONGER
    assert rows["XE-07"].muscles["back extensors"] is MuscleLength.SHORTER
