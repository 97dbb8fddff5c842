from __future__ import annotations

import json

import pytest

from sciatica_edu.anatomy.root_branch_explorer import RootBranchExplorer
from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.course import load_course

COURSE = load_course()


def test_view_twin_and_text_stand_side_by_side():
    data, _ = RootBranchExplorer(COURSE)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/html"].startswith("<table")
    assert "tibialis posterior" in data["text/plain"]
    assert "script" not in data["text/html"]
    assert repr(RootBranchExplorer(COURSE)) == repr(RootBranchExplorer(COURSE))


def test_twin_says_what_tells_l5_from_the_fibular_nerve():
    rows = RootBranchExplorer(COURSE).twin().text.split("\n  ")
    apart = [row for row in rows if "tells them apart" in row]
    assert any("tibialis posterior" in row for row in apart)
    assert not any("tibialis anterior" in row for row in apart)


def test_unknown_lesion_offers_the_nearest_and_changes_nothing():
    widget = RootBranchExplorer(COURSE)
    with pytest.raises(UnknownNameError, match="common-fibular"):
        widget.first = "common-fibul"
    assert widget.first == "common-fibular"
    with pytest.raises(UnknownNameError):
        RootBranchExplorer(COURSE, second="L9")
    with pytest.raises(TypeError, match="'frist'"):
        RootBranchExplorer(COURSE, frist="L5")


def test_state_sent_to_the_browser_is_small():
    widget = RootBranchExplorer(COURSE)
    state = {key: value for key, value in widget.get_state().items() if not key.startswith("_")}
    assert len(json.dumps(state)) < 40_000
