"""The two checklists for systemic toxicity side by side, in words and with the lipid of one weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import table
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.tables.toxicity import Agreement
from sciatica_edu.nerve_block.tables import TOXICITY
from sciatica_edu.nerve_block.toxicity.lipid import lipid_plans

if TYPE_CHECKING:
    from sciatica_edu.display import Html
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.questions.quantities import Quantity
    from sciatica_edu.evidence.tables.toxicity import ChecklistRow
    from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight

__all__ = ["checklist_table", "difference", "lipid_table"]

_WORDS = {
    Agreement.AGREE: "Yes.",
    Agreement.DIFFER: "No.",
    Agreement.ONE_SIDE: "Only one side was read.",
}


def checklist_table(course: Course) -> Html:
    """Return what both checklists say, point by point, and where they differ."""
    found = course[TOXICITY].checklists
    rows = [
        (
            row.topic,
            row.asra,
            row.uk,
            f"{_WORDS[row.standing]} {row.told or ''}".strip(),
            cite(course, row.facts),
        )
        for row in found.rows
    ]
    return table(
        ("", found.sources["asra"], found.sources["uk"], "Do they agree?", "Source"),
        rows,
        caption=f"Two checklists for systemic toxicity. {NOT_MEDICAL_ADVICE}",
    )


def lipid_table(course: Course, *, weight: BodyWeight) -> Html:
    """Return the lipid emulsion for a weight by both checklists, with the working."""
    rules = course[TOXICITY]
    plans = list(lipid_plans(weight, rule=rules.lipid).values())
    ceiling = f"{rules.lipid.upper_limit_ml_per_kg:g} mL/kg × {weight} = {plans[0].upper_limit}"
    rows = [
        ("First bolus", *(plan.working[0] for plan in plans)),
        ("Then the infusion", *(plan.working[1] for plan in plans)),
        (
            "Still unstable",
            *(
                f"up to {plan.further_boluses} more boluses, and {_rates(plan.doubled)}"
                for plan in plans
            ),
        ),
        ("In all, at most", *(ceiling for _ in plans)),
    ]
    names = (rules.checklists.sources["asra"], rules.checklists.sources["uk"])
    caption = f"Lipid emulsion {rules.lipid.emulsion_percent:g} %, {rules.lipid.weight} {weight}. {NOT_MEDICAL_ADVICE}"
    return table(("", *names), rows, caption=caption)


def difference(row: ChecklistRow) -> str:
    """Return in one line what each checklist says on a point where they are not one."""
    return f"{row.topic}. ASRA: {row.asra} UK: {row.uk} {row.told or ''}".strip()


def _rates(span: tuple[Quantity, Quantity]) -> str:
    slow, fast = (f"{rate.value:.3g}" for rate in span)
    return f"{slow} mL/min" if slow == fast else f"{slow} to {fast} mL/min"
