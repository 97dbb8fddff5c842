from __future__ import annotations

from types import SimpleNamespace

import pytest

from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.models import Reference


def source(authors, year, **more):
    return Reference(kind="article", authors=authors, year=year, title="T", **more)


CONTENT = SimpleNamespace(
    references={
        "Peul": source("Peul WC, et al.", 2007, doi="10.1000/x"),
        "Suri": source("Suri P", 2012),
        "Suri2": source("Suri P", 2012, pmid="12"),
    },
    facts={
        "A-01": SimpleNamespace(references=["Peul"], plain=True),
        "A-02": SimpleNamespace(references=["Peul", "Suri"], plain=False),
        "A-03": SimpleNamespace(references=["Suri2"], plain=True),
    },
)


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ([], ""),
        (["A-01", "A-01"], "Peul et al. 2007"),
        (["A-02"], "Peul et al. 2007 (uncertain); Suri 2012 (uncertain)"),
        (["A-02", "A-01"], "Peul et al. 2007 (partly uncertain); Suri 2012 (uncertain)"),
        (["A-02", "A-03"], "Peul et al. 2007 (uncertain); Suri 2012 (partly uncertain)"),
    ],
)
def test_each_source_stands_once_and_says_how_certain_its_facts_are(facts, shown):
    assert cite(CONTENT, facts) == shown


def test_identifiers_are_added_on_request():
    assert cite(CONTENT, ["A-01"], full=True) == "Peul et al. 2007 (doi:10.1000/x)"
    assert cite(CONTENT, []) == ""


def test_an_unknown_fact_is_an_error():
    with pytest.raises(UnknownNameError, match="'A-09'"):
        cite(CONTENT, ["A-09"])
