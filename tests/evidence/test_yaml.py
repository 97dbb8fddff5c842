from __future__ import annotations

import pytest

from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.yaml import load_yaml


def read(tmp_path, text):
    path = tmp_path / "file.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_yaml(path)


def test_plain_words_follow_yaml_1_2(tmp_path):
    file = read(
        tmp_path,
        "[no, yes, on, 010, 0o10, 1:30, 2026-11-22, ~, true, 1e3, .5, '5', null, -3, 0x1F]",
    )
    expected = ["no", "yes", "on", 10, 8, "1:30", "2026-11-22", None, True, 1000.0, 0.5, "5", None]
    assert file.data == [*expected, -3, 31]


def test_lines_are_kept(tmp_path):
    file = read(tmp_path, "a: 1\nb:\n  - x\n  - c: 2\n    d: 3\n")
    assert file.line_of(["b", 1, "d"]) == 5
    assert file.line_of(["b", 0]) == 3
    assert file.at(["a"]).endswith("file.yaml:1")


def test_step_that_leads_nowhere_gives_the_enclosing_line(tmp_path):
    assert read(tmp_path, "a:\n  - x\n").line_of(["a", "tag", 0]) == 2


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\na: 2\n", 2, "'a' stands twice"),
        ("a: !!python/object/apply:os.system [x]\n", 1, "not data"),
        ("a: !secret 1\n", 1, "not data"),
        ("a: &x [1]\nb: *x\n", 1, "anchor is used twice"),
        ("base: &x {a: 1}\nb:\n  <<: *x\n", 3, "not data"),
        ("a: [1, 2\nb: 3\n", 2, "not valid YAML"),
        ("a: 1\n\tb: 2\n", 2, "not valid YAML"),
        (b"a: 1\nb: \xff\n", 2, "not UTF-8"),
        ("? [1, 2]\n: x\n", 1, "a key must be a word"),
    ],
)
def test_what_is_not_plain_data_is_refused_with_its_line(tmp_path, text, line, said):
    with pytest.raises(ContentError) as caught:
        read(tmp_path, text)
    assert f"file.yaml:{line}:" in str(caught.value)
    assert said in str(caught.value)


def test_missing_file_is_named(tmp_path):
    with pytest.raises(ContentError, match="file is missing"):
        load_yaml(tmp_path / "none.yaml")
