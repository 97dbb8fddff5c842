"""The quiz as a page that needs no script: stems, options and, in practice, the answers.

It is stored beside the widget, so an untrusted notebook, an exported page and a code
host's preview all show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, element
from sciatica_edu.display.body_picture import body_picture
from sciatica_edu.evidence.tables.map_shapes import whole_body
from sciatica_edu.quiz.asking.items import Item
from sciatica_edu.quiz.asking.picture import drawing
from sciatica_edu.quiz.asking.presentation import item_view
from sciatica_edu.quiz.asking.rich import Rich, inline, plain, rich, to_html
from sciatica_edu.quiz.asking.right_answer import right_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from sciatica_edu.quiz.asking.picture import QuestionPicture
    from sciatica_edu.quiz.live.sealed import SealedItem

__all__ = ["quiz_twin", "sources_of"]


def sources_of(item: Item, references: Mapping[str, str]) -> str:
    """Return the short citations of an item's facts, each once."""
    found = dict.fromkeys(
        part
        for fact in item.question.facts
        if fact in references
        for part in references[fact].split("; ")
    )
    return "; ".join(found)


def quiz_twin(
    items: Iterable[Item | SealedItem],
    *,
    title: str,
    show_answers: bool,
    references: Mapping[str, str],
    pictures: Mapping[str, QuestionPicture],
) -> Html:
    """Return the quiz as static HTML with its plain text.

    Parameters
    ----------
    items
        What is asked.
    title
        What the quiz is called.
    show_answers
        Whether each answer follows, folded, with its reason and sources.
    references
        Short citation by fact id.
    pictures
        Pictures by id.
    """
    html, text = [], []
    for place, item in enumerate(items, start=1):
        shown = _question(item, pictures)
        piece, said = shown.html, shown.text
        if show_answers and isinstance(item, Item):
            answer = _answer(item, references)
            piece, said = piece + answer.html, f"{said}\n{answer.text}"
        html.append(element("li", Html(piece, "")))
        text.append(f"{place}. {said}")
    note = f"{title}: {len(html)} question{'' if len(html) == 1 else 's'}. Run this cell to answer."
    body = element("p", note) + element("ol", Html("".join(html), ""))
    section = element("section", Html(body, ""), attributes={"aria-label": title})
    return Html(section, "\n".join([note, *text]))


def _question(item: Item | SealedItem, pictures: Mapping[str, QuestionPicture]) -> Html:
    view = item_view(item, pictures=pictures) if isinstance(item, Item) else item.view
    parts: list[Rich] = [view[name] for name in ("story", "stem", "lead") if name in view]
    html = "<br>".join(to_html(part) for part in parts)
    lines = [" ".join(plain(part) for part in parts)]
    if "picture" in view:
        source = drawing(view["picture"])
        style = "max-width:12em;display:block"
        attributes = {"alt": view["picture"]["alt"], "src": source, "style": style}
        html += element("img", attributes=attributes)
    if "painted" in view:
        html += body_picture(whole_body(), view["painted"], alt=plain(view["stem"]), bare=True).html
    listed = _lines(view)
    if listed:
        choices = "".join(element("li", Html(to_html(line), "")) for line in listed)
        html += element("ol" if view["type"] == "spot" else "ul", Html(choices, ""))
        lines += [f"   - {plain(line)}" for line in listed]
    return Html(html, "\n".join(lines))


def _lines(view: Mapping[str, Any]) -> list[Rich]:
    match view["type"]:
        case "one" | "many" | "order" | "spot":
            return [text for _, text in view["options"]]
        case "match":
            choices = ", ".join(text for _, text in view["right"])
            return [*(text for _, text in view["left"]), f"Choose from: {choices}"]
        case "line":
            return [f"Answer: ____ {view['unit']}"]
        case "number":
            return [
                "Answer: ____ (number and unit)"
                if view["unit"] is None
                else f"Answer: ____ {view['unit']}"
            ]
        case "cloze":
            return ["".join(_blank(piece) for piece in view["pieces"])]
    return []


def _blank(piece: str | Mapping[str, Any]) -> str:
    if isinstance(piece, str):
        return piece
    if "options" in piece:
        return f"[{' / '.join(text for _, text in piece['options'])}]"
    return f"[____]{' ' if piece.get('unit') else ''}{piece.get('unit', '')}"


def _answer(item: Item, references: Mapping[str, str]) -> Html:
    answer, reason = right_answer(item)
    sources = sources_of(item, references)
    tail = f" ({sources})" if sources else ""
    inner = element("strong", Html(to_html(inline(answer)), "")) + " " + to_html(rich(reason))
    html = element(
        "details", Html(element("summary", "Answer") + inner + element("small", tail), "")
    )
    return Html(html, f"   Answer: {plain(inline(answer))}. {plain(rich(reason))}{tail}".rstrip())
