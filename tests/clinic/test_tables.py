"""The clinic's data: sound, sourced, and clear about what is wrong when it is not."""

from __future__ import annotations

import dataclasses
import json
import shutil

import pytest
from click.testing import CliRunner

from sciatica_edu.cli import cli
from sciatica_edu.clinic.check import check_clinic
from sciatica_edu.clinic.consistency import load_clinic_tables
from sciatica_edu.clinic.patient_file import read_patients, write_patients
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.yaml import load_yaml


def test_the_course_has_a_sound_clinic(course):
    assert check_clinic(course) == ()


def test_every_number_called_published_is_compared(clinic):
    compared = {(name, cause) for target in clinic.tables.targets.values()
                if len(target.any) == 1 for name in target.any for cause in target.of}  # fmt: skip
    called = {(finding.id, cause) for finding in clinic.tables.findings.values()
              for one in finding.published for cause in one.of}  # fmt: skip
    assert len(called) > 20
    assert called <= compared


def test_hidden_names_do_not_stand_in_a_question(clinic):
    for finding in clinic.tables.findings.values():
        for cause in clinic.tables.causes.values():
            assert cause.name.lower() not in finding.text.lower()


@pytest.fixture
def broken(tmp_path):
    """Return a function that breaks one row of a copy of the tables and reads them."""
    shutil.copytree(data_path() / "clinic", tmp_path / "clinic")

    def breaking(file, name, change):
        path = tmp_path / "clinic" / file
        data = load_yaml(path).data
        change(
            data
            if name is None
            else next(
                row
                for row in data
                if name in (row.get("id"), row.get("question"), row.get("finding"))
            )
        )
        path.write_text(json.dumps(data), encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            load_clinic_tables(tmp_path)
        return str(caught.value)

    return breaking


@pytest.mark.parametrize(
    ("file", "name", "change", "told"),
    [
        ("causes.yaml", "dvt", lambda row: row["prevalence"].update(emergency=4), "`prevalence` of emergency add up to 101, not to 100"),
        ("causes.yaml", "dvt", lambda row: row.update(by_age=[0.2] * 6), "add up to 1.2, not to 1"),
        ("causes.yaml", "dvt", lambda row: row["by_age"].append(0.1), "7 numbers, not 6"),
        ("causes.yaml", "dvt", lambda row: row["textbook"].update({"leg-swolen": "yes"}), "Did you mean 'leg-swollen'"),
        ("causes.yaml", "dvt", lambda row: row["prevalence"].pop("emergency"), "no number for 'emergency'"),
        ("causes.yaml", "dvt", lambda row: row.update(women=1.4), "women"),
        ("hidden_states.yaml", "cauda", lambda row: row["rates"].update({"cauda-equina": [0.8, 0.3]}), "add up to 1.1, more than 1"),
        ("hidden_states.yaml", "deficit", lambda row: row["rates"]["root"].pop("emergency"), "need every setting"),
        ("findings.yaml", "slr", lambda row: row["rates"].update({"rad-l6": 0.4}), "Did you mean 'rad-l"),
        ("findings.yaml", "slr", lambda row: row.pop("rater"), "rater"),
        ("findings.yaml", "slr", lambda row: row.pop("invented"), "invented"),
        ("findings.yaml", "slr", lambda row: row.update({"only_if": {"weaker-daily": "yes"}}), "depends on another finding itself"),
        ("findings.yaml", "tingling", lambda row: row["with"].update({"deficits": {"all": [0.1, 0.1]}}), "Did you mean 'deficit'"),
        ("triage_answers.yaml", "saddle", lambda row: row.update(never="no reason"), "either `any` or `never`"),
        ("triage_answers.yaml", None, lambda rows: rows.pop(0), "'saddle' has no row"),
        ("targets.yaml", "cauda-back", lambda row: row.update(of=["cauda"]), "Did you mean 'cauda-equina'"),
        ("answers.yaml", "slr", lambda row: row["yes"].append("This is sciatica, says the neighbour."), "gives away 'rad-l5'"),
        ("answers.yaml", None, lambda rows: rows.pop(0), "'pain-below-knee' has no answers"),
        ("clinic.yaml", None, lambda data: data["age_bands"].pop(2), "must follow each other"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(broken, file, name, change, told):
    message = broken(file, name, change)
    assert told in message
    assert message.startswith(f"clinic/{file}") or file in message


def test_a_model_that_leaves_the_literature_owes_a_reason(course, tmp_path):
    shutil.copytree(data_path() / "clinic", tmp_path / "clinic")
    path = tmp_path / "clinic" / "targets.yaml"
    rows = load_yaml(path).data
    for row in rows:
        if row["id"] == "slr-root":
            row.pop("gap")
        if row["id"] == "cauda-back":
            row["gap"] = "none is needed"
    path.write_text(json.dumps(rows), encoding="utf-8")
    found = check_clinic(dataclasses.replace(course, data=tmp_path))
    assert [("say why" in one.message, "no `gap`" in one.message) for one in found] == [(True, False), (False, True)]  # fmt: skip


def test_the_command_writes_what_can_be_read_again(clinic, tmp_path):
    path = tmp_path / "new" / "patients.jsonl"
    done = CliRunner().invoke(cli, ["clinic", "sample", "--setting", "emergency", "--count", "30", "--seed", "5", "-o", str(path)])  # fmt: skip
    assert done.exit_code == 0, done.output
    assert NOT_MEDICAL_ADVICE in done.stderr
    records = list(read_patients(clinic, path))
    assert len({record.id for record in records}) == 30
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert all(line["notice"] == NOT_MEDICAL_ADVICE for line in lines)
    assert {"cause", "findings", "posterior_history", "posterior_all", "minimum_urgency"} <= set(lines[0])  # fmt: skip
    for line in lines:
        assert line["cause"] not in line["id"]
        assert set(line["findings"]) == set(clinic.finding_names)
        assert sum(line["posterior_all"].values()) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--setting", "spine-clinik", "--count", "5"], "Did you mean 'spine-clinic'"),
        (["--setting", "emergency", "--count", "0"], "count is 0"),
        (["--setting", "emergency", "--count", "2000000"], "1,000,000"),
    ],
)
def test_the_command_refuses_and_leaves_a_file_alone(tmp_path, arguments, told):
    path = tmp_path / "patients.jsonl"
    path.write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(cli, ["clinic", "sample", *arguments, "-o", str(path)])
    assert done.exit_code == 2
    assert told in done.output
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda line: line[:200], "patients.jsonl:2: the line: Invalid JSON"),
        (lambda _line: "", "patients.jsonl:2: the line"),
        (lambda line: line.replace('"seed": 1', '"seed": "one"'), "patients.jsonl:2: seed"),
        (lambda line: line.replace('"cause": "', '"cause": "x'), "unknown cause"),
        (lambda line: line.replace('"slr"', '"slrr"'), "Did you mean 'slr'"),
        (lambda line: line.replace('"over-2-weeks": "yes"', '"over-2-weeks": "no"').replace('"over-3-months": "no"', '"over-3-months": "yes"'), "not both"),
        (lambda line: line.replace('"setting": "spine-clinic"', '"setting": "\\udc80"'), "patients.jsonl:2"),
    ],
)  # fmt: skip
def test_a_damaged_line_is_named(clinic, tmp_path, damage, told):
    path = tmp_path / "patients.jsonl"
    write_patients(clinic, path, "spine-clinic", 3, 1)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = damage(lines[1])
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    with pytest.raises(ContentError) as caught:
        list(read_patients(clinic, path))
    assert told in str(caught.value)
