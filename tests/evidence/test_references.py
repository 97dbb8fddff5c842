"""What identifies a source, and what is counted as unidentified."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.integrity import content_counts
from sciatica_edu.evidence.models import IdentifierKind, Reference


def _reference(**fields: str) -> Reference:
    given = {"kind": "article", "authors": "Peul WC et al", "title": "Surgery", **fields}
    return Reference.model_validate(given)


@pytest.mark.parametrize(
    ("fields", "kind", "printed"),
    [
        ({"doi": "10.1056/NEJMoa064039", "pmid": "17538084"}, "doi", "doi:10.1056/NEJMoa064039"),
        ({"pmid": "17538084", "pmcid": "PMC2427077"}, "pmid", "PMID 17538084"),
        ({"pmcid": "PMC2427077", "number": "PII S1"}, "pmcid", "PMC2427077"),
        ({"isbn": "9780702077050"}, "isbn", "ISBN 9780702077050"),
        ({"guideline": "NG59"}, "guideline", "NG59"),
        ({"number": "PII S0735-6757(19)30336-5"}, "number", "PII S0735-6757(19)30336-5"),
    ],
)
def test_the_first_identifier_is_printed(fields, kind, printed):
    reference = _reference(**fields)
    assert reference.identifier_kind is IdentifierKind(kind)
    assert reference.identifier == printed
    assert reference.citation().endswith(f"{printed}.")


def test_a_source_without_identifier_says_so():
    assert _reference().identifier is None
    assert _reference().citation().endswith("no identifier known.")


def test_an_isbn_with_a_wrong_digit_is_refused():
    with pytest.raises(ValidationError, match="not an ISBN"):
        _reference(isbn="9780702077051")


@pytest.mark.parametrize("isbn", ["0702077054", "978-0-7020-7705-0", "97807020770500"])
def test_an_isbn_has_thirteen_plain_digits(isbn):
    with pytest.raises(ValidationError, match="isbn"):
        _reference(isbn=isbn)


def test_own_work_has_no_identifier_and_names_no_other_author():
    own = _reference(kind="synthesis", authors="Course synthesis")
    assert own.own_work
    assert own.citation().endswith("own reasoning, not published.")
    with pytest.raises(ValidationError, match="belong together"):
        _reference(kind="synthesis")
    with pytest.raises(ValidationError, match="belong together"):
        _reference(authors="Course synthesis")
    with pytest.raises(ValidationError, match="never published"):
        _reference(kind="synthesis", authors="Course synthesis", number="1")


def test_every_reference_is_counted_once():
    course = load_course()
    counts = content_counts(course)
    kinds = counts["references_by_identifier_kind"]
    assert sum(kinds.values()) == counts["references"] == len(course.references)
    assert kinds["none"] == len(counts["references_without_identifier"])
    assert kinds["own_synthesis"] == len(counts["references_own_synthesis"])
    assert not set(counts["references_without_identifier"]) & set(
        counts["references_own_synthesis"]
    )


def test_no_identifier_stands_for_two_sources():
    course = load_course()
    seen: dict[str, str] = {}
    for key, reference in course.references.items():
        for name in (reference.doi, reference.pmid, reference.pmcid, reference.number):
            if name is not None:
                assert seen.setdefault(name.lower(), key) == key
