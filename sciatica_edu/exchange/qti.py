"""Questions as QTI packages: 1.2 for Canvas and older systems, 2.1 for the others.

The two versions share no element, so `qti_v1` and `qti_v2` write the items; here are the
packages around them. Version 1.2 follows the conventions that Canvas reads.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from sciatica_edu.exchange.archive import zip_bytes
from sciatica_edu.exchange.labels import tags_of
from sciatica_edu.exchange.losses import Feature, Loss, Report, TaskKind, lost_features
from sciatica_edu.exchange.notice import notice_lines
from sciatica_edu.exchange.qti_v1 import assessment_v1, item_v1, reason_against_v1
from sciatica_edu.exchange.qti_v2 import item_v2, reason_against_v2, test_v2
from sciatica_edu.exchange.safe_xml import add, xml_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sciatica_edu.exchange.task import Picture, Task

__all__ = ["HOLDS_V1", "HOLDS_V2", "to_qti_v1", "to_qti_v2"]

HOLDS_V1 = frozenset(
    {
        Feature.CHOICE_FEEDBACK,
        Feature.WRONG_FEEDBACK,
        Feature.RIGHT_FEEDBACK,
        Feature.PICTURE,
        Feature.POINTS,
        Feature.LABELS,
        Feature.FACTS,
    }
)
HOLDS_V2 = HOLDS_V1 | {Feature.PARTIAL, Feature.FREE_STEPS, Feature.FIXED_ORDER}
_WHY = {
    Feature.PART_FEEDBACK: "it stands in the general feedback",
    Feature.STAGES: "the story so far stands in each question",
    Feature.LENIENT: "answers are compared letter by letter",
    Feature.FOLDING: "answers are compared letter by letter, ignoring only capitals",
    Feature.ASK_UNIT: "the answer is a bare number; the unit stands in the question",
    Feature.UNITS: "the answer is a bare number; the unit stands in the question",
}
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_METADATA = "http://www.imsglobal.org/xsd/imsmd_v1p2"
_TITLE = "sciatica-edu questions"


def to_qti_v1(tasks: Sequence[Task]) -> tuple[bytes, Report]:
    """Return a QTI 1.2 package (zip) and what it could not hold."""
    kept, losses = _sorted_out(tasks, reason_against_v1, HOLDS_V1)
    folder = "sciatica-edu"
    notice = notice_lines(tasks)
    assessment = assessment_v1(_TITLE, notice, [item_v1(task, _media(task)) for task in kept])
    files = {f"{folder}/{folder}.xml": xml_bytes(assessment), **_pictures(kept)}
    manifest = _manifest("IMS Content", "1.1.3", notice)
    resources = add(manifest, "resources")
    main = _resource(resources, folder, "imsqti_xmlv1p2", list(files))
    main.set("href", f"{folder}/{folder}.xml")
    files = {"imsmanifest.xml": xml_bytes(manifest), **files}
    report = Report("QTI 1.2", tuple(task.id for task in kept), tuple(losses))
    return zip_bytes(files), report


def to_qti_v2(tasks: Sequence[Task]) -> tuple[bytes, Report]:
    """Return a QTI 2.1 package (zip) and what it could not hold."""
    kept, losses = _sorted_out(tasks, reason_against_v2, HOLDS_V2)
    notice = notice_lines(tasks)
    files: dict[str, bytes] = {}
    manifest = _manifest("QTIv2.1 Package", "1.0.0", notice)
    resources = add(manifest, "resources")
    names = [f"items/{task.id}.xml" for task in kept]
    test = _resource(resources, "test", "imsqti_test_xmlv2p1", ["test.xml"])
    test.set("href", "test.xml")
    for task, name in zip(kept, names, strict=True):
        add(test, "dependency", attributes={"identifierref": f"item-{task.id}"})
        files[name] = xml_bytes(item_v2(task, _media(task)))
        media = list(_pictures([task]))
        resource = _resource(resources, f"item-{task.id}", "imsqti_item_xmlv2p1", [name, *media])
        resource.set("href", name)
        _keywords(resource, task)
    files["test.xml"] = xml_bytes(test_v2(_TITLE, notice, [task.id for task in kept], names))
    files = {"imsmanifest.xml": xml_bytes(manifest), **files, **_pictures(kept)}
    report = Report("QTI 2.1", tuple(task.id for task in kept), tuple(losses))
    return zip_bytes(files), report


def _sorted_out(
    tasks: Sequence[Task], reason_against: Callable[[Task], str], holds: frozenset[Feature]
) -> tuple[list[Task], list[Loss]]:
    kept: list[Task] = []
    losses: list[Loss] = []
    for task in tasks:
        reason = reason_against(task)
        if reason:
            losses.append(Loss(task.id, "the question", reason))
            continue
        own = holds
        if task.kind is TaskKind.MATCH or task.kind is TaskKind.CLOZE:
            own -= {Feature.WRONG_FEEDBACK}
        if task.kind is TaskKind.ORDER:
            own -= {Feature.PARTIAL}
        if task.kind in {TaskKind.MATCH, TaskKind.CLOZE}:
            own |= {Feature.PARTIAL}
        losses += lost_features(task.id, task.uses, own, _WHY)
        kept.append(task)
    return kept, losses


def _media(task: Task) -> str | None:
    """Return where an item of the package finds its picture."""
    return f"../media/{task.id}.svg" if task.picture else None


def _pictures(tasks: Sequence[Task]) -> dict[str, bytes]:
    return {f"media/{task.id}.svg": _svg(task.picture) for task in tasks if task.picture}


def _svg(picture: Picture) -> bytes:
    return base64.b64decode(picture.data_uri.partition(",")[2])


def _manifest(schema: str, version: str, notice: Sequence[str]) -> Element:
    manifest = Element(
        "manifest", {"identifier": "sciatica-edu-package", "xmlns": _PACKAGE, "xmlns:md": _METADATA}
    )
    metadata = add(manifest, "metadata")
    add(metadata, "schema", schema)
    add(metadata, "schemaversion", version)
    lom = add(metadata, "md:lom")
    general = add(lom, "md:general")
    _string(add(general, "md:title"), _TITLE)
    _string(add(general, "md:description"), " ".join(notice))
    rights = add(lom, "md:rights")
    restricted = add(rights, "md:copyrightandotherrestrictions")
    _string(add(restricted, "md:source"), "LOMv1.0")
    _string(add(restricted, "md:value"), "yes")
    _string(add(rights, "md:description"), notice[-1])
    add(manifest, "organizations")
    return manifest


def _string(parent: Element, text: str) -> None:
    add(parent, "md:langstring", text, {"xml:lang": "en"})


def _resource(resources: Element, name: str, kind: str, files: Sequence[str]) -> Element:
    resource = add(resources, "resource", attributes={"identifier": name, "type": kind})
    for file in files:
        add(resource, "file", attributes={"href": file})
    return resource


def _keywords(resource: Element, task: Task) -> None:
    metadata = Element("metadata")
    general = add(add(metadata, "md:lom"), "md:general")
    for tag in tags_of(task.labels):
        _string(add(general, "md:keyword"), tag)
    resource.insert(0, metadata)
