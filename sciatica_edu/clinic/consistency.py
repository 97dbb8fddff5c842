"""What the clinic's tables must be to each other: names that exist, probabilities that add up.

Nothing is put right silently: a column that does not add up is shown with its sum.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sciatica_edu.clinic.tables import read_clinic_tables
from sciatica_edu.errors import ContentError, did_you_mean
from sciatica_edu.evidence.location import data_path
from sciatica_edu.triage.table import load_triage_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sciatica_edu.clinic.rows import Finding
    from sciatica_edu.clinic.tables import ClinicTables

__all__ = ["Fault", "faults", "given_away", "load_clinic_tables"]

Fault = tuple[str, str, str]
"""File and row, rule, message."""

_ADDED_UP = 1e-6


@lru_cache(maxsize=4)
def load_clinic_tables(data: Path | None = None) -> ClinicTables:
    """Load the clinic's tables; the course's own when `data` is None.

    Raises
    ------
    ContentError
        If a row breaks a rule, or rows do not fit together; each breach is named ``file:line``.
    """
    tables, places = read_clinic_tables(data or data_path())
    found = [f"{places.get(where, where)}: {message}" for where, _, message in faults(tables)]
    if found:
        raise ContentError("\n".join(found))
    return tables


def faults(tables: ClinicTables) -> Iterator[Fault]:
    """Yield everything that does not fit, in the order of the files."""
    yield from _shared(tables)
    yield from _causes(tables)
    yield from _states(tables)
    for finding in tables.findings.values():
        yield from _finding(finding, tables)
    yield from _triage(tables)
    yield from _targets(tables)
    yield from _answers(tables)


def _unknown(where: str, kind: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    allowed = list(known)
    for name in names:
        if name not in allowed:
            message = f"unknown {kind} {name!r}.{did_you_mean(name, allowed)}"
            yield where, "clinic-name", message


def _sum(where: str, what: str, parts: Iterable[float], total: float) -> Iterator[Fault]:
    found = sum(parts)
    if abs(found - total) > _ADDED_UP:
        yield where, "clinic-sum", f"{what} add up to {found:g}, not to {total:g}."


def _length(where: str, what: str, found: int, wanted: int) -> Iterator[Fault]:
    if found != wanted:
        yield where, "clinic-length", f"{what}: {found} numbers, not {wanted}."


def _shared(tables: ClinicTables) -> Iterator[Fault]:
    where, shared = "clinic/clinic.yaml clinic", tables.shared
    yield from _unknown(where, "finding", shared.lasting, tables.findings)
    bands = shared.age_bands
    follow = all(after[0] == before[1] + 1 for before, after in itertools.pairwise(bands))
    if not follow or any(low > high for low, high in bands):
        yield where, "clinic-ages", f"age bands must follow each other; found {bands}."
    if set(shared.rater_error) != {"firm", "fair", "poor"}:
        yield where, "clinic-name", "`rater_error` needs firm, fair and poor."


def _causes(tables: ClinicTables) -> Iterator[Fault]:
    settings, bands = tables.shared.settings, len(tables.shared.age_bands)
    for cause in tables.causes.values():
        where = f"clinic/causes.yaml {cause.id}"
        for name in ("prevalence", "teaching"):
            given = getattr(cause, name)
            yield from _unknown(where, "setting", given, settings)
            for setting in settings:
                if setting not in given:
                    yield where, "clinic-name", f"`{name}` has no number for {setting!r}."
        yield from _length(where, "by_age", len(cause.by_age), bands)
        yield from _sum(where, "the shares of `by_age`", cause.by_age, 1)
        yield from _unknown(where, "finding", cause.textbook, tables.findings)
    for name in ("prevalence", "teaching"):
        for setting in settings:
            column = [getattr(one, name).get(setting, 0) for one in tables.causes.values()]
            yield from _sum("clinic/causes.yaml", f"`{name}` of {setting}", column, 100)


def _states(tables: ClinicTables) -> Iterator[Fault]:
    known = [*tables.causes, *tables.groups]
    for state in tables.states.values():
        where = f"clinic/hidden_states.yaml {state.id}"
        yield from _unknown(where, "cause", state.rates, known)
        for name, entry in state.rates.items():
            by_setting = entry if isinstance(entry, dict) else {"": entry}
            if isinstance(entry, dict) and set(entry) != set(tables.shared.settings):
                yield where, "clinic-name", f"the rates of {name!r} need every setting."
            for shares in by_setting.values():
                yield from _length(where, name, len(shares), len(state.levels) - 1)
                if sum(shares) > 1 + _ADDED_UP:
                    message = f"the levels of {name!r} add up to {sum(shares):g}, more than 1."
                    yield where, "clinic-sum", message


def _finding(finding: Finding, tables: ClinicTables) -> Iterator[Fault]:
    where, groups = f"clinic/findings.yaml {finding.id}", tables.groups
    known = [*tables.causes, *groups]
    yield from _unknown(where, "cause", finding.rates, [*known, "other"])
    if "other" not in finding.rates:
        yield where, "clinic-name", "`rates` needs `other`, for the causes not named."
    for one in finding.published:
        yield from _unknown(where, "cause", one.of, known)
    yield from _unknown(where, "hidden state", finding.with_, tables.states)
    for name, entries in finding.with_.items():
        yield from _unknown(where, "cause", entries, [*known, "all"])
        if name in tables.states:
            for cause, added in entries.items():
                wanted = len(tables.states[name].levels) - 1
                yield from _length(where, f"{name}: {cause}", len(added), wanted)
    if finding.by_age:
        yield from _length(where, "by_age", len(finding.by_age), len(tables.shared.age_bands))
    if finding.parent:
        name, order = finding.parent[0], list(tables.findings)
        yield from _unknown(where, "finding", [name], order)
        if name in order and (tables.findings[name].parent or finding.id == name):
            yield where, "clinic-name", f"{name!r} depends on another finding itself."


def _triage(tables: ClinicTables) -> Iterator[Fault]:
    questions = {question.id: question for question in load_triage_table().questions}
    for name in questions:
        if name not in tables.triage:
            message = f"the triage's question {name!r} has no row."
            yield "clinic/triage_answers.yaml", "clinic-name", message
    for row in tables.triage.values():
        where = f"clinic/triage_answers.yaml {row.question}"
        yield from _unknown(where, "triage question", [row.question], questions)
        named = [name for one in row.any for name in one.all] + row.worse
        yield from _unknown(where, "finding", named, tables.findings)


def _targets(tables: ClinicTables) -> Iterator[Fault]:
    for target in tables.targets.values():
        where = f"clinic/targets.yaml {target.id}"
        yield from _unknown(where, "finding", target.any, tables.findings)
        yield from _unknown(where, "cause", target.of, [*tables.causes, *tables.groups])
        yield from _unknown(where, "setting", [target.setting], tables.shared.settings)


def _answers(tables: ClinicTables) -> Iterator[Fault]:
    """Yield answers to nothing, findings without words, and answers that name a cause."""
    for name in tables.findings:
        if name not in tables.answers:
            yield "clinic/answers.yaml", "clinic-name", f"the finding {name!r} has no answers."
    for row in tables.answers.values():
        where = f"clinic/answers.yaml {row.finding}"
        yield from _unknown(where, "finding", [row.finding], tables.findings)
        for text in (*row.yes, *row.no):
            for cause in given_away(tables, text):
                yield where, "clinic-leak", f"{text!r} gives away {cause!r}."


def given_away(tables: ClinicTables, text: str) -> list[str]:
    """Return the causes that a text names, by their name or by what else they are called.

    Parameters
    ----------
    tables
        The clinic's tables.
    text
        What a patient says, or a learner reads before the debrief.
    """
    return [
        cause.id
        for cause in tables.causes.values()
        for word in (cause.name, *cause.also_called)
        if re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE)
    ]
