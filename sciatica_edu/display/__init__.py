"""What every widget and figure shares: the HTML twin, alt text, the style."""

from sciatica_edu.display.html import Html, element, escape, folded, join
from sciatica_edu.display.picture import Picture, picture
from sciatica_edu.display.style import PALETTE, styled
from sciatica_edu.display.table import table

__all__ = [
    "PALETTE",
    "Html",
    "Picture",
    "element",
    "escape",
    "folded",
    "join",
    "picture",
    "styled",
    "table",
]
