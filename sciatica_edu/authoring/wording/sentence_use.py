"""Whether every sentence that is asked for exists, and every sentence that exists is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sciatica_edu.errors import did_you_mean
from sciatica_edu.evidence.integrity import Breach

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sciatica_edu.evidence.course import Course

__all__ = ["check_sentences"]

# sentence("…") in the package, sentence: … in a table, {{…}} in a lesson
_ASKED = re.compile(
    r"sentence\(\s*\"(?P<code>[^\"{}]+)\"|sentence: (?P<table>\S+)|\{\{\s*(?P<text>[^{}\s]+)\s*\}\}"
)
# sentence(f"….{sign}") asks for all that begin so
_FAMILY = re.compile(r"sentence\(\s*f\"([^\"{}]+)\{")


def check_sentences(
    course: Course, *, package: Path, data: Path, lessons: Path
) -> tuple[Breach, ...]:
    """Return a breach for each sentence that is missing, and for each that nothing shows.

    Parameters
    ----------
    course
        The content.
    package, data, lessons
        Folders in which sentences are asked for.
    """
    sources = {
        path: path.read_text(encoding="utf-8")
        for folder, pattern in ((package, "*.py"), (data, "*.yaml"), (lessons, "*.py"))
        for path in sorted(folder.rglob(pattern))
        if not path.is_relative_to(data / "sentences") and "_data" not in path.parts
    }
    return tuple(sorted([*_missing(course, sources), *_unused(course, sources)]))


def _missing(course: Course, sources: Mapping[Path, str]) -> Iterator[Breach]:
    for path, text in sources.items():
        for match in _ASKED.finditer(text):
            name = match["code"] or match["table"] or match["text"]
            if name not in course.sentences and re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)+", name):
                line = text.count("\n", 0, match.start()) + 1
                hint = did_you_mean(name, course.sentences)
                yield Breach(
                    f"{path.parent.name}/{path.name}:{line}",
                    "sentence-exists",
                    f"there is no sentence {name!r}.{hint}",
                )


def _unused(course: Course, sources: Mapping[Path, str]) -> Iterator[Breach]:
    everything = "\n".join(sources.values())
    families = tuple(_FAMILY.findall(everything))
    for name in course.sentences:
        quoted = re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", everything)
        if not quoted and not name.startswith(families):
            message = f"sentence {name!r} is shown by nothing."
            yield Breach(course.places[name], "sentence-used", message)
