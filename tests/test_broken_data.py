"""A broken copy of any data file gives a clear error: the file, and what is wrong with it."""

from __future__ import annotations

import json
import shutil

import pytest

from sciatica_edu.authoring.check import check_tables, load_everything
from sciatica_edu.body.motion.computed import read_muscles, read_poses, read_skeleton
from sciatica_edu.errors import ContentError
from sciatica_edu.evidence import course, integrity
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.yaml import load_yaml
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_fibre_parameters,
    load_kinetics_parameters,
)
from sciatica_edu.quiz.asking.picture import load_pictures
from sciatica_edu.triage.table import load_triage_table
from sciatica_edu.triage.vignettes import load_vignettes

pytestmark = pytest.mark.usefixtures("unchanged_files_read_once")

_DATA = data_path()
_FILES = sorted(
    path.relative_to(_DATA).as_posix()
    for path in _DATA.rglob("*")
    if path.suffix in {".yaml", ".json"}
)


def _drug_parameters(data):
    load_binding_parameters(data)
    load_kinetics_parameters(data)


# Who reads a file that does not come with the course as a whole.
_READERS = {
    "body/skeleton.json": lambda data: read_skeleton(data / "body"),
    "body/muscles.json": lambda data: read_muscles(data / "body"),
    "body/poses.json": lambda data: read_poses(data / "body"),
    "triage.yaml": lambda data: load_triage_table(data / "triage.yaml"),
    "triage_vignettes.yaml": lambda data: load_vignettes(data / "triage_vignettes.yaml"),
    "pictures.yaml": lambda data: load_pictures(data / "pictures.yaml"),
    "parameters/nerve_fibre.yaml": load_fibre_parameters,
    "parameters/local_anaesthetic_kinetics.yaml": _drug_parameters,
}


def _no_data(path):
    """Open brackets that nobody closes, before the first row after the middle."""
    rows = path.read_text(encoding="utf-8").splitlines()
    middle = len(rows) // 2
    starts = (n for n in range(middle, len(rows)) if rows[n].lstrip().startswith("- "))
    rows.insert(next(starts, middle), "{[")
    return "\n".join(rows)


def _misspelt(path):
    """Misspell the first key of the first row, or of the whole."""
    data = load_yaml(path).data
    row = data[0] if isinstance(data, list) else data
    if path.name == "references.yaml":  # its keys are free
        row = next(iter(row.values()))
    first = next(iter(row))
    row[f"x{first}"] = row.pop(first)
    return json.dumps(data)


def _numbers(data):
    """Give each number's container and its place there."""
    rows = data.items() if isinstance(data, dict) else enumerate(data)
    for place, value in list(rows):
        if isinstance(value, (dict, list)):
            yield from _numbers(value)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield data, place


def _words_for_a_number(path):
    """Write the number in the middle out in words."""
    data = load_yaml(path).data
    found = list(_numbers(data))
    container, place = found[len(found) // 2]
    container[place] = "many"
    return json.dumps(data)


_DAMAGE = {
    "missing": None,
    "empty": lambda _path: "",
    "no data": _no_data,
    "misspelt": _misspelt,
    "words for a number": _words_for_a_number,
}
# All files of these folders are read together, whatever they are called.
_GATHERED = ("facts/", "questions/", "sentences/")
# A figure may be a short result in words, and so may the place of a body part.
_WORDS_ALLOWED = ("facts/", "exercises.yaml")


def _applies(name, damage):
    if damage == "missing":
        return not name.startswith(_GATHERED)
    if damage == "words for a number":
        return not name.startswith(_WORDS_ALLOWED) and any(_numbers(load_yaml(_DATA / name).data))
    return True


_CASES = [
    pytest.param(name, damage, id=f"{name}: {damage}")
    for name in _FILES
    for damage in _DAMAGE
    if _applies(name, damage)
]


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(_DATA, tmp_path / "data")


def test_every_reader_is_of_a_file_that_exists():
    assert set(_READERS) <= set(_FILES)


@pytest.mark.parametrize(("name", "damage"), _CASES)
def test_a_broken_file_is_named_and_nothing_else_is_raised(copy, name, damage):
    path, change = copy / name, _DAMAGE[damage]
    if change is None:
        path.unlink()
    else:
        path.write_text(change(path), encoding="utf-8")
    with pytest.raises(ContentError) as told:
        _READERS.get(name, load_everything)(copy)
    assert path.name in str(told.value)


@pytest.mark.parametrize("name", [name for name in _FILES if name.startswith(_GATHERED[:2])])
def test_a_lost_file_of_facts_or_questions_breaks_a_rule_of_the_check(copy, name, monkeypatch):
    # a thousand lost facts need no nearest name each
    monkeypatch.setattr(integrity, "did_you_mean", lambda *_: "")
    whole = course.load_course()
    lost = {one.objective for one in whole.questions.values() if name in whole.places[one.id]}
    kept = {one.objective for one in whole.questions.values() if name not in whole.places[one.id]}
    (copy / name).unlink()
    # of questions nothing is missed where each objective is asked for elsewhere too
    assert bool(list(check_tables(course.load_course(copy)))) != bool(lost and lost <= kept)


def test_a_whole_copy_is_read_and_breaks_no_rule(copy):
    assert list(check_tables(course.load_course(copy))) == []
    for read in _READERS.values():
        read(copy)
