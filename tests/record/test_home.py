"""Where a learner's record lies, and which names are one learner."""

from __future__ import annotations

import pytest

from sciatica_edu.errors import RecordError
from sciatica_edu.record.home import data_home, record_path, same_learner_key


def test_names_a_person_takes_for_the_same_have_the_same_key():
    assert same_learner_key("ZOË  O'Neill") == same_learner_key("zoe\u0308 o'neill")
    assert same_learner_key("Ana") != same_learner_key("Anna")


def test_one_learner_has_one_file_however_the_name_is_typed(tmp_path):
    assert record_path("Ana  LÓPEZ", home=tmp_path) == record_path("ana lópez", home=tmp_path)
    assert record_path("李雷", home=tmp_path) != record_path("韩梅", home=tmp_path)


def test_a_name_never_leaves_the_folder_of_records(tmp_path):
    for name in ("../../etc/passwd", "a/b", "C:\\x", ".", "\0"):
        assert record_path(name, home=tmp_path).parent == tmp_path / "records"


def test_a_name_longer_than_allowed_is_refused(tmp_path):
    with pytest.raises(RecordError, match="81 characters; allowed: up to 80"):
        record_path("x" * 81, home=tmp_path)


def test_the_environment_variable_moves_the_home(tmp_path, monkeypatch):
    monkeypatch.setenv("SCIATICA_EDU_HOME", str(tmp_path))
    assert data_home() == tmp_path
