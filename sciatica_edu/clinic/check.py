"""The rules that the clinic's tables keep; `sciatica-edu check` runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.clinic.comparison import model_value, within
from sciatica_edu.clinic.consistency import faults
from sciatica_edu.clinic.stories import write_out
from sciatica_edu.clinic.tables import read_clinic_tables
from sciatica_edu.errors import did_you_mean
from sciatica_edu.evidence.integrity import Breach
from sciatica_edu.symptoms.tables import BODY_MAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sciatica_edu.clinic.consistency import Fault
    from sciatica_edu.clinic.tables import ClinicTables
    from sciatica_edu.evidence.course import Course

__all__ = ["check_clinic"]


def check_clinic(course: Course) -> tuple[Breach, ...]:
    """Return every breach: names, sums, uncertain facts, areas, figures the model does not meet.

    Raises
    ------
    ContentError
        If a table cannot be read.
    """
    tables, places = read_clinic_tables(course.data)
    found = [*faults(tables)]
    if not found:  # a model can be compared only when its tables fit together
        found += [*_facts(tables, course), *_areas(tables, course), *_gaps(tables)]
    return tuple(Breach(places.get(where, where), rule, text) for where, rule, text in found)


def _facts(tables: ClinicTables, course: Course) -> Iterator[Fault]:
    rows = [
        *(("clinic/causes.yaml", row.id, row) for row in tables.causes.values()),
        *(("clinic/hidden_states.yaml", row.id, row) for row in tables.states.values()),
        *(("clinic/findings.yaml", row.id, row) for row in tables.findings.values()),
    ]
    cited = [
        *((f, n, [*row.near, *(x for p in row.published for x in p.facts)]) for f, n, row in rows),
        *(("clinic/targets.yaml", row.id, row.facts) for row in tables.targets.values()),
    ]
    for file, name, facts in cited:
        for fact in facts:
            if fact not in course.facts:
                message = f"unknown fact {fact!r}.{did_you_mean(fact, course.facts)}"
                yield f"{file} {name}", "fact-exists", message
            elif not course.fact(fact).plain:
                yield f"{file} {name}", "clinic-certain", f"{fact!r} is uncertain: no figure of it."


def _areas(tables: ClinicTables, course: Course) -> Iterator[Fault]:
    drawn = [
        f"{view.name}/{region.id}"
        for view in course[BODY_MAP].views
        for region in view.regions
        if region.layer == "place"
    ]
    for finding in tables.findings.values():
        for area in finding.area:
            if area not in drawn:
                message = f"unknown area {area!r}.{did_you_mean(area, drawn)}"
                yield f"clinic/findings.yaml {finding.id}", "clinic-name", message


def _gaps(tables: ClinicTables) -> Iterator[Fault]:
    clinic = write_out(tables)
    for target in tables.targets.values():
        value = model_value(clinic, target)
        agrees, where = within(target, value), f"clinic/targets.yaml {target.id}"
        published = " to ".join(f"{figure:g}" for figure in target.published)
        if not agrees and target.gap is None:
            message = f"the model yields {value:.3f}, published is {published}; say why in `gap`."
            yield where, "clinic-target", message
        elif agrees and target.gap is not None:
            message = f"the model yields {value:.3f}, as published ({published}); no `gap`."
            yield where, "clinic-target", message
