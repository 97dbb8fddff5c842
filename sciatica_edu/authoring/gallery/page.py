"""The gallery as one page that needs nothing beside it: no notebook, no network.

Each state is shown by the widget's own browser half, over a stand-in for the notebook's model
(`js/src/display/gallery.widget.js`), three times: light, dark and 390 px wide. What a press of a button
would ask Python is not answered, so that the states stay as they are. Figures are taken from
the built notebooks, as a reader sees them.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from sciatica_edu.authoring.gallery.states import heard, shown_states
from sciatica_edu.display.browser_half import browser_half

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sciatica_edu.authoring.gallery.states import Shown
    from sciatica_edu.evidence.course import Course

__all__ = ["gallery_page"]

_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_PLACES = ("light", "dark", "narrow")
_STYLE = """
body { background: #ddd; color: #111; font: 16px/1.5 system-ui, sans-serif; margin: 1rem; }
nav ol { columns: 18rem; font-size: .875rem; }
.places { align-items: start; display: grid; gap: 1rem; grid-template-columns: 820px 820px 390px; }
.place { background: #fff; box-sizing: border-box; max-height: 95vh; min-width: 0; overflow: auto; padding: 12px; }
.place.dark { background: #111; color: #f4f5f6; }
.place.narrow { padding: 0; }
h2 { border-top: 2px solid #777; margin: 2rem 0 .5rem; padding-top: .5rem; }
"""


def gallery_page(course: Course, *, notebooks: Path, home: Path) -> str:
    """Return the page.

    Parameters
    ----------
    course
        The content.
    notebooks
        The built notebooks, whose figures are shown.
    home
        A folder for the record of what is answered on the way.

    Raises
    ------
    AssetError
        If a browser half is not built.
    """
    shown = list(shown_states(course, home=home))
    titles = [one.title for one in shown]
    blocks = [_block(title, number) for number, title in enumerate(titles)]
    for title, figure in _figures(sorted(notebooks.glob("*.ipynb"))):
        blocks.append(_block(title, len(titles), figure))
        titles.append(title)
    listed = "".join(
        f'<li><a href="#s{at}">{html.escape(name)}</a></li>' for at, name in enumerate(titles)
    )
    script = f"{browser_half('gallery').source.decode()}"
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Gallery</title><style>{_STYLE}</style></head><body>
<h1>Every widget and figure in its main states</h1>
<p>Light, dark, and 390 px wide. No Python runs here: a press of a button may change nothing.</p>
<nav><ol start="0">{listed}</ol></nav>
{"".join(blocks)}
<script type="application/json" id="gallery">{_json(_data(shown))}</script>
<script type="module">{script}
</script></body></html>
"""


def _data(shown: Iterable[Shown]) -> dict[str, Any]:
    halves: dict[str, str] = {}
    states = []
    for one in shown:
        half = one.widget.browser
        halves[half] = browser_half(half).source.decode()
        states.append(
            {
                "half": half,
                "answers": {asked["type"]: heard(one.widget, asked) for asked in one.asks},
                "traits": {
                    name: value
                    for name, value in one.widget.get_state().items()
                    if not name.startswith("_") and name not in ("layout", "tabbable", "tooltip")
                },
            }
        )
    return {"halves": halves, "states": states}


def _json(data: Any) -> str:
    """Return JSON that no sequence of letters in it can end the script element of."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _block(title: str, number: int, figure: str | None = None) -> str:
    """Return one state's heading and its three places; a figure stands in them as it is."""
    places = "".join(
        f'<div class="place {place}"'
        + (' data-jp-theme-light="false"' if place == "dark" else "")
        + (f' data-state="{number}"></div>' if figure is None else f">{figure}</div>")
        for place in _PLACES
    )
    name = html.escape(title)
    return f'<h2 id="s{number}">{number}. {name}</h2><div class="places">{places}</div>\n'


def _figures(notebooks: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield title and HTML of every figure in the notebooks' outputs, each once."""
    seen = set()
    for path in notebooks:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            for output in cell.get("outputs", ()):
                shown = "".join(output.get("data", {}).get("text/html", ""))
                for figure in _FIGURE.findall(shown):
                    if figure not in seen:
                        seen.add(figure)
                        yield f"Figure {len(seen)}, {path.stem}", figure
