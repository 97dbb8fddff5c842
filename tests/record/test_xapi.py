"""What version 0.1.0 exported is read: a file kept from it, and the record it was made from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sciatica_edu.errors import RecordError
from sciatica_edu.record.events import Verb, from_line
from sciatica_edu.record.xapi import event_from_statement

KEPT = Path(__file__).parent / "kept"


def lines(name: str) -> list[bytes]:
    return (KEPT / name).read_bytes().splitlines()


def test_each_statement_is_the_event_it_was_made_from():
    read = [event_from_statement(json.loads(line)) for line in lines("export_0_1_0.jsonl")]
    assert read == [from_line(line) for line in lines("record_0_1_0.jsonl")]
    assert {event.verb for event in read} == set(Verb)


@pytest.mark.parametrize("found", [{}, {"object": {}}, [], 3, None, {"actor": 1, "verb": 1}])
def test_something_else_is_refused(found):
    with pytest.raises(RecordError, match="not an entry of a record"):
        event_from_statement(found)
