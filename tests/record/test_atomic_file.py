from __future__ import annotations

from pathlib import Path

import pytest

from sciatica_edu.record.atomic_file import write_atomically


def test_file_is_written_with_its_folders_and_readable_by_others(tmp_path):
    path = tmp_path / "a" / "b.txt"
    write_atomically(path, "é\n")
    assert path.read_bytes() == "é\n".encode()
    assert path.stat().st_mode & 0o777 == 0o644


def test_interrupted_write_leaves_the_old_file_and_no_remains(tmp_path, monkeypatch):
    path = tmp_path / "b.txt"
    path.write_text("old", encoding="utf-8")

    def fail(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
