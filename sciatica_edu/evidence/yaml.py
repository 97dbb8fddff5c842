"""Read YAML strictly: data only, no duplicate keys, no aliases, and the line of every value kept.

libyaml parses (ten times faster than a pure Python reader, and a lesson waits for it);
the meaning of plain words follows the YAML 1.2 core schema, so ``no`` is a word,
``010`` is ten and a date is text. Only that mapping of words is ours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from sciatica_edu.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["YamlFile", "load_yaml"]

_PLAIN_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """A parser that leaves plain words to `_scalar`."""

    def resolve(self, kind: Any, _value: Any, _implicit: Any) -> str:
        # the parser would try its own patterns on every word, a seventh of the time, for nothing
        return _PLAIN_TAGS[kind]


_STANDARD_TAG = re.compile(r"tag:yaml\.org,2002:(?!python|merge)[a-z]+$")
_INTEGER = re.compile(r"[-+]?[0-9]+$|0o[0-7]+$|0x[0-9a-fA-F]+$")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True)
_WORDS |= dict.fromkeys(("false", "False", "FALSE"), False)


class YamlFile:
    """One parsed file: plain Python `data`, and the line of any value in it.

    Parameters
    ----------
    path
        The file.
    root
        Root of the node graph, which knows the lines; None for an empty file.

    Raises
    ------
    ContentError
        If the graph carries a tag, an alias or a repeated key.
    """

    def __init__(self, path: Path, root: Any) -> None:
        self.path = path
        self._root = root
        self._seen: set[int] = set()
        self.data: Any = None if root is None else self._value(root)

    def line_of(self, location: Sequence[str | int] = ()) -> int:
        """Return the 1-based line of the value at `location` (keys and indices from the top).

        Steps that lead nowhere are ignored, so the nearest enclosing line is returned.
        """
        node, line = self._root, 1
        for step in location:
            found = _step(node, step)
            if found is not None:
                node, line = found
        return line

    def at(self, location: Sequence[str | int] = ()) -> str:
        """Return ``file:line`` for the value at `location`."""
        return f"{_name(self.path)}:{self.line_of(location)}"

    def _value(self, node: Any) -> Any:
        if not _STANDARD_TAG.match(node.tag):
            raise self._refused(node, f"the tag or merge key {node.tag!r} is not data")
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node.value) if node.style in (None, "") else node.value
        if id(node) in self._seen:
            raise self._refused(node, "an anchor is used twice; write the value out")
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item) for item in node.value]
        return self._mapping(node)

    def _mapping(self, node: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._refused(key_node, "a key must be a word")
            self._value(key_node)
            if key_node.value == "<<" and key_node.style in (None, ""):
                raise self._refused(key_node, "the merge key '<<' is not data")
            if key_node.value in found:
                raise self._refused(key_node, f"the key {key_node.value!r} stands twice")
            found[key_node.value] = self._value(value_node)
        return found

    def _refused(self, node: Any, why: str) -> ContentError:
        return ContentError(f"{_name(self.path)}:{node.start_mark.line + 1}: {why}.")


def load_yaml(path: Path) -> YamlFile:
    """Read one YAML file.

    Raises
    ------
    ContentError
        If the file is missing, not UTF-8, not valid YAML, carries a tag or an
        alias, or repeats a key; the message starts with ``file:line``.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(f"{_name(path)}: the file is missing.") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ContentError(f"{_name(path)}:{line}: not UTF-8 text ({error.reason}).") from None
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise ContentError(f"{_name(path)}:{line}: not valid YAML: {error.problem}.") from None
    except yaml.YAMLError as error:
        raise ContentError(f"{_name(path)}:1: not valid YAML: {error}.") from None
    finally:
        loader.dispose()
    return YamlFile(path, root)


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _step(node: Any, step: str | int) -> tuple[Any, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == str(step):
                return value_node, key_node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item, item.start_mark.line + 1
    return None


def _scalar(word: str) -> str | float | bool | None:
    if word in _WORDS:
        return _WORDS[word]
    if _INTEGER.match(word):
        return int(word, 0) if word[:2] in {"0o", "0x"} else int(word)
    if _FLOAT.match(word):
        return float(word)
    return word
