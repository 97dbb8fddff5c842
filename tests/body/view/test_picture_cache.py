from __future__ import annotations

import pytest

from sciatica_edu.body.view import picture_cache
from sciatica_edu.body.view.picture_cache import picture_folder, remembered_picture
from sciatica_edu.display import Picture
from sciatica_edu.errors import AssetError

ALT = "A picture of the sciatic nerve, long enough to be a description of it."


class Painter:
    """Counts how often it paints."""

    times = 0

    def __call__(self) -> Picture:
        self.times += 1
        return Picture(b"\x89PNG" + bytes([self.times]), alt=ALT, caption="c", width_px=300)


def test_the_same_picture_is_painted_once(tmp_path):
    paint = Painter()
    first = remembered_picture(paint, inputs="right A", folder=tmp_path)
    again = remembered_picture(paint, inputs="right A", folder=tmp_path)
    assert paint.times == 1
    assert (again.png, again.alt, again.caption) == (first.png, first.alt, first.caption)
    assert again.width_px == first.width_px
    remembered_picture(paint, inputs="left A", folder=tmp_path)
    assert paint.times == 2


def test_other_data_meshes_or_libraries_paint_anew(tmp_path, monkeypatch):
    paint = Painter()

    def times():
        remembered_picture(paint, inputs="right A", folder=tmp_path)
        return paint.times

    assert times() == 1
    source = tmp_path / "views.yaml"
    source.write_text("height: 1900", encoding="utf-8")
    monkeypatch.setattr(picture_cache, "_sources", lambda: [source])
    assert times() == 2
    assert times() == 2
    source.write_text("height: 1800", encoding="utf-8")
    assert times() == 3
    monkeypatch.setattr(picture_cache, "fingerprint", lambda: "other meshes")
    assert times() == 4
    monkeypatch.setattr(picture_cache.metadata, "version", lambda name: "0")
    assert times() == 5

    def missing():
        raise AssetError("the package 'mujoco' is not installed.")

    monkeypatch.setattr(picture_cache, "fingerprint", missing)
    assert times() == 6  # without the packages it has no bones


def test_the_fingerprint_covers_the_painter_and_the_views():
    names = {path.name for path in picture_cache._sources()}
    assert {"raster.py", "scene.py", "body_view.py", "course_figures.py", "picture.py"} <= names
    assert {"views.yaml", "structures.yaml", "ligaments.yaml", "skeleton.json"} <= names


@pytest.mark.parametrize("suffix", [".png", ".json"])
def test_a_damaged_picture_is_painted_again(tmp_path, suffix):
    paint = Painter()
    remembered_picture(paint, inputs="right A", folder=tmp_path)
    (file,) = tmp_path.glob(f"*{suffix}")
    file.write_bytes(b"{")
    remembered_picture(paint, inputs="right A", folder=tmp_path)
    assert paint.times == 2


def test_few_are_kept_and_the_one_just_used_is_among_them(tmp_path, monkeypatch):
    monkeypatch.setattr(picture_cache, "MOST_KEPT", 4)
    monkeypatch.setattr(picture_cache, "_sources", list)
    paint = Painter()
    remembered_picture(paint, inputs="first", folder=tmp_path)
    for number in range(7):
        remembered_picture(paint, inputs=str(number), folder=tmp_path)
        remembered_picture(paint, inputs="first", folder=tmp_path)
    assert len(list(tmp_path.glob("*.json"))) == len(list(tmp_path.glob("*.png"))) == 4
    assert paint.times == 8
    assert list(tmp_path.glob("*.part")) == []


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    paint = Painter()
    for times in (1, 2):
        assert remembered_picture(paint, inputs="a", folder=blocked / "pictures").alt == ALT
        assert paint.times == times


def test_pictures_stand_beside_the_meshes(monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert picture_folder().as_posix() == "/somewhere/sciatica-edu/pictures"
