from __future__ import annotations

import json

import numpy as np
import pytest

from sciatica_edu.authoring.derived import body_rebuild as rebuild
from sciatica_edu.authoring.meshes.reference import build_reference
from sciatica_edu.body.motion.computed import numbers_folder, read_skeleton
from sciatica_edu.errors import ContentError


@pytest.mark.reference
def test_committed_numbers_are_what_the_installed_packages_give(mujoco):
    for name, content in rebuild.generate().items():
        committed = json.loads((numbers_folder() / name).read_text(encoding="utf-8"))
        assert committed["made_from"] == content["made_from"], "another MyoSim: rebuild and review"
        assert _shape(committed) == _shape(content)
        gap = np.abs(np.array(_numbers(committed)) - np.array(_numbers(content)))
        assert gap.max() < 1e-5, name


def _shape(value):
    """Everything but the numbers."""
    if isinstance(value, dict):
        return {key: _shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_shape(item) for item in value]
    return 0.0 if isinstance(value, (int, float)) else value


def _numbers(value):
    if isinstance(value, dict):
        return [n for item in value.values() for n in _numbers(item)]
    if isinstance(value, list):
        return [n for item in value for n in _numbers(item)]
    return [float(value)] if isinstance(value, (int, float)) else []


@pytest.mark.reference
def test_check_tells_changed_files_and_writes_nothing(mujoco, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(rebuild, "numbers_folder", lambda: tmp_path)
    assert rebuild.main(["--check"]) == 1
    assert not list(tmp_path.iterdir())
    assert rebuild.main([]) == 0
    assert rebuild.main(["--check"]) == 0
    assert "muscles.json: unchanged" in capsys.readouterr().out


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ContentError, match=r"skeleton\.json: the file is missing"):
        read_skeleton(tmp_path)


@pytest.mark.reference
def test_the_reference_is_built_without_a_word_and_leaves_mujoco_as_it_was(mujoco, capfd, recwarn):
    before = mujoco.get_mju_user_warning()
    build_reference()
    assert mujoco.get_mju_user_warning() is before
    assert capfd.readouterr() == ("", "")
    assert [str(found.message) for found in recwarn] == []
