from __future__ import annotations

import json

import jsonschema
import pytest

from sciatica_edu.content.location import data_path
from sciatica_edu.content.schema import SCHEMAS, schema_text
from sciatica_edu.content.yaml import load_yaml

SAME_NAME = [name for name in SCHEMAS if (data_path() / f"{name}.yaml").exists()]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_committed_schema_is_the_generated_one(name):
    committed = (data_path() / "schema" / f"{name}.json").read_text(encoding="utf-8")
    assert committed == schema_text(name), "run: python -m sciatica_edu.content.schema"


@pytest.mark.parametrize("name", sorted(SAME_NAME))
def test_data_matches_its_schema(name):
    schema = json.loads(schema_text(name))
    jsonschema.validate(load_yaml(data_path() / f"{name}.yaml").data, schema)


BODY = {f"body_{path.stem}": path.stem for path in (data_path() / "body").glob("*.yaml")}


@pytest.mark.parametrize("name", sorted(BODY))
def test_each_table_of_the_body_matches_its_schema(name):
    data = load_yaml(data_path() / "body" / f"{BODY[name]}.yaml").data
    jsonschema.validate(data, json.loads(schema_text(name)))


def test_structures_match_their_schema():
    data = load_yaml(data_path() / "anatomy" / "structures.yaml").data
    jsonschema.validate(data, json.loads(schema_text("structures")))


def test_facts_and_questions_match_their_schema():
    for folder, name in (("facts", "facts"), ("questions", "questions")):
        validator = jsonschema.Draft202012Validator(json.loads(schema_text(name)))
        for path in (data_path() / folder).glob("*.yaml"):
            errors = [error.message[:200] for error in validator.iter_errors(load_yaml(path).data)]
            assert errors == [], path.name
