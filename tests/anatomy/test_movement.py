from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.anatomy import movement
from sciatica_edu.body.motion.nerve_path import nerve_course
from sciatica_edu.display.style import styled
from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.course import load_course
from tests.figure_text import overlapping


def test_unknown_side_is_refused():
    with pytest.raises(UnknownNameError, match="left, right"):
        movement.leg_raise_picture("middle")


def test_pictures_say_that_a_model_was_computed():
    for shown in (movement.leg_raise_picture("left"), movement.piriformis_picture("right")):
        assert "not a person's values" in shown.caption
        assert len(shown.alt) > 100
    assert plt.get_fignums() == []


def test_the_measured_side_of_the_table_is_what_the_facts_say():
    rows = movement.model_beside_measurement(load_course()).text
    # ANA-DYN-09, ANA-DYN-01, ANA-DYN-04
    for words in ("9.9 mm (6.4 to 14.7)", "12.4 mm (5.1 to 20.2)", "2.3 mm (SD 1.2)", "1.5 mm ["):
        assert words in rows


def test_table_shows_a_failure_of_the_model():
    text = movement.model_beside_measurement(load_course()).text
    assert "wrong: the model's roots are not tethered" in text


def test_no_label_of_a_line_covers_another():
    with styled():
        assert overlapping(movement.plot_nerve_length(nerve_course("r"))) == []
        assert overlapping(movement.plot_piriformis_length("r")) == []
    plt.close("all")
