from __future__ import annotations

import pytest

from sciatica_edu.display.html_tree import Node, parse_html
from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.record.store import MemoryRecord
from sciatica_edu.symptoms.likelihood.likelihood_widget import likelihood_explorer
from sciatica_edu.symptoms.localiser_widget import localiser_practice
from sciatica_edu.symptoms.tables import TESTS
from sciatica_edu.symptoms.triage_widget import triage_practice

MAKERS = {
    "localiser": localiser_practice,
    "triage": triage_practice,
    "likelihood": lambda course: likelihood_explorer(course, pre_test_probability=0.5),
}


def stored(widget):
    data, _ = widget._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    return data


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_twin_is_plain_html_without_script_and_ids_and_the_same_every_time(course, make):
    data = stored(make(course))
    nodes = [node for node in parse_html(data["text/html"]).walk() if isinstance(node, Node)]
    assert not {node.tag for node in nodes} & {
        "script", "style", "svg", "iframe", "input", "button"
    }  # fmt: skip
    assert not any("id" in node.given for node in nodes)
    assert len(data["text/plain"]) > 100
    assert len(data["text/html"]) < 20_000
    assert "0x" not in repr(make(course))
    assert repr(make(course)) == repr(make(course))
    assert stored(make(course))["text/html"] == data["text/html"]


def test_localiser_starts_with_nothing_examined_and_answers_from_python(course):
    widget = localiser_practice(course)
    assert "Nothing found" in widget.result["heading"]
    widget.answer(ankle_jerk="abnormal", plantar_flexion="abnormal", straight_leg_raise="abnormal")
    widget.commit(level="s1", test="toe-flexion")
    assert widget.result["heading"] == "Best fit: root S1"
    assert widget.result["blocks"][0]["title"] == "Not asked yet: ask now"
    assert not widget.result["urgent"]


def test_localiser_says_undecided_when_levels_tie(course):
    widget = localiser_practice(course, findings={"ankle-dorsiflexion": "abnormal"})
    widget.commit(level="l5", test="hip-abduction")
    assert "undecided between" in widget.result["heading"]


def test_one_cauda_equina_sign_turns_the_localiser_into_an_emergency(course):
    widget = localiser_practice(course, findings={"ankle-jerk": "abnormal", "bladder": "abnormal"})
    assert widget.result["urgent"]
    assert widget.result["heading"].startswith("EMERGENCY")
    assert "EMERGENCY" in stored(widget)["text/plain"]


def test_triage_starts_by_asking_now(course):
    widget = triage_practice(course)
    assert widget.result["heading"].startswith("ASK NOW")
    assert widget.result["urgent"]
    widget.answers = {item["id"]: "no" for group in widget.groups for item in group["items"]}
    assert widget.result["heading"].startswith("NO HURRY FOUND TODAY")
    assert "does not exclude" in widget.result["message"]
    widget.answer(aneurysm="yes")
    assert widget.result["heading"].startswith("AMBULANCE: an ambulance")


def test_a_wrong_answer_from_python_raises_and_from_the_browser_is_shown(course):
    widget = triage_practice(course)
    with pytest.raises(UnknownNameError, match="allowed"):
        widget.answer(bladder="perhaps")
    widget.answers = {"blader": "no"}
    assert widget.result["heading"] == "Not possible"
    assert widget.result["urgent"]


def test_likelihood_explorer_follows_its_traits(course):
    widget = likelihood_explorer(course, pre_test_probability=0.5)
    assert "from 50 % to 56%" in widget.outcome["heading"]
    assert sum(widget.outcome["counts"]) == 100
    widget.result = "negative"
    assert "to 22%" in widget.outcome["heading"]
    widget.pre_test_percent = 20
    assert "from 20 %" in widget.outcome["heading"]
    widget.test_id = "TA-02"
    assert "crossed SLR" in widget.outcome["heading"]
    assert "surgical populations" in widget.outcome["lines"][1]


