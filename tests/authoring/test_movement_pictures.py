"""The kept pictures are what the body draws now, small, and seen on any ground."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_edu.authoring.derived.movement_pictures import (
    MOST_DIFFERENT,
    difference,
    read_picture,
)
from sciatica_edu.body.movements import MOVEMENTS
from sciatica_edu.body.view.movement_picture import draw_movement
from sciatica_edu.body.view.movement_views import movement_file, movement_shown
from sciatica_edu.errors import ContentError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.location import data_path

MOVES = MOVEMENTS.read(data_path())[0]


def kept(move) -> list:
    return [movement_file(move.id, number) for number in range(len(move.poses))]


def test_every_pose_has_one_picture_and_all_are_small():
    files = {path for move in MOVES.values() for path in kept(move)}
    assert files == set(movement_file("x", 0).parent.glob("*"))
    assert sum(path.stat().st_size for path in files) <= 1_500_000


@pytest.mark.slow
@pytest.mark.parametrize("move", MOVES.values(), ids=list(MOVES))
def test_kept_pictures_are_what_is_drawn_now(move):
    for path, drawn in zip(kept(move), draw_movement(move), strict=True):
        assert difference(drawn, read_picture(path)) <= MOST_DIFFERENT, path.name


def test_start_and_end_differ_and_the_ground_is_clear():
    for move in MOVES.values():
        first, *_, last = (read_picture(path) for path in kept(move))
        assert difference(first, last) > MOST_DIFFERENT / 2, move.id
        if move.focus is None:  # a close view may be filled
            assert (first[:, :, 3] == 0).mean() > 0.02, move.id
        assert first[:, :, 3].max() == 255


def test_another_size_is_another_picture():
    assert difference(np.zeros((2, 2, 4)), np.zeros((2, 3, 4))) == float("inf")


def test_a_movement_is_shown_with_alt_text_and_three_lines():
    shown = movement_shown(load_course(), "EXAM-SLR")
    move = MOVES["EXAM-SLR"]
    assert all(f'alt="{alt}"' in shown.html for alt in move.alt)
    assert all(line in shown.text for line in (*move.how, *move.alt))
    assert "background" not in shown.html
    with pytest.raises(UnknownNameError, match="EXAM-SLR"):
        movement_shown(load_course(), "EXAM-SLRR")


def test_a_missing_picture_says_how_to_render_it(monkeypatch, tmp_path):
    monkeypatch.setattr(
        "sciatica_edu.body.view.movement_views.movement_file", lambda *_: tmp_path / "none.webp"
    )
    with pytest.raises(ContentError, match="movement_pictures"):
        movement_shown(load_course(), "XE-01")
