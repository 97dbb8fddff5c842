"""The cauda equina warning has one wording, and a second one is found wherever it stands."""

from pathlib import Path

import pytest

from sciatica_edu.authoring.wording.one_wording import check_one_wording, second_wordings
from sciatica_edu.evidence.sentences import sentence

ROOT = Path(__file__).resolve().parents[3]
WARNING = sentence("cauda-equina.warning").text

# The six wordings that once stood beside one another, each with less than the others say.
OLD = {
    "exercise plan": "Numbness between the legs, new bladder, bowel or sexual trouble, or both legs "
    "affected: any one",
    "exercise library": "Numbness between the legs, of the genitals or around the back passage, trouble "
    "passing or holding urine or stool, loss of sexual feeling or function, or new pain, numbness or "
    "weakness in both legs: stop and go to an emergency department now.",
    "start page": "Cauda equina syndrome is the emergency behind several of its lines: suspect it when back "
    "or leg pain comes with pain,\nnumbness or weakness in both legs, numbness between the legs, of the "
    "genitals or around the back passage, or a new change of\nbladder, bowel or sexual function.",
    "symptoms lesson": "Suspect it when back or leg pain comes with *any* of these signs.\n\n- numbness "
    "between the legs, of the genitals or round the back passage;\n- new trouble with urine or stool;\n- "
    "loss of sexual feeling or function;\n- new pain, numbness or weakness in **both** legs.",
    "article lesson": "Go to an emergency department at once if both legs are affected, if you are numb "
    "between\nthe legs, around the genitals or back passage, if passing or holding urine or stool becomes "
    "difficult",
    "README": "> Numbness between the legs, new trouble passing or holding urine or stool, loss of sexual "
    "feeling\n> or function, or new pain, numbness or weakness in both legs: go to an emergency department "
    "now.",
}


@pytest.mark.parametrize("text", OLD.values(), ids=OLD)
def test_each_old_wording_is_found(text):
    assert list(second_wordings(f"Before.\n\n{text}\n\nAfter.", WARNING))


@pytest.mark.parametrize(
    "text",
    [
        WARNING,
        "> " + WARNING.replace("; ", ";\n> "),
        "New numbness of the saddle alone is enough: emergency department now.",
        "He feels his bladder less, his saddle is numb and both legs hurt.",
    ],
    ids=["the warning", "the warning, quoted", "one sign", "a patient's story"],
)
def test_the_warning_itself_a_single_sign_and_a_story_are_not_found(text):
    assert not list(second_wordings(text, WARNING))


def test_a_second_wording_in_data_or_code_is_named_with_its_line(tmp_path):
    (tmp_path / "rows.yaml").write_text(f"- id: x\n- text: {OLD['exercise library']!r}\n")
    (tmp_path / "code.py").write_text(f"\nTEXT = {OLD['exercise plan']!r}\n")
    found = list(check_one_wording(sorted(tmp_path.iterdir())))
    assert [breach.where.rpartition(":")[2] for breach in found] == ["2", "2"]


def test_the_course_has_one_wording():
    files = (
        *ROOT.glob("lessons/*.py"),
        *ROOT.glob("data/**/*.yaml"),
        *ROOT.glob("sciatica_edu/**/*.py"),
        *ROOT.glob("docs/**/*.md"),
        ROOT / "README.md",
    )
    assert list(check_one_wording(files)) == []


def test_the_readme_shows_the_warning():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert WARNING in " ".join(readme.replace("\n>", "").split())
