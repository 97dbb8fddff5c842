from __future__ import annotations

from sciatica_edu.body.tables import ROOT_SIGNS
from sciatica_edu.symptoms.localiser_widget import localiser_practice
from sciatica_edu.symptoms.root_tables import EXAMPLE_FINDINGS, roots_table


def test_the_table_of_roots_holds_every_sign(course):
    shown = " ".join(roots_table(course).text.split())
    for root, row in course[ROOT_SIGNS].items():
        for words in (row.usual_disc, row.pain, row.sensory, row.motor, row.reflex):
            assert " ".join(words.split()) in shown, root


def test_example_findings_exist_in_the_localiser(course):
    for root, findings in EXAMPLE_FINDINGS.items():
        widget = localiser_practice(course, findings=findings)
        assert any(root in block["title"] for block in widget.result["blocks"])
