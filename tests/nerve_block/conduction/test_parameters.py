from __future__ import annotations

import shutil

import pytest

from sciatica_edu.errors import SciaticaEduError
from sciatica_edu.evidence.location import data_path
from sciatica_edu.nerve_block.conduction import parameters

LOADERS = {
    "nerve_fibre.yaml": parameters.load_fibre_parameters,
    "local_anaesthetic_kinetics.yaml": parameters.load_kinetics_parameters,
}


@pytest.fixture
def copied_data(tmp_path):
    shutil.copytree(data_path() / "parameters", tmp_path / "parameters")
    shutil.copy(data_path() / "references.yaml", tmp_path)
    return tmp_path


def load_changed(data, name, old, new):
    path = data / "parameters" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return LOADERS[name](data)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "nerve_fibre.yaml",
            "node_length: {value: 1.0, unit: um",
            "node_length: {value: 1.0, unit: mm",
            r"nerve_fibre.yaml:\d+: the unit is 'mm'",
        ),
        (
            "nerve_fibre.yaml",
            "node_length: {value: 1.0",
            "node_length: {value: one",
            "the value is 'one'; expected a number",
        ),
        (
            "nerve_fibre.yaml",
            "reference: AscentInterpolation, checked: code",
            "reference: Somebody2020, checked: code",
            r"'Somebody2020' is neither in references.yaml nor among this file's sources",
        ),
        (
            "local_anaesthetic_kinetics.yaml",
            "reference: LevoRopiSciatic2015",
            "reference: LevoRopiSciatic2014",
            "Did you mean 'LevoRopiSciatic2015'",
        ),
        (
            "local_anaesthetic_kinetics.yaml",
            "  Huang1997:",
            "  Olschewski1998:",
            r"kinetics.yaml:\d+: 'Olschewski1998' stands in references.yaml already",
        ),
        (
            "nerve_fibre.yaml",
            "opening: {form: linoid, rate: 1.86",
            "opening: {rate: 1.86",
            r"nerve_fibre.yaml:\d+: opening.form: Field required",
        ),
        (
            "nerve_fibre.yaml",
            "form: thermal, rate: 0.03, half: -32.0, valence: 2.0",
            "form: thermal, rate: 0.03, half: -32.0, slope: 2.0",
            "a thermal rate has a valence and nothing else",
        ),
        (
            "local_anaesthetic_kinetics.yaml",
            "value: 35.0, low: 20.0, high: 60.0",
            "value: 35.0, low: 20.0",
            "give either spread, or low and high",
        ),
        (
            "nerve_fibre.yaml",
            "- [5.7, 3.4, 1.9, 500, 35, 80]",
            "- [5.7, 3.4, 1.9, 500, 35]",
            r"nerve_fibre.yaml:\d+: 0: List should have at least 6 items",
        ),
        (
            "nerve_fibre.yaml",
            "form: linoid",
            "form: linoyd",
            "Did you mean 'linoid'",
        ),
        (
            "local_anaesthetic_kinetics.yaml",
            "clearance: {value: 15.9, unit: L_per_h",
            "clearance: {value: 15.9, unit: L_per_min",
            r"kinetics.yaml:\d+: the unit is 'L_per_min'; expected 'L_per_h'",
        ),
        (
            "local_anaesthetic_kinetics.yaml",
            "reference: Ropivacaine450, checked: fitted}",
            "reference: Ropivacaine450, checked: surely}",
            "checked is 'surely'; allowed: assumed",
        ),
    ],
)
def test_a_broken_row_is_fatal_and_named(copied_data, name, old, new, message):
    with pytest.raises(SciaticaEduError, match=message):
        load_changed(copied_data, name, old, new)


def test_loading_twice_gives_the_same_object():
    assert parameters.load_fibre_parameters() is parameters.load_fibre_parameters()


def test_kinds_of_fibre_and_stages_are_complete():
    loaded = parameters.load_fibre_parameters()
    assert [kind.id for kind in loaded.classes] == ["a_alpha", "a_beta", "a_delta", "c"]
    assert [kind.carries for kind in loaded.classes] == ["strength", "touch", "pinprick", "warmth"]
    assert loaded.compression_stages[0].myelin_fraction == 1.0
