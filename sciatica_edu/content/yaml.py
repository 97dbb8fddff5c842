"""Read YAML 1.2 strictly: data only, no duplicate keys, and the line of every value kept.

YAML 1.1 readers take ``no`` for false and ``010`` for 8; ruamel's 1.2 loader does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from sciatica_edu.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["YamlFile", "load_yaml"]


class YamlFile:
    """One parsed file: plain Python `data`, and the line of any value in it.

    Parameters
    ----------
    path
        The file.
    tree
        ruamel's commented tree, which knows the lines.
    """

    def __init__(self, path: Path, tree: Any) -> None:
        self.path = path
        self._tree = tree
        self.data: Any = _plain(tree)

    def line_of(self, location: Sequence[str | int] = ()) -> int:
        """Return the 1-based line of the value at `location` (keys and indices from the top)."""
        node, line = self._tree, 1
        for step in location:
            try:
                if isinstance(node, CommentedMap):
                    line = node.lc.key(step)[0] + 1
                elif isinstance(node, CommentedSeq):
                    line = node.lc.item(step)[0] + 1
                node = node[step]
            except (KeyError, IndexError, TypeError):
                break
        return line

    def at(self, location: Sequence[str | int] = ()) -> str:
        """Return ``file:line`` for the value at `location`."""
        return f"{self.path.parent.name}/{self.path.name}:{self.line_of(location)}"


def load_yaml(path: Path) -> YamlFile:
    """Read one YAML 1.2 file.

    Raises
    ------
    ContentError
        If the file is missing, not UTF-8, not valid YAML, carries a custom tag,
        or repeats a key; the message starts with ``file:line``.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(f"{name}: the file is missing.") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ContentError(f"{name}:{line}: not UTF-8 text ({error.reason}).") from None
    reader = YAML(typ="rt", pure=True)
    reader.version = "1.2"
    try:
        tree = reader.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise ContentError(f"{name}:{line}: not valid YAML: {error.problem}.") from None
    except YAMLError as error:
        raise ContentError(f"{name}:1: not valid YAML: {error}.") from None
    return YamlFile(path, tree)


def _plain(node: Any) -> Any:
    """Turn ruamel's tree into plain dicts, lists and scalars."""
    if isinstance(node, CommentedMap):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    if type(node).__name__ == "ScalarBoolean":
        return bool(node)
    for scalar in (bool, int, float, str):  # ruamel keeps the layout in subclasses of these
        if isinstance(node, scalar):
            return scalar(node)
    if node is None:
        return None
    raise ContentError(f"a value of type {type(node).__name__} is not data: {node!r}.")
