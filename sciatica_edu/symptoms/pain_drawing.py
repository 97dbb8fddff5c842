"""The pain drawing: paint pain, numbness, pins and needles and weakness on the body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, element, join
from sciatica_edu.display.body_picture import PAINTS, body_picture, painted_words
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import SciaticaEduError, require_known
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.map_shapes import whole_body

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sciatica_edu.evidence.course import Course

__all__ = ["PainDrawing", "pain_drawing"]

_SADDLE = "saddle"
_NOT_A_LEG = frozenset({"belly", "lower_belly", "chest", "low_back", "upper_back"})
_PAIN_OF_THE_TRUNK = _NOT_A_LEG | {"groin", "buttock", "outer_hip", _SADDLE}
"""Where pain on both sides is back pain; lost feeling or strength there counts as both legs."""


class PainDrawing(TwinWidget):
    """Paint what a person feels, place by place; read what such a drawing can and cannot tell.

    Parameters
    ----------
    course
        The content.
    painted
        Paints by place at first; keys as ``"leg_back.buttock.right"``.

    Raises
    ------
    UnknownNameError
        If a place or a paint does not exist; the nearest is offered.
    """

    title = "Draw the pain"
    browser = "pain_drawing"

    views: Any = traitlets.List().tag(sync=True)
    """The drawn body."""
    paints: Any = traitlets.List().tag(sync=True)
    """What can be painted: ``[name, word]``, in the order of their number keys."""
    painted: Any = traitlets.Dict().tag(sync=True)
    """Paints by place; a place left out is bare."""
    said: Any = traitlets.Dict().tag(sync=True)
    """What is painted in words, and what must be said about it."""

    def __init__(
        self, course: Course, *, painted: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._course = course
        views = whole_body()
        self._places = {shape["key"] for view in views for shape in view["regions"]}
        super().__init__(views=views, paints=[list(item) for item in PAINTS.items()])
        self._check(painted or {})
        self.painted = {key: list(paints) for key, paints in (painted or {}).items()}
        self._show()
        self.observe(self._show, names="painted")

    def twin(self) -> Html:
        """Return the drawing as an image, and the same as a list."""
        words = painted_words(self.views, self.painted)
        alt = f"Body from the front, from behind and the soles, to paint on. {words}"
        lines = [words, *self.said["lines"]]
        listed = Html("".join(element("li", line) for line in lines), "\n".join(lines))
        title = Html(element("p", Html(element("strong", self.title), "")), self.title)
        image = body_picture(self.views, self.painted, alt=alt)
        return join([title, image, Html(element("ul", listed), listed.text)])

    def __repr__(self) -> str:
        return f"{self.title}: {painted_words(self.views, self.painted)}"

    def stored_text(self) -> str:
        """Return the same as the twin, as text."""
        return self.twin().text

    def _check(self, painted: Mapping[str, Sequence[str]]) -> None:
        for key, paints in painted.items():
            require_known("place of the body", key, self._places)
            for paint in paints:
                require_known("paint", paint, PAINTS)

    def _show(self, _change: object = None) -> None:
        try:
            self._check(self.painted)
        except SciaticaEduError as error:
            self.said = {"urgent": True, "words": str(error), "lines": []}
            return
        urgent = self._is_in_the_saddle() or self._is_in_both_legs()
        lines = [sentence("cauda-equina.warning").text] if urgent else []
        if self.painted:
            source = cite(self._course, ["CLN-09", "PDR-01"])
            lines.append(f"{sentence('pain-drawing.limits').text} ({source})")
        words = painted_words(self.views, self.painted)
        self.said = {"urgent": urgent, "words": words, "lines": lines}

    def _is_in_the_saddle(self) -> bool:
        """Whether feeling between the legs is lost or altered."""
        return any(
            key.split(".")[1] == _SADDLE and set(paints) - {"pain"}
            for key, paints in self.painted.items()
        )

    def _is_in_both_legs(self) -> bool:
        sides = set()
        for key, paints in self.painted.items():
            _, place, side = key.split(".")
            if place not in _NOT_A_LEG and (
                place not in _PAIN_OF_THE_TRUNK or set(paints) - {"pain"}
            ):
                sides.add(side)
        return len(sides) == 2


def pain_drawing(course: Course) -> PainDrawing:
    """Return an empty drawing."""
    return PainDrawing(course)
