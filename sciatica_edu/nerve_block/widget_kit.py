"""What the widgets of this topic share: a state computed by Python, and actions from the browser."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, element
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import OutOfRangeError, SciaticaEduError, require_known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "AskingWidget",
    "details",
    "heading",
    "listed",
    "paragraph",
    "typed_number",
]


def typed_number(text: Any, *, quantity: str, unit: str) -> float:
    """Return the number somebody typed.

    Raises
    ------
    OutOfRangeError
        If it is missing or no finite number; ranges are checked by what it is used for.
    """
    try:
        value = float(text)
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        raise OutOfRangeError(f"{quantity} is {text!r}; give a number in {unit}.")
    return value


class AskingWidget(TwinWidget):
    """A widget whose browser half sends actions and shows the state Python computes.

    A subclass lists its actions in `_actions`: name to method; a method takes the message and
    returns the parts of the state that change.
    """

    heading: Any = traitlets.Unicode().tag(sync=True)
    """Title shown in the browser."""
    note: Any = traitlets.Unicode().tag(sync=True)
    """What the learner must know before using it."""
    state: Any = traitlets.Dict().tag(sync=True)
    """What is shown, computed by Python."""

    @traitlets.default("heading")
    def _own_title(self) -> str:
        return self.title

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.on_msg(self._hear)

    def act(self, action: str, **message: Any) -> None:
        """Do what a button in the browser does.

        Raises
        ------
        SciaticaEduError
            If the action is unknown or what was given is not possible; the state is unchanged.
        """
        known = self._actions()
        change = known[require_known("action", action, known)](message)
        self.state = {**self.state, "refused": "", **change}

    def _actions(self) -> Mapping[str, Any]:
        raise NotImplementedError

    def _hear(self, _widget: object, content: Any, _buffers: object) -> None:
        message = dict(content)
        try:
            self.act(str(message.pop("action", "")), **message)
        except SciaticaEduError as error:
            # The error goes to the learner, who can mend it.
            self.state = {**self.state, "refused": str(error)}


def heading(title: str) -> Html:
    """Return the title of a twin; as text the widget says it itself."""
    return Html(element("p", Html(element("strong", title), "")), "")


def paragraph(text: str, *, strong: bool = False) -> Html:
    """Return a paragraph."""
    inner: str | Html = Html(element("strong", text), "") if strong else text
    return Html(element("p", inner), text)


def listed(items: Sequence[str], *, ordered: bool = False) -> Html:
    """Return a list."""
    body = Html("".join(element("li", item) for item in items), "")
    return Html(
        element("ol" if ordered else "ul", body), "\n".join(f"  - {item}" for item in items)
    )


def details(title: str, body: Html) -> Html:
    """Return something to open."""
    summary = Html(element("summary", title), "")
    return Html(element("details", "heading", summary, body), f"{title}\n{body.text}")
