"""One ES module out of several: the browser half of a widget must be a single piece of text.

The files under ``static/`` import one another; here they are joined in the order of their
imports and share one scope, so a name may stand at the top of one file only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sciatica_edu.errors import ContentError
from sciatica_edu.nerve_block.widget_kit import STATIC

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["joined_modules", "widget_source"]

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[\w./-]+\.js)";\n', re.MULTILINE)
_EXPORTED = re.compile(r"^export (?=(?:function|class|const) )", re.MULTILINE)
_TOP_NAME = re.compile(r"^(?:function|class|const|let) (\w+)", re.MULTILINE)


def joined_modules(*entries: Path, exports: tuple[str, ...] = ()) -> str:
    """Return the text of modules and of all they import, each file once.

    Parameters
    ----------
    *entries
        The files to begin with.
    exports
        Names the joined module exports, for tests and benchmarks.

    Raises
    ------
    ContentError
        If a file is missing, imports in a form this cannot join, or two files use one name.
    """
    parts: dict[Path, str] = {}
    for entry in entries:
        _collect(entry.resolve(), parts)
    _require_own_names(parts)
    tail = f"export {{ {', '.join(exports)} }};\n" if exports else ""
    return "\n".join(parts.values()) + tail


def widget_source(name: str) -> str:
    """Return the browser half of a widget: the shared kit, then its module with its imports."""
    return joined_modules(STATIC / "kit.js", STATIC / name)


def _collect(path: Path, parts: dict[Path, str]) -> None:
    if path in parts:
        return
    if not path.is_file():
        raise ContentError(f"static/{path.name}: the file is missing.")
    text = path.read_text(encoding="utf-8")
    for wanted, place in _IMPORT.findall(text):
        if " as " in wanted:
            raise ContentError(f"static/{path.name}: an import is renamed; joined files cannot.")
        _collect((path.parent / place).resolve(), parts)
    text = _EXPORTED.sub("", _IMPORT.sub("", text))
    odd = re.search(r"^(import .*|export (?!default ).*)$", text, re.MULTILINE)
    if odd:
        raise ContentError(f"static/{path.name}: cannot join {odd[0]!r}.")
    parts[path] = text


def _require_own_names(parts: dict[Path, str]) -> None:
    owners: dict[str, Path] = {}
    for path, text in parts.items():
        for name in _TOP_NAME.findall(text):
            other = owners.setdefault(name, path)
            if other != path:
                raise ContentError(
                    f"static/{path.name}: {name!r} already stands in static/{other.name}; "
                    "joined files share one scope."
                )
