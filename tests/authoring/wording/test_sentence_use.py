import pytest

from sciatica_edu.authoring.wording.sentence_use import check_sentences
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.location import data_path


@pytest.fixture
def folders(tmp_path):
    found = {name: tmp_path / name for name in ("package", "data", "lessons")}
    for folder in found.values():
        folder.mkdir()
    return found


def _rules(folders):
    return {(breach.rule, breach.where) for breach in check_sentences(load_course(), **folders)}


def test_a_sentence_that_does_not_exist_is_named_where_it_is_asked_for(folders):
    (folders["package"] / "plan.py").write_text('x = 1\ny = sentence("triage.nott")\n')
    (folders["lessons"] / "02.py").write_text("{{cauda-equina.warnin}}\n")
    (folders["data"] / "red_flags.yaml").write_text("sentence: cauda-equina.sign\n")
    missing = {where for rule, where in _rules(folders) if rule == "sentence-exists"}
    assert missing == {"package/plan.py:2", "lessons/02.py:1", "data/red_flags.yaml:1"}


def test_a_sentence_that_nothing_shows_is_named_with_its_line(folders):
    unused = {where for rule, where in _rules(folders) if rule == "sentence-used"}
    assert any(where.startswith("sentences/safety.yaml:") for where in unused)
    (folders["package"] / "all.py").write_text(
        "\n".join(f'sentence("{name}")' for name in load_course().sentences)
    )
    assert _rules(folders) == set()


def test_a_family_of_sentences_is_asked_for_by_its_beginning(folders):
    names = {name.partition(".")[0] for name in load_course().sentences}
    (folders["package"] / "all.py").write_text(
        "\n".join(f'sentence(f"{name}.{{kind}}")' for name in names)
        + "\n".join(f'sentence("{name}")' for name in load_course().sentences if "." not in name)
    )
    assert _rules(folders) == set()


def test_the_course_asks_for_what_it_has():
    package = data_path().parent / "sciatica_edu"
    found = check_sentences(
        load_course(), package=package, data=data_path(), lessons=data_path().parent / "lessons"
    )
    assert found == ()
