"""JSON Schemas of the data files, generated from the models so that they cannot drift.

``python -m sciatica_edu.evidence.schema`` rewrites ``data/schema/``; a test compares.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from sciatica_edu.evidence import models
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.questions.question import Question  # noqa: TC001  (pydantic reads it)
from sciatica_edu.evidence.tables import (
    body_models,
    clinical,
    contraindications,
    drugs,
    injections,
    leg_map,
    symptom_tables,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SCHEMAS", "schema_text"]


class _QuestionFile(models.Model):
    questions: list[Question]


SCHEMAS: Mapping[str, Any] = MappingProxyType(
    {
        "anaesthetics": drugs.Anaesthetics,
        "anticoagulants": list[drugs.Anticoagulant],
        "article_claims": models.Ledger,
        "body_joints": body_models.Joints,
        "body_landmarks": body_models.Landmarks,
        "body_ligaments": body_models.Ligaments,
        "body_muscle_limits": body_models.MuscleLimits,
        "body_muscle_shapes": body_models.MuscleShapes,
        "body_nerve_sites": body_models.NerveSites,
        "body_views": body_models.Views,
        "branches": list[clinical.NerveBranch],
        "complications": list[contraindications.Complication],
        "contraindications": contraindications.Contraindications,
        "dermatomes": list[clinical.Dermatome],
        "exercises": list[clinical.Exercise],
        "facts": list[models.Fact],
        "glossary": list[models.GlossaryTerm],
        "imaging_without_pain": clinical.ImagingWithoutPain,
        "leg_map": leg_map.LegMap,
        "level_signs": symptom_tables.LevelSigns,
        "look_alikes": list[clinical.LookAlike],
        "misconceptions": list[models.Misconception],
        "muscles": list[clinical.Muscle],
        "objectives": list[models.Objective],
        "procedures": list[injections.ProcedureDescription],
        "questions": _QuestionFile,
        "recovery": clinical.Recovery,
        "red_flags": list[clinical.RedFlag],
        "references": dict[str, models.Reference],
        "root_signs": list[clinical.RootSigns],
        "scales": list[clinical.Scale],
        "structures": list[body_models.StructureRow],
        "skin_territories": list[clinical.SkinTerritory],
        "tests": list[clinical.TestAccuracy],
        "toxicity": injections.Toxicity,
    }
)
"""Schema name to the type of the file."""


def schema_text(name: str) -> str:
    """Return the JSON Schema of one kind of file, ready to be written."""
    schema = TypeAdapter(SCHEMAS[name]).json_schema()
    stage = schema.get("$defs", {}).get("CaseStage")
    if stage is not None:
        # A question inside a case inherits objective, level, facts … from it, which JSON Schema
        # cannot say; the loader checks it whole.
        stage["properties"]["question"] = {
            "type": "object",
            "required": ["type", "stem"],
            "description": "a question of any other type; what it leaves out, it takes from the case",
        }
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Rewrite every schema file."""
    folder = data_path() / "schema"
    folder.mkdir(exist_ok=True)
    for name in SCHEMAS:
        (folder / f"{name}.json").write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    main()
