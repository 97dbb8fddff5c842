from __future__ import annotations

import json

import jsonschema
import pytest

from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.schema import SCHEMAS, schema_text
from sciatica_edu.evidence.yaml import load_yaml

# Where each schema's table is; those of facts and questions are spread over several files.
TABLES = {
    **{name: data_path() / f"{name}.yaml" for name in SCHEMAS},
    **{path.stem: path for path in (data_path() / "anatomy").glob("*.yaml")},
    **{f"body_{path.stem}": path for path in (data_path() / "body").glob("*.yaml")},
}
SPREAD = ["facts", "questions"]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_committed_schema_is_the_generated_one(name):
    committed = (data_path() / "schema" / f"{name}.json").read_text(encoding="utf-8")
    assert committed == schema_text(name), "run: python -m sciatica_edu.evidence.schema"


@pytest.mark.parametrize("name", sorted(TABLES.keys() - SPREAD))
def test_data_matches_its_schema(name):
    jsonschema.validate(load_yaml(TABLES[name]).data, json.loads(schema_text(name)))


def test_facts_and_questions_match_their_schema():
    for name in SPREAD:
        validator = jsonschema.Draft202012Validator(json.loads(schema_text(name)))
        paths = sorted((data_path() / name).glob("*.yaml"))
        assert len(paths) > 3
        for path in paths:
            errors = [error.message[:200] for error in validator.iter_errors(load_yaml(path).data)]
            assert errors == [], path.name
