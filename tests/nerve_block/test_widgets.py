"""Widgets of lesson 04: traits, twins, errors, and what the browser is sent."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from sciatica_edu.errors import UnknownNameError
from sciatica_edu.nerve_block.conduction.conduction_widget import conduction_widget
from sciatica_edu.nerve_block.dosing.dose_widget import dose_workshop
from sciatica_edu.nerve_block.screening.screening_widget import contraindication_checker
from sciatica_edu.nerve_block.tables import ANAESTHETICS, CONTRAINDICATIONS, TOXICITY
from sciatica_edu.nerve_block.toxicity.amounts import allowed_amounts
from sciatica_edu.nerve_block.toxicity.toxicity_widget import toxicity_simulation

VOID = {"br", "hr", "img", "wbr"}
SCRIPTED = {"script", "style", "svg", "iframe", "input", "button", "canvas"}


class Twin(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags, self.names, self.depth = set(), set(), 0

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.depth += tag not in VOID

    def handle_endtag(self, tag):
        self.depth -= 1


@pytest.fixture(params=["conduction", "dose", "screening", "toxicity"])
def make(request, course):
    return {
        "conduction": lambda **more: conduction_widget(concentration_mm=0.4, **more),
        "dose": lambda **more: dose_workshop(course, **more),
        "screening": lambda **more: contraindication_checker(course, **more),
        "toxicity": lambda **more: toxicity_simulation(course, **more),
    }[request.param]


def heard(widget, **message):
    """Send what a browser would send; return the messages that came back."""
    sent = []
    widget.send = lambda content, buffers=None: sent.append((content, buffers))
    widget._handle_custom_msg(message, [])
    return sent


# ------------------------------------------------------------------ all of them


def test_twin_is_plain_html_and_small(make):
    data, _ = make()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    twin = Twin()
    twin.feed(data["text/html"])
    assert twin.depth == 0
    assert not twin.tags & SCRIPTED
    assert "id" not in twin.names
    assert not any(name.startswith("on") for name in twin.names)
    assert len(data["text/html"]) < 80_000
    assert "not medical advice" in data["text/html"]


def test_repr_is_the_same_every_time(make):
    assert repr(make()) == repr(make())
    assert "object at 0x" not in repr(make())
    assert len(repr(make())) > 300


def test_unknown_setting_is_refused(make):
    with pytest.raises((UnknownNameError, TypeError), match="'colour'"):
        make(colour="red")


# ------------------------------------------------------------------ dose workshop


def test_percent_and_mg_per_ml_give_the_same(course):
    widget = dose_workshop(course)
    before = widget.state["result"]["rows"]
    widget.act("compare", inputs={"strength": "5", "strength_unit": "mg/mL"})
    assert widget.state["result"]["rows"] == before


def test_ideal_weight_comes_in_when_it_is_lower(course):
    widget = dose_workshop(course, weight_kg=120)
    widget.act("compare", inputs={"height_cm": "165", "sex": "female"})
    assert any("ideal weight, because it is lower" in x for x in widget.state["result"]["lines"])


def test_syringe_above_a_limit_says_whose(course):
    widget = dose_workshop(course)
    widget.act("compare", inputs={"drawn_ml": "45"})
    line = next(x for x in widget.state["result"]["lines"] if "syringe" in x)
    assert "ABOVE the limit of: Poisoning & Drug Overdose 8e (US), Therapeutic Guidelines" in line
    assert "Narkosguiden" not in line


def test_mixture_leaves_the_rest(course):
    # 90 of 180 mg ropivacaine leave half of 180 mg lidocaine (3 mg/kg) at 60 kg
    widget = dose_workshop(course, drug="lidocaine", weight_kg=60, concentration_percent=1.0)
    widget.act("compare", inputs={"given_drug": "ropivacaine", "given_mg": "90"})
    assert any("90 mg of lidocaine are left" in x for x in widget.state["result"]["lines"])


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"weight_kg": "-5"}, "30 to 200"),
        ({"weight_kg": ""}, "give a number in kg"),
        ({"strength": "0"}, "concentration"),
        ({"strength": "400"}, "0 to 100"),
        ({"strength_unit": "mg"}, "% or mg/mL"),
        ({"drug": "lidocane"}, "lidocaine"),
        ({"height_cm": "80"}, "height"),
        ({"weigth": "3"}, "field"),
    ],
)
def test_impossible_input_is_refused_and_changes_nothing(inputs, said, course):
    widget = dose_workshop(course)
    before = widget.state
    heard(widget, action="compare", inputs=inputs)
    assert said in widget.state["refused"]
    assert widget.state["result"] == before["result"]
    assert widget.state["inputs"] == before["inputs"]


@pytest.mark.parametrize("field", ["drug", "given_drug"])
def test_prilocaine_is_never_chosen_without_its_warning(field, course):
    danger = next(
        row.danger for row in course[ANAESTHETICS].anaesthetics if row.drug == "prilocaine"
    )
    widget = dose_workshop(course)
    assert widget.state["result"]["dangers"] == []
    widget.act("compare", inputs={field: "prilocaine"})
    assert widget.state["result"]["dangers"] == [danger.text]
    assert danger.text in repr(widget)
    assert danger.text in widget.twin().html
    heard(widget, action="compare", inputs={"weight_kg": "7"})
    assert danger.text in widget.state["refused"]
    assert widget.state["result"]["dangers"] == [danger.text]


def test_a_refused_choice_of_prilocaine_carries_the_warning(course):
    widget = dose_workshop(course)
    heard(widget, action="compare", inputs={"drug": "prilocaine", "strength": "0"})
    assert "methaemoglobinaemia" in widget.state["refused"]


# ------------------------------------------------------------------ checker


def test_nothing_asked_is_find_out_never_go(course):
    result = contraindication_checker(course).state["result"]
    assert result["headline"].startswith("Unknown: find out first")
    assert all(answer != "no concern" for _, answer in result["all"])


def test_one_condition_not_asked_is_enough_for_find_out(course):
    widget = contraindication_checker(course)
    widget.act("all", answer="absent")
    assert widget.state["result"]["headline"].startswith("No concern")
    widget.act("choose", condition="osteoporosis", answer="not_asked")
    assert widget.state["result"]["headline"].startswith("Unknown")


def test_rule_reason_and_source_are_shown(course):
    widget = contraindication_checker(course, procedure="caudal_interlaminar_esi")
    widget.act("all", answer="absent")
    widget.act("choose", condition="pregnancy", answer="present")
    lines = [x for block in widget.state["result"]["blocks"] for x in block["lines"]]
    assert any(x.startswith("R17 Pregnancy: relative.") and "certainty" in x for x in lines)
    assert widget.state["result"]["urgent"] is False


def test_emergency_says_where_to_go(course):
    widget = contraindication_checker(course)
    flag = next(r.condition_key for r in course[CONTRAINDICATIONS].rules if r.id == "R23")
    widget.act("choose", condition=flag, answer="present")
    result = widget.state["result"]
    assert result["headline"].startswith("No injection")
    assert result["urgent"] is True
    assert result["blocks"][0]["title"] == "Where to go"


@pytest.mark.parametrize(
    "message",
    [
        {"action": "choose", "condition": "osteoporose", "answer": "present"},
        {"action": "choose", "condition": "osteoporosis", "answer": "maybe"},
        {"action": "choose", "procedure": "spinal"},
        {"action": "mark", "drill": "rules", "answer": "caution"},
        {"action": "fly"},
        {},
    ],
)
def test_unknown_words_are_refused_with_the_state_unchanged(message, course):
    widget = contraindication_checker(course)
    before = {**widget.state, "refused": ""}
    heard(widget, **message)
    assert widget.state["refused"]
    assert {**widget.state, "refused": ""} == before


# ------------------------------------------------------------------ toxicity


def test_a_case_is_played_to_its_result_with_points_and_corrections(course):
    widget = toxicity_simulation(course, seed=5, pattern="circulation_only")
    action = next(item for item in course[TOXICITY].actions if item.id == "lipid_bolus")
    play = widget.play
    low, high = allowed_amounts(action, case=play.case, rules=play.rules, stage=play.stage)[0]
    for step in ("stop_injecting", "call_for_help", "airway_oxygen", "vasopressin"):
        widget.act("act", step=step)
    widget.act("act", step="lipid_bolus", amount=str((low + high) / 2))
    for _ in range(40):
        if widget.state["result"]:
            break
        widget.act("act", step="wait")
    result = widget.state["result"]
    assert widget.state["steps"] == []
    told = {block["title"]: block["lines"] for block in result["blocks"]}
    assert "dose: 0" not in told["Points"]
    assert any("Vasopressin is avoided" in line for line in told["To do otherwise"])
    assert told["Missed"]
    assert any("ASRA" in line and "UK" in line for line in told["Where the checklists are not one"])
    assert result["headline"].startswith("Finished: ")


def test_order_of_choices_is_no_hint(course):
    orders = {
        tuple(
            step
            for step, _, _ in toxicity_simulation(course, seed=s, pattern="intravascular").state[
                "steps"
            ]
        )
        for s in range(6)
    }
    assert len(orders) == 6


def test_amount_is_needed_and_must_be_a_number(course):
    widget = toxicity_simulation(course, seed=5, pattern="intravascular")
    for amount in (None, "", "much", "-3"):
        heard(widget, action="act", step="lipid_bolus", amount=amount)
        assert widget.state["refused"]
    assert widget.play.done == ()


def test_again_and_new(course):
    widget = toxicity_simulation(course, seed=5)
    first = widget.state["transcript"]
    widget.act("act", step="call_for_help")
    widget.act("again")
    assert widget.state["transcript"] == first
    widget.act("new")
    assert widget.play.case.seed == 6


def test_unknown_pattern_offers_the_nearest(course):
    with pytest.raises(UnknownNameError, match="intravascular"):
        toxicity_simulation(course, pattern="intravasculer")
