"""A figure whose alt text reaches the reader.

JupyterLab ignores the alt text of an image output; an ``<img alt>`` inside
``text/html`` survives its sanitizer and every export.
"""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Any

from sciatica_edu.display.html import Html, element

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Picture", "picture"]

_SHORTEST_ALT = 40


class Picture:
    """A rendered figure with alt text and caption.

    Parameters
    ----------
    png
        The picture.
    alt
        What a reader who cannot see it needs to know.
    caption
        One line below the picture, with the source.
    width_px
        Displayed width.
    """

    def __init__(self, png: bytes, *, alt: str, caption: str, width_px: int) -> None:
        if len(alt.strip()) < _SHORTEST_ALT:
            raise ValueError(
                f"alt text must describe the picture ({_SHORTEST_ALT} characters or more): {alt!r}"
            )
        self.png = png
        self.alt = " ".join(alt.split())
        self.caption = " ".join(caption.split())
        self.width_px = width_px

    @property
    def html(self) -> str:
        """The figure element, with the picture inside."""
        source = "data:image/png;base64," + base64.b64encode(self.png).decode("ascii")
        image = element(
            "img",
            attributes={
                "alt": self.alt,
                "src": source,
                "style": f"width:{self.width_px}px;max-width:100%;height:auto;background:#fff",
            },
        )
        caption = element("figcaption", self.caption)
        return element(
            "figure", Html(image, ""), Html(caption, ""), attributes={"style": "margin:0.5em 0"}
        )

    @property
    def text(self) -> str:
        """Caption and alt text."""
        return f"[Figure] {self.caption}\n{self.alt}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}

    def __repr__(self) -> str:
        return self.text


def picture(figure: Figure, *, alt: str, caption: str, dpi: int = 110) -> Picture:
    """Render a matplotlib figure, close it, and give it alt text.

    Parameters
    ----------
    figure
        The figure; it is removed from pyplot's list, so nothing is shown twice.
    alt
        What the picture shows, for a reader who cannot see it (40 characters or more).
    caption
        One line below the picture, naming the source.
    dpi
        Dots per inch of the PNG.

    Raises
    ------
    ValueError
        If the alt text is too short to describe anything.
    """
    import matplotlib.pyplot as plt

    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dpi, bbox_inches="tight", metadata={"Software": None})
    width = round(figure.get_figwidth() * 96)
    plt.close(figure)
    return Picture(_few_colours(buffer), alt=alt, caption=caption, width_px=width)


def _few_colours(png: io.BytesIO) -> bytes:
    """Return the picture with a palette: lines and letters need few colours, and the file is a quarter."""
    from PIL import Image

    small = io.BytesIO()
    with Image.open(png) as full:
        # Dithering would speckle plain areas, and a speckled one does not compress.
        full.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(
            small, format="PNG", optimize=True
        )
    return small.getvalue()
