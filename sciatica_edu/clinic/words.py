"""What a patient says, in people's words.

Variant and hesitation are drawn from the patient's number and the question, never from the cause
or the hidden states: a wording that went with the cause would be a clue that nobody meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.clinic.draws import ONE, draw
from sciatica_edu.clinic.patients import ANSWERS, NOT_SURE
from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from sciatica_edu.clinic.patients import Patients
    from sciatica_edu.clinic.stories import Clinic

__all__ = ["said"]

_SIDES = ("left", "right")


def said(clinic: Clinic, patients: Patients, row: int, finding: str) -> str:
    """Return the answer to a question, or what an examination shows.

    Parameters
    ----------
    clinic
        The model.
    patients
        The patients.
    row
        Which of them.
    finding
        What is asked or examined.

    Raises
    ------
    UnknownNameError
        If there is no such finding.
    """
    column = clinic.finding_names.index(require_known("finding", finding, clinic.finding_names))
    code, shared = int(patients.answers[row, column]), clinic.tables.shared
    words = clinic.tables.answers[finding]
    number = patients.number[row : row + 1]

    def drawn(what: str) -> int:
        return int(draw(patients.seed, f"words/{finding}/{what}", np.asarray(number))[0])

    if code == NOT_SURE:
        variants = shared.not_sure_words
    else:
        variants = words.yes if ANSWERS[code] == "yes" else words.no
    side = int(patients.side[row])
    text = variants[drawn("variant") * len(variants) // ONE]
    text = text.replace("{side}", _SIDES[side]).replace("{other}", _SIDES[1 - side])
    asked = clinic.tables.findings[finding].kind == "history"
    if asked and code != NOT_SURE and drawn("hesitates") < shared.hesitating * ONE:
        first = shared.hesitations[drawn("hesitation") * len(shared.hesitations) // ONE]
        return f"{first} {text}"
    return text
