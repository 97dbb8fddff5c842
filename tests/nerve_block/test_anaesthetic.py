from __future__ import annotations

import pytest

from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.nerve_block.dosing.anaesthetic import anaesthetic_named, anaesthetics_from

DRUGS = anaesthetics_from(load_course().anaesthetics)


def test_an_unknown_drug_is_refused_with_the_nearest_name():
    with pytest.raises(UnknownNameError, match="Did you mean 'lidocaine'"):
        anaesthetic_named(DRUGS, "lidocain")


@pytest.mark.parametrize(("name", "percent"), [("lidocaine", 24.0), ("bupivacaine", 16.6)])
def test_uncharged_fraction_is_the_published_one(name, percent):
    # Fact LA-02: pKa 7.9 gives 24.0 %, pKa 8.1 gives 16.6 % at pH 7.4.
    assert DRUGS[name].uncharged_fraction() * 100 == pytest.approx(percent, abs=0.05)


def test_acid_tissue_leaves_less_uncharged_drug():
    assert DRUGS["lidocaine"].uncharged_fraction(6.8) < DRUGS["lidocaine"].uncharged_fraction(7.4)
    with pytest.raises(OutOfRangeError, match="pH"):
        DRUGS["lidocaine"].uncharged_fraction(9)
