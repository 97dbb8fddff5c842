"""Joining ES modules: order, refusals, and what the browser half of a widget may contain."""

from __future__ import annotations

import re

import pytest

from sciatica_edu.errors import ContentError
from sciatica_edu.nerve_block.conduction.browser_source import joined_modules, widget_source
from sciatica_edu.nerve_block.widget_kit import STATIC


@pytest.fixture
def write(tmp_path):
    def write_all(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        return tmp_path

    return write_all


def test_imports_come_first_and_each_file_once(write):
    folder = write(
        leaf="export const leaf = 1;\n",
        left='import { leaf } from "./leaf.js";\nexport function left() { return leaf; }\n',
        top=(
            'import {\n  leaf,\n} from "./leaf.js";\nimport { left } from "./left.js";\n'
            "export default { render: () => left() + leaf };\n"
        ),
    )
    joined = joined_modules(folder / "top.js", exports=("left",))
    assert joined.count("const leaf = 1") == 1
    assert joined.index("const leaf") < joined.index("function left") < joined.index("default")
    assert "import" not in joined
    assert joined.endswith("export { left };\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('import { a as b } from "./leaf.js";\n', "renamed"),
        ('import * as leaf from "./leaf.js";\n', "cannot join"),
        ('import { x } from "https://elsewhere/x.js";\n', "cannot join"),
        ('import { x } from "./missing.js";\n', "missing.js: the file is missing"),
        ('import { leaf } from "./leaf.js";\nconst leaf = 2;\n', "'leaf' already stands in"),
        ("export * from './leaf.js';\n", "cannot join"),
    ],
)
def test_what_cannot_be_joined_is_refused_in_words(text, said, write):
    folder = write(leaf="export const leaf = 1;\n", top=text)
    with pytest.raises(ContentError, match=re.escape(said)):
        joined_modules(folder / "top.js")


def test_widget_source_is_one_module_with_one_default_export():
    source = widget_source("conduction.js")
    assert source.count("export ") == 1
    assert "export default { render }" in source
    assert "function integrate(" in source


def test_no_file_of_the_conduction_widget_is_long_and_none_left_out():
    source = widget_source("conduction.js")
    for folder in ("fibre", "conduction"):
        paths = sorted((STATIC / folder).glob("*.js"))
        assert len(paths) > 5
        for path in paths:
            text = path.read_text(encoding="utf-8")
            assert len(text.splitlines()) < 400
            assert text.splitlines()[0] in source, f"{path.name} is not used"


def test_no_constant_of_a_fibre_stands_in_the_browser_half():
    # Every number with three or more digits would be a physiological one, apart from units.
    allowed = {"100", "1000", "0.5"}
    paths = sorted((STATIC / "fibre").glob("*.js"))
    assert len(paths) > 5
    for path in paths:
        code = re.sub(r"//.*|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found = set(re.findall(r"(?<![\w.])\d[\d.]{2,}(?!\w)", code))
        assert found <= allowed, f"{path.name}: {found - allowed}"
