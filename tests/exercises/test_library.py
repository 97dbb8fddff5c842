from __future__ import annotations

import re

import pytest

from sciatica_edu.errors import UnknownNameError
from sciatica_edu.exercises.exercise_models import Dose, Effect


def test_all_sixteen_exercises_are_there(exercises):
    assert len(exercises.library) == 16
    assert [item.id for item in exercises.library.of_article()] == [
        "XE-01",
        "XE-02",
        "XE-03",
        "XE-04",
    ]


def test_no_id_reaches_the_learner(exercises):
    for item in exercises.library:
        words = " ".join(
            (item.note, item.progression, item.regression, *item.avoid_or_modify, *item.stop_also)
        )
        assert not re.search(r"\b[A-Z]{2,3}-\d{2}\b", words), item.id


def test_recalled_angles_are_called_approximate(exercises):
    for item in exercises.library:
        assert any("approximate" in doubt for doubt in item.doubts), item.id


def test_low_confidence_is_said(exercises):
    tensioner = exercises.library["XE-06"]
    assert any("uncertain" in doubt for doubt in tensioner.doubts)
    assert not any("uncertain" in doubt for doubt in exercises.library["XE-12"].doubts)


@pytest.mark.parametrize("key", ["hold_s", "reps", "sets"])
def test_doses_lie_inside_the_range_of_the_data(exercises, key):
    names = {"hold_s": "seconds", "reps": "repetitions", "sets": "sets"}
    for item in exercises.library:
        published = item.row.timing.get(key)
        if published is None:
            continue
        low, high = published if isinstance(published, list) else (published, published)
        # Where the row gives one number its customary line names the lower end.
        numbers = [int(n) for n in re.findall(r"\d+", item.row.suggested_dose)]
        low = min([low, *(n for n in numbers if n > 1)])
        for dose in (item.traits.start, item.traits.later):
            assert low <= getattr(dose, names[key]) <= high, (item.id, key)


def test_dose_time_counts_sides_sets_and_rests():
    dose = Dose(sets=2, repetitions=3, seconds=10, rest_s=5, set_rest_s=30, sides=2)
    # A set: 3 × 10 + 2 × 5 = 40 s; four of them and three pauses of 30 s.
    assert dose.total_s == 4 * 40 + 3 * 30
    assert dose.words() == "2 × 3 × 10 s, each side"


def test_only_the_tensioner_and_the_hamstring_stretch_pull_on_the_nerve(exercises):
    assert [item.id for item in exercises.library.doing(Effect.TENSIONS_NERVE)] == [
        "XE-06",
        "XE-11",
    ]


def test_unknown_exercise_offers_the_nearest(exercises):
    with pytest.raises(UnknownNameError, match="XE-1"):
        exercises.library["XE-17"]
