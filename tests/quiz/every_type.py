"""One question of each type: the examples of ``data/questions/README.md``."""

from __future__ import annotations

import re
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sciatica_edu.evidence.questions.bank import read_questions
from sciatica_edu.quiz.asking.picture import load_pictures

if TYPE_CHECKING:
    from sciatica_edu.evidence.questions.question import Question
    from sciatica_edu.quiz.asking.picture import QuestionPicture

ROOT = Path(__file__).resolve().parents[2]


def example_yaml() -> str:
    text = (ROOT / "data" / "questions" / "README.md").read_text(encoding="utf-8")
    return re.search(r"```yaml\n(.*?)```", text, re.DOTALL).group(1)


@lru_cache(maxsize=1)
def every_type() -> dict[str, Question]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "examples.yaml"
        path.write_text(example_yaml(), encoding="utf-8")
        return dict(read_questions([path]).questions)


def pictures() -> dict[str, QuestionPicture]:
    return load_pictures(ROOT / "data" / "pictures.yaml")


# What to give each item (seed 3) to be right, partly right and wrong; None where there is no
# such answer.
RIGHT = {
    "EX-SBA": "B",
    "EX-MR": ["A", "B"],
    "EX-NUM": "0.5 %",
    "EX-TPL": "10",
    "EX-TXT": "Common Peroneal n.",
    "EX-MAT": {"a": "a", "b": "b", "c": "c"},
    "EX-ORD": ["stop", "airway", "call", "lipid"],
    "EX-CLZ": {"hole": "notch", "where": "A", "n": "5"},
    "EX-HOT": "inner_shin",
    "EX-CASE.1": "A",
    "EX-CASE.2": "A",
}
PARTLY = {
    "EX-MR": ["A"],
    "EX-NUM": "5",
    "EX-MAT": {"a": "a", "b": "extra1"},
    "EX-ORD": ["call", "stop", "airway", "lipid"],
    "EX-CLZ": {"hole": "notch", "where": "B"},
}
WRONG = {
    "EX-SBA": "A",
    "EX-MR": ["A", "C"],
    "EX-NUM": "0.5 mg/mL",
    "EX-TPL": "18",
    "EX-TXT": "tibial nerve",
    "EX-MAT": {"a": "b", "b": "a", "c": "extra1"},
    "EX-ORD": ["lipid", "airway", "call", "stop"],
    "EX-CLZ": {"hole": "hiatus", "where": "B", "n": "4"},
    "EX-HOT": "foot_top",
    "EX-CASE.1": "B",
    "EX-CASE.2": "B",
}
