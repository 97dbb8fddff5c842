"""What every explorer widget keeps: a live view, an HTML twin, readable text, strict keywords.

The twin stands beside the view in the output, so an untrusted notebook, a code-hosting
page and paper show the same content. The quiz, which talks to the kernel, has its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget

from sciatica_edu.errors import UnknownNameError, did_you_mean

if TYPE_CHECKING:
    from sciatica_edu.display.html import Html

__all__ = ["TwinWidget"]


class TwinWidget(anywidget.AnyWidget):
    """Base of the widgets; a subclass gives `_esm`, traits, `twin` and `title`."""

    title = "Widget"

    def __init__(self, **traits: Any) -> None:
        known = set(self.trait_names())
        for name in traits:
            if name not in known:
                hint = did_you_mean(name, sorted(known))
                raise UnknownNameError(f"{type(self).__name__} has no setting {name!r}.{hint}")
        super().__init__(**traits)

    def twin(self) -> Html:
        """Return the same content as static HTML and text."""
        raise NotImplementedError

    def stored_text(self) -> str:
        """Return what a reader without HTML sees: the stored ``text/plain``."""
        return repr(self)

    def __repr__(self) -> str:
        return f"{self.title}\n{self.twin().text}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        data["text/plain"] = self.stored_text()
        data["text/html"] = self.twin().html
        return data, metadata