def test_likelihood_explorer_offers_no_cauda_equina_test_and_no_uncertain_row(course):
    widget = likelihood_explorer(course, pre_test_probability=0.5)
    for entry in widget.tests:
        assert "CES" not in entry["label"]
        assert course[TESTS][entry["id"]].confidence != "low"
        assert course[TESTS][entry["id"]].verified != "memory"


def test_likelihood_explorer_refuses_what_does_not_exist(course):
    with pytest.raises(OutOfRangeError, match=r"0\.01 to 0\.99"):
        likelihood_explorer(course, pre_test_probability=1.2)
    with pytest.raises(UnknownNameError):
        likelihood_explorer(course, pre_test_probability=0.5, test_id="TA-99")
    widget = likelihood_explorer(course, pre_test_probability=0.5)
    with pytest.raises(UnknownNameError, match="TA-34"):
        widget.test_id = "TA-34"


def test_localiser_says_so_when_nothing_fits(course):
    widget = localiser_practice(
        course, findings={"numb-web-space": "abnormal", "ankle-dorsiflexion": "normal",
                          "great-toe-extension": "normal", "ankle-eversion": "normal",
                          "hip-abduction": "normal", "ankle-inversion": "normal"},
    )  # fmt: skip
    widget.commit(level="deep-fibular", test="ankle-jerk")
    assert widget.result["heading"].startswith("No level fits well")


def committing(course, **findings):
    record = MemoryRecord("ann")
    found = {name.replace("_", "-"): value for name, value in findings.items()}
    return localiser_practice(course, findings=found, record=record, lesson="02"), record


def test_no_verdict_before_level_and_test_are_committed(course):
    widget, record = committing(course, ankle_dorsiflexion="abnormal", numb_foot_top="abnormal")
    assert widget.result["stage"] == "level"
    told = str(widget.result)
    assert "Best fit" not in told
    assert "points" not in told
    widget.commit(level="l5")
    assert widget.result["stage"] == "test"
    assert "Best fit" not in str(widget.result)
    widget.commit(test="hip-abduction")
    assert widget.result["heading"].startswith("Best fit")
    assert "parts them best" in str(widget.result["blocks"])
    events = record.read().events
    assert [(e.item, e.answer, e.score) for e in events] == [
        ("localiser.level", "l5", 1.0),
        ("localiser.test", "hip-abduction", 1.0),
    ]
    assert events[0].detail["findings"]["numb-foot-top"] == "abnormal"


def test_a_new_finding_asks_for_a_new_commitment(course):
    widget, _ = committing(course, ankle_dorsiflexion="abnormal")
    widget.commit(level="s1")
    widget.answer(ankle_inversion="normal")
    assert widget.committed == {}
    assert widget.result["stage"] == "level"


def test_a_cauda_equina_sign_needs_no_commitment(course):
    widget, record = committing(course, ankle_dorsiflexion="abnormal", saddle_numbness="abnormal")
    assert widget.result["stage"] == "emergency"
    assert widget.result["urgent"]
    assert "emergency department" in widget.result["message"]
    assert record.read().events == ()


def test_an_unknown_level_is_refused_with_the_nearest(course):
    widget, _ = committing(course, ankle_dorsiflexion="abnormal")
    with pytest.raises(UnknownNameError, match="l5"):
        widget.commit(level="l55")


def test_three_tests_are_ranked_before_their_order_is_told(course):
    widget = likelihood_explorer(course, pre_test_probability=0.5)
    assert widget.ranked == {}
    widget.ranking = ["TA-01", "TA-02", "TA-17"]
    assert not widget.ranked["right"]
    # LR+ 2.8, 1.28 and 0.98: SYM-DX-02, SYM-DX-01, TA-17
    assert [row[1:] for row in widget.ranked["rows"]] == [[74, 2], [56, 1], [49, 3]]
    with pytest.raises(OutOfRangeError, match="each of"):
        widget.ranking = ["TA-01", "TA-01", "TA-17"]
