"""The browser halves: built from the sources that stand here, found by name, fetched once, local."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

import sciatica_edu
from sciatica_edu.display import browser_half as halves
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import AssetError

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "js" / "src").rglob("*.js"))
#: What fetches the widgets' code, and what shows them without a notebook.
NO_WIDGETS = {"loader", "gallery"}
BUILT = {path.name.removesuffix(".widget.js") for path in SOURCES if ".widget." in path.name}


class Plain(TwinWidget):
    """A widget with a real browser half and nothing of its own."""

    browser = "quiz"

    def __repr__(self) -> str:
        return "plain"


def widget_classes() -> list[type[TwinWidget]]:
    """Return every widget of the package that names a browser half."""
    for module in pkgutil.walk_packages(sciatica_edu.__path__, "sciatica_edu."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, open_ = [], [TwinWidget]
    while open_:
        for each in open_.pop().__subclasses__():
            open_.append(each)
            if "browser" in vars(each) and each.__module__.startswith("sciatica_edu."):
                found.append(each)
    return found


def said(widget: TwinWidget, message: object) -> list[tuple[dict, list]]:
    """Return what a widget sends when the page sends `message`."""
    sent: list[tuple[dict, list]] = []
    widget.send = lambda content, buffers=None: sent.append((content, buffers))
    widget._handle_custom_msg(message, [])
    return sent


def test_what_is_built_belongs_to_the_sources():
    spec = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    hook = module_from_spec(spec)
    spec.loader.exec_module(hook)
    assert hook.is_built(), "run: make js"
    assert {path.stem for path in halves.STATIC.glob("*.js")} == BUILT


def test_every_widget_has_a_browser_half_and_every_half_its_widget():
    used = {each.browser for each in widget_classes()}
    assert used == BUILT - NO_WIDGETS


def test_the_page_gets_the_code_once_it_asks_and_the_state_holds_none():
    widget = Plain()
    ((content, (source,)),) = said(widget, {"ask": "code"})
    assert content == {"code": widget._code}
    assert source == (halves.STATIC / "quiz.js").read_bytes()
    assert len(json.dumps(widget.get_state(), default=str)) < 3_000


def test_other_messages_reach_the_widgets_own_handler():
    widget, heard = Plain(), []
    widget.on_msg(lambda _widget, content, _buffers: heard.append(content))
    assert said(widget, {"do": "open"}) == []
    assert said(widget, {"ask": "something else"}) == []
    assert heard == [{"do": "open"}, {"ask": "something else"}]


@pytest.fixture
def not_built(monkeypatch, tmp_path):
    monkeypatch.setattr(halves, "STATIC", tmp_path)
    halves.browser_half.cache_clear()
    yield
    halves.browser_half.cache_clear()


def test_a_checkout_that_is_not_built_says_how_to_build_it_where_it_is_shown(not_built):
    widget = Plain()
    assert widget._code == "quiz missing"
    assert widget._repr_mimebundle_ is not None
    ((content, _),) = said(widget, {"ask": "code"})
    assert "make js" in content["missing"]
    assert "make js" in halves.loader()
    assert "render" in halves.loader()
    with pytest.raises(AssetError, match=r"'quiz'.*make js"):
        halves.browser_half("quiz")


def test_a_bundle_carries_the_licence_of_what_it_contains():
    text = (halves.STATIC / "viewer.js").read_text(encoding="utf-8")
    assert re.search(r"Contains three \d+\.\d+\.\d+:\s+The MIT License", text[:400])
    assert "Permission is hereby granted" in text[:1500]
    assert "Contains" not in (halves.STATIC / "quiz.js").read_text(encoding="utf-8")[:400]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_sources_take_no_markup_and_ask_nobody_and_are_short(path):
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"\b(innerHTML|outerHTML|insertAdjacentHTML|eval|fetch)\b", text)
    assert "http://" not in text
    assert "https://" not in text
    assert len(text.splitlines()) <= 400
    if ".widget." in path.name and path.name.split(".")[0] not in NO_WIDGETS:
        # keys pressed in a widget stay there: `frame` stops them
        assert re.search(r"\b(frame|topicFrame)\(", text)


def test_no_helper_stands_in_three_files():
    names = Counter(
        name
        for path in SOURCES
        for name in set(
            re.findall(r"^(?:export )?function (\w+)", path.read_text("utf-8"), re.MULTILINE)
        )
    )
    assert [name for name, files in names.items() if files > 2 and name != "render"] == []


def test_no_constant_of_a_fibre_stands_in_the_browser_half():
    # Every number with three or more digits would be a physiological one, apart from units.
    allowed = {"100", "1000", "0.5"}
    paths = sorted((ROOT / "js" / "src" / "fibre").glob("*.js"))
    assert len(paths) > 5
    for path in paths:
        code = re.sub(r"//.*|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found = set(re.findall(r"(?<![\w.])\d[\d.]{2,}(?!\w)", code))
        assert found <= allowed, f"{path.name}: {found - allowed}"
