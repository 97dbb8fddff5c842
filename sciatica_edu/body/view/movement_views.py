"""Show a movement in a notebook: its kept pictures with alt text, and how it is done."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from sciatica_edu.body.movements import MOVEMENTS
from sciatica_edu.display.html import Html, element, join
from sciatica_edu.errors import ContentError, require_known
from sciatica_edu.evidence.location import data_path

if TYPE_CHECKING:
    from pathlib import Path

    from sciatica_edu.body.movements import Movement
    from sciatica_edu.evidence.course import Course

__all__ = ["movement_file", "movement_shown"]

_WIDTH_PX = 300
_NAMES = {2: ("start", "end"), 3: ("start", "on the way", "end")}


def movement_file(movement: str, number: int) -> Path:
    """Where the picture of a pose is kept (number from 0)."""
    return data_path() / "pictures" / "movements" / f"{movement}-{number + 1}.webp"


def movement_shown(course: Course, movement_id: str) -> Html:
    """Return the pictures of a movement side by side, and below how it is done.

    Parameters
    ----------
    course
        The content.
    movement_id
        Id of an exercise (``XE-03``) or test (``EXAM-SLR``) in ``body/movements.yaml``.

    Raises
    ------
    UnknownNameError
        If there is no such movement.
    ContentError
        If a picture is missing.
    """
    table = course[MOVEMENTS]
    movement = table[require_known("movement", movement_id, table)]
    pictures = join(_picture(movement, number) for number in range(len(movement.poses)))
    steps = join(Html(element("li", line), line) for line in movement.how)
    name = Html(element("b", movement.title), movement.title)
    return Html(
        element(
            "section",
            Html(element("p", name), ""),
            Html(
                element(
                    "div",
                    pictures,
                    attributes={"style": "display:flex;flex-wrap:wrap;gap:0.5em"},
                ),
                "",
            ),
            Html(element("ol", steps), ""),
        ),
        f"{movement.title}\n{pictures.text}\n{steps.text}",
    )


def _picture(movement: Movement, number: int) -> Html:
    path = movement_file(movement.id, number)
    try:
        content = base64.b64encode(path.read_bytes()).decode("ascii")
    except FileNotFoundError:
        raise ContentError(
            f"the picture {path.name} is missing; render it with "
            "python -m sciatica_edu.authoring.derived.movement_pictures."
        ) from None
    alt, name = movement.alt[number], _NAMES[len(movement.poses)][number]
    image = element(
        "img",
        attributes={
            "alt": alt,
            "src": f"data:image/webp;base64,{content}",
            # No ground of its own: it stands on light and on dark pages.
            "style": f"width:{_WIDTH_PX}px;max-width:100%;height:auto",
        },
    )
    caption = element("figcaption", name)
    figure = element("figure", Html(image, ""), Html(caption, ""), attributes={"style": "margin:0"})
    return Html(figure, f"[Figure] {name}: {alt}")
