"""Tables and tasks of the symptoms lesson: roots side by side, worked examples, audience tasks."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element, table
from sciatica_edu.errors import require_known
from sciatica_edu.symptoms.likelihood.accuracy import ratio_of, teachable_test
from sciatica_edu.symptoms.likelihood.posterior import chain_results

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sciatica_edu.evidence.course import Course

__all__ = [
    "EXAMPLE_FINDINGS",
    "audience_task",
    "chain_card",
    "red_flag_table",
    "root_card",
    "roots_table",
]

EXAMPLE_FINDINGS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "L4": {"knee-extension": "abnormal", "numb-inner-leg": "abnormal"},
        "L5": {"ankle-dorsiflexion": "abnormal", "numb-foot-top": "abnormal"},
        "S1": {"plantar-flexion": "abnormal", "numb-outer-foot": "abnormal"},
    }
)
"""What the worked example begins with: one movement and one patch of skin for each root."""

_ROWS = {
    "usual disc": "usual_disc",
    "pain": "pain",
    "feeling": "sensory",
    "strength": "motor",
    "reflex": "reflex",
    "tension test": "tension_test",
}

_RECALLED = "Recalled, not verified: which disc hits which root, and L3's share of the knee jerk."

_TASKS = {
    "self-study": (
        "For you, at home: learn the red box by heart, not the roots. Write down three sentences that "
        "you would say on the telephone if one of its signs appeared tonight [RED-CES-02]."
    ),
    "nursing": (
        "For your work: practise asking about the saddle, bladder, bowel and sexual function in plain "
        'words, and write the answers down with the time. "Not asked" is not "no" [RED-CES-01]. A '
        "residual urine below 200 ml does not close the question [RED-CES-08]."
    ),
    "physiotherapy": (
        "For your work: examine strength, feeling and reflexes at the first visit and again, because a "
        "falling score is what you must not miss [RED-MOT-01]. Decide now whom you telephone when a "
        "cauda equina sign appears in the middle of a treatment; manipulation is then forbidden "
        "[RED-MAN-01]."
    ),
    "medicine": (
        "For your work: read the hospital's pathway for suspected cauda equina syndrome. The UK standard "
        "is MRI within 4 hours of the request [RED-CES-09], and about four scans in five are negative, "
        "which is right and no reproach [RED-CES-04]."
    ),
}


def audience_task(audience: str) -> str:
    """Return one task from the work of this audience, with its fact ids in brackets.

    Raises
    ------
    UnknownNameError
        If there is no such audience.
    """
    return _TASKS[require_known("audience", audience, _TASKS)]


def root_card(course: Course, root: str) -> Html:
    """Return what a lesion of one root usually shows.

    Raises
    ------
    UnknownNameError
        If the table holds no such root.
    """
    row = course.root_signs[require_known("root", root, course.root_signs)]
    rows = [(name, getattr(row, field)) for name, field in _ROWS.items()]
    return table(("", f"Root {root}"), rows, caption=f"What root {root} usually shows. {_RECALLED}")


def roots_table(course: Course) -> Html:
    """Return the roots side by side."""
    roots = list(course.root_signs.values())
    rows = [(name, *(getattr(row, field) for row in roots)) for name, field in _ROWS.items()]
    return table(
        ("", *(row.root for row in roots)),
        rows,
        caption=f"Four roots side by side (real people overlap). {_RECALLED}",
    )


def red_flag_table(course: Course) -> Html:
    """Return the red flags for those who examine: what, what it may be, what to do, how fast."""
    rows = [
        (
            Html(element("strong", flag.urgency.value.upper()), flag.urgency.value.upper()),
            flag.red_flag,
            flag.suspect,
            flag.action,
            course.source_of(flag.facts),
        )
        for flag in course.red_flags.values()
    ]
    return table(
        ("How fast", "Found", "Think of", "Do", "Source"),
        rows,
        caption="Red flags for the examiner, emergencies first",
    )


def chain_card(
    course: Course,
    *,
    pre_test_probability: float,
    test_ids: Sequence[str] = ("TA-01", "TA-02"),
) -> Html:
    """Return what multiplying positive results would give, with the warning that it is too much.

    Parameters
    ----------
    course
        The content.
    pre_test_probability
        Belief before, 0 to 1.
    test_ids
        Tests in the order done, all positive; at least one.

    Raises
    ------
    UnknownNameError
        If there is no such test.
    ContentError
        If the numbers of a test are uncertain or missing.
    OutOfRangeError
        If the belief is outside 0 to 1, or there is no test.
    """
    tests = [teachable_test(course.tests, name) for name in test_ids]
    ratios = [ratio_of(test, "positive") for test in tests]
    chain = chain_results(pre_test_probability, ratios, assume_independent=True)
    rows = [
        (f"after a positive {test.test}", f"{ratio:.2f}", f"{after:.0%}")
        for test, ratio, after in zip(tests, ratios, chain.probabilities, strict=True)
    ]
    whole = table(
        ("", "Likelihood ratio", "Probability"),
        [("before", "–", f"{pre_test_probability:.0%}"), *rows],
        caption="Two results multiplied: TOO SURE",
    )
    return whole + Html(element("p", chain.warning), chain.warning)
