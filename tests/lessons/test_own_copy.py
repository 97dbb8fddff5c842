from __future__ import annotations

import pytest

from sciatica_edu.errors import LessonError
from sciatica_edu.lessons.own_copy import copy_notebooks


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "a.ipynb").write_text("first edition", encoding="utf-8")
    return folder


@pytest.fixture
def own(tmp_path):
    return tmp_path / "own"


def test_first_copy_and_nothing_new_the_second_time(course, own):
    assert copy_notebooks(course, own) == (f"{own / 'a.ipynb'}: copied",)
    assert copy_notebooks(course, own) == ()


def test_untouched_notebook_gets_the_newer_edition(course, own):
    copy_notebooks(course, own)
    (course / "a.ipynb").write_text("second edition", encoding="utf-8")
    (told,) = copy_notebooks(course, own)
    assert "replaced by the newer edition" in told
    assert (own / "a.ipynb").read_text(encoding="utf-8") == "second edition"


def test_changed_notebook_is_never_overwritten(course, own):
    copy_notebooks(course, own)
    (own / "a.ipynb").write_text("my work", encoding="utf-8")
    assert copy_notebooks(course, own) == ()
    (course / "a.ipynb").write_text("second edition", encoding="utf-8")
    (told,) = copy_notebooks(course, own)
    assert "your own a.ipynb is as you left it" in told
    assert (own / "a.ipynb").read_text(encoding="utf-8") == "my work"
    assert (own / "a.new.ipynb").read_text(encoding="utf-8") == "second edition"
    assert copy_notebooks(course, own) == ()


def test_work_in_a_newer_edition_put_beside_is_never_overwritten(course, own):
    copy_notebooks(course, own)
    (own / "a.ipynb").write_text("my work", encoding="utf-8")
    for edition in ("second edition", "third edition"):
        (course / "a.ipynb").write_text(edition, encoding="utf-8")
        copy_notebooks(course, own)
        assert (own / "a.new.ipynb").read_text(encoding="utf-8") == edition
    (own / "a.new.ipynb").write_text("my work in the third edition", encoding="utf-8")
    (course / "a.ipynb").write_text("fourth edition", encoding="utf-8")
    copy_notebooks(course, own)
    assert {path.name: path.read_text(encoding="utf-8") for path in own.glob("*.ipynb")} == {
        "a.ipynb": "my work",
        "a.new.ipynb": "my work in the third edition",
        "a.new-2.ipynb": "fourth edition",
    }


def test_file_of_the_same_name_that_was_never_copied_is_kept(course, own):
    own.mkdir()
    (own / "a.ipynb").write_text("something else", encoding="utf-8")
    copy_notebooks(course, own)
    assert (own / "a.ipynb").read_text(encoding="utf-8") == "something else"
    assert (own / "a.new.ipynb").exists()


def test_deleted_notebook_comes_back(course, own):
    copy_notebooks(course, own)
    (own / "a.ipynb").unlink()
    assert copy_notebooks(course, own) == (f"{own / 'a.ipynb'}: copied",)


def test_damaged_list_is_a_clear_error(course, own):
    copy_notebooks(course, own)
    (own / ".sciatica-edu.json").write_text("[", encoding="utf-8")
    with pytest.raises(LessonError, match=r"is damaged .* delete it"):
        copy_notebooks(course, own)
