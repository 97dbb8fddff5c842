"""A widget of questions with a few answers each, one of which is "not known".

Python judges; the browser half shows the questions and what Python said. The
localiser and the triage practice are built on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, element, join
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import SciaticaEduError, UnknownNameError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = ["ThreeWayForm"]


class ThreeWayForm(TwinWidget):
    """Questions in groups, a few answers each, and a result that Python computes.

    Subclasses give `_judge`, which turns answers into ``{"urgent", "heading",
    "message", "blocks"}``; a block is ``{"title", "lines"}``.
    """

    browser = "three_way_form"

    title: Any = traitlets.Unicode().tag(sync=True)
    """Heading of the widget."""
    note: Any = traitlets.Unicode().tag(sync=True)
    """What the learner must know before using it."""
    groups: Any = traitlets.List().tag(sync=True)
    """Questions: ``{"title", "items": [{"id", "label", "how"}]}``; an item may bring ``choices`` of its own,
    a group a button ``none`` (``{"label", "value"}``) that answers what is open in it."""
    choices: Any = traitlets.List().tag(sync=True)
    """The usual answers: ``{"value", "label"}``; the first one is where all start."""
    answers: Any = traitlets.Dict().tag(sync=True)
    """Answer by question id; a question left out has the first answer."""
    result: Any = traitlets.Dict().tag(sync=True)
    """What Python makes of the answers."""

    def __init__(self, *, answers: Mapping[str, str] | None = None, **shown: Any) -> None:
        super().__init__(**shown)
        self.answers = dict(answers or {})
        self._show()
        self.observe(self._show, names="answers")

    def answer(self, **answers: str) -> None:
        """Set answers from Python; hyphens in ids are written as underscores.

        Raises
        ------
        UnknownNameError
            If a question or an answer does not exist.
        """
        given = {name.replace("_", "-"): value for name, value in answers.items()}
        self._check(given)
        self.answers = {**self.answers, **given}

    def twin(self) -> Html:
        """Return the questions and the present result as static HTML and text."""
        parts = [Html(element("p", Html(element("strong", self.title), "")), self.title)]
        parts.append(Html(element("p", self.note), self.note))
        for group in self.groups:
            items = [self._answered(item) for item in group["items"]]
            listed = Html("".join(element("li", text) for text in items), "")
            summary = Html(element("summary", group["title"]), "")
            body = Html(element("ul", listed), "")
            text = "\n".join([f"{group['title']}:", *(f"  - {item}" for item in items)])
            parts.append(Html(element("details", summary, body), text))
        parts.append(self._result_twin())
        return join(parts)

    def __repr__(self) -> str:
        given = ", ".join(f"{name}: {value}" for name, value in sorted(self.answers.items()))
        return f"{self.title} ({given or 'nothing answered'}): {self.result.get('heading', '')}"

    def stored_text(self) -> str:
        """Return the same as the twin, as text."""
        return self.twin().text

    def _judge(self, answers: Mapping[str, str]) -> dict[str, Any]:
        raise NotImplementedError

    def _show(self, _change: object = None) -> None:
        try:
            self._check(self.answers)
            self.result = self._judge(self.answers)
        except SciaticaEduError as error:
            self.result = {
                "urgent": True,
                "heading": "Not possible",
                "message": str(error),
                "blocks": [],
            }

    def _check(self, answers: Mapping[str, str]) -> None:
        known = {
            item["id"]: self._choices(item) for group in self.groups for item in group["items"]
        }
        for name, value in answers.items():
            if name not in known:
                raise UnknownNameError(
                    f"unknown question {name!r} in {self.title!r}.{did_you_mean(name, known)}"
                )
            allowed = [choice["value"] for choice in known[name]]
            if value not in allowed:
                raise UnknownNameError(
                    f"the answer to {name!r} is {value!r}; allowed: {', '.join(allowed)}."
                )

    def _choices(self, item: Mapping[str, Any]) -> list[dict[str, str]]:
        choices: list[dict[str, str]] = item.get("choices", self.choices)
        return choices

    def _answered(self, item: Mapping[str, Any]) -> str:
        value = self.answers.get(item["id"], self.choices[0]["value"])
        label = next(row["label"] for row in self._choices(item) if row["value"] == value)
        return f"{item['label']} ({label}). {item['how']}".strip()

    def _result_twin(self) -> Html:
        colour = "#B00020" if self.result["urgent"] else "#8888"
        pieces = [Html(element("p", Html(element("strong", self.result["heading"]), "")), "")]
        pieces.append(Html(element("p", self.result["message"]), ""))
        lines = [self.result["heading"], self.result["message"]]
        for block in self.result["blocks"]:
            listed = Html("".join(element("li", line) for line in block["lines"]), "")
            pieces.append(Html(element("p", Html(element("strong", block["title"]), "")), ""))
            pieces.append(Html(element("ul", listed), ""))
            lines += [block["title"], *(f"  - {line}" for line in block["lines"])]
        html = element(
            "section",
            Html("".join(piece.html for piece in pieces), ""),
            attributes={"style": f"border:2px solid {colour};padding:0.4em 0.8em"},
        )
        return Html(html, "\n".join(line for line in lines if line))
